### Het bestand van de wachtrij: waarom het niet geopend, gelezen of geschreven wordt, en wat te doen.

store-detail = { $words }
store-symlink = De wachtrij { $path } is een symbolische koppeling
store-symlink-hint = Zet het bestand zelf in de configuratie; via een koppeling zien programma's elkaars wijzigingen niet.
store-hard-link = De wachtrij { $path } heeft een tweede naam (harde koppeling)
store-hard-link-hint = Verwijder de andere naam; via twee namen zien programma's elkaars wijzigingen niet.
store-not-a-file = { $path } is geen bestand
store-not-a-file-hint = Zet een bestand voor de wachtrij in de configuratie.
store-network = De wachtrij zou op een netwerkschijf staan ({ $kind }): { $path }
store-network-hint = Kies een map op een schijf van deze computer; vergrendeling over een netwerk is niet betrouwbaar genoeg.
store-foreign = { $path } is niet door dimonitor gemaakt
store-foreign-hint = Kies een ander bestand voor de wachtrij; aan dit bestand is niets gewijzigd.
store-missing = Er is nog geen wachtrij in { $path }
store-missing-hint = Ze wordt gemaakt zodra de eerste aangifte in de wachtrij komt.
store-newer = De wachtrij { $path } is geschreven door een nieuwere dimonitor (schema { $found }, dit programma kent { $known })
store-newer-hint = Installeer de nieuwere versie; aan het bestand is niets gewijzigd.
store-newer-hint-release = Installeer dimonitor { $release } of later; aan het bestand is niets gewijzigd.
store-older = De wachtrij { $path } is van een oudere versie
store-older-hint = Open ze één keer met schrijfrecht, zodat ze bijgewerkt wordt.
store-environment = De wachtrij { $path } hoort bij de omgeving { $found }, niet bij { $wanted }
store-environment-hint = Elke omgeving heeft een eigen bestand; kijk na welke omgeving en welk bestand ingesteld zijn.
store-not-writable = { $path } kan niet geschreven worden
store-not-writable-hint = Geef deze gebruiker schrijfrecht in de map van de wachtrij.
store-unreachable = { $path } is niet bereikbaar
store-unreachable-hint = Kijk na of de map bestaat en de schijf verbonden is.
store-corrupt = Het bestand van de wachtrij is beschadigd
store-corrupt-hint = Stop alle dimonitor-programma's en bewaar het bestand. Ga verder met de laatste back-up, of lees wat leesbaar is in een nieuw bestand: dimonitor store recover. Intussen wordt niets verzonden.
store-disk-full = De schijf is vol: de wachtrij kan niet geschreven worden
store-disk-full-hint = Maak plaats vrij. Er wordt niets verzonden zolang de wachtrij niet geschreven kan worden.
store-busy = Een ander programma houdt de wachtrij te lang vergrendeld
store-busy-hint = Probeer opnieuw; blijft het zo, zoek dan een stilgelegde dimonitor of een lopende back-up.
store-denied = De wachtrij mag niet geopend of geschreven worden
store-denied-hint = Kijk de rechten na van het bestand, van de map en van de bestanden ernaast (-wal, -shm).
store-io = De schijf meldde een fout op het bestand van de wachtrij
store-io-hint = Kijk de schijf na. Er wordt niets verzonden zolang de wachtrij niet geschreven kan worden.
store-failed = De wachtrij kon niet doen wat gevraagd werd
store-failed-hint = Het logboek zegt meer; meld het als het opnieuw gebeurt.
store-read-only = De wachtrij is alleen geopend om te kijken
store-read-only-hint = Voer de opdracht opnieuw uit met schrijfrecht.
store-stopped = Het programma eindigde voor de wachtrij klaar was
store-stopped-hint = Er is niets verloren; bekijk de wachtrij na de volgende start.
store-account-name = De wachtrij kent van vroeger een ander account { $account }
store-account-name-hint = Kies een naam die nooit voor een ander account is gebruikt

# Nakijken, kopiëren, redden, opschonen
store-library = Deze dimonitor is gebouwd met SQLite { $found }, dat een wachtrij kan beschadigen die door meerdere programma's gebruikt wordt
store-library-hint = Installeer een dimonitor die met SQLite { $oldest } of later gebouwd is.
store-copy-taken = Er staat al een bestand op { $path }
store-copy-taken-hint = Kies een andere naam; er wordt nooit over een bestand heen geschreven.
store-checked = { $path }: schema { $schema }, { $submissions } aangiften, { $entries } regels in het journaal
store-whole = Het bestand is heel.
store-not-whole = Het bestand is beschadigd.
store-not-whole-hint = Stop alle dimonitor-programma's en bewaar het bestand. Ga verder met de laatste back-up, of lees wat leesbaar is in een nieuw bestand: dimonitor store recover --into BESTAND
store-fault-pages = pagina's: { $place }
store-fault-references = verwijzingen: { $count } in de tabel { $place } noemen een rij die er niet is
store-fault-messages = berichten: { $count } zijn niet wat hun vingerafdruk zegt
store-fault-keys = sleutels: { $count } aangiften hebben meer dan één lopende inzending die niemand heeft toegestaan
store-fault-journal = journaal: { $count } gewijzigd, verdwenen of ingevoegd, vanaf { $place }
store-fault-counts = tellingen: { $count } in { $place } kloppen niet met natellen
store-fault-search = zoeken: de tekstindex past niet bij de rijen ({ $count })
store-fault-known = bekend sinds een redding: { $fault }
store-backed-up = { $submissions } aangiften gekopieerd naar { $path } ({ $size } MiB); geopend en heel bevonden
store-recover-busy = Er werkt nog een dimonitor aan dit bestand
store-recover-busy-hint = Stop eerst alle dimonitor-programma's.
store-recover-nothing = In { $path } is niets van een wachtrij te lezen
store-recover-nothing-hint = Ga verder met de laatste back-up. Het bestand is gelaten zoals het is.
store-recovered-table = { $table }: { $rows } rijen gelezen, { $lost } verloren
store-recovered-gap = { $table }: { $rows } rijen gelezen, minstens { $lost } verloren, en een stuk van onbekende lengte
store-recovered-lost = { $count } aangiften zijn verloren waarvan andere rijen nog getuigen; zoek ze op bij de RSZ voor er iets opnieuw aangegeven wordt: { $numbers }
store-recovered-held = { $count } aangiften hebben hun bericht verloren en worden tegengehouden
store-recovered-everything = Alles wat in het bestand stond is overgenomen.
store-recovered-part = Een deel van het bestand is verloren.
store-recovered-next =
    { $damaged } is gelaten zoals het is. Om het nieuwe bestand op zijn plaats te zetten:
    stop alle dimonitor-programma's,
    verplaats { $queue } met -wal en -shm naar een andere map en bewaar ze,
    verplaats { $path } naar { $queue },
    dimonitor store check
purge-not-wiped = Andere programma's waren met de wachtrij bezig, zodat er sporen in het logboek van de databank kunnen staan. Voer het commando opnieuw uit als ze gestopt zijn.
purge-copies = { $count } kopieën van de wachtrij staan ernaast of in de map met back-ups en houden wat ze hebben; verwijder die welke ouder zijn dan u ze mag bewaren.
store-key-adopted = De sleutel voor de controle op dubbels die vanaf nu telt, heeft de vingerafdruk { $print }. Wat met de vorige in de wachtrij kwam, wordt niet meer als dubbel herkend.
