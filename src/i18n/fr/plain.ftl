plain-help = Tapez le numéro d'un choix et entrée. Aussi : entrée seule répète, b revient, / et un filtre liste des déclarations (/state:refused), q quitte.
plain-news = Nouveau : { $news }.
plain-rows = Déclarations { $from } à { $to } sur { $total }
plain-rows-or-more = Déclarations { $from } à { $to } sur { $total } ou plus
plain-filtered = { "" }, filtre { $filter }
plain-deadline = { $left } avant l'échéance
plain-only-back = Rien à choisir ici : b revient.
plain-attention = Ce qui demande quelqu'un
plain-list-keys = n page suivante, p page précédente, g première page.
plain-accounts = Les comptes se modifient en ligne de commande : dimonitor account --help.
plain-required = { $field }, obligatoire
plain-empty = vide
plain-form-keys = Le numéro d'un champ le modifie. Aussi : send, undo, clear, kind in, kind out, kind update, kind cancel.
plain-yes = Oui
plain-no = Non
plain-reason = La raison
plain-periods = { $count ->
    [0] L'ONSS n'a pas de telle période.
    [one] L'ONSS a une période :
   *[other] L'ONSS a { $count } périodes :
}
plain-not-understood = « { $line } » n'est pas compris ici. ? dit ce qui peut être tapé.
plain-type-value = Tapez la nouvelle valeur. Entrée seule ne change rien, - vide le champ.
plain-can-hold = Valeurs possibles : { $values }
