config-operator = ein Name hat höchstens 64 Buchstaben, Ziffern, Leerzeichen und .'-_@
