### Zinnen over sleutels, tokens en de verbinding met de RSZ.

rsz-cause = { $cause }
rsz-server-says = De server zegt: { $words }

rsz-url-invalid = { $url } is geen bruikbaar webadres
rsz-url-not-https = { $url } is niet versleuteld en ligt niet op deze computer
rsz-url-credentials = Een webadres bevat een gebruikersnaam of een wachtwoord
rsz-url-hint = Gebruik een adres dat met https:// begint. Gewoon http:// mag alleen voor 127.0.0.1, [::1] en localhost.

rsz-client-unusable = Er kan geen verbinding worden voorbereid
rsz-client-unusable-hint = Installeer de certificatieautoriteiten van het systeem (pakket ca-certificates), of noem een CA-bestand in de configuratie.
rsz-ca-file-unusable = Dit CA-bestand van de configuratie bevat geen leesbaar certificaat: { $file }
rsz-ca-file-unusable-hint = Noem een PEM-bestand met een of meer certificaten, of een DER-bestand met één certificaat.
rsz-proxy-invalid = De proxy van de configuratie is geen bruikbaar adres
rsz-proxy-invalid-hint = Schrijf hem als http://host:poort.

rsz-unreachable-hint = Controleer het netwerk, de firewall en de proxy, en of { $host } de juiste host is.
rsz-unreachable-loopback-hint = Op dit adres van deze computer luistert niets. Draait de simulator?

rsz-token-unreachable = De tokenserver { $host } is onbereikbaar
rsz-token-invalid-client = De tokenserver aanvaardt account { $client } niet
rsz-token-invalid-client-hint = Ga in Chaman na of het certificaat van deze sleutel nog bij de account staat, niet vervallen is en bij precies deze account hoort; controleer de client-ID; en controleer de klok van deze computer.
clock-off = { $side ->
    [behind] De klok van deze computer loopt { $span } achter
   *[ahead] De klok van deze computer loopt { $span } voor
}
rsz-token-invalid-scope = Account { $client } mag deze machtigingen niet vragen
rsz-token-unauthorized-client = Account { $client } heeft geen machtiging om de dienst te gebruiken
rsz-token-permission-hint = Geef de account in Chaman de machtigingen "Dimona-aangiftes verrichten" en "Consultatie van de Dimona-aangifte", of verbeter de scopes in de configuratie.
rsz-token-invalid-request = De tokenserver begrijpt de vraag niet (HTTP { $status })
rsz-token-invalid-request-hint = Controleer het tokenadres in de configuratie: het moet dat van OAuth versie 5 zijn.
rsz-token-later = De tokenserver vraagt om later terug te komen (HTTP { $status })
rsz-token-fault = De tokenserver heeft een storing (HTTP { $status })
rsz-token-unreadable = De tokenserver gaf een onbruikbaar antwoord
rsz-token-not-signed = De vraag om een token voor account { $client } kon niet worden ondertekend
rsz-token-again-hint = Dit wordt vanzelf opnieuw geprobeerd. Als het aanhoudt, vraag dan het contactcenter van de RSZ of { $host } in onderhoud is.

rsz-key-empty = { $file } is leeg
rsz-key-not-a-key = { $file } is geen privésleutel
rsz-key-certificate = { $file } is een certificaat, geen privésleutel
rsz-key-public = { $file } is een publieke sleutel, geen privésleutel
rsz-key-choose-hint = Noem het bestand met de privésleutel die samen met het certificaat is gemaakt. Het begint met "-----BEGIN PRIVATE KEY-----" of iets dergelijks.
rsz-key-broken = De privésleutel in { $file } is beschadigd
rsz-key-broken-hint = Controleer hem met: openssl pkey -in SLEUTELBESTAND -check -noout. Zet een reservekopie terug als dat mislukt.
rsz-key-several = { $file } bevat meer dan één privésleutel
rsz-key-several-hint = Bewaar één privésleutel per bestand.
rsz-key-pkcs12 = { $file } is een PKCS#12-bestand (.p12, .pfx)
rsz-key-pkcs12-hint = Haal de sleutel eruit met: openssl pkcs12 -in { $file } -nocerts -out key.pem
rsz-key-openssh = { $file } is een sleutel in het eigen formaat van OpenSSH
rsz-key-openssh-hint = Zet een kopie ervan om met: ssh-keygen -p -m PKCS8 -f KOPIE
rsz-key-legacy-encryption = { $file } is versleuteld op een oude manier van OpenSSL
rsz-key-old-encryption = { $file } is versleuteld met een verouderd schema (PBES1)
rsz-key-unknown-encryption = { $file } is versleuteld met een schema dat niet wordt ondersteund
rsz-key-costly = De sleutel in { $file } ontgrendelen zou minuten duren, of meer geheugen vragen dan deze computer daarvoor mag geven
rsz-key-convert-hint = Zet het om met: openssl pkcs8 -topk8 -v2 aes-256-cbc -in { $file } -out key.pem
rsz-key-passphrase-missing = { $file } is versleuteld en er is geen wachtwoordzin voor
rsz-key-passphrase-missing-hint = Geef de wachtwoordzin op de vraag, in een bestand of via een file descriptor, zoals de configuratie zegt. Probeer ze met: openssl pkey -in { $file } -noout
rsz-key-passphrase-wrong = De wachtwoordzin opent { $file } niet
rsz-key-passphrase-wrong-hint = Probeer de wachtwoordzin met: openssl pkey -in { $file } -noout
rsz-key-rsa-size = { $file } bevat een RSA-sleutel van { $bits } bits; de RSZ aanvaardt 2048, 3072 of 4096
rsz-key-curve = { $file } bevat een sleutel op de kromme { $curve }; de RSZ aanvaardt P-384 en P-521
rsz-key-edwards = { $file } bevat een sleutel op een Edwardskromme (Ed25519 of dergelijke), die de RSZ niet aanvaardt
rsz-key-other-algorithm = { $file } bevat een sleutel voor het algoritme { $oid }, dat de RSZ niet aanvaardt
rsz-key-generate-hint = Maak een nieuwe sleutel met: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out key.pem. Daarvoor is een nieuw certificaat in Chaman nodig.

rsz-key-file-unreadable = { $file } kan niet worden gelezen
rsz-key-file-unreadable-hint = Controleer het pad in de configuratie en de rechten van het bestand en van zijn mappen.
rsz-key-file-not-regular = { $file } is geen gewoon bestand
rsz-key-file-too-large = { $file } is veel te groot voor een sleutel of een wachtwoordzin
rsz-key-file-open = Anderen op deze computer mogen { $file } lezen, dat geheim moet blijven
rsz-key-file-open-hint = Sluit het af met: chmod 600 { $file }
rsz-key-file-stranger = { $file } is van iemand anders op deze computer, die het kan wijzigen
rsz-key-folder-open = Anderen op deze computer kunnen { $file } door een ander bestand vervangen: de map { $folder } staat voor hen open
rsz-key-folder-open-hint = Sluit ze af met: chmod go-w { $folder }

rsz-passphrase-none = In de eerste regel van { $file } staat geen wachtwoordzin
rsz-passphrase-none-hint = Zet de wachtwoordzin in de eerste regel, als tekst in UTF-8, en niets anders erbij.

rsz-sandbox-unusable = De simulator op { $address } aanvaardt het account van de sandbox niet
rsz-sandbox-unusable-hint = Controleer of daar een dimonitor-simulator van dezelfde versie luistert

rsz-test-rest-only = Alleen REST-accounts kunnen worden getest: { $account } is van het type { $channel }
rsz-test-no-key = Voor dit account is geen private sleutel genoemd
rsz-test-no-key-hint = Noem het bestand van de private sleutel die samen met een van zijn certificaten werd gemaakt.
rsz-test-no-client-id = Dit account heeft nog geen client ID, of zijn sleutel werd niet gelezen
rsz-test-no-client-id-hint = Maak het account in Chaman, vink die stap af met de client ID die Chaman toont, en probeer opnieuw.
rsz-test-key-file = Alleen de eigenaar mag { $file } lezen
rsz-test-key-configured = Gelezen bij het starten van dit programma, zoals de configuratie zegt
rsz-test-key-loaded = Geopend bij het starten van dit programma
rsz-test-key = Een sleutel die ondertekent met { $algorithm }
rsz-test-match = Hij hoort bij het certificaat { $certificate }
rsz-test-no-certificate = Van dit account is hier geen certificaat bekend, dus zijn de regels niet gecontroleerd
rsz-test-no-certificate-hint = Noem het bestand van het certificaat in de configuratie.
rsz-test-differs = De sleutel hoort bij geen van de certificaten van het account: { $certificates }
rsz-test-differs-hint = Noem de sleutel die samen met een ervan werd gemaakt, of voeg het certificaat van deze sleutel toe in Chaman en hier.
rsz-test-rules = { $certificate } voldoet aan elke regel van Chaman
rsz-test-clock = De klok van de server en die van deze computer verschillen { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } seconden
}
rsz-test-clock-unsaid = De server antwoordt, en zegt niet hoe laat het is
rsz-test-clock-off-hint = Laat deze computer zijn tijd van het netwerk nemen (NTP): bij meer dan enkele minuten verschil komt er geen token.
rsz-test-assertion = De aanvraag van een token is ondertekend
rsz-test-token = Er is een token gegeven, voor { $seconds } seconden
rsz-test-scopes = Het draagt { $scopes }
rsz-test-scopes-unsaid = De server zegt niet welke machtigingen het token draagt
rsz-test-scopes-unsaid-hint = De volgende stap toont of het de dienst opent.
rsz-test-scopes-missing = Het token mist de machtiging { $permissions }
rsz-test-scopes-missing-hint = Vink ze in Chaman aan bij "Beveiligde machtigingen" van dit account; of neem ze hier weg als ze niet gewenst is.
rsz-test-consult = De dienst antwoordt
rsz-test-consult-token = De dienst aanvaardt het token niet dat net gegeven is
rsz-test-consult-token-hint = Controleer in de configuratie of de adressen van de tokenserver en van de dienst van dezelfde omgeving zijn.
rsz-test-consult-denied = De dienst weigert te worden geconsulteerd (HTTP { $status })
rsz-test-consult-denied-hint = Geef het account in Chaman de machtiging "Consultatie van de Dimona-aangifte".
rsz-test-consult-later = De dienst vraagt om later terug te komen (HTTP { $status })
rsz-test-consult-later-hint = Tot hier is alles in orde. Probeer het over enkele minuten opnieuw.
rsz-test-consult-fault = De dienst geeft een antwoord dat niet bruikbaar is (HTTP { $status })
rsz-test-consult-fault-hint = Controleer het adres van de dienst in de configuratie. Klopt het, probeer dan later opnieuw: misschien is er onderhoud.
rsz-test-consult-unreachable = De dienst is niet bereikbaar, terwijl de tokenserver dat wel was
rsz-test-consult-unreachable-hint = Controleer het adres van de dienst in de configuratie, de firewall en de proxy.
