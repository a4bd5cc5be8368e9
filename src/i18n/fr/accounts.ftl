### L'écran Comptes : expéditeur, contact, canaux, liste pour le portail.

# Cadres
accounts-panel-sender = Expéditeur et contact
accounts-panel-detail = Détails
accounts-panel-checklist =
    Liste pour le portail : { $count ->
        [0] rien à faire
        [one] 1 étape à faire
       *[other] { $count } étapes à faire
    }
accounts-sender-none = Pas encore d'expéditeur : appuyez sur { $key }
accounts-sender-none-yet = Pas encore d'expéditeur
accounts-contact-none = D'abord les coordonnées, rien n'est possible sans elles : appuyez sur { $key }
accounts-contact-none-yet = Pas encore de coordonnées ; rien n'est possible sans elles
accounts-none = Pas encore de comptes : appuyez sur { $key }
accounts-none-yet = Pas encore de comptes
accounts-your-number = Votre numéro d'expéditeur : { $number }
accounts-column-name = nom
accounts-column-type = type
accounts-column-client-id = client ID
accounts-column-believed = Chaman ?
accounts-same = pareil
accounts-differs = diffère
accounts-not-believed = sans doute différent dans Chaman
accounts-gone = { $account } ({ $channel }) : supprimé ici, sans doute encore dans Chaman

# Détails
accounts-legend = { $same } sans doute pareil dans Chaman  { $differs } sans doute différent ; seul Chaman le sait
accounts-not-there = Sans doute pas encore dans Chaman
accounts-believed = là, sans doute
accounts-only-here = sans doute ici seulement
accounts-only-there = sans doute dans Chaman seulement
accounts-client-id-none = pas encore connu
accounts-ssh-key = Clé SSH publique
accounts-fingerprint = Empreinte
accounts-certificates = Certificats
accounts-not-yet-valid = pas valable avant le { $from }
accounts-ours = Gardé ici seulement
accounts-password-file = Mot de passe dans
accounts-key-file = Clé privée dans
accounts-passphrase-file = Phrase de passe
accounts-file-none = pas gardé
accounts-rotation = Renouvellement en cours : { $stage }

# Liste pour le portail
accounts-no-steps = Il n'y a rien à faire sur le portail
accounts-step-by = fait par { $who }, { $when }
accounts-step-is-done = Cette étape est déjà faite

# Ce qui n'est pas possible maintenant
accounts-not-read = Le registre n'est pas encore lu
accounts-none-selected = Il n'y a pas de compte pour faire ceci
accounts-no-client-id = Ce compte n'a pas de client ID à copier
accounts-choose-certificate = Choisissez d'abord le certificat : { $key } y mène
accounts-choose-step = Choisissez d'abord l'étape : { $key } y mène

# Formulaires
accounts-becomes-step = Chaman n'a pas d'entrée pour les programmes : ceci devient une étape de la liste pour le portail
accounts-pending = En cours …
accounts-button = Exécuter
accounts-leaving = Ce qui est rempli ici sera perdu : revenez encore une fois en arrière pour le quitter
accounts-choose = { $key } choisit ou retire
accounts-account-line = Compte { $account } ({ $channel })
accounts-certificate-line = Certificat { $name } ({ $file })
accounts-form-sender = Expéditeur
accounts-form-contact = Coordonnées
accounts-form-account = Nouveau compte
accounts-form-rename = Autre nom
accounts-form-permissions = Autorisations
accounts-form-add-certificate = Ajouter un certificat
accounts-form-replace-certificate = Remplacer le certificat
accounts-form-ssh-key = Remplacer la clé SSH publique
accounts-form-key = Clé privée
accounts-form-remove = Supprimer le compte
accounts-form-tick = Étape { $step } : faite dans Chaman ?
accounts-form-download-certificate = Télécharger le certificat
accounts-form-download-ssh-key = Télécharger la clé SSH publique
accounts-existing-no = non, il est nouveau
accounts-existing-yes = oui, rien n'est à faire là
accounts-key-about = Seule la place des fichiers est gardée. Sans fichier, aucune déclaration n'est signée pour ce compte.
accounts-remove-about = Ceci ne se reprend pas : le compte, ses certificats et son client ID disparaissent pour de bon. Tapez son nom pour confirmer.
accounts-tick-about = Ne le dites que si c'est ainsi dans Chaman : votre nom et l'heure y sont notés.
accounts-confirmation = Pour le supprimer, tapez exactement son nom : { $account }
accounts-target-none = Tapez le fichier dans lequel écrire
accounts-remove-certificate-title = Supprimer ce certificat ?
accounts-steps-added =
    { $count ->
        [one] Une étape de plus dans la liste pour le portail
       *[other] { $count } étapes de plus dans la liste pour le portail
    }

# Test de connexion
accounts-test-title = Connexion de { $account }
accounts-test-running = Test en cours …
accounts-test-passed = Chaque maillon tient
accounts-test-failed = Cela échoue à : { $step }
