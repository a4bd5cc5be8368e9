### Tasten, Themen und Sitzung der Konsole.

keys-unknown = Es gibt keine Aktion { $action }
keys-unknown-near = Vielleicht ist { $names } gemeint; dimonitor keys nennt alle Aktionen
keys-unknown-hint = dimonitor keys nennt alle Aktionen
keys-unreadable = { $key } ist keine Taste
keys-unreadable-hint = Tasten schreibt man p, R, space, ctrl-p, alt-x, f3, shift-tab, enter, esc, pgdn
keys-same = Ein Terminal kann { $key } nicht von einer anderen Taste unterscheiden
keys-same-hint = Die andere Taste ist { $same }: Nehmen Sie eine, die Terminals unterscheiden
keys-conflict = { $key } wäre im Kontext { $context } sowohl { $action } als auch { $other }
keys-conflict-hint = Geben Sie einer der beiden andere Tasten, oder mit [] keine
keys-answer = { $key } beantwortet Fragen mit Ja oder Nein
keys-needed = { $action } braucht im Kontext { $context } eine Taste, sonst gibt es keinen Ausweg
keys-needed-hint = Wo Text getippt wird, sind Zeichen Text: Geben Sie eine Taste wie esc, enter oder eine mit ctrl
keys-list-mark = * wie die Konfiguration sagt; (*) überall

keys-theme-title = Thema
keys-theme-configured = wie konfiguriert
keys-theme-keys = { $accept } behält es, { $back } kehrt zum vorigen zurück
keys-theme-name = Die Datei { $path } ist kein Thema: Ihr Name hat nur Buchstaben, Ziffern, - und _, höchstens 32
keys-theme-no-file = { $path } ist keine Datei
tui-action-themes = Themen
tui-help-themes = Die Farben des Bildschirms wählen; die Wahl ist sofort zu sehen
