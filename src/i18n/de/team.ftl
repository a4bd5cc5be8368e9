config-operator = ein Name hat höchstens 64 Buchstaben, Ziffern, Leerzeichen und .'-_@

# What several people do at once.
team-in-work = offen
team-left = liegt
team-in-work-by = { $who } berichtigt sie gerade, zuletzt um { $time }: was zuerst eingereicht wird, zählt.
team-left-by = { $who } begann sie zu berichtigen und ließ sie um { $time } liegen.

# Looking at a queue of somebody else.
team-log-closed = { $path } kann nicht gelesen werden: die Warteschlange ist in Gebrauch, und dieser Benutzer darf ihr Protokoll nicht lesen
team-log-closed-hint = Bitten Sie um das Recht, die Dateien der Warteschlange zu lesen, deren Namen auf -wal und -shm enden; sie haben die Rechte der Datei der Warteschlange selbst.
team-moved-while-read = Jemand begann an der Warteschlange zu arbeiten, während sie gelesen wurde
team-moved-while-read-hint = Versuchen Sie es erneut: von jetzt an wird sie gemeinsam mit ihnen gelesen.
