## tui: die Konsole

# Bildschirme
tui-loading = Wird geladen…
tui-none = Keine
tui-now = jetzt
tui-good = in Ordnung
tui-attention = Achtung
tui-bad = nicht in Ordnung
tui-verbatim = { $text }
tui-too-small = dimonitor braucht mindestens { $columns } Spalten und { $rows } Zeilen. Vergrößern Sie das Fenster.
tui-read-only = Nur Lesen: von hier aus kann nichts geändert werden
tui-read-only-badge = NUR LESEN
tui-no-terminal = Die Konsole braucht ein Terminal
tui-no-terminal-hint = Starten Sie sie in einem Terminal, oder verwenden Sie die anderen Befehle mit --json
tui-task-failed = Im Programm ist etwas fehlgeschlagen
tui-task-failed-hint = Die Warteschlange ist nicht betroffen; Einzelheiten stehen im Log
tui-theme-unknown = Es gibt kein Thema namens { $name }
tui-theme-known = Bekannte Themen: { $names }
tui-theme-broken = Die Themendatei kann nicht gelesen werden
tui-copied = { $bytes } Byte in die Zwischenablage kopiert (OSC 52)
tui-copy-too-long = Zu lang für die Zwischenablage eines Terminals
tui-copy-failed = Das Terminal hat den Text nicht angenommen
tui-interrupt-again = Nochmals { $key } zum Verlassen
tui-quit-title = Verlassen?
tui-quit-body = Das Formular enthält nicht gesendeten Text. Er geht verloren.
tui-clear-title = Formular leeren?
tui-clear-body = Alles im Formular Getippte geht verloren.

# Kopfzeile
tui-environment-sandbox = SANDBOX
tui-environment-simulation = SIMULATION
tui-environment-production = PRODUKTION
tui-environment-unknown = UNBEKANNT
tui-header-sender = Absender { $number }
tui-token-none = kein Token
tui-token-failed = Tokenfehler
tui-token-left = Token { $left }
tui-worker-here = Prozess hier
tui-worker-elsewhere = Prozess auf { $host } ({ $pid })
tui-worker-several = { $count } Prozesse
tui-worker-nobody = KEINE ABFRAGE

# Zustände
tui-state-draft = Entwurf
tui-state-queued = wartend
tui-state-held = angehalten
tui-state-sending = im Versand
tui-state-in-doubt = ungewiss
tui-state-submitted = ausstehend
tui-state-waiting = Sigedis
tui-state-accepted = angenommen
tui-state-accepted-warning = angen., lesen
tui-state-refused = abgelehnt
tui-state-rejected = abgewiesen
tui-state-not-taken = nicht empfangen
tui-state-cancelled = zurückgezogen
tui-severity-error = Nicht sendbar
tui-severity-refusal = Würde abgelehnt
tui-severity-warning = Anomalie
tui-severity-advice = Hinweis
tui-level-error = Fehler
tui-level-warn = Warnungen
tui-level-info = Information
tui-level-debug = Details
tui-kind-in = Dimona IN, Dienstantritt
tui-kind-out = Dimona OUT, Dienstaustritt
tui-kind-update = Dimona UPDATE, Änderung
tui-kind-cancel = Dimona CANCEL, Annullierung

# Übersicht
tui-panel-needs = Zu erledigen
tui-panel-queue = Warteschlange
tui-panel-accounts = Konten
tui-panel-certificates = Zertifikate
tui-panel-latest = Neueste
tui-dashboard-due-soon = ! { $count } Frist < 1 Std., nicht angenommen
tui-dashboard-since = älteste seit { $time }
tui-dashboard-today = heute erledigt
tui-dashboard-pace = pro Minute
tui-dashboard-answers = Antwort p50 { $median } p95 { $slow }
tui-account-token = Token { $left }
tui-account-no-token = kein Token
tui-account-waits = wartet bis { $time }
tui-certificate-expired = ABGELAUFEN seit { $days } T.
tui-certificate-days = { $days } { $days ->
    [one] Tag
   *[other] Tage
    }
tui-certificate-no-key = ohne Schlüssel
tui-certificate-other-key = anderer Schlüssel

# Warteschlange
tui-queue-empty = Die Warteschlange ist leer
tui-queue-none = Keine Zeile passt zum Filter
tui-queue-filter = Filter:
tui-column-id = Nr.
tui-column-state = Status
tui-column-kind = Art
tui-column-type = Typ
tui-column-employer = Arbeitgeber
tui-column-worker = Arbeitnehmer
tui-column-ssin = ENSS
tui-column-start = Beginn
tui-column-deadline = Frist
tui-deadline-late = SPÄT { $time }
tui-deadline-met = in Frist
tui-column-age = Alter
tui-column-next = dann
tui-column-reference = Referenz

# Detail
tui-detail-title = Meldung
tui-detail-nothing = Keine Meldung gewählt
tui-detail-gone = Diese Meldung ist nicht in der Warteschlange
tui-detail-dates = Daten
tui-detail-number = Meldungsnummer
tui-detail-period = Dimona-Periode
tui-detail-account = Konto
tui-detail-since = letzte Änderung
tui-detail-next = nächste Abfrage
tui-detail-anomalies = Anomalien
tui-detail-attempts = Versuche
tui-detail-no-attempts = Noch nichts gesendet
tui-detail-journal = Verlauf
tui-detail-sent = Nachricht
tui-detail-answer = Antwort
tui-detail-no-answer = keine Ant.
tui-detail-trace = Trace
tui-detail-server-trace = Trace LSS
tui-doubt-answer-lost = Die Verbindung brach ab, als die Meldung vielleicht schon unterwegs war. Niemand weiß, ob das LSS sie hat; daher wird sie nicht von selbst erneut gesendet.
tui-doubt-unclear = Das LSS antwortete etwas, das weder Ja noch Nein heißt. Die Meldung kann empfangen sein; daher wird sie nicht von selbst erneut gesendet.
tui-doubt-no-number = Das LSS hat die Meldung empfangen, aber keine brauchbare Nummer gegeben; das Ergebnis kann noch nicht abgefragt werden.
tui-doubt-worker-died = Das Programm endete während des Sendens. Niemand weiß, ob das LSS die Meldung hat; daher wird sie nicht von selbst erneut gesendet.
tui-doubt-searching =
    { $count ->
        [0] Sie wird beim LSS gesucht.
        [one] Eine Suche beim LSS ergab keinen eindeutigen Treffer; die Suche geht weiter.
       *[other] { $count } Suchen beim LSS ergaben keinen eindeutigen Treffer; die Suche geht weiter.
    }
tui-doubt-do = Was tun: sehen Sie im Onlinedienst des LSS nach oder rufen Sie das Kontaktzentrum an. Ist sie dort, klären Sie mit ihrer Nummer. Ist sie nicht dort, klären Sie mit dem Grund, ab { $from }.
tui-advice-refused = Das LSS hat sie abgelehnt: die Pflicht ist nicht erfüllt. Berichtigen Sie, was die Anomalien nennen, und melden Sie erneut.
tui-advice-warning = Angenommen, mit nicht blockierenden Anomalien. Lesen Sie sie: sie können Folgen haben.
tui-advice-rejected = An der Tür abgewiesen: das LSS hat sie nie empfangen. Der letzte Versuch nennt den Grund.
tui-advice-sigedis = Sigedis identifiziert den Arbeitnehmer. Das dauert bis zu einigen Werktagen und verlangt nichts von Ihnen.
tui-advice-held = Sie ist angehalten und wird nicht gesendet, bis sie freigegeben wird.
tui-no-ssin = Diese Meldung hat keine ENSS

# Befehle
tui-cannot-poll = Ein Ergebnis kann nur abgefragt werden, solange das LSS daran arbeitet; diese ist: { $state }
tui-cannot-withdraw = Nur was noch nicht gesendet ist, kann zurückgezogen werden; diese ist: { $state }
tui-cannot-hold = Nur was wartet oder angehalten ist, kann angehalten oder freigegeben werden; diese ist: { $state }
tui-cannot-resolve = Nur eine ungewisse Meldung kann geklärt werden; diese ist: { $state }
tui-done-poll = { $id }: das Ergebnis wird jetzt abgefragt
tui-done-withdraw = { $id }: zurückgezogen
tui-done-hold = { $id }: angehalten
tui-done-release = { $id }: freigegeben
tui-done-resolve = { $id }: geklärt
tui-withdraw-title = Diese Meldung zurückziehen?
tui-poll-title = Ergebnis jetzt abfragen?
tui-hold-title = Diese Meldung anhalten?
tui-release-title = Diese Meldung freigeben?
tui-confirm-environment = Umgebung: { $environment }
tui-confirm-submission = Nr. { $id }  { $kind }  { $worker }
tui-confirm-employer = Arbeitgeber: { $employer }
tui-confirm-worker = Arbeitnehmer: { $worker }
tui-confirm-refusal = Nach den Prüfungen wird das LSS sie ablehnen.
tui-confirm-keys = j oder { $accept }: ja    n oder { $back }: nein
tui-resolve-title = Meldung { $id } klären
tui-resolve-body = Füllen Sie eines von beiden aus. Die Nummer wird mit dem Gesendeten verglichen, bevor sie gilt.
tui-resolve-number = Sie ist beim LSS unter dieser Meldungsnummer
tui-resolve-reason = Sie ist nicht beim LSS; ich weiß es, weil
tui-resolve-empty = Füllen Sie die Nummer oder den Grund aus
tui-resolve-both = Füllen Sie nur eines von beiden aus
tui-resolve-number-wrong = Eine Meldungsnummer hat eine bis neunzehn Ziffern

# Melden
tui-declare-send = Senden
tui-declare-pending = Kommt in die Warteschlange…
tui-declare-not-ready = Noch nicht sendbar: siehe die Felder
tui-declare-queued = In der Warteschlange als Nummer { $id }
tui-declare-findings =
    { $count ->
        [0] Bisher nichts gefunden. Felder mit * sind Pflicht.
        [one] Eine Bemerkung; Felder mit * sind Pflicht.
       *[other] { $count } Bemerkungen; Felder mit * sind Pflicht.
    }
tui-send-title = Diese Meldung senden?
tui-duplicate-title = Dieselbe Meldung ist unterwegs
tui-duplicate-about = Nummer { $id } meldet dasselbe und ist: { $state }
tui-duplicate-body = Eine zweite ist eine zweite Rechtshandlung. Tippen Sie den Grund, um sie dennoch zu senden, oder gehen Sie zurück.
tui-field-reference = Ihre Referenz
tui-field-enterprise-number = Unternehmensnummer
tui-field-nsso-number = oder LSS-Nummer
tui-field-ssin = ENSS
tui-field-family-name = Name
tui-field-given-name = Vorname
tui-field-initial = Initiale
tui-field-birth-date = Geburtsdatum
tui-field-place-of-birth = Geburtsort
tui-field-country-of-birth = Geburtsland
tui-field-nationality = Nationalität
tui-field-gender = Geschlecht
tui-field-street = Straße
tui-field-house-number = Hausnummer
tui-field-box-number = Briefkasten
tui-field-post-code = Postleitzahl
tui-field-municipality-code = Gemeindecode
tui-field-municipality-name = Gemeinde
tui-field-country = Land
tui-field-period-id = Nr. Dimona-Periode
tui-field-start-date = Beginndatum
tui-field-start-hour = Beginnuhrzeit
tui-field-end-date = Enddatum
tui-field-end-hour = Enduhrzeit
tui-field-planned-hours = Geplante Stunden
tui-field-worker-type = Arbeitnehmertyp
tui-field-joint-committee = Parit. Kommission
tui-field-sub-entity = Untereinheit
tui-field-user-enterprise-number = Entleiher (Nummer)
tui-field-user-name = oder sein Name
tui-field-user-street = - Straße
tui-field-user-house-number = - Hausnummer
tui-field-user-box-number = - Briefkasten
tui-field-user-post-code = - Postleitzahl
tui-field-user-municipality-code = - Gemeindecode
tui-field-user-municipality-name = - Gemeinde
tui-field-user-country = - Land
tui-field-user-joint-committee = - parit. Kommission
tui-field-card-first-month = C3.2A, erster Monat
tui-field-card-next-month = C3.2A, Folgemonat
tui-field-work-nature = Art der Arbeit
tui-field-small-status = Kleines Statut
tui-field-workplace-name = Beschäftigungsort
tui-field-workplace-street = - Straße
tui-field-workplace-house-number = - Hausnummer
tui-field-workplace-box-number = - Briefkasten
tui-field-workplace-post-code = - Postleitzahl
tui-field-workplace-municipality-code = - Gemeindecode
tui-field-workplace-municipality-name = - Gemeinde
tui-field-workplace-country = - Land

# Log
tui-log-level = bis
tui-log-empty = Keine Zeile zu zeigen
tui-log-following = folgt
tui-log-paused =
    { $count ->
        [0] steht still
       *[other] steht still, { $count } neu
    }

# Über dem Bildschirm

# Aktionen: der Name, und was sie tut
tui-action-open = Öffnen
tui-help-open = Öffnet das Gewählte: eine Zahl ihre Zeilen, eine Zeile ihre Details
tui-action-accept = Bestätigen
tui-help-accept = Geht zum nächsten Feld, sagt ja, oder führt das Gewählte aus
tui-action-poll = Abfragen
tui-help-poll = Fragt das Ergebnis jetzt beim LSS ab statt zur geplanten Zeit
tui-action-withdraw = Zurückziehen
tui-help-withdraw = Nimmt eine Meldung vor dem Senden aus der Warteschlange
tui-action-hold = Anhalten/frei
tui-help-hold = Hält eine wartende Meldung an, oder gibt eine angehaltene frei
tui-action-resolve = Klären
tui-help-resolve = Sagt, was aus einer ungewissen Meldung wurde
tui-action-reveal = ENSS zeigen
tui-help-reveal = Zeigt die ENSS zehn Sekunden lang; dies kommt in das Audit-Log
tui-action-copy = Als JSON kopieren
tui-help-copy = Kopiert die Meldung in die Zwischenablage Ihres eigenen Rechners, Nummern maskiert wie am Bildschirm
tui-action-filter = Filtern
tui-help-filter = Zeigt nur die passenden Zeilen
tui-action-sort-right = Nach nächster Spalte
tui-help-sort-right = Sortiert nach der Spalte rechts
tui-action-sort-left = Nach voriger Spalte
tui-help-sort-left = Sortiert nach der Spalte links
tui-action-sort-reverse = Umkehren
tui-help-sort-reverse = Kehrt die Reihenfolge um
tui-action-send = Senden
tui-help-send = Fragt nach Bestätigung und stellt die Meldung in die Warteschlange
tui-action-clear-form = Leeren
tui-help-clear-form = Leert alle Felder des Formulars
tui-action-level = Stufe
tui-help-level = Ändert, welche Stufen des Logs gezeigt werden
tui-action-follow = Folgen
tui-help-follow = Folgt dem Neuesten, oder steht still
tui-action-new-account = Neues Konto
tui-help-new-account = Legt ein Konto eines Übermittlungswegs an
tui-action-test-connection = Verbindung testen
tui-help-test-connection = Prüft jedes Glied eines REST-Kontos: Schlüssel, Zertifikat, Token, Berechtigungen, eine Einsicht
tui-action-edit-contact = Kontakt
tui-help-edit-contact = Füllt die Kontaktdaten aus oder ändert sie
tui-action-edit-sender = Absender
tui-help-edit-sender = Füllt den Absender aus oder ändert ihn
tui-action-rename = Umbenennen
tui-help-rename = Gibt dem Konto einen anderen Namen
tui-action-permissions = Berechtigungen
tui-help-permissions = Ändert, was das Konto darf
tui-action-add-certificate = Zertifikat dazu
tui-help-add-certificate = Fügt einem REST-Konto ein Zertifikat hinzu
tui-action-replace-certificate = Zertifikat ersetzen
tui-help-replace-certificate = Ersetzt das eine Zertifikat eines FTP-, SFTP- oder SOAP-Kontos
tui-action-remove-certificate = Zertifikat löschen
tui-help-remove-certificate = Löscht das gewählte Zertifikat eines REST-Kontos; nie das letzte
tui-action-download-certificate = Zertifikat herunterladen
tui-help-download-certificate = Schreibt das gewählte Zertifikat in eine Datei
tui-action-replace-ssh-key = SSH-Schlüssel ersetzen
tui-help-replace-ssh-key = Ersetzt den öffentlichen SSH-Schlüssel eines SFTP-Kontos
tui-action-download-ssh-key = SSH-Schl. herunterladen
tui-help-download-ssh-key = Schreibt den öffentlichen SSH-Schlüssel in eine Datei
tui-action-set-key = Schlüssel
tui-help-set-key = Sagt, wo der private Schlüssel eines REST-Kontos liegt
tui-action-copy-client-id = Client-ID kopieren
tui-help-copy-client-id = Kopiert die Client-ID in die Zwischenablage Ihres eigenen Rechners
tui-action-remove-account = Konto löschen
tui-help-remove-account = Löscht das Konto endgültig; verlangt, seinen Namen zu tippen
tui-action-tick = Abhaken
tui-help-tick = Sagt, dass der gewählte Schritt in Chaman erledigt ist
tui-action-show-done = Erledigte
tui-help-show-done = Zeigt oder verbirgt die erledigten Schritte
tui-action-next = Nächste
tui-help-next = Geht zum nächsten Feld oder zur nächsten Zahl
tui-action-previous = Vorige
tui-help-previous = Geht zum vorigen Feld oder zur vorigen Zahl
tui-action-left = Links
tui-help-left = Geht nach links, oder nimmt die vorige Wahl
tui-action-right = Rechts
tui-help-right = Geht nach rechts, oder nimmt die nächste Wahl
tui-action-down = Runter
tui-help-down = Geht eine Zeile nach unten
tui-action-up = Hoch
tui-help-up = Geht eine Zeile nach oben
tui-action-page-down = Seite runter
tui-help-page-down = Geht eine Seite nach unten
tui-action-page-up = Seite hoch
tui-help-page-up = Geht eine Seite nach oben
tui-action-first = Zum Anfang
tui-help-first = Geht zum Anfang
tui-action-last = Zum Ende
tui-help-last = Geht zum Ende
tui-action-dashboard = Übersicht
tui-help-dashboard = Zeigt, was zu erledigen ist und wie die Warteschlange steht
tui-action-queue = Warteschlange
tui-help-queue = Zeigt alle Meldungen in der Warteschlange
tui-action-declare = Melden
tui-help-declare = Öffnet das Formular einer neuen Meldung
tui-action-log = Log
tui-help-log = Zeigt, was geschehen ist
tui-action-back = Zurück
tui-help-back = Schließt das Offene, Schritt für Schritt, zurück zur Übersicht
tui-action-redraw = Neu zeichnen
tui-help-redraw = Zeichnet den ganzen Bildschirm neu
tui-action-suspend = Aussetzen
tui-help-suspend = Geht zurück zur Shell; der Befehl fg kehrt hierher zurück
tui-action-quit = Beenden
tui-help-quit = Beendet; fragt nur, wenn das Formular nicht gesendeten Text enthält
tui-action-interrupt = Verlassen
tui-help-interrupt = Zweimal nacheinander: verlässt sofort
tui-action-accounts = Konten
tui-help-accounts = Zeigt Absender, Kontakt, Übermittlungswege und Konten, und die Portal-Liste
tui-action-certificates = Zertifikate
tui-help-certificates = Zeigt jedes Zertifikat mit seinem Ende, den Regeln von Chaman und seinem Schlüssel
