### Le fichier de la file d'attente : pourquoi il n'est pas ouvert, lu ou écrit, et que faire.

store-detail = { $words }
store-symlink = La file d'attente { $path } est un lien symbolique
store-symlink-hint = Indiquez le fichier lui-même dans la configuration ; à travers un lien, les programmes ne verraient pas leurs modifications.
store-hard-link = La file d'attente { $path } a un second nom (lien physique)
store-hard-link-hint = Supprimez l'autre nom ; sous deux noms, les programmes ne verraient pas leurs modifications.
store-not-a-file = { $path } n'est pas un fichier
store-not-a-file-hint = Indiquez un fichier pour la file d'attente dans la configuration.
store-network = La file d'attente serait sur un disque réseau ({ $kind }) : { $path }
store-network-hint = Choisissez un dossier sur un disque de cet ordinateur ; les verrous sur un réseau ne sont pas assez fiables.
store-foreign = { $path } n'a pas été créé par dimonitor
store-foreign-hint = Choisissez un autre fichier pour la file d'attente ; celui-ci est resté tel quel.
store-missing = Il n'y a pas encore de file d'attente dans { $path }
store-missing-hint = Elle est créée dès que la première déclaration y est mise.
store-newer = La file d'attente { $path } a été écrite par un dimonitor plus récent (schéma { $found }, ce programme connaît { $known })
store-newer-hint = Installez la version plus récente ; le fichier est resté tel quel.
store-newer-hint-release = Installez dimonitor { $release } ou une version plus récente ; le fichier est resté tel quel.
store-older = La file d'attente { $path } est d'une version plus ancienne
store-older-hint = Ouvrez-la une fois avec le droit d'écrire, pour la mettre à jour.
store-environment = La file d'attente { $path } appartient à l'environnement { $found }, pas à { $wanted }
store-environment-hint = Chaque environnement a son propre fichier ; vérifiez quel environnement et quel fichier sont configurés.
store-not-writable = { $path } ne peut pas être écrit
store-not-writable-hint = Donnez à cet utilisateur le droit d'écrire dans le dossier de la file d'attente.
store-unreachable = { $path } n'est pas accessible
store-unreachable-hint = Vérifiez que le dossier existe et que le disque est connecté.
store-corrupt = Le fichier de la file d'attente est endommagé
store-corrupt-hint = Arrêtez tous les programmes dimonitor et gardez le fichier. Continuez avec la dernière sauvegarde, ou lisez ce qui est lisible dans un nouveau fichier : dimonitor store recover. Rien n'est envoyé entre-temps.
store-disk-full = Le disque est plein : la file d'attente ne peut pas être écrite
store-disk-full-hint = Libérez de la place. Rien n'est envoyé tant que la file d'attente ne peut pas être écrite.
store-busy = Un autre programme verrouille la file d'attente depuis trop longtemps
store-busy-hint = Réessayez ; si cela persiste, cherchez un dimonitor suspendu ou une sauvegarde en cours.
store-denied = La file d'attente ne peut être ni ouverte ni écrite
store-denied-hint = Vérifiez les droits du fichier, de son dossier et des fichiers à côté (-wal, -shm).
store-io = Le disque a signalé une erreur sur le fichier de la file d'attente
store-io-hint = Vérifiez le disque. Rien n'est envoyé tant que la file d'attente ne peut pas être écrite.
store-failed = La file d'attente n'a pas pu faire ce qui était demandé
store-failed-hint = Le journal en dit plus ; signalez-le si cela se reproduit.
store-read-only = La file d'attente n'est ouverte que pour regarder
store-read-only-hint = Relancez la commande avec le droit d'écrire.
store-stopped = Le programme se terminait avant que la file d'attente ait fini
store-stopped-hint = Rien n'est perdu ; regardez la file d'attente au prochain démarrage.
store-account-name = La file d'attente connaît déjà un autre compte { $account }
store-account-name-hint = Choisissez un nom qui n'a jamais servi pour un autre compte

# Vérifier, copier, sauver, purger
store-library = Ce dimonitor a été construit avec SQLite { $found }, qui peut endommager une file d'attente utilisée par plusieurs programmes
store-library-hint = Installez un dimonitor construit avec SQLite { $oldest } ou plus récent.
store-copy-taken = Il y a déjà un fichier à { $path }
store-copy-taken-hint = Choisissez un autre nom ; aucun fichier n'est jamais écrasé.
store-checked = { $path } : schéma { $schema }, { $submissions } déclarations, { $entries } entrées au journal
store-whole = Le fichier est intact.
store-not-whole = Le fichier est endommagé.
store-not-whole-hint = Arrêtez tous les programmes dimonitor et gardez le fichier. Continuez avec la dernière sauvegarde, ou lisez ce qui est lisible dans un nouveau fichier : dimonitor store recover --into FICHIER
store-fault-pages = pages : { $place }
store-fault-references = références : { $count } dans la table { $place } nomment une ligne qui n'existe pas
store-fault-messages = messages : { $count } ne correspondent pas à leur empreinte
store-fault-keys = clés : { $count } déclarations ont plus d'une soumission en cours que personne n'a autorisée
store-fault-journal = journal : { $count } modifiées, manquantes ou ajoutées, à partir de { $place }
store-fault-counts = décomptes : { $count } dans { $place } ne correspondent pas au comptage
store-fault-search = recherche : l'index de texte ne correspond pas aux lignes ({ $count })
store-fault-known = connu depuis un sauvetage : { $fault }
store-backed-up = { $submissions } déclarations copiées vers { $path } ({ $size } Mio) ; copie ouverte et intacte
store-recover-busy = Un dimonitor travaille encore sur ce fichier
store-recover-busy-hint = Arrêtez d'abord tous les programmes dimonitor.
store-recover-nothing = Rien d'une file d'attente n'est lisible dans { $path }
store-recover-nothing-hint = Continuez avec la dernière sauvegarde. Le fichier a été laissé tel quel.
store-recovered-table = { $table } : { $rows } lignes lues, { $lost } perdues
store-recovered-gap = { $table } : { $rows } lignes lues, au moins { $lost } perdues, et une partie de longueur inconnue
store-recovered-lost = { $count } déclarations sont perdues dont d'autres lignes parlent encore ; cherchez-les à l'ONSS avant de déclarer à nouveau : { $numbers }
store-recovered-held = { $count } déclarations ont perdu leur message et sont retenues
store-recovered-everything = Tout ce qui était dans le fichier a été repris.
store-recovered-part = Une partie du fichier est perdue.
store-recovered-next =
    { $damaged } a été laissé tel quel. Pour mettre le nouveau fichier à sa place :
    arrêtez tous les programmes dimonitor,
    déplacez { $queue } avec -wal et -shm dans un autre dossier et gardez-les,
    déplacez { $path } vers { $queue },
    dimonitor store check
purge-not-wiped = D'autres programmes travaillaient sur la file d'attente ; des traces peuvent rester dans son journal d'écriture. Relancez la commande quand ils sont arrêtés.
purge-copies = { $count } copies de la file d'attente se trouvent à côté ou dans son dossier de sauvegardes et gardent ce qu'elles ont ; supprimez celles que vous ne pouvez plus garder.
store-key-adopted = La clé du contrôle des doubles qui compte désormais a l’empreinte { $print }. Ce qui a été mis en file avec la précédente n’est plus reconnu comme double.
