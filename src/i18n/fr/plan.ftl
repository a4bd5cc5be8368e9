# Plans : une liste d'occupations à côté des périodes de l'ONSS.
plan-row-kind = La liste dit comment les occupations doivent être, donc chaque ligne est une IN : retirez les autres
plan-row-no-number = Sans NISS, les périodes de ce travailleur ne peuvent être recherchées : indiquez-le, ou faites une IN à part pour celle-ci
plan-row-clash = La ligne { $row } est le même travailleur dans le même type d'occupation à des jours de celle-ci : l'ONSS n'en accepte qu'une
plan-not-searched = Rien n'a été recherché et rien n'est planifié : corrigez d'abord la liste
plan-why-under-way = La soumission { $id } est encore en cours pour ce travailleur : planifiez à nouveau quand elle aura son résultat
plan-why-begun = Elle a commencé et n'est pas dans la liste ; personne ne peut savoir si elle doit finir. --cancel-begun annule de telles périodes
plan-why-ended = Elle est terminée et n'est pas dans la liste
plan-why-locked = L'ONSS l'a verrouillée
plan-why-untold = L'ONSS n'en dit ni le type de travailleur ni la commission paritaire : elle ne peut être comparée
plan-why-beside-untold = La période { $period } couvre ces jours, et l'ONSS n'en dit ni le type de travailleur ni la commission paritaire : consultez-la d'abord
plan-why-other-kind = La période { $period } a les mêmes jours sous un autre type de travailleur ou une autre commission paritaire et ne peut plus être changée : comparez d'abord les deux
plan-why-refused = L'ONSS la refuserait
plan-follows = seulement après l'acceptation de la précédente
plan-totals = À déclarer : { $declarations } ({ $in } IN, { $update } UPDATE, { $out } OUT, { $cancel } CANCEL, { $again } CANCEL avec IN)
plan-rest = Comme il faut : { $keep }. Laissées telles quelles : { $alone }. Impossibles : { $blocked }. En attente : { $wait }
plan-ask = { $count ->
    [one] Mettre { $count } déclaration dans la file ? [o/N]
   *[other] Mettre { $count } déclarations dans la file ? [o/N]
}
plan-nothing-sent = Rien n'a été mis dans la file
plan-handed-in = { $count ->
    [one] { $count } déclaration est dans la file
   *[other] { $count } déclarations sont dans la file
}
plan-duplicate = La soumission { $id } déclare la même chose et est dans l'état : { $state }. Rien n'a été mis dans la file
plan-needs-yes = Il n'y a personne ici à qui demander si le plan doit être exécuté
plan-needs-yes-hint = Regardez d'abord le plan sans --apply, puis donnez --yes
plan-too-many-under-way = Plus de { $limit } soumissions sont en cours : planifiez à nouveau quand il y en aura moins
plan-too-many-periods = La recherche pour le travailleur { $worker } de l'employeur { $employer } donne { $limit } périodes, et il y en a peut-être plus : ce travailleur ne peut être planifié
plan-period-unreadable = La période { $period } de l'ONSS n'a pas de premier jour : rien n'est planifié à côté de ce qui est illisible
