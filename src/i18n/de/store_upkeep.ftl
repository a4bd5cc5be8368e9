### Die gemeinsame Warteschlange im Ganzen: ob sie unversehrt ist, was gelöscht wird, und was Sache des Servers ist.

store-pg-backup-hint = Kopien davon sind Sache des Servers: pg_dump --format=custom kopiert sie, während alle arbeiten, und pg_restore spielt sie zurück. Eine Datei davon macht: dimonitor store copy --to DATEI
store-pg-recover-hint = Eine beschädigte Datenbank ist Sache des Servers: Machen Sie mit seiner letzten Sicherung weiter (pg_restore, oder eine Replik). Eine beschädigte Datei wird mit --from genannt.
store-pg-whole = Was die Datenbank enthält, passt zusammen.
store-pg-not-whole = Was die Datenbank enthält, passt nicht zusammen.
store-pg-check-rest = Seiten prüft der Server selbst: pg_amcheck und Datenprüfsummen. Mit der Erweiterung amcheck, und dem Recht, sie aufzurufen, wurden hier auch die Indizes geprüft.
store-pg-purging = Ein anderer dimonitor bereinigt gerade diese Warteschlange
store-pg-purging-hint = Warten Sie, bis er fertig ist; sind seine Regeln dieselben, nimmt er, was Sie nehmen wollten.
store-pg-clock = Die Uhr dieses Rechners und die des Datenbankservers weichen um { $minutes } Minuten ab: Nichts wird gelöscht
store-pg-clock-hint = Stellen Sie sie richtig (NTP): Was alt genug ist, sagt die Uhr dieses Rechners.
purge-vacuumed = Der Server hat den Platz dessen, was fort ist, freigegeben und überschreibt ihn nach und nach; VACUUM FULL überschreibt ihn sofort, und niemand kann solange arbeiten. Sein Schreibprotokoll (WAL) und seine Sicherungen behalten, was sie haben: Löschen Sie jene, die Sie nicht länger aufbewahren dürfen.
purge-unvacuumed = Was fort ist, bleibt in den Tabellen des Servers, bis er sie aufräumt: Führen Sie als ihr Eigentümer VACUUM aus. Sein Schreibprotokoll (WAL) und seine Sicherungen behalten, was sie haben: Löschen Sie jene, die Sie nicht länger aufbewahren dürfen.
