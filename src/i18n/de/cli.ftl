### Die Befehlszeile: Dateien lesen, das Register, Zertifikate.

input-at-line = Zeile { $line }: { $text }
input-at-field = Zeile { $line }, { $field }: { $text }
input-too-large = Die Datei ist größer als { $mebibytes } MiB: teilen Sie sie auf
input-too-many-rows = Die Datei enthält mehr als { $limit } Meldungen: teilen Sie sie auf
input-empty = In der Datei steht keine Meldung
input-not-utf8 = Es gibt Text in einer anderen Kodierung als UTF-8: speichern Sie die Datei als UTF-8
input-nul = Es gibt ein Nullbyte: speichern Sie die Datei als CSV in UTF-8
input-json-array = Hier wird ein Komma oder die schließende Klammer der Liste erwartet
input-json-not-closed = Ein Text, Objekt oder eine Liste, die hier beginnt, ist nicht geschlossen
input-json-syntax = Dies ist kein JSON
input-not-an-object = Eine Meldung ist ein Objekt mit Mitgliedern
input-unknown-member = Es gibt kein Feld mit diesem Namen: berichtigen Sie ihn oder lassen Sie es weg
input-duplicate-member = Dieses Feld steht zweimal da: lassen Sie eines weg
input-wrong-type = Hier wird ein Text oder eine Zahl erwartet, oder ein Teil der Nachricht, wo sie Teile hat
input-two-blocks = Eine Meldung hat nur einen der Blöcke dimonaIn, dimonaOut, dimonaUpdate und dimonaCancel
input-no-block = Einer der Blöcke dimonaIn, dimonaOut, dimonaUpdate und dimonaCancel fehlt
input-no-kind = Die Art fehlt: geben Sie in, out, update oder cancel an
input-unknown-kind = Diese Art gibt es nicht: geben Sie in, out, update oder cancel an
input-csv-no-kind = Die Spalte kind fehlt in der ersten Zeile
input-csv-cells = { $found ->
    [one] Es gibt eine Zelle
   *[other] Es gibt { $found } Zellen
  }, in der ersten Zeile { $expected }: sehen Sie nach, ob ein Trennzeichen fehlt oder zu viel ist
input-csv-open-quote = Das hier geöffnete Anführungszeichen wird nie geschlossen
input-csv-unreadable = Diese Zeile kann nicht gelesen werden

cli-serve-start = Senden und Abfragen für die Umgebung { $environment }; ctrl-c beendet es
cli-serve-beside = Arbeitet neben { $count ->
    [one] einem anderen Prozess
   *[other] { $count } anderen Prozessen
}
cli-serve-standby = Prozess { $pid } auf { $host } ist am Werk; bereit zu übernehmen
cli-serve-end = Alles Laufende ist abgeschlossen und festgehalten
cli-account-trouble = Konto { $account }:
cli-account-released = Konto { $account } darf wieder senden
cli-unknown-state = Es gibt keinen Zustand { $value }
cli-known-states = Zustände: { $states }
cli-unknown-kind = Es gibt keine Art { $value }: verwenden Sie in, out, update oder cancel
cli-not-a-number = { $value } ist keine Meldungsnummer: eine bis neunzehn Ziffern
cli-show-attempts = Versuche
cli-show-events = Ereignisse
cli-show-anomalies = Anomalien
cli-show-payload = Nachricht
cli-show-answer = Antwort
cli-empty-input = In der Eingabe steht keine Meldung
cli-nothing-queued = Nichts kam in die Warteschlange: berichtigen Sie die Datensätze oben, oder geben Sie --partial an, um die anderen einzureichen
cli-row-valid = Datensatz { $row } (Zeile { $line }): gültig
cli-row-invalid = Datensatz { $row } (Zeile { $line }): nicht gültig
cli-row-duplicate = Datensatz { $row }: Einreichung { $id } meldet bereits dasselbe und ist { $state }; --allow-duplicate GRUND meldet es erneut
cli-row-superseded = Datensatz { $row }: Einreichung { $id } ersetzt bereits dieselbe
cli-waiting = Warten auf { $count ->
    [one] das Ergebnis einer Meldung
   *[other] die Ergebnisse von { $count } Meldungen
}
cli-worker-died = Die Verarbeitung dieses Prozesses ist abgebrochen; nichts ist verloren, starten Sie erneut

# Das Register
cli-believed = Wie wir es in Chaman vermuten:
cli-nothing-there = noch nichts
cli-no-sender = Es gibt noch keinen Absender: dimonitor sender set legt einen an
cli-no-contact = Es gibt noch keinen Kontakt: dimonitor contact set legt einen an, und vorher ist kein Konto möglich
cli-steps-asked = { $count ->
    [one] Schritt { $steps } ist nun im Portal von Chaman zu tun
   *[other] Schritte { $steps } sind nun im Portal von Chaman zu tun
  }: siehe dimonitor checklist list
cli-step-asked = Verlangt von { $by }, { $at }
cli-step-done = Erledigt von { $by }, { $at }
cli-checklist-empty = Im Portal von Chaman ist nichts mehr zu tun
cli-checklist-sandbox = In der Sandbox geschieht jede Änderung sofort: in einem Portal ist nichts zu tun
cli-chaman-differs = in Chaman anders als hier, soweit wir wissen: siehe die Liste
cli-chaman-missing = noch nicht in Chaman, soweit wir wissen: siehe die Liste
cli-chaman-only-there = hier nicht mehr, und noch in Chaman, soweit wir wissen: siehe die Liste
cli-token-until = Token bis { $at }
cli-certificate-there = dieses Zertifikat ist in Chaman, soweit wir wissen
cli-certificate-not-there = dieses Zertifikat ist noch nicht in Chaman, soweit wir wissen
cli-certificate-which = Konto { $account } hat mehrere Zertifikate, die damit gemeint sein können
cli-certificate-which-hint = Nennen Sie den Namen eines davon, oder mehr Zeichen seines SHA-256-Fingerabdrucks
cli-key-not-kept = hier ist kein privater Schlüssel bekannt
cli-key-differs = der private Schlüssel des Kontos gehört zu einem anderen Zertifikat
cli-key-matches = der private Schlüssel des Kontos gehört dazu
cli-test-not-tried = nicht versucht
cli-register-written = Das Register ist in { $file } geschrieben
cli-register-hint = Nennen Sie eine Datei, die dimonitor register export geschrieben hat
cli-register-not-a-file = { $file } ist keine gewöhnliche Datei
cli-register-not-text = { $file } ist kein Text in UTF-8
cli-register-too-large = { $file } ist größer als { $limit } MiB
cli-register-unreadable = Das Register kann nicht gelesen werden: { $file }

# Zertifikate
cli-label-certificate = Zertifikat
cli-label-chaman = Chaman
cli-label-company = Unternehmen
cli-label-file = Datei
cli-label-issuer = Aussteller
cli-label-key = Schlüssel, Signatur
cli-label-key-usage = Schlüsselverwendung
cli-label-last-working-day = Letzter Werktag davor
cli-label-owner = Inhaber
cli-label-private-key = Privater Schlüssel
cli-label-rotation = Erneuerung läuft
cli-label-serial = Seriennummer
cli-label-serial-hex = Dieselbe hexadezimal
cli-label-sha1 = SHA-1-Fingerabdruck
cli-label-sha256 = SHA-256-Fingerabdruck
cli-label-ssh-key = Öffentlicher SSH-Schlüssel
cli-label-state = Zustand
cli-label-steps = Im Portal von Chaman zu tun
cli-label-valid-from = Gültig ab
cli-label-valid-until = Ablaufdatum
cli-self-signed = { $issuer } (selbst signiert)
cli-days-left = noch { $days ->
    [one] ein Tag
   *[other] { $days } Tage
}
cli-days-expired = { $days ->
    [0] vor weniger als einem Tag abgelaufen
    [one] vor einem Tag abgelaufen
   *[other] vor { $days } Tagen abgelaufen
}
cli-certificate-made = Schlüssel und Zertifikat sind angelegt
cli-request-made = Schlüssel und Antrag sind angelegt: senden Sie den Antrag an eine Zertifizierungsstelle, nie den Schlüssel
cli-no-rotation = Kein Zertifikat von Konto { $account } wird gerade ersetzt
cli-no-rotation-hint = Legen Sie ein neues mit dimonitor cert new an, und beginnen Sie dann mit dimonitor cert rotate ACCOUNT start
cli-rotation-to-added = Als Nächstes: das neue Zertifikat in Chaman neben dem alten hinzufügen
cli-rotation-to-switched = Als Nächstes: mit dem neuen Schlüssel signieren
cli-rotation-to-proven = Als Nächstes: ein Token mit dem neuen Schlüssel anfordern
cli-rotation-to-finished = Als Nächstes: das alte Zertifikat aus Chaman löschen; danach gibt es kein Zurück
cli-check-good = { $count ->
    [one] { $count } Zertifikat
   *[other] { $count } Zertifikate
  }, noch { $days } Tage
cli-check-days = noch { $days } Tage
cli-check-expired = abgelaufen
cli-check-not-yet = noch nicht gültig
cli-check-none = es gibt kein Zertifikat zu prüfen
cli-check-thresholds = --critical ist größer als --warning
cli-wrong-usage = { $message }

## Anomalien erklärt

cli-explain-not-a-code = { $value } ist kein Anomaliecode: fünf Ziffern und drei, wie 00910-001
cli-explain-where = Wo: { $place }
cli-explain-error = Fehler: { $error }
cli-explain-column = Feld: { $column }
cli-explain-meaning = Bedeutung: { $meaning }
cli-explain-fix = Was zu tun ist: { $fix }
cli-explain-action = Kurz: { $action }
cli-explain-from = Nur für Tage ab { $day }
cli-explain-until = Nur für Tage bis { $day }
anomaly-blocking = blockierend: die Meldung ist abgelehnt
anomaly-warning = nicht blockierend: die Meldung ist angenommen
anomaly-unknown = nicht in unseren Tabellen
anomaly-label = LSS: { $label }
anomaly-action-edit = berichtigen und neu melden
anomaly-action-period = die richtige Periode suchen
anomaly-action-use-out = stattdessen eine OUT machen
anomaly-action-use-update = stattdessen eine Änderung machen
anomaly-action-new-in = eine neue IN machen
anomaly-action-cancel-then-in = annullieren und, sobald das angenommen ist, eine neue IN machen
anomaly-action-split = in mehrere Meldungen aufteilen
anomaly-action-identity = mit dem Ausweis vergleichen
anomaly-action-employer = der Arbeitgeber muss handeln
anomaly-action-mandate = das Mandat muss gegeben oder erneuert werden
anomaly-action-channel = einen anderen Übermittlungsweg nehmen
anomaly-action-nsso = an das LSS wenden
anomaly-action-duplicate = suchen, was schon besteht, bevor etwas gesendet wird
anomaly-action-done = nichts mehr zu tun: es ist schon so
anomaly-action-wait = später erneut einreichen
anomaly-action-consequence = angenommen, aber mit Folgen: entscheiden
anomaly-action-note = nichts zu tun: nur zur Information
anomaly-action-software = ein Fehler der Software: den Fall exportieren
