## rsz
