### Prüfungen vor dem Senden: was an einem Feld nicht stimmt und was zu tun ist.

check-missing = Nichts ausgefüllt: füllen Sie es aus
check-too-long = Höchstens { $limit } Zeichen passen, es sind { $found }: kürzen Sie es
check-text-control = Es enthält unsichtbare Steuerzeichen: tippen Sie es neu
check-number-length = { $expected } Ziffern werden erwartet, es sind { $found }: zählen Sie nach
check-number-not-digits = Es enthält anderes als Ziffern: verwenden Sie nur Ziffern, Punkte und Striche
check-number-check-digits = Die Prüfziffern stimmen nicht: lesen Sie die Nummer erneut, vielleicht sind zwei Ziffern vertauscht
check-number-month = Keine Nummer hat diesen Geburtsmonat: lesen Sie die Nummer erneut
check-number-first-digit = Eine solche Nummer beginnt nicht mit { $digit }: lesen Sie sie erneut, vielleicht ist es eine andere Art Nummer
check-number-range = Eine solche Nummer ist nicht in Gebrauch: lesen Sie sie erneut
check-date-unreadable = Dieses Datum gibt es nicht: schreiben Sie JJJJ-MM-TT oder tt/mm/jjjj
check-birth-date-unreadable = Dieses Datum gibt es nicht: schreiben Sie JJJJ-MM-TT, oder JJJJ-00-00, wenn Monat und Tag unbekannt sind
check-birth-date-future = Das Geburtsdatum liegt in der Zukunft: berichtigen Sie es
check-hour-unreadable = Dies ist keine Uhrzeit: schreiben Sie SSMM oder SS:MM, von 0000 bis 2359
check-hour-24 = 24:00 gibt es nicht: schreiben Sie 0000 und nehmen Sie den nächsten Tag als Enddatum
check-planned-hours-unreadable = Geplante Stunden sind eine ganze Zahl von 1 bis 999: eine begonnene Stunde zählt als Stunde
check-code-unreadable = Ein Code hat nur Buchstaben und Ziffern: wählen Sie einen aus der Liste
check-country-unreadable = Dies ist kein NIS-Ländercode aus drei Ziffern: Belgien ist 150
check-municipality-unreadable = Dies ist kein NIS-Gemeindecode aus fünf Ziffern: nehmen Sie 99999 für das Ausland
check-gender-unreadable = So schreibt das LSS das Geschlecht nicht: 1 ist Mann, 2 ist Frau
check-post-code = Eine belgische Postleitzahl hat vier Ziffern: berichtigen Sie sie, oder das Land
check-employer-missing = Der Arbeitgeber fehlt: geben Sie die Unternehmensnummer oder die LSS-Nummer an
check-worker-missing = Der Arbeitnehmer fehlt: geben Sie die ENSS an, oder die vollständige Identität mit Adresse
check-identity-missing = Ohne ENSS ist die vollständige Identität nötig: füllen Sie dies aus, oder geben Sie die ENSS an
check-identity-not-sent = Neben einer ENSS wird dies nicht gesendet: lassen Sie es weg
check-ssin-required = Dieser Arbeitnehmertyp wird nur mit einer ENSS angenommen: besorgen Sie sie vor der Meldung
check-ssin-no-birth-date = In dieser ENSS steht kein echtes Geburtsdatum: vergleichen Sie sie mit dem Ausweis
check-ssin-birth-date-differs = Das Geburtsdatum widerspricht der ENSS: vergleichen Sie beide mit dem Ausweis
check-ssin-gender-differs = Das Geschlecht widerspricht der ENSS: vergleichen Sie beide mit dem Ausweis
check-young = Der Arbeitnehmer ist am Beginndatum jünger als { $age }: vergleichen Sie mit dem Ausweis
check-old = Der Arbeitnehmer ist am Beginndatum älter als hundert: vergleichen Sie mit dem Ausweis
check-period-check-pair = Die letzten zwei Ziffern dieser Identifikationsnummer der Dimona-Periode sind ungewöhnlich: vergleichen Sie sie mit der Antwort auf die IN
check-field-not-taken = { $kind ->
    [in] Eine IN hat kein solches Feld: lassen Sie es weg
    [out] Eine OUT hat kein solches Feld: lassen Sie es weg
    [update] Eine Änderung hat kein solches Feld: lassen Sie es weg, oder machen Sie eine Annullierung und eine neue IN
   *[cancel] Eine Annullierung hat kein solches Feld: lassen Sie es weg
  }
check-date-window = Das Datum muss von { $first } bis { $last } liegen: berichtigen Sie es
check-end-reopens = 9999-12-31 öffnet eine Periode wieder, und nur in einer Änderung: lassen Sie das Enddatum weg
check-end-before-start = Das Enddatum liegt vor dem Beginndatum: berichtigen Sie eines von beiden
check-end-hour-order = Die Enduhrzeit muss nach der Beginnuhrzeit kommen: nehmen Sie nach Mitternacht den nächsten Tag als Enddatum
check-over-24-hours = Eine Periode mit Uhrzeiten dauert höchstens 24 Stunden: machen Sie eine Meldung pro Tag
check-end-required = Dieser Arbeitnehmertyp oder diese paritätische Kommission verlangt ein Enddatum: füllen Sie es aus
check-end-same-day = Hier muss das Enddatum gleich dem Beginndatum sein: machen Sie eine Meldung pro Tag
check-end-advised = Ein Flexi-Job ohne Uhrzeiten wird pro Quartal gemeldet: geben Sie den letzten Tag des Quartals als Enddatum an
check-one-quarter = Beginn und Ende müssen in einem Quartal liegen: machen Sie eine IN pro Quartal
check-too-early = Dies kann erst ab { $day } gemeldet werden: senden Sie es dann
check-late-start = Das Beginndatum ist vorbei: die Meldung ist verspätet und wird bestenfalls mit einer Anomalie angenommen
check-start-long-past = Das Beginndatum liegt mehr als ein Jahr zurück: sehen Sie nach, ob das Jahr stimmt
check-start-hour-required = Die Beginnuhrzeit ist hier Pflicht: füllen Sie sie aus
check-end-hour-required = Die Enduhrzeit ist hier Pflicht: füllen Sie das geplante Ende aus
check-hours-not-allowed = Dieser Arbeitnehmertyp hat keine Uhrzeiten: lassen Sie sie weg
check-hours-one-day = Uhrzeiten gehören zu einem Arbeitstag: enden Sie am Beginndatum, oder am nächsten Tag, wenn es Mitternacht überschreitet
check-day-lump-sum = Ohne Enduhrzeit zählt dies als Tag mit Tagespauschale: geben Sie die Enduhrzeit an, wenn das nicht gemeint ist
check-planned-hours-required = Dieser Arbeitnehmertyp verlangt die geplanten Stunden: geben Sie ganze Stunden für das Quartal an
check-planned-hours-not-allowed = Dieser Arbeitnehmertyp hat keine geplanten Stunden: lassen Sie sie weg
check-planned-hours-many = Das sind mehr als 13 Stunden pro Tag: sehen Sie nach, ob Stunden und Daten stimmen
check-worker-type-unknown = Dieser Arbeitnehmertyp steht nicht in der Liste: er wird so weitergegeben, sehen Sie nach, ob er stimmt
check-committee-unknown = Dimona kennt diese paritätische Kommission nicht: nehmen Sie XXX für jeden Sektor ohne eigenen Code
check-code-not-yet = Dieser Code gilt erst ab { $day }: wählen Sie einen anderen, oder berichtigen Sie das Beginndatum
check-code-ended = Dieser Code galt bis { $day }: wählen Sie einen anderen, oder berichtigen Sie das Beginndatum
check-pair-refused = Dieser Arbeitnehmertyp geht nur mit der paritätischen Kommission { $committees }: ändern Sie eines von beiden
check-pair-doubtful = Das LSS hat diesen Arbeitnehmertyp mit dieser paritätischen Kommission schon abgelehnt: nehmen Sie möglichst XXX
check-workplace-not-allowed = Nur ein Student hat einen Beschäftigungsort: lassen Sie ihn weg
check-update-nothing = Eine Änderung ohne Beginn- oder Enddatum ändert nichts: geben Sie das Datum an, das sich ändert
check-update-pair = Eine Uhrzeit ändert sich zusammen mit ihrem Datum: füllen Sie auch dieses Datum aus
check-update-planned-only = Nur die geplanten Stunden ändern sich: sicherer ist es, auch das unveränderte Enddatum anzugeben
check-update-without-end = Ohne Enddatum kann eine Änderung das Ende der Periode wegnehmen: wiederholen Sie das Enddatum, wenn es eines gibt

state-draft = Entwurf
state-queued = in der Warteschlange
state-held = angehalten
state-sending = wird gesendet
state-in-doubt = ungewiss
state-submitted = in Erwartung des Ergebnisses
state-waiting = in Erwartung bei Sigedis
state-accepted = angenommen
state-accepted-warning = angenommen mit Anomalien
state-refused = abgelehnt
state-rejected = beim Empfang abgelehnt
state-not-taken = nicht empfangen
state-cancelled = zurückgezogen
state-unknown = unbekannt
