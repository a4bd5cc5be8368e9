### Der Bildschirm Konten: Absender, Kontakt, Übermittlungswege, Portal-Liste.

# Felder
accounts-panel-sender = Absender und Kontakt
accounts-panel-detail = Details
accounts-panel-checklist =
    Portal-Liste: { $count ->
        [0] nichts zu tun
        [one] 1 Schritt zu tun
       *[other] { $count } Schritte zu tun
    }
accounts-sender-none = Noch kein Absender: drücken Sie { $key }
accounts-sender-none-yet = Noch kein Absender
accounts-contact-none = Zuerst die Kontaktdaten, ohne sie geht nichts: drücken Sie { $key }
accounts-contact-none-yet = Noch keine Kontaktdaten; ohne sie geht nichts
accounts-none = Noch keine Konten: drücken Sie { $key }
accounts-none-yet = Noch keine Konten
accounts-your-number = Ihre Absendernummer: { $number }
accounts-column-name = Name
accounts-column-type = Typ
accounts-column-client-id = Client-ID
accounts-column-believed = in Chaman?
accounts-same = gleich
accounts-differs = anders
accounts-not-believed = in Chaman vermutlich anders
accounts-gone = { $account } ({ $channel }): hier gelöscht, vermutlich noch in Chaman

# Details
accounts-legend = { $same } in Chaman vermutlich gleich  { $differs } vermutlich anders; nur Chaman weiß es
accounts-not-there = Vermutlich noch nicht in Chaman
accounts-believed = dort vermutlich
accounts-only-here = vermutlich nur hier
accounts-only-there = vermutlich nur in Chaman
accounts-client-id-none = noch nicht bekannt
accounts-ssh-key = Öffentlicher SSH-Schlüssel
accounts-fingerprint = Fingerabdruck
accounts-certificates = Zertifikate
accounts-not-yet-valid = nicht gültig vor { $from }
accounts-ours = Nur hier aufbewahrt
accounts-password-file = Passwort in
accounts-key-file = Schlüssel in
accounts-passphrase-file = Passphrase in
accounts-file-none = nicht aufbewahrt
accounts-rotation = Erneuerung läuft: { $stage }

# Portal-Liste
accounts-no-steps = Im Portal ist nichts zu tun
accounts-step-by = erledigt von { $who }, { $when }
accounts-step-is-done = Dieser Schritt ist schon erledigt

# Was jetzt nicht geht
accounts-not-read = Das Register ist noch nicht gelesen
accounts-none-selected = Es gibt kein Konto, um dies zu tun
accounts-no-client-id = Dieses Konto hat keine Client-ID zum Kopieren
accounts-choose-certificate = Wählen Sie zuerst das Zertifikat: { $key } führt dorthin
accounts-choose-step = Wählen Sie zuerst den Schritt: { $key } führt dorthin

# Formulare
accounts-becomes-step = Chaman hat keinen Eingang für Programme: dies wird ein Schritt der Portal-Liste
accounts-pending = Läuft …
accounts-button = Ausführen
accounts-leaving = Was hier ausgefüllt ist, geht verloren: gehen Sie nochmals zurück, um es zu verlassen
accounts-choose = { $key } wählt oder nimmt zurück
accounts-account-line = Konto { $account } ({ $channel })
accounts-certificate-line = Zertifikat { $name } ({ $file })
accounts-form-sender = Absender
accounts-form-contact = Kontaktdaten
accounts-form-account = Neues Konto
accounts-form-rename = Anderer Name
accounts-form-permissions = Berechtigungen
accounts-form-add-certificate = Ein Zertifikat hinzufügen
accounts-form-replace-certificate = Das Zertifikat ersetzen
accounts-form-ssh-key = Den öffentlichen SSH-Schlüssel ersetzen
accounts-form-key = Privater Schlüssel
accounts-form-remove = Das Konto löschen
accounts-form-tick = Schritt { $step }: in Chaman erledigt?
accounts-form-download-certificate = Das Zertifikat herunterladen
accounts-form-download-ssh-key = Den öffentlichen SSH-Schlüssel herunterladen
accounts-existing-no = nein, es ist neu
accounts-existing-yes = ja, dort ist nichts zu tun
accounts-key-about = Nur der Ort der Dateien wird aufbewahrt. Ohne Datei wird für dieses Konto keine Meldung signiert.
accounts-remove-about = Dies lässt sich nicht zurücknehmen: das Konto, seine Zertifikate und seine Client-ID sind endgültig weg. Tippen Sie seinen Namen zur Bestätigung.
accounts-tick-about = Sagen Sie dies nur, wenn es in Chaman so ist: Ihr Name und die Zeit werden dazugeschrieben.
accounts-confirmation = Zum Löschen tippen Sie genau seinen Namen: { $account }
accounts-target-none = Tippen Sie die Datei, in die geschrieben wird
accounts-remove-certificate-title = Dieses Zertifikat löschen?
accounts-steps-added =
    { $count ->
        [one] Ein Schritt mehr auf der Portal-Liste
       *[other] { $count } Schritte mehr auf der Portal-Liste
    }

# Verbindungstest
accounts-test-title = Verbindung von { $account }
accounts-test-running = Test läuft …
accounts-test-passed = Jedes Glied hält
accounts-test-failed = Es scheitert an: { $step }
