### L'écran Certificats : liste, détails, en créer, les renouveler.

# Liste
certificates-title = Certificats { $place } de { $total }
certificates-none = Aucun certificat n'est encore connu. Appuyez sur { $key } pour créer une clé avec un certificat, puis employez-le pour un compte.
certificates-none-selected = Aucun certificat n'est choisi
certificates-column-status = état
certificates-column-title = certificat
certificates-column-account = compte
certificates-column-channel = can.
certificates-column-left = jours
certificates-column-bar = reste
certificates-column-end = fin
certificates-column-working-day = ouvrable
certificates-column-key = clé
certificates-unreadable = illisible
certificates-not-begun = pas valable
certificates-expired = expiré
certificates-now = maintenant
certificates-soon = bientôt
certificates-fine = en ordre
certificates-key-good = va avec
certificates-key-other = autre clé
certificates-key-unusable = inutilisable
certificates-key-none = sans clé
certificates-more = … et { $count } de plus
certificates-permissions = { $count } { $count ->
    [one] autorisation
   *[other] autorisations
    }
certificates-day = { $weekday ->
    [1] lun
    [2] mar
    [3] mer
    [4] jeu
    [5] ven
    [6] sam
   *[7] dim
    } { $date }

# Détails
certificates-ends = Expire le { $day }
certificates-working-day = Personne ne travaille ce jour-là ; le dernier jour ouvrable avant est { $day }
certificates-level = Seuil d'alerte atteint : { $days } { $days ->
    [one] jour
   *[other] jours
    }
certificates-account = compte
certificates-file = fichier
certificates-name = nom dans Chaman
certificates-chaman = dans Chaman
certificates-believed = sans doute là
certificates-not-believed = pas encore là
certificates-belief-unknown = le registre ne connaît pas ce certificat
certificates-owner = propriétaire
certificates-company = entreprise
certificates-issuer = émetteur
certificates-signed = signature
certificates-self-signed = autosigné
certificates-signed-by = signé par { $issuer }
certificates-serial = numéro de série
certificates-serial-hex = hexadécimal
certificates-from = valable du
certificates-until = expire le
certificates-key = clé
certificates-digest = condensat
certificates-usage = usage de la clé
certificates-usage-unsaid = pas dit
certificates-sha256 = SHA-256
certificates-sha1 = SHA-1
certificates-key-file = fichier de clé
certificates-key-matches = va avec ce certificat
certificates-key-differs = va avec un autre certificat
certificates-key-not-kept = aucune clé n'est gardée ici pour ce compte
certificates-key-no-use = inutilisable
certificates-rules = Règles de Chaman
certificates-rule = { $rule } : { $reason }

# Renouvellement
certificates-rotation = Renouvellement vers { $certificate } (expire le { $day })
certificates-rotation-none = Aucun renouvellement n'est en cours pour ce compte
certificates-rotation-moved = Quelqu'un a fait avancer le renouvellement : regardez où il en est
certificates-rotation-step-first = Sans doute pas encore dans Chaman : faites d'abord l'étape { $step } de la liste pour le portail
certificates-rotate-unknown = { $account } n'est pas dans le registre : créez-y d'abord le compte
certificates-rotate-channel = { $account } est un compte { $channel } : son seul certificat se remplace à l'écran Comptes
certificates-rotate-under-way = Un renouvellement de { $account } est déjà en cours
certificates-stage-done = { $stage }  { $by } { $at }
certificates-stage-chosen = Nouveau certificat et clé choisis
certificates-stage-added = Nouveau certificat ajouté dans Chaman
certificates-stage-switched = Clé changée
certificates-stage-proven = Jeton reçu avec la nouvelle clé
certificates-stage-finished = Ancien certificat supprimé
certificates-stage-abandoned = Abandonné
certificates-next-title = Renouvellement de { $account } : étape suivante ?
certificates-next-add-here = Le certificat { $certificate } est ajouté aussitôt à { $account } dans Chaman, à côté de l'ancien. L'ancienne clé reste en usage.
certificates-next-add-portal = Une étape s'ajoute à la liste pour le portail : ajouter le certificat { $certificate } à { $account }, à côté de l'ancien. L'ancienne clé reste en usage.
certificates-next-switch = Désormais, { $account } signe avec la clé { $key }. Rien n'est à redémarrer, et l'ancien certificat reste dans Chaman.
certificates-next-prove = Un jeton est demandé pour { $account }, signé avec la clé { $key }. Rien n'est changé.
certificates-next-remove-here = { $count ->
        [one] L'ancien certificat est supprimé
       *[other] Les { $count } anciens certificats sont supprimés
    } aussitôt de { $account } dans Chaman. Il n'y a pas de retour.
certificates-next-remove-portal = { $count ->
        [one] Une étape s'ajoute à la liste pour le portail : supprimer l'ancien certificat de { $account }.
       *[other] { $count } étapes s'ajoutent à la liste pour le portail : supprimer les anciens certificats de { $account }.
    } Il n'y a pas de retour.
certificates-back-title = Renouvellement de { $account } : une étape en arrière ?
certificates-back-abandon = Le renouvellement de { $account } est abandonné. Rien ne change dans Chaman ; les fichiers du nouveau certificat restent où ils sont.
certificates-back-add-here = Le certificat { $certificate } est supprimé aussitôt de { $account } dans Chaman. L'ancienne clé reste en usage.
certificates-back-add-portal = Une étape s'ajoute à la liste pour le portail : supprimer le certificat { $certificate } de { $account }. L'ancienne clé reste en usage.
certificates-back-switch-none = Il n'y a pas de clé d'avant : rien ne peut plus être signé pour { $account } tant qu'aucune n'est réglée. Les deux certificats restent dans Chaman.
certificates-back-switch = Désormais, { $account } signe avec la clé d'avant { $old }. Les deux certificats restent dans Chaman.

# Formulaires
certificates-form-new = Nouvelle clé et certificat autosigné
certificates-form-request = Nouvelle clé et demande de certificat (CSR)
certificates-form-rotation = Renouvellement de { $account }
certificates-form-files = De nouveaux fichiers sont écrits sur cet ordinateur : la clé, lisible par vous seul (0600). Rien d'existant n'est écrasé, et Chaman n'en sait encore rien.
certificates-form-rotation-about = Rien ne change encore dans Chaman ni pour l'envoi. Ensuite, chaque étape demande avant d'agir, et peut être reprise jusqu'à la suppression de l'ancien certificat.
certificates-order-days = Un nombre entier de jours de 1 à { $limit }
certificates-order-long = Au plus { $limit } caractères tiennent dans un certificat
certificates-order-key-none = Dites dans quel fichier se trouve la clé privée
certificates-order-file-none = Dites dans quel fichier écrire
certificates-order-extension = Le nom de ce fichier finit par .{ $extension }
certificates-order-same-file = C'est le même fichier qu'un autre : à chacun le sien

# Actions : le nom, et ce qu'elle fait
tui-action-new-certificate = Nouveau
tui-help-new-certificate = Crée une clé avec un certificat autosigné
tui-action-new-request = CSR
tui-help-new-request = Crée une clé avec une demande de certificat (CSR)
tui-action-start-rotation = Renouveler
tui-help-start-rotation = Commence à remplacer le certificat et la clé de ce compte
tui-action-rotation-next = Étape suivante
tui-help-rotation-next = Mène le renouvellement de ce compte une étape plus loin, après une question
tui-action-rotation-back = Étape arrière
tui-help-rotation-back = Ramène le renouvellement de ce compte une étape en arrière, après une question
tui-action-go-to-account = Compte
tui-help-go-to-account = Montre le compte de ce certificat
tui-action-copy-fingerprint = Copier SHA-256
tui-help-copy-fingerprint = Copie l'empreinte SHA-256 dans le presse-papiers de votre propre machine
tui-action-copy-serial = Copier n° série
tui-help-copy-serial = Copie le numéro de série, tel que Chaman le montre, dans le presse-papiers de votre propre machine
certificates-unusable-key = clé inutilisable
certificates-stage-asked = Nouveau certificat demandé dans Chaman
