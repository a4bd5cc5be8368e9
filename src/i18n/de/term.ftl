# Das Terminal: was es nicht kann, die Maus, was außerhalb des Bildschirms gemeldet wird.

term-dumb = Das Terminal „{ $term }“ kann seinen Cursor nicht setzen; die Konsole braucht eines, das es kann.
term-dumb-hint = Starten Sie dimonitor mit --plain, das Zeile für Zeile schreibt, oder setzen Sie TERM auf das wirkliche Terminal.

tui-action-mouse = Maus
tui-help-mouse = Gibt die Maus dem Terminal, um damit zu markieren und zu kopieren, oder nimmt sie zurück
term-mouse-ours = Die Maus gehört der Konsole: Das Rad bewegt, ein Klick wählt und öffnet.
term-mouse-yours = Die Maus gehört dem Terminal: Markieren und kopieren Sie damit.
term-event-refused = { $count } abgelehnt
term-event-in-doubt = { $count } im Zweifel
term-event-anomalies = { $count } mit Anomalien angenommen
term-event-worker-gone = niemand sendet oder fragt ab
term-event-certificate = { $count ->
    [one] { $count } Zertifikat endet bald
   *[other] { $count } Zertifikate enden bald
}
