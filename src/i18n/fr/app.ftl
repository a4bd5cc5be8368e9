### Ce que le programme dit du démarrage, des fichiers, du bac à sable et de la démonstration.

app-no-runtime = Le système ne donne ni threads ni minuteries à ce programme
app-input-unreadable = Les déclarations ne peuvent pas être lues : { $file }
app-input-hint = Donnez le nom d'un fichier lisible, ou - pour l'entrée standard
app-input-too-large = { $file } dépasse { $limit } Mio : scindez-le
app-scenario = Le scénario n'est pas utilisable : { $file }
app-simulator-listens = Le simulateur écoute sur { $address } ; ctrl-c l'arrête
app-simulator-cannot-listen = Le simulateur ne peut pas écouter sur { $address }
app-simulator-cannot-listen-hint = Un autre programme utilise peut-être ce port : arrêtez-le, ou choisissez une autre adresse
app-ca-unreadable = L'autorité de certification ne peut pas être lue : { $file }
app-ca-hint = Corrigez ca_files dans la configuration ; rien n'est envoyé tant qu'elle est fausse
app-passphrase-unreadable = La phrase de passe ne peut pas être lue depuis { $source }
app-passphrase-hint = Réglez passphrase_file ou passphrase_fd pour le compte, ou démarrez depuis un terminal
app-sandbox-keys = La clé propre au bac à sable ne peut être ni créée ni lue dans { $folder }
app-sandbox-keys-hint = Vérifiez les droits de ce dossier, ou choisissez un autre --home
app-not-queued = La déclaration n'est pas dans la file d'attente
app-no-stage = La démonstration ne peut pas être montée

demo-posts = déclarations envoyées (POST)
demo-polls = résultats demandés (GET)
demo-tokens = jetons demandés
demo-found-again = réponses perdues retrouvées
demo-lost = perdues
demo-sent-twice = envoyées deux fois
demo-too-early = consultations hors du calendrier
demo-books-agree = Nos comptes et ceux du simulateur concordent
demo-books-disagree = Nos comptes et ceux du simulateur ne concordent pas
