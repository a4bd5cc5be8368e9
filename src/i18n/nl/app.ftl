### Wat het programma zegt over het starten, bestanden, de sandbox en de demonstratie.

app-no-runtime = Het systeem geeft dit programma geen threads of timers
app-input-unreadable = De aangiften kunnen niet worden gelezen: { $file }
app-input-hint = Geef de naam van een leesbaar bestand, of - voor de standaardinvoer
app-input-too-large = { $file } is groter dan { $limit } MiB: splits het
app-scenario = Het scenario is niet bruikbaar: { $file }
app-simulator-listens = De simulator luistert op { $address }; ctrl-c stopt hem
app-simulator-cannot-listen = De simulator kan niet luisteren op { $address }
app-simulator-cannot-listen-hint = Misschien gebruikt een ander programma die poort: stop het, of kies een ander adres
app-ca-unreadable = De certificaatautoriteit kan niet worden gelezen: { $file }
app-ca-hint = Verbeter ca_files in de configuratie; zolang die fout is, wordt er niets verstuurd
app-passphrase-unreadable = De wachtwoordzin kan niet worden gelezen uit { $source }
app-passphrase-hint = Stel passphrase_file of passphrase_fd in voor het account, of start vanuit een terminal
app-sandbox-keys = De eigen sleutel van de sandbox kan niet worden gemaakt of gelezen in { $folder }
app-sandbox-keys-hint = Controleer de rechten van die map, of kies een andere --home
app-not-queued = De aangifte staat niet in de wachtrij
app-no-stage = De demonstratie kan niet worden opgezet

demo-posts = aangiften verstuurd (POST)
demo-polls = resultaten opgevraagd (GET)
demo-tokens = tokens opgevraagd
demo-found-again = verloren antwoorden teruggevonden
demo-lost = verloren
demo-sent-twice = dubbel verstuurd
demo-too-early = bevragingen buiten het schema
demo-books-agree = Onze boeken en die van de simulator komen overeen
demo-books-disagree = Onze boeken en die van de simulator komen niet overeen
