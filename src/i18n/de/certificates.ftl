### Der Bildschirm Zertifikate: Liste, Details, neue anlegen, erneuern.

# Liste
certificates-title = Zertifikate { $place } von { $total }
certificates-none = Noch ist kein Zertifikat bekannt. Drücken Sie { $key }, um einen Schlüssel mit Zertifikat anzulegen, und verwenden Sie ihn dann für ein Konto.
certificates-none-selected = Kein Zertifikat ist gewählt
certificates-column-status = Status
certificates-column-title = Zertifikat
certificates-column-account = Konto
certificates-column-channel = Weg
certificates-column-left = Tage
certificates-column-bar = Rest
certificates-column-end = Ende
certificates-column-working-day = Werktag
certificates-column-key = Schlüssel
certificates-unreadable = unlesbar
certificates-not-begun = noch ungültig
certificates-expired = abgelaufen
certificates-now = jetzt erneuern
certificates-soon = bald erneuern
certificates-fine = gut
certificates-key-good = passt
certificates-key-other = anderer
certificates-key-unusable = unbrauchbar
certificates-key-none = keiner
certificates-more = … und { $count } mehr
certificates-permissions = { $count } { $count ->
    [one] Berechtigung
   *[other] Berechtigungen
    }
certificates-day = { $weekday ->
    [1] Mo
    [2] Di
    [3] Mi
    [4] Do
    [5] Fr
    [6] Sa
   *[7] So
    } { $date }

# Details
certificates-ends = Läuft ab am { $day }
certificates-working-day = An dem Tag arbeitet niemand; der letzte Werktag davor ist { $day }
certificates-level = Warnstufe erreicht: { $days } { $days ->
    [one] Tag
   *[other] Tage
    }
certificates-account = Konto
certificates-file = Datei
certificates-name = Name in Chaman
certificates-chaman = in Chaman
certificates-believed = vermutlich dort
certificates-not-believed = noch nicht dort
certificates-belief-unknown = das Register kennt dieses Zertifikat nicht
certificates-owner = Inhaber
certificates-company = Unternehmen
certificates-issuer = Aussteller
certificates-signed = Signatur
certificates-self-signed = selbst signiert
certificates-signed-by = signiert von { $issuer }
certificates-serial = Seriennummer
certificates-serial-hex = hexadezimal
certificates-from = gültig ab
certificates-until = Ablaufdatum
certificates-key = Schlüssel
certificates-digest = Hashwert
certificates-usage = Verwendung
certificates-usage-unsaid = nicht gesagt
certificates-sha256 = SHA-256
certificates-sha1 = SHA-1
certificates-key-file = Schlüsseldatei
certificates-key-matches = passt zu diesem Zertifikat
certificates-key-differs = gehört zu einem anderen Zertifikat
certificates-key-not-kept = für dieses Konto wird hier kein Schlüssel aufbewahrt
certificates-key-no-use = unbrauchbar
certificates-rules = Regeln von Chaman
certificates-rule = { $rule }: { $reason }

# Erneuerung
certificates-rotation = Erneuerung auf { $certificate } (läuft ab am { $day })
certificates-rotation-none = Für dieses Konto läuft keine Erneuerung
certificates-rotation-moved = Jemand anders hat die Erneuerung bewegt: sehen Sie nach, wo sie jetzt steht
certificates-rotation-step-first = Vermutlich noch nicht in Chaman: zuerst Schritt { $step } der Portal-Liste
certificates-rotate-unknown = { $account } steht nicht im Register: legen Sie das Konto dort zuerst an
certificates-rotate-channel = { $account } ist ein { $channel }-Konto: sein eines Zertifikat wird im Bildschirm Konten ersetzt
certificates-rotate-under-way = Eine Erneuerung von { $account } läuft schon
certificates-stage-done = { $stage }  { $by } { $at }
certificates-stage-chosen = Neues Zertifikat und Schlüssel gewählt
certificates-stage-added = Neues Zertifikat in Chaman hinzugefügt
certificates-stage-switched = Schlüssel gewechselt
certificates-stage-proven = Token mit neuem Schlüssel erhalten
certificates-stage-finished = Altes Zertifikat gelöscht
certificates-stage-abandoned = Aufgegeben
certificates-next-title = Erneuerung von { $account }: nächster Schritt?
certificates-next-add-here = Das Zertifikat { $certificate } wird { $account } in Chaman sofort hinzugefügt, neben dem alten. Der alte Schlüssel bleibt in Gebrauch.
certificates-next-add-portal = Ein Schritt kommt auf die Portal-Liste: das Zertifikat { $certificate } { $account } hinzufügen, neben dem alten. Der alte Schlüssel bleibt in Gebrauch.
certificates-next-switch = Ab jetzt wird für { $account } mit dem Schlüssel { $key } signiert. Nichts muss neu gestartet werden, und das alte Zertifikat bleibt in Chaman.
certificates-next-prove = Ein Token wird für { $account } angefordert, mit dem Schlüssel { $key } signiert. Nichts wird geändert.
certificates-next-remove-here = { $count ->
        [one] Das alte Zertifikat wird
       *[other] Die { $count } alten Zertifikate werden
    } sofort aus { $account } in Chaman gelöscht. Es gibt kein Zurück.
certificates-next-remove-portal = { $count ->
        [one] Ein Schritt kommt auf die Portal-Liste: das alte Zertifikat aus { $account } löschen.
       *[other] { $count } Schritte kommen auf die Portal-Liste: die alten Zertifikate aus { $account } löschen.
    } Es gibt kein Zurück.
certificates-back-title = Erneuerung von { $account }: einen Schritt zurück?
certificates-back-abandon = Die Erneuerung von { $account } wird aufgegeben. In Chaman ändert sich nichts; die Dateien des neuen Zertifikats bleiben, wo sie sind.
certificates-back-add-here = Das Zertifikat { $certificate } wird sofort aus { $account } in Chaman gelöscht. Der alte Schlüssel bleibt in Gebrauch.
certificates-back-add-portal = Ein Schritt kommt auf die Portal-Liste: das Zertifikat { $certificate } aus { $account } löschen. Der alte Schlüssel bleibt in Gebrauch.
certificates-back-switch-none = Es gibt keinen früheren Schlüssel: für { $account } kann nichts mehr signiert werden, bis einer festgelegt ist. Beide Zertifikate bleiben in Chaman.
certificates-back-switch = Ab jetzt wird für { $account } mit dem früheren Schlüssel { $old } signiert. Beide Zertifikate bleiben in Chaman.

# Formulare
certificates-form-new = Neuer Schlüssel und selbst signiertes Zertifikat
certificates-form-request = Neuer Schlüssel und Zertifikatsantrag (CSR)
certificates-form-rotation = Erneuerung von { $account }
certificates-form-files = Neue Dateien werden auf diesem Rechner geschrieben: der Schlüssel nur für Sie lesbar (0600). Nichts Bestehendes wird überschrieben, und Chaman erfährt noch nichts davon.
certificates-form-rotation-about = Noch ändert sich nichts in Chaman oder für den Versand. Danach fragt jeder Schritt, bevor er etwas tut, und lässt sich zurücknehmen, bis das alte Zertifikat gelöscht ist.
certificates-order-days = Eine ganze Zahl von Tagen von 1 bis { $limit }
certificates-order-long = In ein Zertifikat passen höchstens { $limit } Zeichen
certificates-order-key-none = Sagen Sie, in welcher Datei der private Schlüssel steht
certificates-order-file-none = Sagen Sie, in welche Datei geschrieben wird
certificates-order-extension = Der Name dieser Datei endet auf .{ $extension }
certificates-order-same-file = Dies ist dieselbe Datei wie eine andere: jede braucht ihre eigene

# Aktionen: der Name, und was sie tut
tui-action-new-certificate = Neu
tui-help-new-certificate = Legt einen Schlüssel mit selbst signiertem Zertifikat an
tui-action-new-request = CSR
tui-help-new-request = Legt einen Schlüssel mit einem Zertifikatsantrag (CSR) an
tui-action-start-rotation = Erneuern
tui-help-start-rotation = Beginnt, Zertifikat und Schlüssel dieses Kontos zu ersetzen
tui-action-rotation-next = Schritt weiter
tui-help-rotation-next = Führt die Erneuerung dieses Kontos nach einer Frage einen Schritt weiter
tui-action-rotation-back = Schritt zurück
tui-help-rotation-back = Führt die Erneuerung dieses Kontos nach einer Frage einen Schritt zurück
tui-action-go-to-account = Konto
tui-help-go-to-account = Zeigt das Konto dieses Zertifikats
tui-action-copy-fingerprint = SHA-256 kopieren
tui-help-copy-fingerprint = Kopiert den SHA-256-Fingerabdruck in die Zwischenablage Ihres eigenen Rechners
tui-action-copy-serial = Serie kopieren
tui-help-copy-serial = Kopiert die Seriennummer, wie Chaman sie zeigt, in die Zwischenablage Ihres eigenen Rechners
certificates-unusable-key = Schlüssel unbrauchbar
certificates-stage-asked = Neues Zertifikat in Chaman angefordert
