### De gedeelde wachtrij in PostgreSQL: waarom ze niet wordt geopend, gelezen of geschreven, en wat te doen.

store-pg-unreachable = De databaseserver { $server } is niet bereikbaar
store-pg-unreachable-hint = Ga na of de server draait, of naam en poort in de configuratie juist zijn en of het netwerk deze computer doorlaat. Intussen wordt niets verzonden.
store-pg-lost = De verbinding met de databaseserver is verbroken, of aan de andere kant antwoordt niemand
store-pg-lost-hint = Ze komt vanzelf weer tot stand; intussen wordt niets verzonden. Blijft het zo, controleer dan server en netwerk.
store-pg-password = De databaseserver laat deze gebruiker niet binnen
store-pg-password-hint = Controleer de gebruiker in store = "postgres://…" en zijn wachtwoord in store_password_file of DIMONITOR_STORE_PASSWORD; pg_hba.conf van de server zegt wie vanwaar mag komen.
store-pg-no-database = Deze database bestaat niet op de server, of er is geen schema in dat deze gebruiker mag gebruiken
store-pg-no-database-hint = Maak de database, en het schema als er een is ingesteld, of verbeter de naam in de configuratie.
store-pg-full = De databaseserver heeft geen verbinding meer vrij
store-pg-full-hint = Elk programma heeft er tot acht nodig. Verhoog max_connections op de server, of stop programma's die niet nodig zijn.
store-pg-denied = Deze gebruiker van de database mag dat niet
store-pg-denied-hint = Geef hem de rechten op de tabellen van de wachtrij; wie een nieuwe wachtrij maakt, moet in het schema mogen maken. Om alleen te kijken volstaat SELECT: gebruik --read-only.
store-pg-read-only = De database neemt geen wijzigingen aan
store-pg-read-only-hint = Misschien is dit een stand-by: noem de primaire server in de configuratie. Om alleen te kijken: --read-only.
store-pg-disk-full = De schijf van de databaseserver is vol: de wachtrij kan niet worden geschreven
store-pg-disk-full-hint = Maak daar plaats vrij. Er wordt niets verzonden tot de wachtrij weer kan worden geschreven.
store-pg-busy-hint = Probeer opnieuw; blijft het zo, zoek dan op de server naar een transactie die niet eindigt, of een lopende back-up.
store-pg-io-hint = Controleer de schijf van de databaseserver. Er wordt niets verzonden tot de wachtrij weer kan worden geschreven.
store-pg-corrupt = De database van de wachtrij bevat wat niet waar kan zijn
store-pg-corrupt-hint = Stop alle dimonitor-programma's en bewaar de database. Ga verder met de laatste back-up van de server. Intussen wordt niets verzonden.
store-pg-old = De databaseserver is PostgreSQL { $found }; minstens { $oldest } is nodig
store-pg-old-hint = Werk de server bij; er werd niets gewijzigd.
store-pg-tls = De server { $server } bewijst niet wie hij is, of versleutelt niet
store-pg-tls-hint = Zijn certificaat moet hem noemen en van een instantie komen die deze computer vertrouwt; noem een andere in store_ca_file. Zonder TLS wordt alleen met een server op deze computer zelf gesproken.
store-pg-authorities = De certificaatinstanties voor de databaseserver kunnen niet worden gebruikt
store-pg-authorities-hint = store_ca_file moet certificaten in PEM bevatten.
store-pg-foreign-hint = Kies een andere database of een ander schema voor de wachtrij; deze bleef zoals ze is.
store-pg-environment-hint = Elke omgeving heeft haar eigen database of schema; ga na welke zijn ingesteld.

# The address in the configuration
config-store-unreadable = Dit is geen adres van een wachtrij: verwacht wordt postgres://GEBRUIKER@SERVER/DATABASE
config-store-user = Het adres noemt geen gebruiker: postgres://GEBRUIKER@SERVER/DATABASE
config-store-password = Een wachtwoord hoort hier niet: schrijf het op de eerste regel van een bestand en noem dat in store_password_file, of stel DIMONITOR_STORE_PASSWORD in
config-store-not-secure = Zonder TLS wordt alleen met een server op deze computer zelf gesproken: verwijder sslmode=disable
config-store-sslmode = sslmode kan verify-full zijn, of disable voor een server op deze computer zelf
config-store-schema = Een schema heet met kleine letters, cijfers en onderstrepingstekens
config-store-option = Na de database kunnen alleen sslmode en schema volgen
store-pg-not-a-file = Dit is voor een wachtrij in een bestand; deze staat in PostgreSQL: { $place }
store-pg-trigrams = De server mist de extensie pg_trgm, waarmee teksten gevonden worden
store-pg-trigrams-hint = Installeer ze bij de server (Debian: postgresql-contrib), of laat de beheerder CREATE EXTENSION pg_trgm uitvoeren in deze database.
