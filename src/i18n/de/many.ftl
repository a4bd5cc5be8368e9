# Was mit vielen Meldungen auf einmal geschieht.
tui-action-many = Markierte Zeilen bearbeiten
tui-help-many = Fragt Ergebnisse ab, hält an, gibt frei, zieht zurück, entscheidet oder exportiert: die markierten Zeilen oder die gewählte
many-poll = Ihre Ergebnisse jetzt abfragen
many-hold = Anhalten
many-release = Freigeben
many-withdraw = Zurückziehen
many-settle-kept = Entscheiden: sie bleiben, wie sie sind
many-settle-done = Entscheiden: was gewünscht war, ist schon da
many-scope-marked = Die markierten Zeilen
many-scope-one = Meldung { $id }; keine Zeile ist markiert
many-scope-filtered = Alles, was dieser Filter auswählt: { $line }
many-scope-all = Jede Zeile der Warteschlange
many-of = { $count } von { $of }
many-can-poll = { $count } von { $of } können jetzt abgefragt werden
many-can-hold = { $count } von { $of } können angehalten werden
many-can-release = { $count } von { $of } können freigegeben werden
many-can-withdraw = { $count } von { $of } können zurückgezogen werden
many-can-settle = Über { $count } von { $of } kann entschieden werden
many-not = { $count } × { $state }: { $why }
many-why-decided = schon entschieden
many-why-needs-none = braucht keine Entscheidung
many-why-not-ended = noch nicht beendet
many-why-withdrawn = schon zurückgezogen
many-why-ended = beendet
many-why-doubt = die Antwort ging verloren, sie muss zuerst gesucht werden
many-why-not-sent = noch nicht gesendet
many-why-held = schon angehalten
many-why-not-held = nicht angehalten
many-why-draft = noch nicht in der Warteschlange
many-why-sent = schon gesendet
many-type-number = Zum Bestätigen { $count } eintippen:
many-type-reason = Warum? Es wird bei jeder im Journal vermerkt.
many-reason-needed = Ein Grund ist nötig
many-none = Es gibt nichts zu tun
many-grown = Es sind jetzt { $count }, und bestätigt wurde für { $confirmed }
many-grown-hint = Sehen Sie sie noch einmal an und bestätigen Sie erneut
many-replaced-by-none = Nur eine neue Meldung ersetzt eine
many-done-poll = { $count ->
    [one] Ein Ergebnis wird jetzt abgefragt
   *[other] { $count } Ergebnisse werden jetzt abgefragt
}
many-done-hold = { $count ->
    [one] Eine Meldung ist angehalten
   *[other] { $count } Meldungen sind angehalten
}
many-done-release = { $count ->
    [one] Eine Meldung ist freigegeben
   *[other] { $count } Meldungen sind freigegeben
}
many-done-withdraw = { $count ->
    [one] Eine Meldung ist zurückgezogen
   *[other] { $count } Meldungen sind zurückgezogen
}
many-done-settle = { $count ->
    [one] Über eine Meldung ist entschieden
   *[other] Über { $count } Meldungen ist entschieden
}
many-missed = { $count ->
    [one] Eine blieb, wie sie war: sie hatte sich geändert oder wartet auf eine andere Meldung
   *[other] { $count } blieben, wie sie waren: sie hatten sich geändert oder warten auf eine andere Meldung
}
many-stopped = Vor dem Ende gestoppt: was getan ist, bleibt getan
many-progress = { $percent } %, { $done } von { $of } Zeilen
many-menu-keys = enter geht weiter, esc schließt
many-ask-keys = enter oder j führt es aus, esc geht zurück
many-ask-keys-typed = enter führt es aus, esc geht zurück
many-ask-keys-none = esc geht zurück
many-running-keys = s stoppt nach diesem Stapel, esc lässt es ungesehen weiterlaufen
many-done-keys = enter oder esc schließt
many-environment = Umgebung: { $environment }
many-not-confirmed = Es wurde nichts getan
many-not-confirmed-hint = Mit --yes wird es ausgeführt
many-nobody-asks = Kein Worker ist im Dienst: abgefragt wird, sobald eine Konsole offen ist oder dimonitor serve läuft

# Zeilen, die als Datei hinausgehen.
tui-action-export = Exportieren
tui-help-export = Schreibt die markierten Zeilen oder alles, was der Filter auswählt, in eine CSV- oder JSON-Datei
tui-action-copy-command = Als Befehl kopieren
tui-help-copy-command = Kopiert die Befehlszeile, die diese Meldung zeigt
many-export-title = In eine Datei schreiben
many-format = Format
many-format-csv = CSV, für Tabellenprogramme
many-format-json = JSON, ein Objekt je Zeile
many-numbers = Nationalregisternummern
many-numbers-masked = maskiert
many-numbers-full = vollständig
many-full-reason = Warum sie vollständig nötig sind (kommt ins Journal)
many-full-reason-needed = Sagen Sie, warum die Nummern vollständig nötig sind
many-full-read-only = Nur lesen: das Journal kann nicht geschrieben werden, die Nummern bleiben maskiert
many-path = Datei (~ ist Ihr persönlicher Ordner)
many-path-needed = Geben Sie den Namen einer Datei an
many-form-keys = tab weiter, Leertaste ändert, enter schreibt, esc geht zurück
many-exported = { $count ->
    [one] Eine Zeile steht in { $file }
   *[other] { $count } Zeilen stehen in { $file }
}
many-export-stopped = Gestoppt: keine Datei wurde geschrieben
many-no-file = { $file } ist keine Datei
many-file-exists = { $file } gibt es schon
many-file-exists-hint = Wählen Sie einen anderen Namen oder sagen Sie, dass sie ersetzt werden darf (--replace)
many-file-unwritable = { $file } kann nicht geschrieben werden
many-file-hint = Was da war, ist unverändert: schaffen Sie Platz oder wählen Sie einen anderen Ort
many-output-unwritable = Die Ausgabe kann nicht geschrieben werden
many-replace-title = Die Datei ersetzen?
many-replace-keys = enter oder j ersetzt sie, esc geht zurück
