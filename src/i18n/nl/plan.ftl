# Plannen: een lijst van tewerkstellingen naast de periodes van de RSZ.
plan-row-kind = De lijst zegt hoe tewerkstellingen moeten zijn, dus elke rij ervan is een IN: haal de andere eruit
plan-row-no-number = Zonder INSZ kunnen de periodes van deze werknemer niet worden opgezocht: vul het in, of doe voor deze een IN apart
plan-row-clash = Rij { $row } is dezelfde werknemer in dezelfde soort tewerkstelling op dagen van deze: de RSZ aanvaardt er maar één
plan-not-searched = Er is niets opgezocht en niets gepland: verbeter eerst de lijst
plan-why-under-way = Indiening { $id } is voor deze werknemer nog onderweg: plan opnieuw als het resultaat er is
plan-why-begun = Ze is begonnen en staat niet in de lijst; niemand kan weten of ze moet eindigen. --cancel-begun annuleert zulke periodes
plan-why-ended = Ze is geëindigd en staat niet in de lijst
plan-why-locked = De RSZ heeft ze vergrendeld
plan-why-untold = De RSZ zegt niet welk type werknemer en welk paritair comité ze heeft, dus ze kan niet worden vergeleken
plan-why-beside-untold = Periode { $period } valt op deze dagen, en de RSZ zegt niet welk type werknemer en welk paritair comité ze heeft: zoek ze eerst op
plan-why-other-kind = Periode { $period } heeft dezelfde dagen met een ander type werknemer of paritair comité en kan niet meer worden veranderd: vergelijk eerst beide
plan-why-refused = De RSZ zou ze weigeren
plan-follows = pas als de vorige is aanvaard
plan-totals = Aan te geven: { $declarations } ({ $in } IN, { $update } UPDATE, { $out } OUT, { $cancel } CANCEL, { $again } CANCEL met IN)
plan-rest = Zoals het moet zijn: { $keep }. Ongemoeid gelaten: { $alone }. Niet mogelijk: { $blocked }. In afwachting: { $wait }
plan-ask = { $count ->
    [one] 1 aangifte in de wachtrij zetten? [j/N]
   *[other] { $count } aangiften in de wachtrij zetten? [j/N]
}
plan-nothing-sent = Er is niets in de wachtrij gezet
plan-handed-in = { $count ->
    [one] 1 aangifte staat in de wachtrij
   *[other] { $count } aangiften staan in de wachtrij
}
plan-duplicate = Indiening { $id } geeft hetzelfde aan en is { $state }: er is niets in de wachtrij gezet
plan-needs-yes = Hier is niemand aan wie kan worden gevraagd of het plan mag worden uitgevoerd
plan-needs-yes-hint = Bekijk het plan eerst zonder --apply, en geef dan --yes
plan-too-many-under-way = Meer dan { $limit } indieningen zijn onderweg: plan opnieuw als het er minder zijn
plan-too-many-periods = De opzoeking voor werknemer { $worker } van werkgever { $employer } geeft { $limit } periodes, en misschien zijn er meer: deze werknemer kan niet worden gepland
plan-period-unreadable = Periode { $period } van de RSZ heeft geen eerste dag: naast wat onleesbaar is, wordt niets gepland
