config-not-loopback = Seule une adresse de cette machine peut être écoutée
config-listen = Ce n'est pas une adresse avec un port, comme 127.0.0.1:9464

service-working = au travail, { $queued } en attente
service-standby = en réserve derrière { $pid } sur { $host }
service-working-among = au travail, un de { $count } agents, { $queued } en attente
service-standby-of = en réserve, { $count } autres travaillent, { $queued } en attente
service-waiting = ne peut pas encore travailler : le stockage de la file ne répond pas
service-stopping = termine ce qui est en cours
service-monitor = chiffres sur { $address }
service-config-rejected = configuration : refusée : { $reason }
service-reloaded = La configuration a été relue et est en vigueur
service-kept = La configuration a été relue et n'est pas reprise ; l'ancienne reste en vigueur
service-environment = L'environnement ne peut pas changer pendant que le service tourne
service-environment-hint = Arrêtez le service et redémarrez-le
service-no-listen = Les chiffres ne peuvent pas être montrés sur { $address }
service-no-listen-hint = Un autre programme utilise peut-être ce port ; choisissez-en un autre dans [monitor]
service-credential = Le fichier { $file } est un credential du service
service-credential-hint = Seul le service démarré par systemd peut le lire : LoadCredential=NOM:FICHIER dans son unité, sans / dans NOM
service-passphrase-again = La phrase secrète de la clé ne peut être demandée qu'au démarrage
service-passphrase-again-hint = Indiquez passphrase_file pour le compte, ou redémarrez le service
service-no-home = L'unité ne peut pas être écrite : le chemin de ce programme n'est pas connu
service-hidden = Le service ne trouvera pas { $program } : il ne voit ni dossiers personnels ni dossiers temporaires. Placez le programme dans /usr/local/bin et écrivez l'unité depuis cet endroit
service-since = Depuis votre départ : { $accepted } acceptées, { $refused } refusées, { $doubt } en doute
