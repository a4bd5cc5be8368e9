### The shared queue as a whole: whether it is whole, what is purged, and what is the server's.

store-pg-backup-hint = Copies of it are the server's: pg_dump --format=custom copies it while everybody works, and pg_restore brings it back. A file of it is made by: dimonitor store copy --to FILE
store-pg-recover-hint = A damaged database is the server's matter: go on with its latest backup (pg_restore, or a replica). A damaged file is named with --from.
store-pg-whole = What the database holds fits together.
store-pg-not-whole = What the database holds does not fit together.
store-pg-check-rest = Pages are the server's to check: pg_amcheck, and data checksums. With the extension amcheck, and the right to call it, the indexes were checked here, too.
store-pg-purging = Another dimonitor is purging this queue
store-pg-purging-hint = Wait until it is done; it takes what you wanted to take, if its rules are the same.
store-pg-clock = The clock of this host and the one of the database server are { $minutes } minutes apart: nothing is purged
store-pg-clock-hint = Put them right (NTP): what is old enough is told by this host's clock.
purge-vacuumed = The server has given up the room of what was taken out, and overwrites it by and by; VACUUM FULL overwrites it at once, and nobody can work meanwhile. Its write-ahead log and its backups keep what they have: delete those that are older than you may keep them.
purge-unvacuumed = What was taken out stays in the tables of the server until it vacuums them: run VACUUM as their owner. Its write-ahead log and its backups keep what they have: delete those that are older than you may keep them.
