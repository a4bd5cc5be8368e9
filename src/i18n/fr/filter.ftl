## What is wrong with a filter line

tui-filter-empty = { $key } : demande une valeur
tui-filter-key = Pas de clé { $key } ; connues : { $keys }
tui-filter-value = { $key } : ne peut pas être { $value }
tui-filter-ssin = ssin : numéro incomplet
tui-filter-not = ! demande ce qu’il faut exclure
tui-filter-one = { $key } : ne prend qu’une valeur
tui-filter-twice = { $key } : figure deux fois, avec des valeurs différentes
tui-filter-clash = { $key } : rien ne peut être les deux ; retirez l’un des deux
tui-filter-long = La ligne est trop longue
tui-filter-many = Au plus { $count } termes
tui-filter-deep = Des noms dans des noms, sans fin
tui-filter-no-name = Pas de filtre enregistré @{ $name }
tui-filter-inside = @{ $name } est illisible : { $flaw }

## What the keys of the language mean

tui-filter-about-state = où elle en est ; plusieurs avec des virgules
tui-filter-about-kind = in, out, update, cancel
tui-filter-about-type = type de travailleur
tui-filter-about-employer = numéro de l’employeur
tui-filter-about-ssin = numéro national, complet
tui-filter-about-since = changée depuis : 30m 2h 1d 2w, today, une date
tui-filter-about-deadline = à temps jusque : 30m 2h 1d 2w, late, today, une date
tui-filter-about-code = code d’anomalie de la réponse
tui-filter-about-reference = référence propre
tui-filter-about-decision = ce qu’une personne a décidé ; none : rien encore
tui-filter-about-account = compte qui l’envoie
tui-filter-about-id = numéro dans la file ; plusieurs avec des virgules
tui-filter-ago = les dernières { $span }
tui-filter-ahead = dans les { $span }
tui-filter-since-today = depuis minuit
tui-filter-until-today = avant minuit
tui-filter-late = déjà trop tard
tui-filter-undecided = personne n’a encore décidé

## Saved filters

tui-action-save-filter = Enregistrer le filtre
tui-help-save-filter = Garde la ligne de filtre sous un nom ; @nom la remplace
tui-filter-save-as = Enregistrer sous
tui-filter-saves = Enter enregistre { $line } ; sans nom, rien n’est enregistré
tui-filter-replaces = @{ $name } existe et sera remplacé ; c’est { $line }
tui-filter-saved = Enregistré sous @{ $name }
tui-filter-forgotten = @{ $name } est supprimé ; c’était { $line }
tui-filter-stays = @{ $name } fait partie du programme et reste
tui-filter-name = Un nom a des lettres, des chiffres, - et _, au plus { $count }
tui-filter-save-nothing = Il n’y a pas de filtre à enregistrer
tui-filter-save-many = Au plus { $count } filtres enregistrés ; supprimez-en un d’abord
tui-filter-save-flaw = Pas enregistré : { $flaw }
tui-filter-save-ssin = Pas enregistré : les numéros nationaux ne se gardent pas dans les réglages
tui-filter-name-attention = ce qui demande une personne
tui-filter-name-late = trop tard, et pas réglé
tui-filter-name-today = changé depuis minuit

## The command palette

tui-palette-title = Actions
tui-action-palette = Actions
tui-help-palette = Trouve toute action par quelques lettres de son nom
tui-palette-account = Compte { $name }
tui-palette-saved = Filtre @{ $name }
tui-palette-forget = Supprimer le filtre @{ $name }
tui-palette-filter = Filtre : { $line }
tui-palette-sort = Trier par { $column }
tui-palette-theme = Thème { $name }
tui-palette-go = Aller à { $id }
tui-palette-read-only = lecture seule
tui-palette-only-on = sur { $screens }
tui-palette-not-now = pas maintenant
tui-palette-no-row = rien de sélectionné
tui-palette-state = pas à l’état { $state }
tui-palette-detail = déclaration
tui-palette-words = filter … · go N · sort … · theme …

## Help

tui-help-title = Touches actives ici
tui-action-help = Aide
tui-help-help = Montre les touches actives ici
tui-help-grammar = La langue du filtre
tui-help-grammar-words = les autres mots sont cherchés comme texte, ensemble
tui-help-grammar-not = exclut : !state:accepted, type:!flx,stu, !testmans
tui-help-grammar-quotes = garde espaces et signes tels quels ; \ le fait pour un signe
tui-help-grammar-name = remplace un filtre enregistré, et restreint le reste

## On the command line

cli-filter-names = Vos filtres enregistrés ne sont connus que dans la console
