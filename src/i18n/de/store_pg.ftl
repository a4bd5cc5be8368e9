### Die gemeinsame Warteschlange in PostgreSQL: warum sie nicht geöffnet, gelesen oder geschrieben wird, und was zu tun ist.

store-pg-unreachable = Der Datenbankserver { $server } ist nicht erreichbar
store-pg-unreachable-hint = Prüfen Sie, ob der Server läuft, ob Name und Port in der Konfiguration stimmen und ob das Netz diesen Rechner durchlässt. Solange wird nichts gesendet.
store-pg-lost = Die Verbindung zum Datenbankserver ist abgebrochen, oder am anderen Ende antwortet niemand
store-pg-lost-hint = Sie wird von selbst wieder aufgebaut; solange wird nichts gesendet. Bleibt es so, prüfen Sie Server und Netz.
store-pg-password = Der Datenbankserver lässt diesen Benutzer nicht ein
store-pg-password-hint = Prüfen Sie den Benutzer in store = "postgres://…" und sein Passwort in store_password_file oder DIMONITOR_STORE_PASSWORD; die pg_hba.conf des Servers sagt, wer von wo kommen darf.
store-pg-no-database = Diese Datenbank gibt es auf dem Server nicht, oder kein Schema darin, das dieser Benutzer verwenden darf
store-pg-no-database-hint = Legen Sie die Datenbank an, und das Schema, wenn eines eingestellt ist, oder berichtigen Sie den Namen in der Konfiguration.
store-pg-full = Der Datenbankserver hat keine Verbindung mehr frei
store-pg-full-hint = Jedes Programm braucht bis zu acht. Erhöhen Sie max_connections am Server, oder beenden Sie Programme, die nicht gebraucht werden.
store-pg-denied = Dieser Benutzer der Datenbank darf das nicht
store-pg-denied-hint = Geben Sie ihm die Rechte an den Tabellen der Warteschlange; wer eine neue anlegt, muss in ihrem Schema anlegen dürfen. Um nur zu schauen, genügt SELECT: mit --read-only.
store-pg-read-only = Die Datenbank nimmt keine Änderungen an
store-pg-read-only-hint = Vielleicht ist es ein Standby: nennen Sie in der Konfiguration den primären Server. Um nur zu schauen: --read-only.
store-pg-disk-full = Die Platte des Datenbankservers ist voll: die Warteschlange kann nicht geschrieben werden
store-pg-disk-full-hint = Schaffen Sie dort Platz. Nichts wird gesendet, bis die Warteschlange wieder geschrieben werden kann.
store-pg-busy-hint = Versuchen Sie es erneut; bleibt es so, suchen Sie am Server nach einer Transaktion, die nicht endet, oder einer laufenden Sicherung.
store-pg-io-hint = Prüfen Sie die Platte des Datenbankservers. Nichts wird gesendet, bis die Warteschlange wieder geschrieben werden kann.
store-pg-corrupt = Die Datenbank der Warteschlange enthält, was nicht wahr sein kann
store-pg-corrupt-hint = Beenden Sie alle dimonitor-Programme und behalten Sie die Datenbank. Machen Sie mit der letzten Sicherung des Servers weiter. Solange wird nichts gesendet.
store-pg-old = Der Datenbankserver ist PostgreSQL { $found }; nötig ist mindestens { $oldest }
store-pg-old-hint = Aktualisieren Sie den Server; dort wurde nichts geändert.
store-pg-tls = Der Server { $server } weist nicht nach, wer er ist, oder verschlüsselt nicht
store-pg-tls-hint = Sein Zertifikat muss ihn nennen und von einer Stelle kommen, der dieser Rechner vertraut; nennen Sie eine andere in store_ca_file. Ohne TLS wird nur mit einem Server auf diesem Rechner selbst gesprochen.
store-pg-authorities = Die Zertifizierungsstellen für den Datenbankserver sind nicht brauchbar
store-pg-authorities-hint = store_ca_file muss Zertifikate in PEM enthalten.
store-pg-foreign-hint = Wählen Sie eine andere Datenbank oder ein anderes Schema für die Warteschlange; diese blieb, wie sie ist.
store-pg-environment-hint = Jede Umgebung hat ihre eigene Datenbank oder ihr eigenes Schema; prüfen Sie, welche eingestellt sind.

# The address in the configuration
config-store-unreadable = Das ist keine Adresse einer Warteschlange: erwartet wird postgres://BENUTZER@SERVER/DATENBANK
config-store-user = Die Adresse nennt keinen Benutzer: postgres://BENUTZER@SERVER/DATENBANK
config-store-password = Ein Passwort gehört nicht hierher: schreiben Sie es in die erste Zeile einer Datei und nennen Sie diese in store_password_file, oder setzen Sie DIMONITOR_STORE_PASSWORD
config-store-not-secure = Ohne TLS wird nur mit einem Server auf diesem Rechner selbst gesprochen: entfernen Sie sslmode=disable
config-store-sslmode = sslmode kann verify-full sein, oder disable für einen Server auf diesem Rechner selbst
config-store-schema = Ein Schema heißt mit kleinen Buchstaben, Ziffern und Unterstrichen
config-store-option = Nach der Datenbank können nur sslmode und schema folgen
store-pg-not-a-file = Das ist für eine Warteschlange in einer Datei; diese liegt in PostgreSQL: { $place }
store-pg-trigrams = Dem Server fehlt die Erweiterung pg_trgm, mit der Texte gefunden werden
store-pg-trigrams-hint = Installieren Sie sie beim Server (Debian: postgresql-contrib), oder lassen Sie die Verwaltung CREATE EXTENSION pg_trgm in dieser Datenbank ausführen.
