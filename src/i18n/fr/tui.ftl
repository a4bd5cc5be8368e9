## tui : la console

# Écrans
tui-loading = Chargement…
tui-none = Rien
tui-now = imm.
tui-good = en ordre
tui-attention = attention
tui-bad = pas en ordre
tui-verbatim = { $text }
tui-too-small = dimonitor demande au moins { $columns } colonnes et { $rows } lignes. Agrandissez la fenêtre.
tui-read-only = Lecture seule : rien ne peut être modifié d'ici
tui-read-only-badge = LECTURE SEULE
tui-no-terminal = La console demande un terminal
tui-no-terminal-hint = Démarrez-la dans un terminal, ou employez les autres commandes avec --json
tui-task-failed = Quelque chose a échoué dans le programme
tui-task-failed-hint = La file d'attente n'est pas touchée ; voyez le journal pour les détails
tui-theme-unknown = Aucun thème ne s'appelle { $name }
tui-theme-known = Thèmes connus : { $names }
tui-theme-broken = Le fichier du thème ne peut pas être lu
tui-copied = { $bytes } octets copiés dans le presse-papiers (OSC 52)
tui-copy-too-long = Trop long pour le presse-papiers d'un terminal
tui-copy-failed = Le terminal n'a pas pris le texte
tui-interrupt-again = Encore { $key } pour quitter
tui-quit-title = Quitter ?
tui-quit-body = Le formulaire contient du texte non envoyé. Il sera perdu.
tui-clear-title = Vider le formulaire ?
tui-clear-body = Tout ce qui est tapé dans le formulaire sera perdu.

# En-tête
tui-environment-sandbox = BAC À SABLE
tui-environment-simulation = SIMULATION
tui-environment-production = PRODUCTION
tui-environment-unknown = INCONNU
tui-header-sender = expéditeur { $number }
tui-token-none = sans jeton
tui-token-failed = échec du jeton
tui-token-left = jeton { $left }
tui-worker-here = moteur ici
tui-worker-elsewhere = moteur sur { $host } ({ $pid })
tui-worker-several = { $count } moteurs
tui-worker-nobody = AUCUN SUIVI

# États
tui-state-draft = projet
tui-state-queued = en file
tui-state-held = retenue
tui-state-sending = en envoi
tui-state-in-doubt = incertaine
tui-state-submitted = en attente
tui-state-waiting = Sigedis
tui-state-accepted = acceptée
tui-state-accepted-warning = acceptée, lire
tui-state-refused = refusée
tui-state-rejected = rejetée
tui-state-not-taken = non reçue
tui-state-cancelled = retirée
tui-severity-error = Envoi impossible
tui-severity-refusal = Serait refusée
tui-severity-warning = Anomalie
tui-severity-advice = Conseil
tui-level-error = erreurs
tui-level-warn = avertissements
tui-level-info = information
tui-level-debug = détails
tui-kind-in = Dimona IN, entrée en service
tui-kind-out = Dimona OUT, sortie de service
tui-kind-update = Dimona UPDATE, modification
tui-kind-cancel = Dimona CANCEL, annulation

# Aperçu
tui-panel-needs = À traiter
tui-panel-queue = File d'attente
tui-panel-accounts = Comptes
tui-panel-certificates = Certificats
tui-panel-latest = Derniers
tui-dashboard-due-soon = ! { $count } échéance < 1 h, pas acceptées
tui-dashboard-since = depuis { $time }
tui-dashboard-today = réglées aujourd'hui
tui-dashboard-pace = par minute
tui-dashboard-answers = réponse p50 { $median } p95 { $slow }
tui-account-token = jeton { $left }
tui-account-no-token = sans jeton
tui-account-waits = attend jusqu'à { $time }
tui-certificate-expired = EXPIRÉ depuis { $days } j
tui-certificate-days = { $days } { $days ->
    [one] jour
   *[other] jours
    }
tui-certificate-no-key = sans clé
tui-certificate-other-key = autre clé

# File d'attente
tui-queue-empty = La file d'attente est vide
tui-queue-none = Aucune ligne ne répond au filtre
tui-queue-filter = filtre :
tui-column-id = n°
tui-column-state = état
tui-column-kind = genre
tui-column-type = type
tui-column-employer = employeur
tui-column-worker = travailleur
tui-column-ssin = NISS
tui-column-start = début
tui-column-deadline = échéance
tui-deadline-late = TARD { $time }
tui-deadline-met = à temps
tui-column-age = âge
tui-column-next = suite
tui-column-reference = référence

# Détail
tui-detail-title = Déclaration
tui-detail-nothing = Aucune déclaration choisie
tui-detail-gone = Cette déclaration n'est pas dans la file d'attente
tui-detail-dates = dates
tui-detail-number = n° de déclaration
tui-detail-period = période Dimona
tui-detail-account = compte
tui-detail-since = dernier changement
tui-detail-next = prochain passage
tui-detail-anomalies = Anomalies
tui-detail-attempts = Tentatives
tui-detail-no-attempts = Rien n'a encore été envoyé
tui-detail-journal = Historique
tui-detail-sent = Message
tui-detail-answer = Réponse
tui-detail-no-answer = sans rép.
tui-detail-trace = trace
tui-detail-server-trace = trace ONSS
tui-doubt-answer-lost = La connexion s'est coupée alors que la déclaration était peut-être partie. Personne ne sait si l'ONSS l'a ; elle n'est donc pas renvoyée d'elle-même.
tui-doubt-unclear = L'ONSS a répondu quelque chose qui ne dit ni oui ni non. La déclaration a pu être reçue ; elle n'est donc pas renvoyée d'elle-même.
tui-doubt-no-number = L'ONSS a reçu la déclaration mais n'a pas donné de numéro utilisable ; le résultat ne peut pas encore être demandé.
tui-doubt-worker-died = Le programme s'est arrêté pendant l'envoi. Personne ne sait si l'ONSS a la déclaration ; elle n'est donc pas renvoyée d'elle-même.
tui-doubt-searching =
    { $count ->
        [0] Elle sera recherchée à l'ONSS.
        [one] Une recherche à l'ONSS n'a rien donné d'univoque ; la recherche continue.
       *[other] { $count } recherches à l'ONSS n'ont rien donné d'univoque ; la recherche continue.
    }
tui-doubt-do = Que faire : regardez dans le service en ligne de l'ONSS ou appelez le centre de contact. Si elle y est, tranchez avec son numéro. Si elle n'y est pas, tranchez avec la raison, à partir de { $from }.
tui-advice-refused = L'ONSS l'a refusée : l'obligation n'est pas remplie. Corrigez ce que disent les anomalies et déclarez à nouveau.
tui-advice-warning = Acceptée, avec des anomalies non bloquantes. Lisez-les : elles peuvent avoir des conséquences.
tui-advice-rejected = Refusée à l'entrée : l'ONSS ne l'a jamais reçue. La dernière tentative en dit la raison.
tui-advice-sigedis = Sigedis identifie le travailleur. Cela dure jusqu'à quelques jours ouvrables et ne demande rien de vous.
tui-advice-held = Elle est retenue et ne sera pas envoyée tant qu'elle n'est pas libérée.
tui-no-ssin = Cette déclaration n'a pas de NISS

# Commandes
tui-cannot-poll = Un résultat ne peut être demandé que tant que l'ONSS y travaille ; celle-ci est : { $state }
tui-cannot-withdraw = Seul ce qui n'est pas encore envoyé peut être retiré ; celle-ci est : { $state }
tui-cannot-hold = Seul ce qui est en file ou retenu peut être retenu ou libéré ; celle-ci est : { $state }
tui-cannot-resolve = Seule une déclaration incertaine peut être tranchée ; celle-ci est : { $state }
tui-done-poll = { $id } : son résultat est demandé maintenant
tui-done-withdraw = { $id } : retirée
tui-done-hold = { $id } : retenue
tui-done-release = { $id } : libérée
tui-done-resolve = { $id } : tranchée
tui-withdraw-title = Retirer cette déclaration ?
tui-poll-title = Demander son résultat maintenant ?
tui-hold-title = Retenir cette déclaration ?
tui-release-title = Libérer cette déclaration ?
tui-confirm-environment = Environnement : { $environment }
tui-confirm-submission = N° { $id }  { $kind }  { $worker }
tui-confirm-employer = Employeur : { $employer }
tui-confirm-worker = Travailleur : { $worker }
tui-confirm-refusal = D'après les contrôles, l'ONSS va la refuser.
tui-confirm-keys = o ou { $accept } : oui    n ou { $back } : non
tui-resolve-title = Trancher la déclaration { $id }
tui-resolve-body = Remplissez l'un des deux. Le numéro est comparé à ce qui a été envoyé avant d'être cru.
tui-resolve-number = Elle est à l'ONSS sous ce numéro de déclaration
tui-resolve-reason = Elle n'est pas à l'ONSS ; je le sais parce que
tui-resolve-empty = Remplissez le numéro ou la raison
tui-resolve-both = Ne remplissez que l'un des deux
tui-resolve-number-wrong = Un numéro de déclaration a un à dix-neuf chiffres

# Déclarer
tui-declare-send = Envoyer
tui-declare-pending = Mise en file d'attente…
tui-declare-not-ready = Elle ne peut pas encore être envoyée : voyez les champs
tui-declare-queued = En file d'attente sous le numéro { $id }
tui-declare-findings =
    { $count ->
        [0] Rien trouvé jusqu'ici. Les champs avec * sont obligatoires.
        [one] Une remarque ; les champs avec * sont obligatoires.
       *[other] { $count } remarques ; les champs avec * sont obligatoires.
    }
tui-send-title = Envoyer cette déclaration ?
tui-duplicate-title = La même déclaration est en route
tui-duplicate-about = Le numéro { $id } déclare la même chose et est : { $state }
tui-duplicate-body = Une seconde est un second acte juridique. Tapez la raison pour l'envoyer malgré tout, ou revenez en arrière.
tui-field-reference = Votre référence
tui-field-enterprise-number = Numéro d'entreprise
tui-field-nsso-number = ou numéro ONSS
tui-field-ssin = NISS
tui-field-family-name = Nom
tui-field-given-name = Prénom
tui-field-initial = Initiale
tui-field-birth-date = Date de naissance
tui-field-place-of-birth = Lieu de naissance
tui-field-country-of-birth = Pays de naissance
tui-field-nationality = Nationalité
tui-field-gender = Sexe
tui-field-street = Rue
tui-field-house-number = Numéro
tui-field-box-number = Boîte
tui-field-post-code = Code postal
tui-field-municipality-code = Code commune
tui-field-municipality-name = Commune
tui-field-country = Pays
tui-field-period-id = N° période Dimona
tui-field-start-date = Date de début
tui-field-start-hour = Heure de début
tui-field-end-date = Date de fin
tui-field-end-hour = Heure de fin
tui-field-planned-hours = Heures planifiées
tui-field-worker-type = Type de travailleur
tui-field-joint-committee = Commission paritaire
tui-field-sub-entity = Sous-entité
tui-field-user-enterprise-number = Utilisateur (numéro)
tui-field-user-name = ou son nom
tui-field-user-street = - rue
tui-field-user-house-number = - numéro
tui-field-user-box-number = - boîte
tui-field-user-post-code = - code postal
tui-field-user-municipality-code = - code commune
tui-field-user-municipality-name = - commune
tui-field-user-country = - pays
tui-field-user-joint-committee = - comm. paritaire
tui-field-card-first-month = C3.2A, premier mois
tui-field-card-next-month = C3.2A, mois suivant
tui-field-work-nature = Nature du travail
tui-field-small-status = Petit statut
tui-field-workplace-name = Lieu d'occupation
tui-field-workplace-street = - rue
tui-field-workplace-house-number = - numéro
tui-field-workplace-box-number = - boîte
tui-field-workplace-post-code = - code postal
tui-field-workplace-municipality-code = - code commune
tui-field-workplace-municipality-name = - commune
tui-field-workplace-country = - pays

# Journal
tui-log-level = jusqu'à
tui-log-empty = Aucune ligne à montrer
tui-log-following = suit
tui-log-paused =
    { $count ->
        [0] à l'arrêt
        [one] à l'arrêt, { $count } nouvelle
       *[other] à l'arrêt, { $count } nouvelles
    }

# Par-dessus l'écran

# Actions : le nom, et ce qu'elle fait
tui-action-open = Ouvrir
tui-help-open = Ouvre ce qui est choisi : un nombre ses lignes, une ligne ses détails
tui-action-accept = Valider
tui-help-accept = Va au champ suivant, dit oui, ou exécute ce qui est choisi
tui-action-poll = Interroger
tui-help-poll = Demande le résultat à l'ONSS maintenant plutôt qu'à l'heure prévue
tui-action-withdraw = Retirer
tui-help-withdraw = Retire une déclaration de la file d'attente avant l'envoi
tui-action-hold = Retenir/libérer
tui-help-hold = Retient une déclaration en file d'attente, ou libère une déclaration retenue
tui-action-resolve = Trancher
tui-help-resolve = Dit ce qu'est devenue une déclaration incertaine
tui-action-reveal = Voir NISS
tui-help-reveal = Montre le NISS pendant dix secondes ; ceci est noté dans le journal d'audit
tui-action-copy = Copier en JSON
tui-help-copy = Copie la déclaration dans le presse-papiers de votre propre machine, numéros masqués comme à l'écran
tui-action-filter = Filtrer
tui-help-filter = Ne montre que les lignes qui répondent au filtre
tui-action-sort-right = Trier, colonne suivante
tui-help-sort-right = Trie selon la colonne de droite
tui-action-sort-left = Trier, colonne précédente
tui-help-sort-left = Trie selon la colonne de gauche
tui-action-sort-reverse = Inverser l'ordre
tui-help-sort-reverse = Retourne l'ordre
tui-action-send = Envoyer
tui-help-send = Demande confirmation et met la déclaration en file d'attente
tui-action-clear-form = Vider
tui-help-clear-form = Vide tous les champs du formulaire
tui-action-level = Niveau
tui-help-level = Change les niveaux du journal qui sont montrés
tui-action-follow = Suivre
tui-help-follow = Suit le plus récent, ou s'arrête
tui-action-new-account = Nouveau compte
tui-help-new-account = Crée un compte d'un canal
tui-action-test-connection = Tester connexion
tui-help-test-connection = Essaie chaque maillon d'un compte REST : clé, certificat, jeton, autorisations, une consultation
tui-action-edit-contact = Contact
tui-help-edit-contact = Complète ou modifie les coordonnées
tui-action-edit-sender = Expéditeur
tui-help-edit-sender = Complète ou modifie l'expéditeur
tui-action-rename = Renommer
tui-help-rename = Donne un autre nom au compte
tui-action-permissions = Autorisations
tui-help-permissions = Modifie ce que le compte peut faire
tui-action-add-certificate = Ajouter certificat
tui-help-add-certificate = Ajoute un certificat à un compte REST
tui-action-replace-certificate = Remplacer certificat
tui-help-replace-certificate = Remplace l'unique certificat d'un compte FTP, SFTP ou SOAP
tui-action-remove-certificate = Supprimer certificat
tui-help-remove-certificate = Supprime le certificat choisi d'un compte REST ; jamais le dernier
tui-action-download-certificate = Télécharger certificat
tui-help-download-certificate = Écrit le certificat choisi dans un fichier
tui-action-replace-ssh-key = Remplacer clé SSH
tui-help-replace-ssh-key = Remplace la clé SSH publique d'un compte SFTP
tui-action-download-ssh-key = Télécharger clé SSH
tui-help-download-ssh-key = Écrit la clé SSH publique dans un fichier
tui-action-set-key = Fichier clé
tui-help-set-key = Dit où se trouve la clé privée d'un compte REST
tui-action-copy-client-id = Copier client ID
tui-help-copy-client-id = Copie le client ID dans le presse-papiers de votre propre machine
tui-action-remove-account = Supprimer compte
tui-help-remove-account = Supprime le compte pour de bon ; demande de taper son nom
tui-action-tick = Cocher
tui-help-tick = Dit que l'étape choisie a été faite dans Chaman
tui-action-show-done = Étapes faites
tui-help-show-done = Montre ou cache les étapes qui sont faites
tui-action-next = Suivant
tui-help-next = Va au champ ou au nombre suivant
tui-action-previous = Précédent
tui-help-previous = Va au champ ou au nombre précédent
tui-action-left = Gauche
tui-help-left = Va à gauche, ou prend le choix précédent
tui-action-right = Droite
tui-help-right = Va à droite, ou prend le choix suivant
tui-action-down = Bas
tui-help-down = Descend d'une ligne
tui-action-up = Haut
tui-help-up = Monte d'une ligne
tui-action-page-down = Page bas
tui-help-page-down = Descend d'une page
tui-action-page-up = Page haut
tui-help-page-up = Monte d'une page
tui-action-first = Au début
tui-help-first = Va au début
tui-action-last = À la fin
tui-help-last = Va à la fin
tui-action-dashboard = Aperçu
tui-help-dashboard = Montre ce qui demande quelqu'un et l'état de la file d'attente
tui-action-queue = File
tui-help-queue = Montre toutes les déclarations de la file d'attente
tui-action-declare = Déclarer
tui-help-declare = Ouvre le formulaire d'une nouvelle déclaration
tui-action-log = Journal
tui-help-log = Montre ce qui s'est passé
tui-action-back = Retour
tui-help-back = Ferme ce qui est ouvert, pas à pas, jusqu'à l'aperçu
tui-action-redraw = Redessiner
tui-help-redraw = Redessine tout l'écran
tui-action-suspend = Suspendre
tui-help-suspend = Retourne au shell ; la commande fg revient ici
tui-action-quit = Quitter
tui-help-quit = Quitte ; ne demande que si le formulaire contient du texte non envoyé
tui-action-interrupt = Sortir
tui-help-interrupt = Deux fois de suite : quitte aussitôt
tui-action-accounts = Comptes
tui-help-accounts = Montre expéditeur, contact, canaux et comptes, et la liste pour le portail
tui-action-certificates = Certificats
tui-help-certificates = Montre chaque certificat avec sa fin, les règles de Chaman et sa clé
