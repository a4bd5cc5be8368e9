plain-help = Typ het nummer van een keuze en enter. Ook: enter alleen zegt het opnieuw, b gaat terug, / en een filter toont aangiften (/state:refused), q verlaat het programma.
plain-news = Nieuws: { $news }.
plain-rows = Aangiften { $from } tot { $to } van { $total }
plain-rows-or-more = Aangiften { $from } tot { $to } van { $total } of meer
plain-filtered = { "" }, filter { $filter }
plain-deadline = nog { $left } tot de termijn
plain-only-back = Hier valt niets te kiezen: b gaat terug.
plain-attention = Wat een mens nodig heeft
plain-list-keys = n volgende bladzijde, p vorige bladzijde, g eerste bladzijde.
plain-accounts = Accounts worden gewijzigd op de opdrachtregel: dimonitor account --help.
plain-required = { $field }, verplicht
plain-empty = leeg
plain-form-keys = Het nummer van een veld wijzigt het. Ook: send, undo, clear, kind in, kind out, kind update, kind cancel.
plain-yes = Ja
plain-no = Nee
plain-reason = De reden
plain-periods = { $count ->
    [0] De RSZ heeft geen dergelijke periode.
    [one] De RSZ heeft één periode:
   *[other] De RSZ heeft { $count } periodes:
}
plain-not-understood = "{ $line }" wordt hier niet begrepen. ? zegt wat getypt kan worden.
plain-type-value = Typ de nieuwe waarde. Enter alleen laat alles zoals het is, - maakt het veld leeg.
plain-can-hold = Mogelijk zijn: { $values }
