### Le registre : champs, règles et boutons de Chaman, et étapes de la liste pour le portail.

# Champs des formulaires
chaman-field-sender-number = Numéro d'expéditeur
chaman-field-sender-name = Nom de l'expéditeur
chaman-field-sender-role = Utilise Chaman comme
chaman-field-contact-name = Nom
chaman-field-phone-code = Indicatif
chaman-field-phone-number = Numéro de téléphone
chaman-field-email = Adresse e-mail
chaman-field-contact-language = Langue
chaman-field-channel = Type
chaman-field-account-name = Nom du compte
chaman-field-permissions = Autorisations
chaman-field-certificate-file = Fichier du certificat
chaman-field-certificate-name = Nom du certificat
chaman-field-user-name = Nom d'utilisateur
chaman-field-password-file = Fichier du mot de passe
chaman-field-ssh-key-file = Fichier de la clé SSH publique
chaman-field-existing = Déjà dans Chaman
chaman-field-client-id = Client ID
chaman-field-key-file = Fichier de la clé privée
chaman-field-passphrase-file = Fichier de la phrase de passe
chaman-field-key-kind = Genre de clé
chaman-field-company = Entreprise
chaman-field-common-name = Propriétaire
chaman-field-days = Jours de validité
chaman-field-target = Écrire dans
chaman-field-confirmation = Confirmation

# Mots de Chaman
chaman-role-enterprise = entreprise (ONSS)
chaman-role-professional = professionnel (BCSS)
chaman-panel-files = FTP- / SFTP-kanalen
chaman-panel-services = Webservices account
chaman-button-files = Een FTP- of SFTP-account toevoegen
chaman-button-services = Een Webservice-account toevoegen

# Noms
chaman-name-empty = Un nom est nécessaire : tapez-en un
chaman-name-long = Un nom a au plus { $limit } caractères : raccourcissez-le
chaman-name-characters = Le nom contient des caractères invisibles ou de contrôle : retapez-le
chaman-name-taken = Il y a déjà un compte { $account } : choisissez un autre nom

# Expéditeur et contact
chaman-sender-number = Un numéro d'expéditeur a un à six chiffres : copiez-le depuis Chaman
chaman-sender-role = Un expéditeur est une entreprise ou un professionnel : choisissez l'un des deux
chaman-phone-code = Un indicatif est celui d'un pays, comme +32 : corrigez-le
chaman-phone-number = Un numéro de téléphone a 4 à 14 chiffres : tapez-le sans l'indicatif du pays
chaman-email = Une seule adresse e-mail est nécessaire, comme nom@entreprise.be : corrigez-la
chaman-language = L'ONSS écrit en néerlandais (nl), en français (fr) ou en allemand (de) : choisissez-en un
chaman-contact-first = Chaman ne crée aucun compte pour un expéditeur sans coordonnées : donnez-les d'abord
chaman-contact-first-hint = Complétez le contact : nom, téléphone, adresse e-mail et langue

# Comptes
chaman-channel-none = Un compte est de type FTP, SFTP, SOAP ou REST : choisissez-en un
chaman-one-account = Un expéditeur a au plus un compte { $channel }, et c'est { $account } : supprimez d'abord celui-là
chaman-one-account-hint = De REST seulement il peut y en avoir plusieurs
chaman-account-unknown = Il n'y a pas de compte { $account } dans le registre
chaman-account-unknown-hint = Voyez son nom dans la liste des comptes
chaman-permissions-none = Un compte a besoin d'au moins une autorisation : choisissez-en une
chaman-permission-unknown = Un compte { $channel } ne peut pas avoir l'autorisation { $permission } : choisissez dans la liste
chaman-rest-only = Seul un compte REST a un client ID et une clé privée : choisissez un compte REST
chaman-client-id-needed = Un compte qui est déjà dans Chaman a un client ID : copiez-le de là
chaman-client-id = Un client ID n'a pas d'espaces et au plus 255 caractères : copiez-le depuis Chaman
chaman-user-name-empty = Un nom d'utilisateur est nécessaire : tapez-en un, sans EXP
chaman-user-name-characters = Un nom d'utilisateur n'a que des lettres et des chiffres : omettez tout le reste
chaman-user-name-long = Un nom d'utilisateur a au plus { $limit } caractères, sans EXP : raccourcissez-le
chaman-password-empty = Le mot de passe est vide : mettez-le sur la première ligne de son fichier
chaman-password-space = Un mot de passe n'a pas d'espaces : choisissez-en un autre
chaman-password-characters = À côté des lettres et des chiffres, un mot de passe n'a que { $allowed } : choisissez-en un autre
chaman-password-long = Un mot de passe a au plus { $limit } caractères : choisissez-en un plus court
chaman-password-letters = Un mot de passe a au moins deux caractères qui ne sont pas des lettres : ajoutez des chiffres ou des caractères spéciaux
chaman-ssh-key-none = Un compte SFTP a besoin d'une clé SSH publique : indiquez son fichier
chaman-path-not-text = Le chemin { $path } contient des caractères qui ne sont pas du texte : mettez le fichier ailleurs
chaman-no-rename = Chaman ne donne pas d'autre nom à un compte { $channel } : supprimez-le et recréez-le
chaman-no-permissions = { $channel ->
    [SOAP] Un compte SOAP n'a pas d'autorisations : il n'y a rien à changer
   *[other] Chaman ne donne pas d'autres autorisations à un compte { $channel } : supprimez-le et recréez-le
  }
chaman-no-replace = Le certificat d'un compte { $channel } ne se remplace pas : ajoutez le nouveau, puis supprimez l'ancien
chaman-no-more-certificates = Un compte { $channel } a exactement un certificat : remplacez-le
chaman-no-ssh-key = Un compte { $channel } n'a pas de clé SSH : choisissez un compte SFTP

# Fichiers de certificats
chaman-certificate-none = Un certificat est nécessaire : indiquez son fichier
chaman-certificate-pfx = Chaman n'accepte ni .pfx ni .p12 : extrayez le certificat avec openssl pkcs12 -in { $file } -clcerts -nokeys -out certificat.cer
chaman-certificate-extension = Chaman demande un fichier de certificat .{ $extension } : donnez ce nom au fichier
chaman-certificate-there = Le compte { $account } a déjà ce certificat : choisissez-en un autre
chaman-certificate-unknown = Le compte { $account } n'a pas ce certificat : cherchez son empreinte dans la liste
chaman-certificate-last = C'est le dernier certificat du compte { $account }, qui ne peut pas s'en passer
chaman-certificate-last-hint = Ajoutez d'abord le nouveau certificat, ou supprimez le compte

# Règles pour les certificats
chaman-rule-key = clé
chaman-rule-digest = signature
chaman-rule-key-usage = usage de la clé
chaman-rule-issuer = émetteur
chaman-rule-validity = validité
chaman-rule-company = entreprise
chaman-verdict-kept = en ordre
chaman-verdict-doubtful = douteux
chaman-verdict-broken = refusé
chaman-key-good = La clé est { $key }
chaman-key-bad = Chaman n'accepte pas de clé { $key }
chaman-key-hint = Créez un certificat avec une de ces clés : { $keys }
chaman-digest-good = Il est signé avec { $digest }
chaman-digest-bad = Chaman n'accepte pas de signature avec { $digest }
chaman-digest-sha1-rest = Il est signé avec SHA-1, qui n'est jamais accepté pour REST
chaman-digest-sha1-over = Il est signé avec SHA-1, qui était accepté jusqu'au { $until }
chaman-digest-sha1-until = Il est signé avec SHA-1, qui est accepté jusqu'au { $until }
chaman-digest-hint = Demandez un certificat signé avec l'un de ceux-ci : { $digests }
chaman-usage-good = La clé peut faire des signatures numériques
chaman-usage-other = La clé ne peut pas faire de signatures numériques, seulement : { $uses }
chaman-usage-none = Le certificat ne dit pas que la clé peut faire des signatures numériques
chaman-usage-hint = Créez-en un avec l'usage de clé digitalSignature
chaman-issuer-authority = Il est émis par { $issuer }
chaman-issuer-self = Il est signé avec sa propre clé, ce que REST permet
chaman-issuer-refused = Il est signé avec sa propre clé, ce que { $channel } ne permet pas
chaman-issuer-hint = Demandez-en un à une autorité reconnue ; seul REST accepte un certificat autosigné
chaman-expired = Il a expiré le { $until }
chaman-expired-hint = Créez ou achetez un nouveau certificat
chaman-not-yet = Il n'est pas valable avant le { $from }
chaman-not-yet-hint = Attendez jusque-là, ou voyez si l'horloge de cet ordinateur est juste
chaman-valid = Il est valable jusqu'au { $until }
chaman-company-good = Il est au nom de { $company }
chaman-company-none = Il ne nomme pas d'entreprise
chaman-company-hint = Créez-en un au nom de l'entreprise : Chaman peut le demander

# Renouvellement d'un certificat
chaman-rotation-rest = Le compte { $account } a un seul certificat, à remplacer : seul un compte REST se renouvelle par étapes
chaman-rotation-not-in-chaman = Le nouveau certificat du compte { $account } n'est pas encore dans Chaman, pour autant qu'on le sache ici
chaman-rotation-not-in-chaman-hint = Faites et cochez les étapes ouvertes de la liste pour le portail, puis continuez
chaman-stage-chosen = nouveau certificat choisi
chaman-stage-added = ajouté dans Chaman
chaman-stage-added-asked = demandé, à ajouter dans Chaman par une personne
chaman-stage-switched = signe avec la nouvelle clé
chaman-stage-proven = jeton reçu avec la nouvelle clé
chaman-stage-finished = ancien certificat supprimé
chaman-stage-finished-asked = ancien certificat encore à retirer de Chaman par une personne
chaman-stage-abandoned = abandonné

# Test de connexion
chaman-test-key-file = fichier de clé
chaman-test-key = clé
chaman-test-match = clé et certificat
chaman-test-rules = règles de Chaman
chaman-test-clock = horloge
chaman-test-assertion = signature
chaman-test-token = jeton
chaman-test-scopes = autorisations
chaman-test-consult = consultation

# La liste pour le portail : ce qui est à faire
chaman-step-sender = Faites de { $sender } l'expéditeur
chaman-step-contact = Faites de { $contact } le contact
chaman-step-add-account = Créez le compte { $channel } { $account }
chaman-step-rename = Renommez le compte { $account } en { $to }
chaman-step-permissions = Donnez au compte { $account } { $count ->
    [one] une autorisation
   *[other] { $count } autorisations
  }
chaman-step-add-certificate = Ajoutez le certificat { $certificate } à { $account }
chaman-step-replace-certificate = Remplacez le certificat de { $account } par { $certificate }
chaman-step-remove-certificate = Supprimez le certificat { $fingerprint }… de { $account }
chaman-step-ssh-key = Remplacez la clé SSH de { $account }
chaman-step-remove-account = Supprimez le compte { $account }
chaman-step-client-id = Notez le client ID { $client_id } de { $account }
chaman-step-key = Signez pour { $account } avec une autre clé
chaman-step-unknown = Il n'y a pas d'étape { $step } dans la liste
chaman-step-unknown-hint = Voyez les numéros dans la liste
chaman-step-done = L'étape { $step } est déjà faite
chaman-step-early = L'étape { $step } n'est pas possible dans Chaman tel que nous le croyons
chaman-step-early-hint = Cochez d'abord les étapes qui précèdent

# La liste pour le portail : où cliquer. Les libellés propres à Chaman sont en néerlandais, entre guillemets.
chaman-do-open = Ouvrez Chaman sur le portail de la sécurité sociale
chaman-do-open-sender = Ouvrez Chaman sur le portail de la sécurité sociale comme { $role }, numéro d'expéditeur { $sender }
chaman-do-role = Choisissez { $role }
chaman-do-sender-name = Nom de l'expéditeur : { $name }
chaman-do-sender-number = Voyez que Chaman montre le numéro d'expéditeur { $sender }
chaman-do-contact-new = Complétez les coordonnées ("Contactgegevens")
chaman-do-contact-update = Choisissez "Updaten" à côté du contact
chaman-do-phone = Indicatif ("Telefooncode") : { $code } ; numéro ("Telefoonnummer") : { $number }
chaman-do-email = Adresse e-mail ("E-mailadres") : { $email }
chaman-do-language = Langue ("Taal") : { $language }
chaman-do-add = Dans le cadre "{ $panel }", choisissez "{ $button }"
chaman-do-account = Dans le cadre "{ $panel }", ouvrez le compte { $account }
chaman-do-account-anywhere = Ouvrez le compte { $account }
chaman-do-update = Choisissez "Updaten"
chaman-do-type = Type : { $channel }
chaman-do-name = Nom ("Naam") : { $name }
chaman-do-tick = Cochez l'autorisation "{ $official }" ({ $permission })
chaman-do-untick = Décochez "{ $official }" ({ $permission })
chaman-do-untick-others = Décochez toutes les autres
chaman-do-certificate-file = Choisissez le fichier de certificat { $file } (numéro de série { $serial })
chaman-do-certificate-name = Nom du certificat ("Certificaatnaam") : { $name }
chaman-do-user-name = Nom d'utilisateur : { $user } ; Chaman le montre comme { $shown }
chaman-do-password-file = Mot de passe : la première ligne de { $file }
chaman-do-password = Mot de passe : choisissez-en un d'au plus dix caractères, dont deux qui ne sont pas des lettres, et gardez-le en lieu sûr
chaman-do-ssh-key = Donnez la clé SSH publique { $kind } d'empreinte { $fingerprint }
chaman-do-add-certificate = Choisissez l'icône qui ajoute un certificat
chaman-do-replace-certificate = Choisissez l'icône qui remplace le certificat
chaman-do-remove-certificate = Choisissez l'icône qui supprime le certificat { $name } (numéro de série { $serial }, valable jusqu'au { $until })
chaman-do-remove-certificate-unknown = Choisissez l'icône qui supprime le certificat d'empreinte SHA-256 { $fingerprint }…
chaman-do-replace-ssh-key = Choisissez l'icône qui remplace la clé SSH publique
chaman-do-confirm = Choisissez "Bevestigen"
chaman-do-client-id = Notez le client ID que montre Chaman : il est demandé quand cette étape est cochée
chaman-do-delete = Choisissez "Verwijderen" à côté du compte { $account }
chaman-do-delete-confirm = Choisissez à nouveau "Verwijderen" quand Chaman le demande : le compte ne revient pas

# Fichiers d'un registre
chaman-register-damaged = Le registre dans la base est endommagé
chaman-register-damaged-hint = Remettez une copie de la base, ou importez le dernier registre exporté dans une nouvelle
chaman-import-hint = dimonitor register export écrit un fichier comme il doit être
chaman-import-stranger = Un compte { $channel } n'a pas ceci : omettez-le
chaman-import-permission = Une autorisation se nomme par des lettres, des chiffres et des tirets
chaman-import-one-certificate = Ici figure exactement un certificat en PEM, sans rien autour
chaman-import-no-key = Il n'y a pas de key_file que cette phrase de passe ouvrirait
