### Das Register: Felder, Regeln und Schaltflächen von Chaman und die Schritte der Portal-Liste.

# Felder von Formularen
chaman-field-sender-number = Absendernummer
chaman-field-sender-name = Name des Absenders
chaman-field-sender-role = Nutzt Chaman als
chaman-field-contact-name = Name
chaman-field-phone-code = Vorwahl
chaman-field-phone-number = Telefonnummer
chaman-field-email = E-Mail-Adresse
chaman-field-contact-language = Sprache
chaman-field-channel = Typ
chaman-field-account-name = Name des Kontos
chaman-field-permissions = Berechtigungen
chaman-field-certificate-file = Zertifikatsdatei
chaman-field-certificate-name = Zertifikatsname
chaman-field-user-name = Benutzername
chaman-field-password-file = Datei mit dem Passwort
chaman-field-ssh-key-file = Datei mit dem SSH-Schlüssel
chaman-field-existing = Bereits in Chaman
chaman-field-client-id = Client-ID
chaman-field-key-file = Datei mit dem Schlüssel
chaman-field-passphrase-file = Datei mit der Passphrase
chaman-field-key-kind = Art des Schlüssels
chaman-field-company = Unternehmen
chaman-field-common-name = Inhaber
chaman-field-days = Tage gültig
chaman-field-target = Schreiben nach
chaman-field-confirmation = Bestätigung

# Wörter von Chaman
chaman-role-enterprise = Unternehmen (LSS)
chaman-role-professional = Fachkraft (ZDSS)
chaman-panel-files = FTP- / SFTP-kanalen
chaman-panel-services = Webservices account
chaman-button-files = Een FTP- of SFTP-account toevoegen
chaman-button-services = Een Webservice-account toevoegen

# Namen
chaman-name-empty = Ein Name ist nötig: tippen Sie einen
chaman-name-long = Ein Name hat höchstens { $limit } Zeichen: kürzen Sie ihn
chaman-name-characters = Der Name enthält unsichtbare Zeichen oder Steuerzeichen: tippen Sie ihn neu
chaman-name-taken = Es gibt schon ein Konto { $account }: wählen Sie einen anderen Namen

# Absender und Kontakt
chaman-sender-number = Eine Absendernummer hat eine bis sechs Ziffern: kopieren Sie sie aus Chaman
chaman-sender-role = Ein Absender ist ein Unternehmen oder eine Fachkraft: wählen Sie eines von beiden
chaman-phone-code = Eine Vorwahl ist die eines Landes, etwa +32: berichtigen Sie sie
chaman-phone-number = Eine Telefonnummer hat 4 bis 14 Ziffern: tippen Sie sie ohne die Vorwahl des Landes
chaman-email = Genau eine E-Mail-Adresse ist nötig, etwa name@unternehmen.be: berichtigen Sie sie
chaman-language = Das LSS schreibt auf Niederländisch (nl), Französisch (fr) oder Deutsch (de): wählen Sie eines davon
chaman-contact-first = Ohne Kontaktdaten des Absenders legt Chaman kein Konto an: geben Sie diese zuerst an
chaman-contact-first-hint = Füllen Sie den Kontakt aus: Name, Telefon, E-Mail-Adresse und Sprache

# Konten
chaman-channel-none = Ein Konto ist vom Typ FTP, SFTP, SOAP oder REST: wählen Sie einen
chaman-one-account = Ein Absender hat höchstens ein { $channel }-Konto, und das ist { $account }: löschen Sie es zuerst
chaman-one-account-hint = Nur von REST kann es mehrere geben
chaman-account-unknown = Im Register gibt es kein Konto { $account }
chaman-account-unknown-hint = Sehen Sie in der Liste der Konten nach, wie es heißt
chaman-permissions-none = Ein Konto braucht mindestens eine Berechtigung: wählen Sie eine
chaman-permission-unknown = Ein { $channel }-Konto kann die Berechtigung { $permission } nicht haben: wählen Sie aus der Liste
chaman-rest-only = Nur ein REST-Konto hat eine Client-ID und einen privaten Schlüssel: wählen Sie ein REST-Konto
chaman-client-id-needed = Ein Konto, das schon in Chaman ist, hat eine Client-ID: kopieren Sie sie von dort
chaman-client-id = Eine Client-ID hat keine Leerzeichen und höchstens 255 Zeichen: kopieren Sie sie aus Chaman
chaman-user-name-empty = Ein Benutzername ist nötig: tippen Sie einen, ohne EXP
chaman-user-name-characters = Ein Benutzername hat nur Buchstaben und Ziffern: lassen Sie alles andere weg
chaman-user-name-long = Ein Benutzername hat höchstens { $limit } Zeichen, ohne EXP: kürzen Sie ihn
chaman-password-empty = Das Passwort ist leer: schreiben Sie es in die erste Zeile seiner Datei
chaman-password-space = Ein Passwort hat keine Leerzeichen: wählen Sie ein anderes
chaman-password-characters = Neben Buchstaben und Ziffern hat ein Passwort nur { $allowed } : wählen Sie ein anderes
chaman-password-long = Ein Passwort hat höchstens { $limit } Zeichen: wählen Sie ein kürzeres
chaman-password-letters = Ein Passwort hat mindestens zwei Zeichen, die keine Buchstaben sind: fügen Sie Ziffern oder Sonderzeichen hinzu
chaman-ssh-key-none = Ein SFTP-Konto braucht einen öffentlichen SSH-Schlüssel: nennen Sie seine Datei
chaman-path-not-text = Der Pfad { $path } enthält Zeichen, die kein Text sind: legen Sie die Datei woanders ab
chaman-no-rename = Chaman gibt einem { $channel }-Konto keinen anderen Namen: löschen Sie es und legen Sie es neu an
chaman-no-permissions = { $channel ->
    [SOAP] Ein SOAP-Konto hat keine Berechtigungen: es gibt nichts zu ändern
   *[other] Chaman gibt einem { $channel }-Konto keine anderen Berechtigungen: löschen Sie es und legen Sie es neu an
  }
chaman-no-replace = Das Zertifikat eines { $channel }-Kontos wird nicht ersetzt: fügen Sie das neue hinzu, und löschen Sie dann das alte
chaman-no-more-certificates = Ein { $channel }-Konto hat genau ein Zertifikat: ersetzen Sie es
chaman-no-ssh-key = Ein { $channel }-Konto hat keinen SSH-Schlüssel: wählen Sie ein SFTP-Konto

# Zertifikatsdateien
chaman-certificate-none = Ein Zertifikat ist nötig: nennen Sie seine Datei
chaman-certificate-pfx = Chaman nimmt kein .pfx oder .p12: nehmen Sie das Zertifikat heraus mit openssl pkcs12 -in { $file } -clcerts -nokeys -out zertifikat.cer
chaman-certificate-extension = Chaman verlangt eine Zertifikatsdatei .{ $extension }: geben Sie der Datei diesen Namen
chaman-certificate-there = Konto { $account } hat dieses Zertifikat schon: wählen Sie ein anderes
chaman-certificate-unknown = Konto { $account } hat dieses Zertifikat nicht: suchen Sie seinen Fingerabdruck in der Liste
chaman-certificate-last = Dies ist das letzte Zertifikat von Konto { $account }, das nicht ohne sein kann
chaman-certificate-last-hint = Fügen Sie zuerst das neue Zertifikat hinzu, oder löschen Sie das Konto

# Regeln für Zertifikate
chaman-rule-key = Schlüssel
chaman-rule-digest = Signatur
chaman-rule-key-usage = Schlüsselverwendung
chaman-rule-issuer = Aussteller
chaman-rule-validity = Gültigkeit
chaman-rule-company = Unternehmen
chaman-verdict-kept = in Ordnung
chaman-verdict-doubtful = zweifelhaft
chaman-verdict-broken = abgelehnt
chaman-key-good = Der Schlüssel ist { $key }
chaman-key-bad = Chaman nimmt keinen Schlüssel { $key }
chaman-key-hint = Legen Sie ein Zertifikat mit einem dieser Schlüssel an: { $keys }
chaman-digest-good = Es ist mit { $digest } signiert
chaman-digest-bad = Chaman nimmt keine Signatur mit { $digest }
chaman-digest-sha1-rest = Es ist mit SHA-1 signiert, was für REST nie angenommen wird
chaman-digest-sha1-over = Es ist mit SHA-1 signiert, was bis { $until } angenommen wurde
chaman-digest-sha1-until = Es ist mit SHA-1 signiert, was bis { $until } angenommen wird
chaman-digest-hint = Verlangen Sie ein Zertifikat, das mit einem von diesen signiert ist: { $digests }
chaman-usage-good = Der Schlüssel darf digitale Signaturen leisten
chaman-usage-other = Der Schlüssel darf keine digitalen Signaturen leisten, nur: { $uses }
chaman-usage-none = Das Zertifikat sagt nicht, dass der Schlüssel digitale Signaturen leisten darf
chaman-usage-hint = Legen Sie eines mit der Schlüsselverwendung digitalSignature an
chaman-issuer-authority = Es ist von { $issuer } ausgestellt
chaman-issuer-self = Es ist mit seinem eigenen Schlüssel signiert, wie REST es erlaubt
chaman-issuer-refused = Es ist mit seinem eigenen Schlüssel signiert, was { $channel } nicht erlaubt
chaman-issuer-hint = Verlangen Sie eines bei einer anerkannten Stelle; nur REST nimmt ein selbst signiertes Zertifikat
chaman-expired = Es ist am { $until } abgelaufen
chaman-expired-hint = Legen Sie ein neues Zertifikat an, oder kaufen Sie eines
chaman-not-yet = Es ist erst ab { $from } gültig
chaman-not-yet-hint = Warten Sie bis dahin, oder sehen Sie nach, ob die Uhr dieses Rechners stimmt
chaman-valid = Es ist bis { $until } gültig
chaman-company-good = Es lautet auf { $company }
chaman-company-none = Es nennt kein Unternehmen
chaman-company-hint = Legen Sie eines auf den Namen des Unternehmens an: Chaman kann es verlangen

# Erneuern eines Zertifikats
chaman-rotation-rest = Konto { $account } hat ein Zertifikat, das ersetzt wird: nur ein REST-Konto wird schrittweise erneuert
chaman-rotation-not-in-chaman = Das neue Zertifikat von Konto { $account } ist noch nicht in Chaman, soweit hier bekannt
chaman-rotation-not-in-chaman-hint = Erledigen Sie die offenen Schritte der Liste im Portal, haken Sie sie ab, und machen Sie dann weiter
chaman-stage-chosen = neues Zertifikat gewählt
chaman-stage-added = in Chaman hinzugefügt
chaman-stage-added-asked = angefordert, von einer Person in Chaman hinzuzufügen
chaman-stage-switched = signiert mit dem neuen Schlüssel
chaman-stage-proven = Token mit neuem Schlüssel erhalten
chaman-stage-finished = altes Zertifikat gelöscht
chaman-stage-finished-asked = altes Zertifikat noch von einer Person aus Chaman zu entfernen
chaman-stage-abandoned = aufgegeben

# Verbindungstest
chaman-test-key-file = Schlüsseldatei
chaman-test-key = Schlüssel
chaman-test-match = Schlüssel und Zertifikat
chaman-test-rules = Regeln von Chaman
chaman-test-clock = Uhr
chaman-test-assertion = Signatur
chaman-test-token = Token
chaman-test-scopes = Berechtigungen
chaman-test-consult = Einsicht

# Die Portal-Liste: was zu tun ist
chaman-step-sender = Machen Sie { $sender } zum Absender
chaman-step-contact = Machen Sie { $contact } zum Kontakt
chaman-step-add-account = Legen Sie das { $channel }-Konto { $account } an
chaman-step-rename = Nennen Sie Konto { $account } um in { $to }
chaman-step-permissions = Geben Sie Konto { $account } { $count ->
    [one] eine Berechtigung
   *[other] { $count } Berechtigungen
  }
chaman-step-add-certificate = Fügen Sie { $account } Zertifikat { $certificate } hinzu
chaman-step-replace-certificate = Ersetzen Sie das Zertifikat von { $account } durch { $certificate }
chaman-step-remove-certificate = Löschen Sie Zertifikat { $fingerprint }… von { $account }
chaman-step-ssh-key = Ersetzen Sie den SSH-Schlüssel von { $account }
chaman-step-remove-account = Löschen Sie Konto { $account }
chaman-step-client-id = Notieren Sie die Client-ID { $client_id } von { $account }
chaman-step-key = Signieren Sie für { $account } mit einem anderen Schlüssel
chaman-step-unknown = Es gibt keinen Schritt { $step } in der Liste
chaman-step-unknown-hint = Sehen Sie die Nummern in der Liste
chaman-step-done = Schritt { $step } ist schon erledigt
chaman-step-early = Schritt { $step } ist in Chaman, wie wir es uns vorstellen, nicht möglich
chaman-step-early-hint = Haken Sie zuerst die Schritte davor ab

# Die Portal-Liste: wo zu klicken ist. Chamans eigene Bezeichnungen stehen auf Niederländisch in Anführungszeichen.
chaman-do-open = Öffnen Sie Chaman im Portal der sozialen Sicherheit
chaman-do-open-sender = Öffnen Sie Chaman im Portal der sozialen Sicherheit als { $role }, Absendernummer { $sender }
chaman-do-role = Wählen Sie { $role }
chaman-do-sender-name = Name des Absenders: { $name }
chaman-do-sender-number = Sehen Sie nach, dass Chaman die Absendernummer { $sender } zeigt
chaman-do-contact-new = Füllen Sie die Kontaktdaten aus ("Contactgegevens")
chaman-do-contact-update = Wählen Sie "Updaten" beim Kontakt
chaman-do-phone = Vorwahl ("Telefooncode"): { $code }; Nummer ("Telefoonnummer"): { $number }
chaman-do-email = E-Mail-Adresse ("E-mailadres"): { $email }
chaman-do-language = Sprache ("Taal"): { $language }
chaman-do-add = Wählen Sie im Feld "{ $panel }" die Schaltfläche "{ $button }"
chaman-do-account = Öffnen Sie im Feld "{ $panel }" Konto { $account }
chaman-do-account-anywhere = Öffnen Sie Konto { $account }
chaman-do-update = Wählen Sie "Updaten"
chaman-do-type = Typ: { $channel }
chaman-do-name = Name ("Naam"): { $name }
chaman-do-tick = Haken Sie die Berechtigung "{ $official }" an ({ $permission })
chaman-do-untick = Nehmen Sie den Haken von "{ $official }" weg ({ $permission })
chaman-do-untick-others = Nehmen Sie alle anderen Haken weg
chaman-do-certificate-file = Wählen Sie die Zertifikatsdatei { $file } (Seriennummer { $serial })
chaman-do-certificate-name = Zertifikatsname ("Certificaatnaam"): { $name }
chaman-do-user-name = Benutzername: { $user }; Chaman zeigt ihn als { $shown }
chaman-do-password-file = Passwort: die erste Zeile von { $file }
chaman-do-password = Passwort: wählen Sie eines mit höchstens zehn Zeichen, davon zwei keine Buchstaben, und bewahren Sie es sicher auf
chaman-do-ssh-key = Geben Sie den öffentlichen SSH-Schlüssel { $kind } mit dem Fingerabdruck { $fingerprint } ein
chaman-do-add-certificate = Wählen Sie das Symbol, das ein Zertifikat hinzufügt
chaman-do-replace-certificate = Wählen Sie das Symbol, das das Zertifikat ersetzt
chaman-do-remove-certificate = Wählen Sie das Symbol, das Zertifikat { $name } löscht (Seriennummer { $serial }, gültig bis { $until })
chaman-do-remove-certificate-unknown = Wählen Sie das Symbol, das das Zertifikat mit dem SHA-256-Fingerabdruck { $fingerprint }… löscht
chaman-do-replace-ssh-key = Wählen Sie das Symbol, das den öffentlichen SSH-Schlüssel ersetzt
chaman-do-confirm = Wählen Sie "Bevestigen"
chaman-do-client-id = Notieren Sie die Client-ID, die Chaman zeigt: sie wird verlangt, wenn dieser Schritt abgehakt wird
chaman-do-delete = Wählen Sie "Verwijderen" beim Konto { $account }
chaman-do-delete-confirm = Wählen Sie erneut "Verwijderen", wenn Chaman fragt: das Konto kommt nicht zurück

# Dateien eines Registers
chaman-register-damaged = Das Register in der Datenbank ist beschädigt
chaman-register-damaged-hint = Spielen Sie eine Kopie der Datenbank zurück, oder importieren Sie das zuletzt exportierte Register in eine neue
chaman-import-hint = dimonitor register export schreibt eine Datei, wie sie sein soll
chaman-import-stranger = Ein { $channel }-Konto hat dies nicht: lassen Sie es weg
chaman-import-permission = Eine Berechtigung wird mit Buchstaben, Ziffern und Strichen genannt
chaman-import-one-certificate = Hier steht genau ein Zertifikat in PEM, ohne etwas darum herum
chaman-import-no-key = Es gibt keine key_file, die diese Passphrase öffnen würde
