plain-help = Tippen Sie die Nummer einer Wahl und Enter. Auch: Enter allein sagt es noch einmal, b geht zurück, / und ein Filter zeigt Meldungen (/state:refused), q beendet.
plain-news = Neu: { $news }.
plain-rows = Meldungen { $from } bis { $to } von { $total }
plain-rows-or-more = Meldungen { $from } bis { $to } von { $total } oder mehr
plain-filtered = { "" }, Filter { $filter }
plain-deadline = noch { $left } bis zur Frist
plain-only-back = Hier ist nichts zu wählen: b geht zurück.
plain-attention = Was einen Menschen braucht
plain-list-keys = n nächste Seite, p vorige Seite, g erste Seite.
plain-accounts = Konten werden auf der Befehlszeile geändert: dimonitor account --help.
plain-required = { $field }, Pflicht
plain-empty = leer
plain-form-keys = Die Nummer eines Feldes ändert es. Auch: send, undo, clear, kind in, kind out, kind update, kind cancel.
plain-yes = Ja
plain-no = Nein
plain-reason = Der Grund
plain-periods = { $count ->
    [0] Das LSS hat keinen solchen Zeitraum.
    [one] Das LSS hat einen Zeitraum:
   *[other] Das LSS hat { $count } Zeiträume:
}
plain-not-understood = „{ $line }“ wird hier nicht verstanden. ? sagt, was getippt werden kann.
plain-type-value = Tippen Sie den neuen Wert. Enter allein lässt alles, wie es ist, - leert das Feld.
plain-can-hold = Möglich sind: { $values }
