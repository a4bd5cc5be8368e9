# Das Störungsjournal. Alles außer den letzten fünf geht an das Kontaktzentrum des LSS.

outage-title = Dimona: Meldung einer Störung, für das Notfallverfahren
outage-sender = Absender: { $number } { $name }
outage-service = Dienst: { $host } ({ $environment })
outage-since = Von: { $time }
outage-until = Bis: { $time }
outage-what =
    Wir konnten nicht wie gewohnt melden: Der Webdienst Dimona antwortete nicht, oder antwortete, dass er versagt oder überlastet ist.
    Unten steht jeder Versuch, in belgischer Zeit, mit der Trace-ID, die wir mitgesendet haben. Bitte legen Sie eine Akte an und teilen Sie uns ihre Nummer mit.
outage-post = Meldung gesendet
outage-get = Ergebnis erfragt
outage-search = Meldung gesucht
outage-answer = Antwort HTTP { $status }
outage-no-answer = keine Antwort
outage-whose = unsere Trace-ID { $trace }, unsere Nummer { $submission }, unsere Referenz { $reference }
outage-total = Gescheiterte Versuche: { $tries }; betroffene Meldungen: { $declarations }. Erster { $first }, letzter { $last }.
outage-none = In dieser Zeit ist kein Versuch gescheitert.
outage-tokens = Gescheiterte Anfragen nach einem Zugangstoken stehen nicht hier: Sie gehören zu keiner Meldung. Sie stehen im Protokoll unseres Programms.
outage-hint = Wenn nichts geht, reichen Sie dies vor Arbeitsbeginn ein: mit dem Formular des Notfallverfahrens oder per Mail an das Kontaktzentrum. Bewahren Sie die Aktennummer auf, und melden Sie wie gewohnt, sobald der Dienst wieder da ist.
outage-written = Das Störungsjournal steht in { $file }.
outage-unwritable = Das Störungsjournal kann nicht geschrieben werden.
outage-not-a-time = { $value } ist kein Zeitpunkt.
outage-not-a-time-hint = Schreiben Sie vor 30m, 2h oder 1d, einen Tag wie 2026-11-22, eine Stunde wie 2026-11-22T14:00 (belgische Zeit), oder einen Zeitpunkt mit seiner Abweichung.
