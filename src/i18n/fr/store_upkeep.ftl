### La file partagée dans son ensemble : si elle est intacte, ce qui est purgé, et ce qui revient au serveur.

store-pg-backup-hint = Ses copies reviennent au serveur : pg_dump --format=custom la copie pendant que tout le monde travaille, et pg_restore la remet. Un fichier s'en fait par : dimonitor store copy --to FICHIER
store-pg-recover-hint = Une base endommagée est l'affaire du serveur : continuez avec sa dernière sauvegarde (pg_restore, ou une réplique). Un fichier endommagé se nomme avec --from.
store-pg-whole = Ce que contient la base concorde.
store-pg-not-whole = Ce que contient la base ne concorde pas.
store-pg-check-rest = Les pages sont contrôlées par le serveur : pg_amcheck et les sommes de contrôle. Avec l'extension amcheck, et le droit de l'appeler, les index ont été contrôlés ici aussi.
store-pg-purging = Un autre dimonitor est en train de purger cette file
store-pg-purging-hint = Attendez qu'il ait fini ; si ses règles sont les mêmes, il prend ce que vous vouliez prendre.
store-pg-clock = L'horloge de cet ordinateur et celle du serveur de base de données diffèrent de { $minutes } minutes : rien n'est purgé
store-pg-clock-hint = Mettez-les à l'heure (NTP) : c'est l'horloge de cet ordinateur qui dit ce qui est assez ancien.
purge-vacuumed = Le serveur a libéré la place de ce qui est parti et la réécrit peu à peu ; VACUUM FULL la réécrit aussitôt, et personne ne peut travailler entre-temps. Son journal d'écriture (WAL) et ses sauvegardes gardent ce qu'ils ont : supprimez ceux que vous ne pouvez plus garder.
purge-unvacuumed = Ce qui est parti reste dans les tables du serveur jusqu'à ce qu'il les nettoie : exécutez VACUUM comme leur propriétaire. Son journal d'écriture (WAL) et ses sauvegardes gardent ce qu'ils ont : supprimez ceux que vous ne pouvez plus garder.
