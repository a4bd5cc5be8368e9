config-operator = un nom compte au plus 64 lettres, chiffres, espaces et .'-_@

# What several people do at once.
team-in-work = ouverte
team-left = laissée
team-in-work-by = { $who } est en train de la corriger, dernière fois à { $time } : la première remise compte.
team-left-by = { $who } a commencé à la corriger et l'a laissée à { $time }.

# Looking at a queue of somebody else.
team-log-closed = { $path } ne peut être lu : la file est utilisée, et cet utilisateur n'a pas le droit de lire son journal
team-log-closed-hint = Demandez le droit de lire les fichiers de la file dont le nom finit par -wal et -shm ; ils ont les droits du fichier de la file lui-même.
team-moved-while-read = Quelqu'un a commencé à travailler sur la file pendant qu'elle était lue
team-moved-while-read-hint = Réessayez : désormais elle est lue en même temps qu'eux.
