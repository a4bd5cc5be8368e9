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
