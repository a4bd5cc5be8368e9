# Le journal tel que les auditeurs le demandent.
audit-read = { $count } entrées lues
audit-span = de { $first } du { $since } à { $last } du { $until }
audit-head = Tête : { $hash } (entrée { $entry })
audit-whole = Le journal est intact
audit-broken = Le journal n'est pas tel qu'il a été écrit : { $count ->
    [one] 1 défaut
   *[other] { $count } défauts
}
audit-broken-hint = Laissez la file telle quelle. Comparez-la à une copie antérieure : dimonitor audit verify sur un fichier exporté, ou store check sur une copie de la file.
audit-more = et { $count } de plus
audit-rescued = L'entrée { $entry } relate le sauvetage d'un fichier endommagé : ce qui manque avant elle a pu être perdu alors.
audit-flaw-content = { $entry }, { $time } : son contenu ou son empreinte n'est pas ce qui a été écrit (content)
audit-flaw-before = { $entry }, { $time } : nomme une autre entrée comme la précédente (prev)
audit-flaw-missing = { $entry } à { $until } : manque
audit-flaw-extra = { $entry }, { $time } : se trouve où aucune entrée ne peut être (extra)
audit-flaw-head = { $entry } : la tête donnée ne s'y trouve pas : la fin a été coupée, ou tout a été réécrit (head)
audit-no-hash = { $value } n'est pas la tête d'un journal
audit-no-hash-hint = Elle compte 64 chiffres hexadécimaux, comme audit verify et audit export l'affichent
audit-written = { $count } entrées écrites dans { $file }
audit-file-unreadable = { $file } ne peut être lu
audit-file-not-ours = { $file } n'est pas un journal exporté
audit-file-line = { $file } : la ligne { $line } n'est pas une entrée de journal, ou pas telle qu'elle a été écrite

# Everything about one person.
audit-person-purged = La personne n'est plus nommée dans les déclarations terminées depuis plus de { $years } ans et purgées.
audit-person-logs = Le journal technique du programme ne contient pas de numéros nationaux ; ce qu'il dit d'une déclaration se trouve sous le numéro de celle-ci.
audit-person-copies = Copies de la file conservées à côté d'elle : { $count }. Chacune contient ce que la file contenait quand elle a été faite. Les copies ailleurs ne sont pas connues ici.
audit-person-others = Ce que l'ONSS conserve lui-même se demande là-bas.
audit-person-no-number = Ce qui s'y trouve n'est pas un numéro national
audit-person-no-number-hint = Le fichier contient un numéro de onze chiffres, et rien d'autre
audit-person-written = Tout sur cette personne est dans { $file }, lisible par vous seul
audit-person-unwritable = { $file } ne peut être écrit, ou existe déjà

# How long what is kept.
config-years = Les années doivent aller de 1 à 100
config-months = Les mois doivent aller de 1 à 1200
retention-would = Ceci serait purgé :
retention-done = Ceci a été purgé :
retention-messages = messages tels qu'envoyés, et ce qui a été saisi pour eux
retention-results = noms, numéros nationaux et réponses
retention-drafts = brouillons jamais remis
retention-none = { $what } : rien d'avant le { $before }
retention-some = { $what } : { $count } d'avant le { $before }, du { $oldest } au { $newest }
