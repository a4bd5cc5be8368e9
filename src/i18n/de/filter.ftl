## What is wrong with a filter line

tui-filter-empty = { $key }: verlangt einen Wert
tui-filter-key = Kein Schlüssel { $key }; bekannt: { $keys }
tui-filter-value = { $key }: kann nicht { $value } sein
tui-filter-ssin = ssin: keine vollständige Nummer
tui-filter-not = ! verlangt etwas, das wegbleibt
tui-filter-one = { $key }: nimmt nur einen Wert
tui-filter-twice = { $key }: steht zweimal da, mit verschiedenen Werten
tui-filter-clash = { $key }: nichts kann beides sein; eines der beiden muss weg
tui-filter-long = Die Zeile ist zu lang
tui-filter-many = Höchstens { $count } Begriffe
tui-filter-deep = Namen in Namen ohne Ende
tui-filter-no-name = Kein gespeicherter Filter @{ $name }
tui-filter-inside = @{ $name } ist nicht lesbar: { $flaw }

## What the keys of the language mean

tui-filter-about-state = wo sie steht; mehrere mit Kommas
tui-filter-about-kind = in, out, update, cancel
tui-filter-about-type = Art des Arbeitnehmers
tui-filter-about-employer = Nummer des Arbeitgebers
tui-filter-about-ssin = Nationalnummer, vollständig
tui-filter-about-since = geändert seit: 30m 2h 1d 2w, today, ein Datum
tui-filter-about-deadline = fällig in: 30m 2h 1d 2w, late, today, ein Datum
tui-filter-about-code = Anomaliecode der Antwort
tui-filter-about-reference = eigene Referenz
tui-filter-about-decision = was jemand entschied; none: noch nichts
tui-filter-about-account = Konto, das sie sendet
tui-filter-about-id = Nummer in der Schlange; mehrere mit Kommas
tui-filter-ago = die letzten { $span }
tui-filter-ahead = in { $span }
tui-filter-since-today = seit Mitternacht
tui-filter-until-today = vor Mitternacht
tui-filter-late = schon zu spät
tui-filter-undecided = noch hat niemand entschieden

## Saved filters

tui-action-save-filter = Filter speichern
tui-help-save-filter = Behält die Filterzeile unter einem Namen; @Name steht für sie
tui-filter-save-as = Speichern als
tui-filter-saves = Enter speichert { $line }; ohne Namen wird nichts gespeichert
tui-filter-replaces = @{ $name } gibt es und wird ersetzt; es ist { $line }
tui-filter-saved = Gespeichert als @{ $name }
tui-filter-forgotten = @{ $name } ist gelöscht; es war { $line }
tui-filter-stays = @{ $name } gehört zum Programm und bleibt
tui-filter-name = Ein Name hat Buchstaben, Ziffern, - und _, höchstens { $count }
tui-filter-save-nothing = Es gibt keinen Filter zum Speichern
tui-filter-save-many = Höchstens { $count } gespeicherte Filter; erst einen löschen
tui-filter-save-flaw = Nicht gespeichert: { $flaw }
tui-filter-save-ssin = Nicht gespeichert: Nationalnummern bleiben nicht in Einstellungen
tui-filter-name-attention = was jemanden braucht
tui-filter-name-late = zu spät und nicht erledigt
tui-filter-name-today = seit Mitternacht geändert

## The command palette

tui-palette-title = Aktionen
tui-action-palette = Aktionen
tui-help-palette = Findet jede Aktion mit einigen Buchstaben ihres Namens
tui-palette-account = Konto { $name }
tui-palette-saved = Filter @{ $name }
tui-palette-forget = Filter @{ $name } löschen
tui-palette-filter = Filter: { $line }
tui-palette-sort = Sortieren nach { $column }
tui-palette-theme = Farbschema { $name }
tui-palette-go = Zu { $id }
tui-palette-read-only = nur lesen
tui-palette-only-on = auf { $screens }
tui-palette-not-now = jetzt nicht
tui-palette-no-row = nichts gewählt
tui-palette-state = nicht wenn { $state }
tui-palette-detail = Meldung
tui-palette-words = filter … · go N · sort … · theme …

## Help

tui-help-title = Tasten, die hier wirken
tui-action-help = Hilfe
tui-help-help = Zeigt die Tasten, die hier wirken
tui-help-grammar = Die Sprache des Filters
tui-help-grammar-words = andere Wörter werden zusammen als Text gesucht
tui-help-grammar-not = lässt weg: !state:accepted, type:!flx,stu, !testmans
tui-help-grammar-quotes = lässt Leerzeichen und Zeichen, wie sie sind; \ tut es für eines
tui-help-grammar-name = steht für einen gespeicherten Filter und engt den Rest ein

## On the command line

cli-filter-names = Eigene gespeicherte Filter kennt nur die Konsole
