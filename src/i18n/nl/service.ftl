config-not-loopback = Er mag alleen op een adres van deze machine geluisterd worden
config-listen = Dit is geen adres met een poort, zoals 127.0.0.1:9464

service-working = aan het werk, { $queued } in de wachtrij
service-standby = staat klaar achter { $pid } op { $host }
service-working-among = aan het werk, een van { $count } werkers, { $queued } in de wachtrij
service-standby-of = staat klaar, { $count } andere werken, { $queued } in de wachtrij
service-waiting = kan nog niet werken: de opslag van de wachtrij antwoordt niet
service-stopping = maakt af wat onderweg is
service-monitor = cijfers op { $address }
service-config-rejected = configuratie: geweigerd: { $reason }
service-reloaded = De configuratie is opnieuw gelezen en geldt
service-kept = De configuratie is opnieuw gelezen en niet overgenomen; de oude blijft gelden
service-environment = De omgeving kan niet veranderen terwijl de dienst loopt
service-environment-hint = Stop de dienst en start hem opnieuw
service-no-listen = De cijfers kunnen niet op { $address } getoond worden
service-no-listen-hint = Misschien gebruikt een ander programma die poort; kies een andere in [monitor]
service-credential = Het bestand { $file } is een credential van de dienst
service-credential-hint = Alleen de dienst die systemd gestart heeft kan het lezen: LoadCredential=NAAM:BESTAND in de unit, zonder / in NAAM
service-passphrase-again = De wachtwoordzin van de sleutel kan alleen bij de start gevraagd worden
service-passphrase-again-hint = Stel passphrase_file in voor de account, of start de dienst opnieuw
service-no-home = De unit kan niet geschreven worden: het pad van dit programma is niet bekend
service-hidden = De dienst zal { $program } niet vinden: hij ziet geen thuismappen en geen mappen voor tijdelijke bestanden. Zet het programma in /usr/local/bin en schrijf de unit van daaruit
service-since = Sinds u wegging: { $accepted } aanvaard, { $refused } geweigerd, { $doubt } in twijfel
