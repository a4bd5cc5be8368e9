## engine
