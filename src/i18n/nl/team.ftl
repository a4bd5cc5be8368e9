config-operator = een naam heeft hoogstens 64 letters, cijfers, spaties en .'-_@
