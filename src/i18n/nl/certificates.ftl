### Het scherm Certificaten: lijst, details, nieuwe maken, vernieuwen.

# Lijst
certificates-title = Certificaten { $place } van { $total }
certificates-none = Er is nog geen certificaat bekend. Druk op { $key } om een sleutel met een certificaat te maken en gebruik het daarna voor een account.
certificates-none-selected = Er is geen certificaat gekozen
certificates-column-status = status
certificates-column-title = certificaat
certificates-column-account = account
certificates-column-channel = kan.
certificates-column-left = dagen
certificates-column-bar = over
certificates-column-end = vervaldatum
certificates-column-working-day = werkdag
certificates-column-key = sleutel
certificates-unreadable = onleesbaar
certificates-not-begun = nog niet geldig
certificates-expired = vervallen
certificates-now = dringend
certificates-soon = binnenkort
certificates-fine = in orde
certificates-key-good = past
certificates-key-other = andere
certificates-key-unusable = onbruikbaar
certificates-unusable-key = sleutel onbruikbaar
certificates-key-none = geen
certificates-more = … en nog { $count }
certificates-permissions = { $count } { $count ->
    [one] machtiging
   *[other] machtigingen
    }
certificates-day = { $weekday ->
    [1] ma
    [2] di
    [3] wo
    [4] do
    [5] vr
    [6] za
   *[7] zo
    } { $date }

# Details
certificates-ends = Vervalt op { $day }
certificates-working-day = Op die dag werkt niemand; de laatste werkdag ervoor is { $day }
certificates-level = Waarschuwing bereikt: { $days } { $days ->
    [one] dag
   *[other] dagen
    }
certificates-account = account
certificates-file = bestandsnaam
certificates-name = certificaatnaam
certificates-chaman = in Chaman
certificates-believed = staat er, voor zover bekend
certificates-not-believed = staat er nog niet
certificates-belief-unknown = het register kent dit certificaat niet
certificates-owner = eigenaar
certificates-company = onderneming
certificates-issuer = leverancier
certificates-signed = handtekening
certificates-self-signed = zelf ondertekend
certificates-signed-by = ondertekend door { $issuer }
certificates-serial = serienummer
certificates-serial-hex = hexadecimaal
certificates-from = geldig vanaf
certificates-until = geldig tot
certificates-key = sleutel
certificates-digest = digest
certificates-usage = sleutelgebruik
certificates-usage-unsaid = niet vermeld
certificates-sha256 = SHA-256
certificates-sha1 = SHA-1
certificates-key-file = sleutelbestand
certificates-key-matches = hoort bij dit certificaat
certificates-key-differs = hoort bij een ander certificaat
certificates-key-not-kept = voor dit account wordt hier geen sleutel bewaard
certificates-key-no-use = onbruikbaar
certificates-rules = Regels van Chaman
certificates-rule = { $rule }: { $reason }

# Vernieuwen
certificates-rotation = Vernieuwing naar { $certificate } (vervalt { $day })
certificates-rotation-none = Voor dit account is geen vernieuwing bezig
certificates-rotation-moved = Iemand anders heeft de vernieuwing verzet: kijk waar ze nu staat
certificates-rotation-step-first = Staat voor zover bekend nog niet in Chaman: doe eerst stap { $step } van de controlelijst voor het portaal
certificates-rotate-unknown = { $account } staat niet in het register: maak het account daar eerst
certificates-rotate-channel = { $account } is een account van { $channel }: alleen een account van REST ondertekent van hieruit; het ene certificaat ervan wordt vervangen op het scherm Accounts
certificates-rotate-under-way = Voor { $account } is al een vernieuwing bezig
certificates-stage-done = { $stage }  { $by } { $at }
certificates-stage-chosen = Nieuw certificaat en nieuwe sleutel gekozen
certificates-stage-added = Nieuw certificaat toegevoegd in Chaman
certificates-stage-asked = Nieuw certificaat gevraagd voor Chaman
certificates-stage-switched = Sleutel gewisseld
certificates-stage-proven = Token verkregen met de nieuwe sleutel
certificates-stage-finished = Oud certificaat verwijderd
certificates-stage-abandoned = Opgegeven
certificates-next-title = Vernieuwing van { $account }: volgende stap?
certificates-next-add-here = Het certificaat { $certificate } wordt meteen aan { $account } toegevoegd in Chaman, naast het oude. De worker gaat verder met de oude sleutel.
certificates-next-add-portal = Er komt een stap op de controlelijst voor het portaal: voeg het certificaat { $certificate } toe aan { $account }, naast het oude. De worker gaat verder met de oude sleutel.
certificates-next-switch = Vanaf nu ondertekent de worker voor { $account } met de sleutel { $key }. Niets moet herstart worden en het oude certificaat blijft in Chaman.
certificates-next-prove = Voor { $account } wordt een token gevraagd, ondertekend met de sleutel { $key }. Er verandert niets.
certificates-next-remove-here = { $count ->
        [one] Het oude certificaat wordt
       *[other] De { $count } oude certificaten worden
    } meteen van { $account } verwijderd in Chaman. Er is daarna geen weg terug.
certificates-next-remove-portal = { $count ->
        [one] Er komt een stap op de controlelijst voor het portaal: verwijder het oude certificaat van { $account }.
       *[other] Er komen { $count } stappen op de controlelijst voor het portaal: verwijder de oude certificaten van { $account }.
    } Er is daarna geen weg terug.
certificates-back-title = Vernieuwing van { $account }: een stap terug?
certificates-back-abandon = De vernieuwing van { $account } wordt opgegeven. In Chaman verandert niets; de bestanden van het nieuwe certificaat blijven waar ze zijn.
certificates-back-add-here = Het certificaat { $certificate } wordt meteen van { $account } verwijderd in Chaman. De worker gaat verder met de oude sleutel.
certificates-back-add-portal = Er komt een stap op de controlelijst voor het portaal: verwijder het certificaat { $certificate } van { $account }. De worker gaat verder met de oude sleutel.
certificates-back-switch-none = Er was geen vroegere sleutel: voor { $account } kan niets meer ondertekend worden tot er een is. Beide certificaten blijven in Chaman.
certificates-back-switch = Vanaf nu ondertekent de worker voor { $account } met de vroegere sleutel { $old }. Beide certificaten blijven in Chaman.

# Formulieren
certificates-form-new = Nieuwe sleutel met zelf ondertekend certificaat
certificates-form-request = Nieuwe sleutel met certificaataanvraag (CSR)
certificates-form-rotation = Vernieuwing van { $account }
certificates-form-files = Op deze computer worden nieuwe bestanden geschreven: de sleutel alleen leesbaar voor u (0600). Niets wat er al is, wordt overschreven en Chaman hoort er nog niets van.
certificates-form-rotation-about = Er verandert nog niets in Chaman of voor de worker. Hierna vraagt elke stap eerst bevestiging en kan ze teruggedraaid worden tot het oude certificaat verwijderd is.
certificates-order-days = Een geheel aantal dagen van 1 tot { $limit }
certificates-order-long = In een certificaat passen hoogstens { $limit } tekens
certificates-order-key-none = Zeg in welk bestand de private sleutel staat
certificates-order-file-none = Zeg in welk bestand het geschreven wordt
certificates-order-extension = De naam van dit bestand eindigt op .{ $extension }
certificates-order-same-file = Dit is hetzelfde bestand als een ander: elk heeft zijn eigen bestand nodig

# Acties: de naam, en wat ze doen
tui-action-new-certificate = Nieuw
tui-help-new-certificate = Maakt een nieuwe sleutel met een zelf ondertekend certificaat
tui-action-new-request = CSR
tui-help-new-request = Maakt een nieuwe sleutel met een certificaataanvraag (CSR)
tui-action-start-rotation = Vernieuwen
tui-help-start-rotation = Begint certificaat en sleutel van dit account te vervangen
tui-action-rotation-next = Volgende stap
tui-help-rotation-next = Brengt de vernieuwing van dit account een stap verder, na een vraag
tui-action-rotation-back = Stap terug
tui-help-rotation-back = Brengt de vernieuwing van dit account een stap terug, na een vraag
tui-action-go-to-account = Account
tui-help-go-to-account = Toont het account van dit certificaat
tui-action-copy-fingerprint = SHA-256 kopiëren
tui-help-copy-fingerprint = Kopieert de SHA-256-vingerafdruk naar het klembord van uw eigen machine
tui-action-copy-serial = Serienummer kopiëren
tui-help-copy-serial = Kopieert het serienummer, zoals Chaman het toont, naar het klembord van uw eigen machine
