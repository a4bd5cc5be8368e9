### Was das Programm über Start, Dateien, Sandbox und Vorführung sagt.

app-no-runtime = Das System gibt diesem Programm keine Threads oder Timer
app-input-unreadable = Die Meldungen können nicht gelesen werden: { $file }
app-input-hint = Geben Sie den Namen einer lesbaren Datei an, oder - für die Standardeingabe
app-input-too-large = { $file } ist größer als { $limit } MiB: teilen Sie die Datei
app-scenario = Das Szenario ist nicht brauchbar: { $file }
app-simulator-listens = Der Simulator lauscht auf { $address }; ctrl-c beendet ihn
app-simulator-cannot-listen = Der Simulator kann nicht auf { $address } lauschen
app-simulator-cannot-listen-hint = Vielleicht belegt ein anderes Programm diesen Port: beenden Sie es, oder wählen Sie eine andere Adresse
app-ca-unreadable = Die Zertifizierungsstelle kann nicht gelesen werden: { $file }
app-ca-hint = Berichtigen Sie ca_files in der Konfiguration; solange sie falsch ist, wird nichts gesendet
app-passphrase-unreadable = Die Passphrase kann nicht aus { $source } gelesen werden
app-passphrase-hint = Legen Sie für das Konto passphrase_file oder passphrase_fd fest, oder starten Sie aus einem Terminal
app-sandbox-keys = Der eigene Schlüssel der Sandbox kann in { $folder } weder angelegt noch gelesen werden
app-sandbox-keys-hint = Prüfen Sie die Rechte dieses Ordners, oder wählen Sie ein anderes --home
app-not-queued = Die Meldung steht nicht in der Warteschlange
app-no-stage = Die Vorführung kann nicht aufgebaut werden

demo-posts = gesendete Meldungen (POST)
demo-polls = abgefragte Ergebnisse (GET)
demo-tokens = angeforderte Token
demo-found-again = wiedergefundene verlorene Antworten
demo-lost = verloren
demo-sent-twice = doppelt gesendet
demo-too-early = Abfragen außer der Reihe
demo-books-agree = Unsere Bücher und die des Simulators stimmen überein
demo-books-disagree = Unsere Bücher und die des Simulators stimmen nicht überein
