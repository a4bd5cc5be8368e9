### Wat de motor meldt: handelingen die niet kunnen, accounts met moeilijkheden.

engine-read-only = Deze console is alleen-lezen: er is niets gewijzigd
engine-row-moved = Inzending { $id } werd intussen door iemand anders gewijzigd
engine-row-moved-hint = Bekijk ze opnieuw en beslis dan
engine-unknown-submission = Er is geen inzending { $id }
engine-unknown-submission-hint = Bekijk de wachtrij voor de nummers die bestaan
engine-no-such-edge = Dat kan niet met een inzending die { $state } is
engine-too-early = Dat kan pas vanaf { $time }
engine-lease-lost = Een andere verwerker heeft het overgenomen
engine-number-taken = Aangifte { $number } hoort al bij een andere inzending
engine-business-key = De sleutel voor de controle op dubbels kan niet worden gelezen of gemaakt: { $file }
engine-other-business-key = Deze map heeft een andere sleutel voor de controle op dubbels ({ $print }) dan wie de wachtrij vulde: een aangifte die er al is, zou niet herkend worden. Er wordt niets in de wachtrij gezet.
engine-other-business-key-hint = Kopieer keys/business.key uit een map die deze wachtrij deelt. Is die sleutel verloren: dimonitor store adopt-key, dan telt deze vanaf nu.
os-error = Het systeem meldt: { $error }
server-said = Het antwoord: { $text }

engine-no-account = Er is geen account ingesteld voor de omgeving { $environment }
engine-no-account-hint = Voeg een [[account]] met client_id en key_file toe aan de configuratie; config.example.toml toont hoe
engine-unknown-account = Er is geen account { $account }
engine-known-accounts = Ingestelde accounts: { $accounts }
engine-no-account-for-employer = Er is geen account ingesteld voor werkgever { $employer }

engine-service-busy = De dienst vraagt om later terug te komen (HTTP { $status })
engine-service-busy-hint = Er gaat niets verloren: wat in de wachtrij staat, vertrekt zodra de dienst het aanneemt
engine-service-unreachable = De dienst is niet bereikbaar
engine-service-unreachable-hint = Controleer het netwerk, de proxy en base_url in de configuratie; wat in de wachtrij staat, blijft staan
engine-held-token-refused = De dienst weigert de tokens van dit account
engine-held-token-refused-hint = Controleer het account en zijn machtigingen in Chaman en geef het account dan vrij
engine-held-missing-scope = Dit account heeft geen machtiging om aan te geven
engine-held-missing-scope-hint = Voeg in Chaman “Dimona-aangiftes verrichten” toe aan het account en geef het dan vrij
engine-held-other = Iets tussen ons en de dienst weigert dit account ({ $reason })
engine-held-other-hint = Vraag de netwerkbeheerders welke proxy antwoordt en geef het account dan vrij

engine-reason-needed = Een reden is nodig: hoe weet u dat ze niet bij de RSZ is?
engine-not-in-doubt = Over inzending { $id } is geen twijfel: er valt niets te beslissen
engine-other-declaration = Aangifte { $number } bij de RSZ is een andere dan de onze
engine-other-declaration-hint = Zoek de werknemer op in de toepassing van de RSZ en neem het nummer daar over
engine-number-unknown = De RSZ kent aangifte { $number } niet, of heeft ze nog niet verwerkt

engine-register-moved = Iemand anders heeft het register op hetzelfde moment gewijzigd
engine-register-moved-hint = Bekijk het opnieuw en beslis dan
engine-register-not-empty = Het register is niet leeg: er is niets geïmporteerd
engine-register-not-empty-hint = Een register wordt alleen in een nieuwe omgeving geïmporteerd; wijzig dit register account per account
engine-register-imported = Geïmporteerd: { $count ->
    [one] één account
   *[other] { $count } accounts
  }
engine-incomplete = Er ontbreekt iets
engine-sender-set = De verzender is { $sender }
engine-contact-set = Het contact is { $contact }
engine-account-added = Account { $account } is aangemaakt
engine-account-noted = Account { $account } is genoteerd zoals het in Chaman staat
engine-account-renamed = Account { $account } heet nu { $name }
engine-account-removed = Account { $account } is verwijderd
engine-account-busy = Account { $account } heeft nog { $count ->
    [one] één inzending die niet is afgehandeld
   *[other] { $count } inzendingen die niet zijn afgehandeld
  }
engine-account-busy-hint = Wacht op de resultaten of trek in wat nog niet is verzonden; verwijder daarna het account
engine-not-confirmed = Typ de naam van het account, { $account }, precies zoals hij er staat
engine-not-confirmed-hint = Verwijderen is definitief: een nieuw account krijgt van Chaman een andere client ID
engine-permissions-set = De machtigingen van account { $account } zijn gewijzigd
engine-certificate-none = Er staat geen certificaat in { $file }
engine-certificates-several = { $file } bevat verschillende certificaten die niet bij elkaar horen
engine-certificates-several-hint = Geef een bestand met alleen het certificaat van het account, of met de keten erachter
engine-certificate-added = Het certificaat is toegevoegd aan account { $account }
engine-certificate-replaced = Het certificaat van account { $account } is vervangen
engine-certificate-removed = Het certificaat is verwijderd van account { $account }
engine-certificate-made = De sleutel en het certificaat zijn gemaakt: { $file }
engine-request-made = De sleutel en de certificaataanvraag zijn gemaakt: { $file }
engine-ssh-key-replaced = De publieke SSH-sleutel van account { $account } is vervangen
engine-no-ssh-key = Account { $account } heeft geen SSH-sleutel
engine-not-cer = Het bestand van een certificaat eindigt op .cer
engine-file-written = Geschreven: { $file }
engine-key-file-empty = Noem het bestand van de private sleutel
engine-key-set = Account { $account } ondertekent voortaan met { $file }
engine-key-differs = De sleutel hoort bij geen enkel certificaat van account { $account }
engine-key-differs-hint = Kies de sleutel die samen met het certificaat is gemaakt; begin een rotatie om beide te vervangen
engine-key-of-other-certificate = De sleutel { $file } hoort niet bij het nieuwe certificaat
engine-key-of-other-certificate-hint = Kies de sleutel die samen met het certificaat is gemaakt
engine-no-client-id = Account { $account } heeft nog geen client ID
engine-no-client-id-hint = Maak { $account } aan in Chaman en vink die stap af met de client ID die Chaman toont
engine-no-key = Voor account { $account } is geen private sleutel bekend
engine-no-key-hint = Noem het sleutelbestand van account { $account }
engine-name-configured = De configuratie heeft een ander account met de naam { $account }
engine-name-configured-hint = Geef een van de twee accounts { $account } een andere naam
engine-no-link = Deze opdracht spreekt met niemand
engine-nothing-to-tick = Er valt niets af te vinken: in de sandbox gebeurt elke wijziging meteen
engine-step-ticked = Stap { $step } is gedaan
engine-step-earlier = Stap { $step } kan niet vóór stap { $earlier } worden gedaan
engine-rotation-started = De rotatie van account { $account } is begonnen; er is nog niets gewijzigd
engine-rotation-under-way = Er loopt al een rotatie van account { $account }
engine-rotation-under-way-hint = Zet ze eerst verder, of neem ze terug tot het begin
engine-no-rotation = Er loopt geen rotatie van account { $account }
engine-no-rotation-hint = Begin er een met een nieuw certificaat en zijn sleutel
engine-rotation-reached = Rotatie van account { $account }: { $stage }
engine-worker-has-old-key = De worker van deze wachtrij ondertekent nog niet met de nieuwe sleutel van account { $account }
engine-worker-has-old-key-hint = Wacht enkele seconden en ga verder; blijft het zo, kijk dan in de lijst van accounts waarom: de worker moet het sleutelbestand kunnen lezen. Tot dan blijft het oude certificaat
