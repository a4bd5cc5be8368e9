### Phrases sur les clés, les jetons et la connexion avec l'ONSS.

rsz-cause = { $cause }
rsz-server-says = Le serveur dit : { $words }

rsz-url-invalid = { $url } n'est pas une adresse web utilisable
rsz-url-not-https = { $url } n'est pas chiffrée, et n'est pas sur cette machine
rsz-url-credentials = Une adresse web contient un nom d'utilisateur ou un mot de passe
rsz-url-hint = Employez une adresse qui commence par https://. http:// n'est accepté que pour 127.0.0.1, [::1] et localhost.

rsz-client-unusable = Aucune connexion ne peut être préparée
rsz-client-unusable-hint = Installez les autorités de certification du système (paquet ca-certificates), ou indiquez un fichier CA dans la configuration.
rsz-ca-file-unusable = Ce fichier CA de la configuration ne contient aucun certificat lisible : { $file }
rsz-ca-file-unusable-hint = Indiquez un fichier PEM avec un ou plusieurs certificats, ou un fichier DER avec un seul.
rsz-proxy-invalid = Le proxy de la configuration n'est pas une adresse utilisable
rsz-proxy-invalid-hint = Écrivez-le sous la forme http://hote:port.

rsz-unreachable-hint = Vérifiez le réseau, le pare-feu et le proxy, et si { $host } est le bon hôte.
rsz-unreachable-loopback-hint = Rien n'écoute à cette adresse sur cette machine. Le simulateur tourne-t-il ?

rsz-token-unreachable = Le serveur de jetons { $host } n'est pas joignable
rsz-token-invalid-client = Le serveur de jetons n'accepte pas le compte { $client }
rsz-token-invalid-client-hint = Vérifiez dans Chaman si le certificat de cette clé est toujours lié au compte, n'a pas expiré et appartient bien à ce compte-là ; vérifiez le client ID ; et vérifiez l'horloge de cette machine.
clock-off = { $side ->
    [behind] L'horloge de cette machine retarde de { $span }
   *[ahead] L'horloge de cette machine avance de { $span }
}
rsz-token-invalid-scope = Le compte { $client } ne peut pas demander ces autorisations
rsz-token-unauthorized-client = Le compte { $client } n'a pas l'autorisation d'utiliser le service
rsz-token-permission-hint = Donnez au compte dans Chaman les autorisations « Effectuer des déclarations Dimona » et « Consultation de la déclaration Dimona », ou corrigez les scopes dans la configuration.
rsz-token-invalid-request = Le serveur de jetons ne comprend pas la demande (HTTP { $status })
rsz-token-invalid-request-hint = Vérifiez l'adresse des jetons dans la configuration : ce doit être celle d'OAuth version 5.
rsz-token-later = Le serveur de jetons demande de revenir plus tard (HTTP { $status })
rsz-token-fault = Le serveur de jetons est en panne (HTTP { $status })
rsz-token-unreadable = Le serveur de jetons a donné une réponse inutilisable
rsz-token-not-signed = La demande d'un jeton pour le compte { $client } n'a pas pu être signée
rsz-token-again-hint = Un nouvel essai a lieu tout seul. Si cela dure, demandez au centre de contact de l'ONSS si { $host } est en maintenance.

rsz-key-empty = { $file } est vide
rsz-key-not-a-key = { $file } n'est pas une clé privée
rsz-key-certificate = { $file } est un certificat, pas une clé privée
rsz-key-public = { $file } est une clé publique, pas une clé privée
rsz-key-choose-hint = Indiquez le fichier de la clé privée créée avec le certificat. Il commence par "-----BEGIN PRIVATE KEY-----" ou quelque chose de semblable.
rsz-key-broken = La clé privée dans { $file } est endommagée
rsz-key-broken-hint = Vérifiez-la avec : openssl pkey -in FICHIER -check -noout. Si cela échoue, restaurez une sauvegarde.
rsz-key-several = { $file } contient plus d'une clé privée
rsz-key-several-hint = Gardez une clé privée par fichier.
rsz-key-pkcs12 = { $file } est un fichier PKCS#12 (.p12, .pfx)
rsz-key-pkcs12-hint = Extrayez-en la clé avec : openssl pkcs12 -in { $file } -nocerts -out key.pem
rsz-key-openssh = { $file } est une clé au format propre d'OpenSSH
rsz-key-openssh-hint = Convertissez-en une copie avec : ssh-keygen -p -m PKCS8 -f COPIE
rsz-key-legacy-encryption = { $file } est chiffré d'une ancienne manière d'OpenSSL
rsz-key-old-encryption = { $file } est chiffré avec un schéma dépassé (PBES1)
rsz-key-unknown-encryption = { $file } est chiffré avec un schéma non pris en charge
rsz-key-costly = Déverrouiller la clé dans { $file } prendrait des minutes, ou plus de mémoire que cette machine ne devrait y consacrer
rsz-key-convert-hint = Convertissez-le avec : openssl pkcs8 -topk8 -v2 aes-256-cbc -in { $file } -out key.pem
rsz-key-passphrase-missing = { $file } est chiffré et il n'y a pas de phrase de passe
rsz-key-passphrase-missing-hint = Donnez la phrase de passe à l'invite, dans un fichier ou par un descripteur de fichier, comme le dit la configuration. Essayez-la avec : openssl pkey -in { $file } -noout
rsz-key-passphrase-wrong = La phrase de passe n'ouvre pas { $file }
rsz-key-passphrase-wrong-hint = Essayez la phrase de passe avec : openssl pkey -in { $file } -noout
rsz-key-rsa-size = { $file } contient une clé RSA de { $bits } bits ; l'ONSS accepte 2048, 3072 ou 4096
rsz-key-curve = { $file } contient une clé sur la courbe { $curve } ; l'ONSS accepte P-384 et P-521
rsz-key-edwards = { $file } contient une clé sur une courbe d'Edwards (Ed25519 ou semblable), que l'ONSS n'accepte pas
rsz-key-other-algorithm = { $file } contient une clé pour l'algorithme { $oid }, que l'ONSS n'accepte pas
rsz-key-generate-hint = Créez une nouvelle clé avec : openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out key.pem. Il lui faut un nouveau certificat dans Chaman.

rsz-key-file-unreadable = { $file } ne peut pas être lu
rsz-key-file-unreadable-hint = Vérifiez le chemin dans la configuration et les droits du fichier et de ses dossiers.
rsz-key-file-not-regular = { $file } n'est pas un fichier ordinaire
rsz-key-file-too-large = { $file } est bien trop grand pour une clé ou une phrase de passe
rsz-key-file-open = D'autres sur cette machine peuvent lire { $file }, qui doit rester secret
rsz-key-file-open-hint = Fermez-le avec : chmod 600 { $file }
rsz-key-file-stranger = { $file } appartient à quelqu'un d'autre sur cette machine, qui peut le modifier
rsz-key-folder-open = D'autres sur cette machine peuvent remplacer { $file } par un autre fichier : son dossier { $folder } leur est ouvert
rsz-key-folder-open-hint = Fermez-le avec : chmod go-w { $folder }

rsz-passphrase-none = Il n'y a pas de phrase de passe sur la première ligne de { $file }
rsz-passphrase-none-hint = Écrivez la phrase de passe sur la première ligne, en texte UTF-8, et rien d'autre.

rsz-sandbox-unusable = Le simulateur sur { $address } n'accepte pas le compte du bac à sable
rsz-sandbox-unusable-hint = Vérifiez qu'un simulateur dimonitor de la même version y écoute

rsz-test-rest-only = Seuls les comptes REST peuvent être testés : { $account } est de type { $channel }
rsz-test-no-key = Aucune clé privée n'est indiquée pour ce compte
rsz-test-no-key-hint = Indiquez le fichier de la clé privée créée avec l'un de ses certificats.
rsz-test-no-client-id = Ce compte n'a pas encore de client ID, ou sa clé n'a pas été lue
rsz-test-no-client-id-hint = Créez le compte dans Chaman, cochez cette étape avec le client ID que montre Chaman, et réessayez.
rsz-test-key-file = Seul son propriétaire peut lire { $file }
rsz-test-key-configured = Lue au démarrage de ce programme, comme le dit la configuration
rsz-test-key-loaded = Ouverte au démarrage de ce programme
rsz-test-key = Une clé qui signe avec { $algorithm }
rsz-test-match = Elle va avec le certificat { $certificate }
rsz-test-no-certificate = Aucun certificat de ce compte n'est connu ici, ses règles ne sont donc pas vérifiées
rsz-test-no-certificate-hint = Indiquez le fichier du certificat dans la configuration.
rsz-test-differs = La clé ne va avec aucun des certificats du compte : { $certificates }
rsz-test-differs-hint = Indiquez la clé créée avec l'un d'eux, ou ajoutez le certificat de cette clé dans Chaman et ici.
rsz-test-rules = { $certificate } respecte toutes les règles de Chaman
rsz-test-clock = L'horloge du serveur et celle de cette machine diffèrent de { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
}
rsz-test-clock-unsaid = Le serveur répond, et ne dit pas son heure
rsz-test-clock-off-hint = Laissez cette machine prendre l'heure du réseau (NTP) : au-delà de quelques minutes, aucun jeton n'est donné.
rsz-test-assertion = La demande de jeton est signée
rsz-test-token = Un jeton a été donné, pour { $seconds } secondes
rsz-test-scopes = Il porte { $scopes }
rsz-test-scopes-unsaid = Le serveur ne dit pas quelles autorisations porte le jeton
rsz-test-scopes-unsaid-hint = L'étape suivante montre s'il ouvre le service.
rsz-test-scopes-missing = Il manque au jeton l'autorisation { $permissions }
rsz-test-scopes-missing-hint = Cochez-la dans Chaman sous "Beveiligde machtigingen" de ce compte ; ou retirez-la ici, si elle n'est pas voulue.
rsz-test-consult = Le service répond
rsz-test-consult-token = Le service n'accepte pas le jeton qui vient d'être donné
rsz-test-consult-token-hint = Vérifiez dans la configuration si les adresses du serveur de jetons et du service sont du même environnement.
rsz-test-consult-denied = Le service refuse d'être consulté (HTTP { $status })
rsz-test-consult-denied-hint = Donnez au compte dans Chaman l'autorisation "Consultatie van de Dimona-aangifte" (Consultation de la déclaration Dimona).
rsz-test-consult-later = Le service demande de revenir plus tard (HTTP { $status })
rsz-test-consult-later-hint = Jusqu'ici, tout est en ordre. Réessayez dans quelques minutes.
rsz-test-consult-fault = Le service donne une réponse inutilisable (HTTP { $status })
rsz-test-consult-fault-hint = Vérifiez l'adresse du service dans la configuration. Si elle est juste, réessayez plus tard : le service est peut-être en maintenance.
rsz-test-consult-unreachable = Le service n'est pas joignable, alors que le serveur de jetons l'était
rsz-test-consult-unreachable-hint = Vérifiez l'adresse du service dans la configuration, le pare-feu et le proxy.
