# Ce qui est fait à beaucoup de déclarations à la fois.
tui-action-many = Agir sur les lignes marquées
tui-help-many = Demande les résultats, retient, libère, retire, décide ou exporte : les lignes marquées, ou la ligne choisie
many-poll = Demander leur résultat maintenant
many-hold = Retenir
many-release = Libérer
many-withdraw = Retirer
many-settle-kept = Décider : elles restent telles quelles
many-settle-done = Décider : ce qui était voulu est déjà là
many-scope-marked = Les lignes marquées
many-scope-one = Déclaration { $id } ; aucune ligne n'est marquée
many-scope-filtered = Tout ce que ce filtre choisit : { $line }
many-scope-all = Chaque ligne de la file
many-of = { $count } sur { $of }
many-can-poll = { $count } sur { $of } : résultat à demander maintenant
many-can-hold = { $count } sur { $of } peuvent être retenues
many-can-release = { $count } sur { $of } peuvent être libérées
many-can-withdraw = { $count } sur { $of } peuvent être retirées
many-can-settle = { $count } sur { $of } attendent une décision
many-not = { $count } × { $state } : { $why }
many-why-decided = déjà décidé
many-why-needs-none = ne demande aucune décision
many-why-not-ended = pas encore terminée
many-why-withdrawn = déjà retirée
many-why-ended = terminée
many-why-doubt = la réponse s'est perdue, il faut d'abord la rechercher
many-why-not-sent = pas encore envoyée
many-why-held = déjà retenue
many-why-not-held = pas retenue
many-why-draft = pas encore dans la file
many-why-sent = déjà envoyée
many-type-number = Tapez { $count } pour confirmer :
many-type-reason = Pourquoi ? C'est noté au journal pour chacune.
many-reason-needed = Il faut une raison
many-none = Il n'y a rien à faire
many-grown = Il y en a maintenant { $count }, et c'était confirmé pour { $confirmed }
many-grown-hint = Regardez-les de nouveau et confirmez de nouveau
many-replaced-by-none = Seule une nouvelle déclaration en remplace une
many-done-poll = { $count ->
    [one] { $count } résultat est demandé maintenant
   *[other] { $count } résultats sont demandés maintenant
}
many-done-hold = { $count ->
    [one] { $count } déclaration est retenue
   *[other] { $count } déclarations sont retenues
}
many-done-release = { $count ->
    [one] { $count } déclaration est libérée
   *[other] { $count } déclarations sont libérées
}
many-done-withdraw = { $count ->
    [one] { $count } déclaration est retirée
   *[other] { $count } déclarations sont retirées
}
many-done-settle = { $count ->
    [one] { $count } déclaration est décidée
   *[other] { $count } déclarations sont décidées
}
many-missed = { $count ->
    [one] { $count } est restée telle quelle : elle avait changé, ou attend une autre déclaration
   *[other] { $count } sont restées telles quelles : elles avaient changé, ou attendent une autre déclaration
}
many-stopped = Arrêté avant la fin : ce qui est fait reste fait
many-progress = { $percent } %, { $done } sur { $of } lignes
many-menu-keys = enter continue, esc ferme
many-ask-keys = enter ou o le fait, esc revient
many-ask-keys-typed = enter le fait, esc revient
many-ask-keys-none = esc revient
many-running-keys = s arrête après ce lot, esc laisse continuer sans regarder
many-done-keys = enter ou esc ferme
many-environment = Environnement : { $environment }
many-not-confirmed = Rien n'a été fait
many-not-confirmed-hint = Ajoutez --yes pour le faire
many-nobody-asks = Aucun worker n'est en service : les résultats seront demandés dès qu'une console est ouverte ou que dimonitor serve tourne

# Des lignes qui partent dans un fichier.
tui-action-export = Exporter
tui-help-export = Écrit les lignes marquées, ou tout ce que le filtre choisit, dans un fichier CSV ou JSON
tui-action-copy-command = Copier comme commande
tui-help-copy-command = Copie la ligne de commande qui montre cette déclaration
many-export-title = Écrire dans un fichier
many-format = Format
many-format-csv = CSV, pour les tableurs
many-format-json = JSON, un objet par ligne
many-numbers = Numéros nationaux
many-numbers-masked = masqués
many-numbers-full = en entier
many-full-reason = Pourquoi il les faut en entier (noté au journal)
many-full-reason-needed = Dites pourquoi il faut les numéros en entier
many-full-read-only = Lecture seule : le journal ne peut pas être écrit, les numéros restent masqués
many-path = Fichier (~ est votre dossier personnel)
many-path-needed = Donnez le nom d'un fichier
many-form-keys = tab suivant, espace change, enter écrit, esc revient
many-exported = { $count ->
    [one] { $count } ligne est dans { $file }
   *[other] { $count } lignes sont dans { $file }
}
many-export-stopped = Arrêté : aucun fichier n'a été écrit
many-no-file = { $file } n'est pas un fichier
many-file-exists = { $file } existe déjà
many-file-exists-hint = Choisissez un autre nom, ou dites qu'il peut être remplacé (--replace)
many-file-unwritable = { $file } ne peut pas être écrit
many-file-hint = Ce qui y était n'a pas changé : faites de la place ou choisissez un autre endroit
many-output-unwritable = La sortie ne peut pas être écrite
many-replace-title = Remplacer le fichier ?
many-replace-keys = enter ou o le remplace, esc revient
