config-not-loopback = Es darf nur auf einer Adresse dieses Rechners gelauscht werden
config-listen = Das ist keine Adresse mit Port, wie 127.0.0.1:9464

service-working = arbeitet, { $queued } in der Warteschlange
service-standby = steht bereit hinter { $pid } auf { $host }
service-working-among = arbeitet, einer von { $count }, { $queued } in der Warteschlange
service-standby-of = steht bereit, { $count } andere arbeiten, { $queued } in der Warteschlange
service-waiting = kann noch nicht arbeiten: der Speicher der Warteschlange antwortet nicht
service-stopping = beendet, was unterwegs ist
service-monitor = Zahlen auf { $address }
service-config-rejected = Konfiguration: abgelehnt: { $reason }
service-reloaded = Die Konfiguration wurde neu gelesen und gilt
service-kept = Die Konfiguration wurde neu gelesen und nicht übernommen; die alte gilt weiter
service-environment = Die Umgebung kann sich nicht ändern, während der Dienst läuft
service-environment-hint = Halten Sie den Dienst an und starten Sie ihn neu
service-no-listen = Die Zahlen können auf { $address } nicht gezeigt werden
service-no-listen-hint = Vielleicht benutzt ein anderes Programm diesen Port; wählen Sie in [monitor] einen anderen
service-credential = Die Datei { $file } ist ein Credential des Dienstes
service-credential-hint = Nur der von systemd gestartete Dienst kann sie lesen: LoadCredential=NAME:DATEI in der Unit, ohne / in NAME
service-passphrase-again = Nach der Passphrase des Schlüssels kann nur beim Start gefragt werden
service-passphrase-again-hint = Setzen Sie passphrase_file für das Konto, oder starten Sie den Dienst neu
service-no-home = Die Unit kann nicht geschrieben werden: der Pfad dieses Programms ist nicht bekannt
service-hidden = Der Dienst wird { $program } nicht finden: er sieht weder persönliche Ordner noch Ordner für temporäre Dateien. Legen Sie das Programm nach /usr/local/bin und schreiben Sie die Unit von dort aus
service-since = Seit Sie gingen: { $accepted } angenommen, { $refused } abgelehnt, { $doubt } im Zweifel
