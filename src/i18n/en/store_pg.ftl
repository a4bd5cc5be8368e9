### The shared queue in PostgreSQL: why it is not opened, read or written, and what to do.

store-pg-unreachable = The database server { $server } cannot be reached
store-pg-unreachable-hint = Check that the server runs, that its name and port in the configuration are right, and that the network lets this host through. Nothing is sent meanwhile.
store-pg-lost = The connection to the database server broke, or nobody answers at its other end
store-pg-lost-hint = It is made again by itself; nothing is sent meanwhile. If it stays so, check the server and the network.
store-pg-password = The database server does not let this user in
store-pg-password-hint = Check the user in store = "postgres://…" and its password in store_password_file or DIMONITOR_STORE_PASSWORD; the server's pg_hba.conf says who may come from where.
store-pg-no-database = There is no such database at the server, or no schema in it that this user may use
store-pg-no-database-hint = Create the database, and the schema if one is configured, or correct its name in the configuration.
store-pg-full = The database server has no connection left
store-pg-full-hint = Each program needs up to eight. Raise max_connections at the server, or stop programs that are not needed.
store-pg-denied = This user of the database may not do that
store-pg-denied-hint = Give it the rights on the tables of the queue; whoever makes a new queue needs the right to create in its schema. To look only, SELECT is enough: use --read-only.
store-pg-read-only = The database takes no changes
store-pg-read-only-hint = This may be a standby: name the primary in the configuration. To look only, use --read-only.
store-pg-disk-full = The disk of the database server is full: the queue cannot be written
store-pg-disk-full-hint = Free some space there. Nothing is sent until the queue can be written again.
store-pg-busy-hint = Try again; if it stays so, look at the server for a transaction that is not ended, or for a backup in progress.
store-pg-io-hint = Check the disk of the database server. Nothing is sent until the queue can be written again.
store-pg-corrupt = The queue's database holds what cannot be true
store-pg-corrupt-hint = Stop all dimonitor programs and keep the database. Go on with the latest backup of the server. Nothing is sent meanwhile.
store-pg-old = The database server is PostgreSQL { $found }; at least { $oldest } is needed
store-pg-old-hint = Upgrade the server; nothing was changed there.
store-pg-tls = The server { $server } does not prove who it is, or does not encrypt
store-pg-tls-hint = Its certificate must name it and come from an authority that this host trusts; name another authority in store_ca_file. Without TLS only a server on this host itself is spoken to.
store-pg-authorities = The certificate authorities for the database server cannot be used
store-pg-authorities-hint = store_ca_file must hold certificates in PEM.
store-pg-foreign-hint = Choose another database or schema for the queue; this one was left as it is.
store-pg-environment-hint = Each environment has its own database or schema; check which are configured.

# The address in the configuration
config-store-unreadable = This is no address of a queue: postgres://USER@HOST/DATABASE is expected
config-store-user = The address names no user: postgres://USER@HOST/DATABASE
config-store-password = A password does not belong here: write it into the first line of a file and name that in store_password_file, or set DIMONITOR_STORE_PASSWORD
config-store-not-secure = Without TLS only a server on this computer itself is spoken to: remove sslmode=disable
config-store-sslmode = sslmode can be verify-full, or disable for a server on this computer itself
config-store-schema = A schema is named with small letters, digits and underscores
config-store-option = Only sslmode and schema can follow the database
store-pg-not-a-file = This is for a queue in a file; this one is in PostgreSQL: { $place }
store-pg-trigrams = The server lacks the extension pg_trgm, by which texts are found
store-pg-trigrams-hint = Install it with the server (Debian: postgresql-contrib), or have its administrator run CREATE EXTENSION pg_trgm in this database.
