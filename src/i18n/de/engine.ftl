### Was der Motor meldet: Handlungen, die nicht gehen, Konten in Schwierigkeiten.

engine-read-only = Diese Konsole ist nur zum Lesen: nichts wurde geändert
engine-row-moved = Einreichung { $id } wurde inzwischen von jemand anderem geändert
engine-row-moved-hint = Sehen Sie sie erneut an, und entscheiden Sie dann
engine-unknown-submission = Es gibt keine Einreichung { $id }
engine-unknown-submission-hint = Sehen Sie in der Warteschlange nach, welche Nummern es gibt
engine-no-such-edge = Das geht nicht mit einer Einreichung im Zustand: { $state }
engine-too-early = Das geht erst ab { $time }
engine-lease-lost = Ein anderer Prozess hat übernommen
engine-number-taken = Meldung { $number } gehört bereits zu einer anderen Einreichung
engine-business-key = Der Schlüssel der Doppelprüfung kann weder gelesen noch angelegt werden: { $file }
engine-other-business-key = Dieser Ordner hat einen anderen Schlüssel der Doppelprüfung ({ $print }) als jene, die die Warteschlange gefüllt haben: eine schon vorhandene Meldung würde nicht erkannt. Nichts wird eingereiht.
engine-other-business-key-hint = Kopieren Sie keys/business.key aus einem Ordner, der diese Warteschlange teilt. Ist der Schlüssel verloren: dimonitor store adopt-key, dann gilt ab jetzt dieser.
os-error = Das System meldet: { $error }
server-said = Die Antwort: { $text }

engine-no-account = Für die Umgebung { $environment } ist kein Konto eingerichtet
engine-no-account-hint = Fügen Sie der Konfiguration ein [[account]] mit client_id und key_file hinzu; config.example.toml zeigt wie
engine-unknown-account = Es gibt kein Konto { $account }
engine-known-accounts = Eingerichtete Konten: { $accounts }
engine-no-account-for-employer = Für Arbeitgeber { $employer } ist kein Konto eingerichtet

engine-service-busy = Der Dienst bittet, später wiederzukommen (HTTP { $status })
engine-service-busy-hint = Nichts geht verloren: was in der Warteschlange steht, geht ab, sobald der Dienst es annimmt
engine-service-unreachable = Der Dienst ist nicht erreichbar
engine-service-unreachable-hint = Prüfen Sie Netzwerk, Proxy und base_url in der Konfiguration; was in der Warteschlange steht, bleibt dort
engine-held-token-refused = Der Dienst lehnt die Token dieses Kontos ab
engine-held-token-refused-hint = Prüfen Sie das Konto und seine Berechtigungen in Chaman, und geben Sie das Konto dann frei
engine-held-missing-scope = Diesem Konto fehlt die Berechtigung zu melden
engine-held-missing-scope-hint = Fügen Sie dem Konto in Chaman "Dimona-aangiftes verrichten" (Dimona-Meldungen vornehmen) hinzu, und geben Sie es dann frei
engine-held-other = Etwas zwischen uns und dem Dienst lehnt dieses Konto ab ({ $reason })
engine-held-other-hint = Fragen Sie die Netzwerkverwaltung, welcher Proxy antwortet, und geben Sie das Konto dann frei

engine-reason-needed = Ein Grund ist nötig: woher wissen Sie, dass sie nicht beim LSS ist?
engine-not-in-doubt = Einreichung { $id } ist nicht ungewiss: es gibt nichts zu entscheiden
engine-other-declaration = Meldung { $number } beim LSS ist eine andere als unsere
engine-other-declaration-hint = Suchen Sie den Arbeitnehmer in der Anwendung des LSS, und übernehmen Sie die Nummer von dort
engine-number-unknown = Das LSS kennt Meldung { $number } nicht, oder hat sie noch nicht verarbeitet

engine-register-moved = Jemand anders hat das Register im selben Moment geändert
engine-register-moved-hint = Sehen Sie es erneut an, und entscheiden Sie dann
engine-register-not-empty = Das Register ist nicht leer: nichts wurde importiert
engine-register-not-empty-hint = Ein Register wird nur in eine neue Umgebung importiert; ändern Sie dieses Konto für Konto
engine-register-imported = Importiert: { $count ->
    [one] ein Konto
   *[other] { $count } Konten
  }
engine-incomplete = Es fehlt etwas
engine-sender-set = Der Absender ist { $sender }
engine-contact-set = Der Kontakt ist { $contact }
engine-account-added = Konto { $account } ist angelegt
engine-account-noted = Konto { $account } ist notiert, wie es in Chaman ist
engine-account-renamed = Konto { $account } heißt jetzt { $name }
engine-account-removed = Konto { $account } ist gelöscht
engine-account-busy = Konto { $account } hat noch { $count ->
    [one] eine unerledigte Einreichung
   *[other] { $count } unerledigte Einreichungen
  }
engine-account-busy-hint = Warten Sie auf ihre Ergebnisse, oder ziehen Sie zurück, was noch nicht gesendet ist; löschen Sie dann das Konto
engine-not-confirmed = Tippen Sie den Namen des Kontos, { $account }, genau wie er dasteht
engine-not-confirmed-hint = Löschen ist endgültig: ein neues Konto erhält von Chaman eine andere Client-ID
engine-permissions-set = Die Berechtigungen von Konto { $account } sind geändert
engine-certificate-none = In { $file } gibt es kein Zertifikat
engine-certificates-several = { $file } enthält mehrere Zertifikate, die nicht zusammengehören
engine-certificates-several-hint = Geben Sie eine Datei an mit dem Zertifikat des Kontos allein, oder mit seiner Kette dahinter
engine-certificate-added = Das Zertifikat ist Konto { $account } hinzugefügt
engine-certificate-replaced = Das Zertifikat von Konto { $account } ist ersetzt
engine-certificate-removed = Das Zertifikat ist aus Konto { $account } gelöscht
engine-certificate-made = Der Schlüssel und sein Zertifikat sind angelegt: { $file }
engine-request-made = Der Schlüssel und der Zertifikatsantrag sind angelegt: { $file }
engine-ssh-key-replaced = Der öffentliche SSH-Schlüssel von Konto { $account } ist ersetzt
engine-no-ssh-key = Konto { $account } hat keinen SSH-Schlüssel
engine-not-cer = Die Datei eines Zertifikats endet auf .cer
engine-file-written = Geschrieben: { $file }
engine-key-file-empty = Nennen Sie die Datei des privaten Schlüssels
engine-key-set = Konto { $account } signiert ab jetzt mit { $file }
engine-key-differs = Der Schlüssel gehört zu keinem der Zertifikate von Konto { $account }
engine-key-differs-hint = Wählen Sie den Schlüssel, der mit dem Zertifikat angelegt wurde; um beide zu ersetzen, beginnen Sie eine Erneuerung
engine-key-of-other-certificate = Der Schlüssel { $file } gehört nicht zum neuen Zertifikat
engine-key-of-other-certificate-hint = Wählen Sie den Schlüssel, der mit dem Zertifikat angelegt wurde
engine-no-client-id = Konto { $account } hat noch keine Client-ID
engine-no-client-id-hint = Legen Sie { $account } in Chaman an, und haken Sie diesen Schritt mit der Client-ID ab, die Chaman zeigt
engine-no-key = Für Konto { $account } ist kein privater Schlüssel bekannt
engine-no-key-hint = Nennen Sie die Schlüsseldatei von Konto { $account }
engine-name-configured = Die Konfiguration hat ein anderes Konto namens { $account }
engine-name-configured-hint = Geben Sie einem der zwei Konten { $account } einen anderen Namen
engine-no-link = Dieser Befehl spricht mit niemandem
engine-nothing-to-tick = Es gibt nichts abzuhaken: in der Sandbox geschieht jede Änderung sofort
engine-step-ticked = Schritt { $step } ist erledigt
engine-step-earlier = Schritt { $step } ist nicht vor Schritt { $earlier } möglich
engine-rotation-started = Die Erneuerung von Konto { $account } hat begonnen; noch ist nichts geändert
engine-rotation-under-way = Eine Erneuerung von Konto { $account } läuft schon
engine-rotation-under-way-hint = Führen Sie sie zuerst weiter, oder an ihren Anfang zurück
engine-no-rotation = Es läuft keine Erneuerung von Konto { $account }
engine-no-rotation-hint = Beginnen Sie eine mit einem neuen Zertifikat und dessen Schlüssel
engine-rotation-reached = Erneuerung von Konto { $account }: { $stage }
engine-worker-has-old-key = Der Prozess dieser Warteschlange signiert noch nicht mit dem neuen Schlüssel des Kontos { $account }
engine-worker-has-old-key-hint = Warten Sie einige Sekunden und fahren Sie fort; bleibt es so, sehen Sie in der Liste der Konten nach: der Prozess muss die Schlüsseldatei lesen können. Bis dahin bleibt das alte Zertifikat
