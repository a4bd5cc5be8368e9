### Ce que dit le moteur : actions impossibles, comptes en difficulté.

engine-read-only = Cette console est en lecture seule : rien n'a été modifié
engine-row-moved = La soumission { $id } a été modifiée entre-temps par quelqu'un d'autre
engine-row-moved-hint = Regardez-la à nouveau, puis décidez
engine-unknown-submission = Il n'y a pas de soumission { $id }
engine-unknown-submission-hint = Regardez la file d'attente pour voir les numéros existants
engine-no-such-edge = Ce n'est pas possible avec une soumission qui est { $state }
engine-too-early = Ce n'est pas possible avant { $time }
engine-lease-lost = Un autre processus a pris le relais
engine-number-taken = La déclaration { $number } appartient déjà à une autre soumission
engine-business-key = La clé du contrôle des doubles ne peut être ni lue ni créée : { $file }
engine-other-business-key = Ce dossier a une autre clé du contrôle des doubles ({ $print }) que ceux qui ont rempli la file : une déclaration déjà présente ne serait pas reconnue. Rien n’est mis en file.
engine-other-business-key-hint = Copiez keys/business.key depuis un dossier qui partage cette file. Si cette clé est perdue : dimonitor store adopt-key, et celle-ci compte désormais.
os-error = Le système dit : { $error }
server-said = La réponse : { $text }

engine-no-account = Aucun compte n'est configuré pour l'environnement { $environment }
engine-no-account-hint = Ajoutez un [[account]] avec client_id et key_file à la configuration ; config.example.toml montre comment
engine-unknown-account = Il n'y a pas de compte { $account }
engine-known-accounts = Comptes configurés : { $accounts }
engine-no-account-for-employer = Aucun compte n'est configuré pour l'employeur { $employer }

engine-service-busy = Le service demande de revenir plus tard (HTTP { $status })
engine-service-busy-hint = Rien n'est perdu : ce qui est en file d'attente part dès que le service l'accepte
engine-service-unreachable = Le service n'est pas joignable
engine-service-unreachable-hint = Vérifiez le réseau, le proxy et base_url dans la configuration ; ce qui est en file d'attente y reste
engine-held-token-refused = Le service refuse les jetons de ce compte
engine-held-token-refused-hint = Vérifiez le compte et ses autorisations dans Chaman, puis libérez le compte
engine-held-missing-scope = Ce compte n'a pas l'autorisation de déclarer
engine-held-missing-scope-hint = Ajoutez "Dimona-aangiftes verrichten" (Effectuer des déclarations Dimona) au compte dans Chaman, puis libérez-le
engine-held-other = Quelque chose entre nous et le service refuse ce compte ({ $reason })
engine-held-other-hint = Demandez aux administrateurs du réseau quel proxy répond, puis libérez le compte

engine-reason-needed = Une raison est nécessaire : comment savez-vous qu'elle n'est pas à l'ONSS ?
engine-not-in-doubt = La soumission { $id } n'est pas incertaine : il n'y a rien à décider
engine-other-declaration = La déclaration { $number } à l'ONSS en est une autre que la nôtre
engine-other-declaration-hint = Cherchez le travailleur dans l'application de l'ONSS et copiez-y le numéro
engine-number-unknown = L'ONSS ne connaît pas la déclaration { $number }, ou ne l'a pas encore traitée

engine-register-moved = Quelqu'un d'autre a modifié le registre au même moment
engine-register-moved-hint = Regardez-le à nouveau, puis décidez
engine-register-not-empty = Le registre n'est pas vide : rien n'a été importé
engine-register-not-empty-hint = Un registre ne s'importe que dans un nouvel environnement ; modifiez celui-ci compte par compte
engine-register-imported = Importé : { $count ->
    [one] { $count } compte
   *[other] { $count } comptes
  }
engine-incomplete = Il manque quelque chose
engine-sender-set = L'expéditeur est { $sender }
engine-contact-set = Le contact est { $contact }
engine-account-added = Le compte { $account } est créé
engine-account-noted = Le compte { $account } est noté tel qu'il est dans Chaman
engine-account-renamed = Le compte { $account } s'appelle maintenant { $name }
engine-account-removed = Le compte { $account } est supprimé
engine-account-busy = Le compte { $account } a encore { $count ->
    [one] une soumission non réglée
   *[other] { $count } soumissions non réglées
  }
engine-account-busy-hint = Attendez leurs résultats, ou retirez ce qui n'est pas encore envoyé ; supprimez alors le compte
engine-not-confirmed = Tapez le nom du compte, { $account }, exactement comme il est écrit
engine-not-confirmed-hint = La suppression est définitive : Chaman donne un autre client id à un nouveau compte
engine-permissions-set = Les autorisations du compte { $account } sont modifiées
engine-certificate-none = Il n'y a pas de certificat dans { $file }
engine-certificates-several = { $file } contient plusieurs certificats qui ne vont pas ensemble
engine-certificates-several-hint = Donnez un fichier avec le certificat propre au compte seul, ou suivi de sa chaîne
engine-certificate-added = Le certificat est ajouté au compte { $account }
engine-certificate-replaced = Le certificat du compte { $account } est remplacé
engine-certificate-removed = Le certificat est supprimé du compte { $account }
engine-certificate-made = La clé et son certificat sont créés : { $file }
engine-request-made = La clé et la demande de certificat sont créées : { $file }
engine-ssh-key-replaced = La clé SSH publique du compte { $account } est remplacée
engine-no-ssh-key = Le compte { $account } n'a pas de clé SSH
engine-not-cer = Le fichier d'un certificat finit par .cer
engine-file-written = Écrit : { $file }
engine-key-file-empty = Indiquez le fichier de la clé privée
engine-key-set = Le compte { $account } signe désormais avec { $file }
engine-key-differs = La clé ne va avec aucun des certificats du compte { $account }
engine-key-differs-hint = Choisissez la clé créée avec le certificat ; pour remplacer les deux, commencez un renouvellement
engine-key-of-other-certificate = La clé { $file } ne va pas avec le nouveau certificat
engine-key-of-other-certificate-hint = Choisissez la clé créée avec le certificat
engine-no-client-id = Le compte { $account } n'a pas encore de client id
engine-no-client-id-hint = Créez { $account } dans Chaman et cochez cette étape avec le client id que montre Chaman
engine-no-key = Aucune clé privée n'est connue pour le compte { $account }
engine-no-key-hint = Indiquez le fichier de clé du compte { $account }
engine-name-configured = La configuration a un autre compte du nom de { $account }
engine-name-configured-hint = Donnez un autre nom à l'un des deux comptes { $account }
engine-no-link = Cette commande ne parle à personne
engine-nothing-to-tick = Il n'y a rien à cocher : dans le bac à sable, chaque changement se fait aussitôt
engine-step-ticked = L'étape { $step } est faite
engine-step-earlier = L'étape { $step } n'est pas possible avant l'étape { $earlier }
engine-rotation-started = Le renouvellement du compte { $account } a commencé ; rien n'est encore changé
engine-rotation-under-way = Un renouvellement du compte { $account } est déjà en cours
engine-rotation-under-way-hint = Menez-le d'abord plus loin, ou ramenez-le à son début
engine-no-rotation = Aucun renouvellement du compte { $account } n'est en cours
engine-no-rotation-hint = Commencez-en un avec un nouveau certificat et sa clé
engine-rotation-reached = Renouvellement du compte { $account } : { $stage }
engine-worker-has-old-key = Le moteur de cette file ne signe pas encore avec la nouvelle clé du compte { $account }
engine-worker-has-old-key-hint = Attendez quelques secondes et continuez ; si cela persiste, voyez pourquoi dans la liste des comptes : le moteur doit pouvoir lire le fichier de la clé. D'ici là, l'ancien certificat reste
