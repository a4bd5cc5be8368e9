### Touches, thèmes et session de la console.

keys-unknown = Il n'y a pas d'action { $action }
keys-unknown-near = Il s'agit peut-être de { $names } ; dimonitor keys énumère toutes les actions
keys-unknown-hint = dimonitor keys énumère toutes les actions
keys-unreadable = { $key } n'est pas une touche
keys-unreadable-hint = Les touches s'écrivent p, R, space, ctrl-p, alt-x, f3, shift-tab, enter, esc, pgdn
keys-same = Un terminal ne peut pas distinguer { $key } d'une autre touche
keys-same-hint = L'autre touche est { $same } : choisissez-en une que les terminaux distinguent
keys-conflict = { $key } serait à la fois { $action } et { $other } dans le contexte { $context }
keys-conflict-hint = Donnez d'autres touches à l'une des deux, ou aucune avec []
keys-answer = { $key } répond oui ou non aux questions
keys-needed = { $action } a besoin d'une touche dans le contexte { $context }, sinon il n'y a pas d'issue
keys-needed-hint = Là où l'on saisit du texte, les caractères sont du texte : donnez une touche comme esc, enter ou une avec ctrl
keys-list-mark = * selon la configuration ; (*) partout

keys-theme-title = Thème
keys-theme-configured = selon la configuration
keys-theme-keys = { $accept } le garde, { $back } revient au précédent
keys-theme-name = Le fichier { $path } n'est pas un thème : son nom n'a que des lettres, des chiffres, - et _, 32 au plus
keys-theme-no-file = { $path } n'est pas un fichier
tui-action-themes = Thèmes
tui-help-themes = Choisir les couleurs de l'écran ; le choix se voit aussitôt
