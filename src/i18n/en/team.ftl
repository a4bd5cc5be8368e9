config-operator = a name has up to 64 letters, digits, spaces and .'-_@
