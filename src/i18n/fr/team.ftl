config-operator = un nom compte au plus 64 lettres, chiffres, espaces et .'-_@
