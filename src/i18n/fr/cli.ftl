### La ligne de commande : lecture de fichiers, le registre, certificats.

input-at-line = Ligne { $line } : { $text }
input-at-field = Ligne { $line }, { $field } : { $text }
input-too-large = Le fichier dépasse { $mebibytes } Mio : scindez-le
input-too-many-rows = Le fichier contient plus de { $limit } déclarations : scindez-le
input-empty = Il n'y a aucune déclaration dans le fichier
input-not-utf8 = Du texte est dans un autre encodage que UTF-8 : enregistrez le fichier en UTF-8
input-nul = Il y a un octet nul : enregistrez le fichier en CSV et en UTF-8
input-json-array = Une virgule ou le crochet fermant de la liste est attendu ici
input-json-not-closed = Un texte, un objet ou une liste qui commence ici n'est pas fermé
input-json-syntax = Ce n'est pas du JSON
input-not-an-object = Une déclaration est un objet avec des membres
input-unknown-member = Aucun champ ne porte ce nom : corrigez-le ou supprimez-le
input-duplicate-member = Ce champ figure deux fois : supprimez-en un
input-wrong-type = Un texte ou un nombre est attendu ici, ou une partie du message là où il en a
input-two-blocks = Une déclaration n'a qu'un seul des blocs dimonaIn, dimonaOut, dimonaUpdate et dimonaCancel
input-no-block = Il manque un des blocs dimonaIn, dimonaOut, dimonaUpdate et dimonaCancel
input-no-kind = Le genre manque : donnez in, out, update ou cancel
input-unknown-kind = Ce genre n'existe pas : donnez in, out, update ou cancel
input-csv-no-kind = La colonne kind manque dans la première ligne
input-csv-cells = { $found ->
    [one] Il y a { $found } cellule
   *[other] Il y a { $found } cellules
  } alors que la première ligne en a { $expected } : voyez s'il manque un séparateur ou s'il y en a un de trop
input-csv-open-quote = Le guillemet ouvert ici n'est jamais fermé
input-csv-unreadable = Cette ligne ne peut pas être lue

cli-serve-start = Envoi et consultation pour l'environnement { $environment } ; ctrl-c arrête
cli-serve-beside = Travaille à côté de { $count ->
    [one] { $count } autre processus
   *[other] { $count } autres processus
}
cli-serve-standby = Le processus { $pid } sur { $host } est à l'œuvre ; prêt à prendre le relais
cli-serve-end = Tout ce qui était en cours est terminé et enregistré
cli-account-trouble = Compte { $account } :
cli-account-released = Le compte { $account } peut à nouveau envoyer
cli-unknown-state = Il n'y a pas d'état { $value }
cli-known-states = États : { $states }
cli-unknown-kind = Il n'y a pas de genre { $value } : employez in, out, update ou cancel
cli-not-a-number = { $value } n'est pas un numéro de déclaration : un à dix-neuf chiffres
cli-show-attempts = Tentatives
cli-show-events = Événements
cli-show-anomalies = Anomalies
cli-show-payload = Message
cli-show-answer = Réponse
cli-empty-input = Il n'y a aucune déclaration dans l'entrée
cli-nothing-queued = Rien n'a été mis en file d'attente : corrigez les enregistrements ci-dessus, ou donnez --partial pour y mettre les autres
cli-row-valid = Enregistrement { $row } (ligne { $line }) : valide
cli-row-invalid = Enregistrement { $row } (ligne { $line }) : non valide
cli-row-duplicate = Enregistrement { $row } : la soumission { $id } déclare déjà la même chose et est { $state } ; --allow-duplicate RAISON la déclare à nouveau
cli-row-superseded = Enregistrement { $row } : la soumission { $id } remplace déjà la même
cli-waiting = En attente { $count ->
    [one] du résultat d'une déclaration
   *[other] des résultats de { $count } déclarations
}
cli-worker-died = Le moteur de ce processus s'est arrêté ; rien n'est perdu, redémarrez

# Le registre
cli-believed = Tel que nous le croyons dans Chaman :
cli-nothing-there = encore rien
cli-no-sender = Il n'y a pas encore d'expéditeur : dimonitor sender set en crée un
cli-no-contact = Il n'y a pas encore de contact : dimonitor contact set en crée un, et aucun compte n'est possible avant
cli-steps-asked = { $count ->
    [one] L'étape { $steps } est à faire sur le portail de Chaman
   *[other] Les étapes { $steps } sont à faire sur le portail de Chaman
  } : voyez dimonitor checklist list
cli-step-asked = Demandé par { $by }, { $at }
cli-step-done = Fait par { $by }, { $at }
cli-checklist-empty = Il ne reste rien à faire sur le portail de Chaman
cli-checklist-sandbox = Dans le bac à sable, chaque changement se fait aussitôt : il n'y a rien à faire sur un portail
cli-chaman-differs = dans Chaman autrement qu'ici, pour autant qu'on le sache : voyez la liste
cli-chaman-missing = pas encore dans Chaman, pour autant qu'on le sache : voyez la liste
cli-chaman-only-there = plus ici, et encore dans Chaman, pour autant qu'on le sache : voyez la liste
cli-token-until = jeton jusqu'à { $at }
cli-certificate-there = ce certificat est dans Chaman, pour autant qu'on le sache
cli-certificate-not-there = ce certificat n'est pas encore dans Chaman, pour autant qu'on le sache
cli-certificate-which = Le compte { $account } a plusieurs certificats qui peuvent être visés
cli-certificate-which-hint = Donnez le nom de l'un d'eux, ou plus de caractères de son empreinte SHA-256
cli-key-not-kept = aucune clé privée n'est connue ici
cli-key-differs = la clé privée du compte va avec un autre certificat
cli-key-matches = la clé privée du compte va avec lui
cli-test-not-tried = pas essayé
cli-register-written = Le registre est écrit dans { $file }
cli-register-hint = Indiquez un fichier que dimonitor register export a écrit
cli-register-not-a-file = { $file } n'est pas un fichier ordinaire
cli-register-not-text = { $file } n'est pas du texte en UTF-8
cli-register-too-large = { $file } dépasse { $limit } Mio
cli-register-unreadable = Le registre ne peut pas être lu : { $file }

# Certificats
cli-label-certificate = Certificat
cli-label-chaman = Chaman
cli-label-company = Entreprise
cli-label-file = Fichier
cli-label-issuer = Émetteur
cli-label-key = Clé, signature
cli-label-key-usage = Usage de la clé
cli-label-last-working-day = Dernier jour ouvrable avant
cli-label-owner = Propriétaire
cli-label-private-key = Clé privée
cli-label-rotation = Renouvellement en cours
cli-label-serial = Numéro de série
cli-label-serial-hex = Le même en hexadécimal
cli-label-sha1 = Empreinte SHA-1
cli-label-sha256 = Empreinte SHA-256
cli-label-ssh-key = Clé SSH publique
cli-label-state = État
cli-label-steps = À faire sur le portail de Chaman
cli-label-valid-from = Valable à partir du
cli-label-valid-until = Date d'expiration
cli-self-signed = { $issuer } (autosigné)
cli-days-left = { $days ->
    [one] encore { $days } jour
   *[other] encore { $days } jours
}
cli-days-expired = { $days ->
    [0] expiré depuis moins d'un jour
    [one] expiré depuis un jour
   *[other] expiré depuis { $days } jours
}
cli-certificate-made = La clé et le certificat sont créés
cli-request-made = La clé et la demande sont créées : envoyez la demande à une autorité, jamais la clé
cli-no-rotation = Aucun certificat du compte { $account } n'est en cours de remplacement
cli-no-rotation-hint = Créez-en un nouveau avec dimonitor cert new, puis commencez par dimonitor cert rotate ACCOUNT start
cli-rotation-to-added = Ensuite : ajoutez le nouveau certificat dans Chaman, à côté de l'ancien
cli-rotation-to-switched = Ensuite : signez avec la nouvelle clé
cli-rotation-to-proven = Ensuite : demandez un jeton avec la nouvelle clé
cli-rotation-to-finished = Ensuite : supprimez l'ancien certificat de Chaman ; après, il n'y a pas de retour
cli-check-good = { $count ->
    [one] { $count } certificat
   *[other] { $count } certificats
  }, encore { $days } jours
cli-check-days = encore { $days } jours
cli-check-expired = expiré
cli-check-not-yet = pas encore valable
cli-check-none = il n'y a pas de certificat à contrôler
cli-check-thresholds = --critical est plus grand que --warning
cli-wrong-usage = { $message }

## Les anomalies expliquées

cli-explain-not-a-code = { $value } n'est pas un code d'anomalie : cinq chiffres et trois, comme 00910-001
cli-explain-where = Où : { $place }
cli-explain-error = Erreur : { $error }
cli-explain-column = Champ : { $column }
cli-explain-meaning = Signification : { $meaning }
cli-explain-fix = Que faire : { $fix }
cli-explain-action = En bref : { $action }
cli-explain-from = Seulement pour les jours à partir du { $day }
cli-explain-until = Seulement pour les jours jusqu'au { $day }
anomaly-blocking = bloquant : la déclaration est refusée
anomaly-warning = non bloquant : la déclaration est acceptée
anomaly-unknown = pas dans nos tables
anomaly-label = ONSS : { $label }
anomaly-action-edit = corrigez et refaites la déclaration
anomaly-action-period = recherchez la bonne période
anomaly-action-use-out = faites plutôt une OUT
anomaly-action-use-update = faites plutôt une modification
anomaly-action-new-in = faites une nouvelle IN
anomaly-action-cancel-then-in = annulez et, dès que c'est accepté, faites une nouvelle IN
anomaly-action-split = scindez en plusieurs déclarations
anomaly-action-identity = comparez à la pièce d'identité
anomaly-action-employer = l'employeur doit agir
anomaly-action-mandate = le mandat doit être donné ou renouvelé
anomaly-action-channel = employez un autre canal
anomaly-action-nsso = contactez l'ONSS
anomaly-action-duplicate = recherchez ce qui existe avant tout envoi
anomaly-action-done = plus rien à faire : c'est déjà ainsi
anomaly-action-wait = renvoyez plus tard
anomaly-action-consequence = acceptée, mais cela coûte : décidez
anomaly-action-note = rien à faire : simple information
anomaly-action-software = faute du logiciel : exportez le cas
