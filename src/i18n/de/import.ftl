# Dateien mit Meldungen Zeile für Zeile lesen.
import-read-failed = Die Datei kann nicht weiter gelesen werden: { $error }
import-row-too-long = Diese Meldung ist länger als { $kibibytes } KiB: Prüfen Sie, ob ein Anführungszeichen oder ein Zeilenende fehlt
import-no-file = { $file } ist keine Datei
import-no-file-hint = Geben Sie den Namen einer Datei an: Ein Ordner, eine Pipe oder ein Gerät kann nicht zweimal gelesen werden
import-file-changed = { $file } wurde während des Lesens geändert
import-file-changed-hint = Wiederholen Sie es, wenn niemand mehr in die Datei schreibt; was schon in der Warteschlange steht, wird erkannt

# Das Urteil über eine Zeile.
import-verdict-invalid = nicht lesbar
import-verdict-duplicate = schon gemeldet
import-verdict-anomaly = das LSS würde sie ablehnen
import-verdict-open-period = eine andere Periode des Arbeitnehmers steht im Weg
import-verdict-late = gültig, und verspätet
import-verdict-warning = angenommen mit einer Anomalie, soweit bekannt
import-verdict-valid = gültig
import-verdict-known = früher in die Warteschlange gestellt

# Was über eine Zeile gesagt wird.
import-finding = { $field }: { $text }
import-twin = Datensatz { $row } meldet dasselbe
import-known = Einreichung { $id }, von einem früheren Mal
import-duplicate = Einreichung { $id } meldet dasselbe: { $state }
import-late = Die Frist endete { $at }

# Was über eine Datei gesagt wird.
import-counted = { $file }: { $rows ->
    [one] eine Meldung
   *[other] { $rows } Meldungen
}
import-row = Datensatz { $row } (Zeile { $line })
import-more = und { $count } weitere
import-late-hint = Was verspätet ist, muss trotzdem gemeldet werden und kommt in die Warteschlange
import-queued = { $count ->
    [one] Eine Meldung ist in der Warteschlange
   *[other] { $count } Meldungen sind in der Warteschlange
}
import-stopped = Vor dem Ende angehalten: Was in der Warteschlange steht, bleibt dort; wiederholen Sie es für den Rest
import-result = Jeder Datensatz, mit dem, was aus ihm wurde: { $file }
import-result-is-input = { $file } ist die Datei, die gelesen wird: Geben Sie den Ergebnissen einen anderen Namen
import-result-unwritable = Die Ergebnisse können nicht geschrieben werden: { $file }
import-result-hint = Was in der Warteschlange steht, bleibt dort: Schaffen Sie Platz oder wählen Sie mit --result einen anderen Ort, und wiederholen Sie es
import-progress-checking = Prüfen: { $percent } %, { $rows } Zeilen, { $speed } pro Sekunde, noch { $left } s
import-progress-queueing = In die Warteschlange stellen: { $percent } %, { $rows } Zeilen, { $speed } pro Sekunde, noch { $left } s

# Der Import auf dem Bildschirm.
tui-action-import = Datei importieren
tui-help-import = Prüft eine Datei mit vielen Meldungen Satz für Satz und stellt die guten in die Warteschlange
import-title = Importieren
import-path = Welche Datei? CSV oder JSON-Zeilen; dimonitor import --template gibt eine für den Anfang aus.
import-checking = Prüfen: { $percent } %, { $rows } Datensätze
import-queueing = In die Warteschlange: { $percent } %, { $rows } Datensätze
import-keys-path = { $accept } prüft sie, { $back } schließt
import-keys-checking = { $back } hält an
import-keys-queueing = s hält nach diesem Teil an, { $back } macht ungesehen weiter
import-keys-checked = { $accept } stellt { $count } Datensätze in die Warteschlange (fragt vorher), { $back } nimmt eine andere Datei
import-keys-done = { $accept } oder { $back } schließt
import-anyway-on = a: was das LSS voraussichtlich ablehnt, kommt auch in die Warteschlange
import-anyway-off = a: was das LSS voraussichtlich ablehnt, bleibt zurück
import-ask-title = Eine Datei in die Warteschlange stellen
import-ask = { $count ->
    [one] Ein Datensatz kommt in die Warteschlange und wird gesendet
   *[other] { $count } Datensätze kommen in die Warteschlange und werden gesendet
}
import-ask-bad = { $count ->
    [one] Ein Datensatz bleibt zurück
   *[other] { $count } Datensätze bleiben zurück
}
import-ask-refused = Das LSS lehnt voraussichtlich { $count } davon ab
import-nothing-good = Kein Datensatz kann in die Warteschlange
import-not-checked = Die Datei muss erst geprüft werden
