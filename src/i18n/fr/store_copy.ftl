### Copier une file d'un type de stockage vers l'autre.

store-copy-busy = Quelqu'un travaille sur une file qui doit être copiée
store-copy-busy-hint = Arrêtez chaque console et service qui y travaille ; pendant la copie, rien ne peut être envoyé d'aucune des deux files.
store-copy-not-empty = La base de données contient une file qui n'est pas vide
store-copy-not-empty-hint = Copiez vers une base ou un schéma vide ; cette file est restée telle quelle.
store-copy-differs = La copie diffère dans la table { $table } : { $sent } lignes sont parties, { $found } sont arrivées
store-copy-differs-hint = Rien n'a été conservé. Faites vérifier le fichier avec « store check » et réessayez.
store-copy-table = { $table } { $rows }  sha256 { $digest }
store-copy-done = Copié vers { $to } ; chaque table a les mêmes lignes des deux côtés, et le journal est intact
store-copy-next = Nommez la copie dans la configuration : l'ancienne file n'accepte plus aucune modification.
store-copy-look = La copie est à consulter et n'accepte aucune modification ; le travail continue dans l'ancienne file.
store-copy-which = Une file se copie de son fichier vers une base de données, ou d'une base vers un fichier
store-copy-which-hint = Si la file est dans un fichier, nommez une base : --to postgres://USER@HOST/DATABASE ; si elle est dans une base, nommez un nouveau fichier.
store-closed = Cette file n'accepte aucune modification : le travail continue dans { $place }
store-closed-hint = Nommez cette autre file dans la configuration. Si personne n'y travaille ni n'y travaillera, « store reopen --reason » rouvre celle-ci : ce que les deux envoient est envoyé deux fois.
store-reopened = La file est de nouveau ouverte : personne ne peut travailler sur l'autre, car ce que les deux envoient est envoyé deux fois
store-not-closed = La file n'était pas fermée ; rien n'a été modifié
