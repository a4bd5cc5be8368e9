config-operator = un nom compte au plus 64 lettres, chiffres, espaces et .'-_@

# What several people do at once.
team-in-work = ouverte
team-left = laissée
team-in-work-by = { $who } est en train de la corriger, dernière fois à { $time } : la première remise compte.
team-left-by = { $who } a commencé à la corriger et l'a laissée à { $time }.
