### La file partagée dans PostgreSQL : pourquoi elle n'est pas ouverte, lue ou écrite, et que faire.

store-pg-unreachable = Le serveur de base de données { $server } est injoignable
store-pg-unreachable-hint = Vérifiez que le serveur tourne, que son nom et son port dans la configuration sont justes et que le réseau laisse passer cet ordinateur. Rien n'est envoyé entre-temps.
store-pg-lost = La connexion au serveur de base de données s'est rompue, ou personne ne répond à l'autre bout
store-pg-lost-hint = Elle se rétablit d'elle-même ; rien n'est envoyé entre-temps. Si cela dure, vérifiez le serveur et le réseau.
store-pg-password = Le serveur de base de données refuse cet utilisateur
store-pg-password-hint = Vérifiez l'utilisateur dans store = "postgres://…" et son mot de passe dans store_password_file ou DIMONITOR_STORE_PASSWORD ; le pg_hba.conf du serveur dit qui peut venir d'où.
store-pg-no-database = Cette base n'existe pas sur le serveur, ou elle n'a pas de schéma que cet utilisateur puisse employer
store-pg-no-database-hint = Créez la base, et le schéma s'il est configuré, ou corrigez son nom dans la configuration.
store-pg-full = Le serveur de base de données n'a plus de connexion libre
store-pg-full-hint = Chaque programme en demande jusqu'à huit. Augmentez max_connections sur le serveur, ou arrêtez les programmes inutiles.
store-pg-denied = Cet utilisateur de la base n'en a pas le droit
store-pg-denied-hint = Donnez-lui les droits sur les tables de la file ; qui crée une nouvelle file doit pouvoir créer dans son schéma. Pour regarder seulement, SELECT suffit : employez --read-only.
store-pg-read-only = La base n'accepte pas de modification
store-pg-read-only-hint = C'est peut-être un serveur de secours : nommez le serveur principal dans la configuration. Pour regarder seulement : --read-only.
store-pg-disk-full = Le disque du serveur de base de données est plein : la file ne peut pas être écrite
store-pg-disk-full-hint = Libérez-y de la place. Rien n'est envoyé tant que la file ne peut pas être écrite.
store-pg-busy-hint = Réessayez ; si cela dure, cherchez sur le serveur une transaction qui ne finit pas, ou une sauvegarde en cours.
store-pg-io-hint = Vérifiez le disque du serveur de base de données. Rien n'est envoyé tant que la file ne peut pas être écrite.
store-pg-corrupt = La base de la file contient ce qui ne peut pas être vrai
store-pg-corrupt-hint = Arrêtez tous les programmes dimonitor et gardez la base. Continuez avec la dernière sauvegarde du serveur. Rien n'est envoyé entre-temps.
store-pg-old = Le serveur de base de données est PostgreSQL { $found } ; il faut au moins { $oldest }
store-pg-old-hint = Mettez le serveur à jour ; rien n'y a été changé.
store-pg-tls = Le serveur { $server } ne prouve pas qui il est, ou ne chiffre pas
store-pg-tls-hint = Son certificat doit le nommer et venir d'une autorité à laquelle cet ordinateur se fie ; nommez-en une autre dans store_ca_file. Sans TLS, on ne parle qu'à un serveur de cet ordinateur même.
store-pg-authorities = Les autorités de certification pour le serveur de base de données sont inutilisables
store-pg-authorities-hint = store_ca_file doit contenir des certificats en PEM.
store-pg-foreign-hint = Choisissez une autre base ou un autre schéma pour la file ; celle-ci est restée telle quelle.
store-pg-environment-hint = Chaque environnement a sa base ou son schéma ; vérifiez lesquels sont configurés.

# The address in the configuration
config-store-unreadable = Ceci n'est pas l'adresse d'une file : on attend postgres://UTILISATEUR@SERVEUR/BASE
config-store-user = L'adresse ne nomme pas d'utilisateur : postgres://UTILISATEUR@SERVEUR/BASE
config-store-password = Un mot de passe n'a pas sa place ici : écrivez-le à la première ligne d'un fichier et nommez celui-ci dans store_password_file, ou définissez DIMONITOR_STORE_PASSWORD
config-store-not-secure = Sans TLS, on ne parle qu'à un serveur de cet ordinateur même : retirez sslmode=disable
config-store-sslmode = sslmode peut être verify-full, ou disable pour un serveur de cet ordinateur même
config-store-schema = Un schéma se nomme avec des minuscules, des chiffres et des traits de soulignement
config-store-option = Seuls sslmode et schema peuvent suivre la base
store-pg-not-a-file = Ceci est pour une file dans un fichier ; celle-ci est dans PostgreSQL : { $place }
store-pg-trigrams = Il manque au serveur l'extension pg_trgm, qui trouve les textes
store-pg-trigrams-hint = Installez-la avec le serveur (Debian : postgresql-contrib), ou faites exécuter CREATE EXTENSION pg_trgm dans cette base par son administrateur.
