### Het register: velden, regels en knoppen van Chaman, en de stappen van de lijst voor het portaal.

# Velden van formulieren
chaman-field-sender-number = Verzendernummer
chaman-field-sender-name = Naam van de verzender
chaman-field-sender-role = Gebruikt Chaman als
chaman-field-contact-name = Naam
chaman-field-phone-code = Telefooncode
chaman-field-phone-number = Telefoonnummer
chaman-field-email = E-mailadres
chaman-field-contact-language = Taal
chaman-field-channel = Type
chaman-field-account-name = Naam van de account
chaman-field-permissions = Beveiligde machtigingen
chaman-field-certificate-file = Certificaatbestand
chaman-field-certificate-name = Certificaatnaam
chaman-field-user-name = Gebruikersnaam
chaman-field-password-file = Bestand met het wachtwoord
chaman-field-ssh-key-file = Bestand met de publieke SSH-sleutel
chaman-field-existing = Staat al in Chaman
chaman-field-client-id = Client ID
chaman-field-key-file = Bestand met de private sleutel
chaman-field-passphrase-file = Bestand met de wachtwoordzin
chaman-field-key-kind = Soort sleutel
chaman-field-company = Onderneming
chaman-field-common-name = Eigenaar
chaman-field-days = Dagen geldig
chaman-field-target = Schrijven naar
chaman-field-confirmation = Bevestiging

# Woorden van Chaman
chaman-role-enterprise = onderneming (RSZ)
chaman-role-professional = professional (KSZ)
chaman-panel-files = FTP- / SFTP-kanalen
chaman-panel-services = Webservices account
chaman-button-files = Een FTP- of SFTP-account toevoegen
chaman-button-services = Een Webservice-account toevoegen

# Namen
chaman-name-empty = Er is een naam nodig: typ er een
chaman-name-long = Een naam heeft hoogstens { $limit } tekens: maak hem korter
chaman-name-characters = De naam bevat onzichtbare tekens of stuurtekens: typ hem opnieuw
chaman-name-taken = Er is al een account { $account }: kies een andere naam

# Verzender en contact
chaman-sender-number = Een verzendernummer heeft één tot zes cijfers: neem het over uit Chaman
chaman-sender-role = Een verzender is een onderneming of een professional: kies een van beide
chaman-phone-code = Een telefooncode is die van een land, zoals +32: verbeter ze
chaman-phone-number = Een telefoonnummer heeft 4 tot 14 cijfers: typ het zonder de code van het land
chaman-email = Er is precies één e-mailadres nodig, zoals naam@onderneming.be: verbeter het
chaman-language = De RSZ schrijft in het Nederlands (nl), Frans (fr) of Duits (de): kies een van de drie
chaman-contact-first = Zonder contactgegevens van de verzender maakt Chaman geen account: geef deze eerst
chaman-contact-first-hint = Vul het contact in: naam, telefoon, e-mailadres en taal

# Accounts
chaman-channel-none = Een account is van het type FTP, SFTP, SOAP of REST: kies er een
chaman-one-account = Een verzender heeft hoogstens één { $channel }-account, en dat is { $account }: verwijder die eerst
chaman-one-account-hint = Alleen van REST kunnen er meerdere zijn
chaman-account-unknown = In het register staat geen account { $account }
chaman-account-unknown-hint = Kijk in de lijst van accounts hoe hij heet
chaman-permissions-none = Een account heeft minstens één machtiging nodig: kies er een
chaman-permission-unknown = Een { $channel }-account kan de machtiging { $permission } niet hebben: kies uit de lijst
chaman-rest-only = Alleen een REST-account heeft een client ID en een private sleutel: kies een REST-account
chaman-client-id-needed = Een account die al in Chaman staat, heeft een client ID: neem die daar over
chaman-client-id = Een client ID heeft geen spaties en hoogstens 255 tekens: neem die over uit Chaman
chaman-user-name-empty = Er is een gebruikersnaam nodig: typ er een, zonder EXP
chaman-user-name-characters = Een gebruikersnaam heeft alleen letters en cijfers: laat al het andere weg
chaman-user-name-long = Een gebruikersnaam heeft hoogstens { $limit } tekens, zonder EXP: maak hem korter
chaman-password-empty = Het wachtwoord is leeg: zet het op de eerste regel van zijn bestand
chaman-password-space = Een wachtwoord heeft geen spaties: kies een ander
chaman-password-characters = Naast letters en cijfers heeft een wachtwoord alleen { $allowed } : kies een ander
chaman-password-long = Een wachtwoord heeft hoogstens { $limit } tekens: kies een korter
chaman-password-letters = Een wachtwoord heeft minstens twee tekens die geen letters zijn: voeg cijfers of speciale tekens toe
chaman-ssh-key-none = Een SFTP-account heeft een publieke SSH-sleutel nodig: geef het bestand
chaman-path-not-text = Het pad { $path } bevat tekens die geen tekst zijn: zet het bestand elders
chaman-no-rename = Chaman geeft een { $channel }-account geen andere naam: verwijder hem en maak hem opnieuw
chaman-no-permissions = { $channel ->
    [SOAP] Een SOAP-account heeft geen machtigingen: er valt niets te wijzigen
   *[other] Chaman geeft een { $channel }-account geen andere machtigingen: verwijder hem en maak hem opnieuw
  }
chaman-no-replace = Het certificaat van een { $channel }-account wordt niet vervangen: voeg het nieuwe toe en verwijder dan het oude
chaman-no-more-certificates = Een { $channel }-account heeft precies één certificaat: vervang het
chaman-no-ssh-key = Een { $channel }-account heeft geen SSH-sleutel: kies een SFTP-account

# Certificaatbestanden
chaman-certificate-none = Er is een certificaat nodig: geef het bestand
chaman-certificate-pfx = Chaman neemt geen .pfx of .p12 aan: haal het certificaat eruit met openssl pkcs12 -in { $file } -clcerts -nokeys -out certificaat.cer
chaman-certificate-extension = Chaman neemt een certificaatbestand .{ $extension } aan: geef het bestand die naam
chaman-certificate-there = Account { $account } heeft dit certificaat al: kies een ander
chaman-certificate-unknown = Account { $account } heeft dit certificaat niet: zoek de vingerafdruk in de lijst
chaman-certificate-last = Dit is het laatste certificaat van account { $account }, die niet zonder kan
chaman-certificate-last-hint = Voeg eerst het nieuwe certificaat toe, of verwijder de account

# Regels voor certificaten
chaman-rule-key = sleutel
chaman-rule-digest = handtekening
chaman-rule-key-usage = sleutelgebruik
chaman-rule-issuer = leverancier
chaman-rule-validity = geldigheid
chaman-rule-company = onderneming
chaman-verdict-kept = in orde
chaman-verdict-doubtful = twijfelachtig
chaman-verdict-broken = geweigerd
chaman-key-good = De sleutel is { $key }
chaman-key-bad = Chaman neemt geen sleutel { $key } aan
chaman-key-hint = Maak een certificaat met een van deze sleutels: { $keys }
chaman-digest-good = Het is ondertekend met { $digest }
chaman-digest-bad = Chaman neemt geen handtekening met { $digest } aan
chaman-digest-sha1-rest = Het is ondertekend met SHA-1, wat voor REST nooit aanvaard wordt
chaman-digest-sha1-over = Het is ondertekend met SHA-1, wat aanvaard werd tot { $until }
chaman-digest-sha1-until = Het is ondertekend met SHA-1, wat aanvaard wordt tot { $until }
chaman-digest-hint = Vraag een certificaat dat ondertekend is met een van deze: { $digests }
chaman-usage-good = De sleutel mag digitale handtekeningen zetten
chaman-usage-other = De sleutel mag geen digitale handtekeningen zetten, alleen: { $uses }
chaman-usage-none = Het certificaat zegt niet dat de sleutel digitale handtekeningen mag zetten
chaman-usage-hint = Maak er een met sleutelgebruik digitalSignature
chaman-issuer-authority = De leverancier is { $issuer }
chaman-issuer-self = Het is met zijn eigen sleutel ondertekend, zoals REST toelaat
chaman-issuer-refused = Het is met zijn eigen sleutel ondertekend, wat { $channel } niet toelaat
chaman-issuer-hint = Vraag er een aan een erkende autoriteit; alleen REST neemt een zelfondertekend certificaat aan
chaman-expired = De vervaldatum was { $until }
chaman-expired-hint = Maak of koop een nieuw certificaat
chaman-not-yet = Het is pas geldig vanaf { $from }
chaman-not-yet-hint = Wacht tot dan, of kijk of de klok van deze computer juist staat
chaman-valid = Het is geldig tot { $until }
chaman-company-good = Het staat op naam van { $company }
chaman-company-none = Er staat geen onderneming in
chaman-company-hint = Maak er een op naam van de onderneming: misschien vraagt Chaman dat

# Certificaat vernieuwen
chaman-rotation-rest = Account { $account } heeft één certificaat, dat vervangen wordt: alleen bij een REST-account gaat het stap voor stap
chaman-rotation-not-in-chaman = Het nieuwe certificaat van account { $account } staat nog niet in Chaman, voor zover hier bekend
chaman-rotation-not-in-chaman-hint = Doe de open stappen van de lijst in het portaal en vink ze af, en ga dan verder
chaman-stage-chosen = nieuw certificaat gekozen
chaman-stage-added = toegevoegd in Chaman
chaman-stage-added-asked = gevraagd, door een persoon toe te voegen in Chaman
chaman-stage-switched = ondertekent met de nieuwe sleutel
chaman-stage-proven = token gekregen met de nieuwe sleutel
chaman-stage-finished = oud certificaat verwijderd
chaman-stage-finished-asked = oud certificaat nog te verwijderen in Chaman door een persoon
chaman-stage-abandoned = opgegeven

# Verbindingstest
chaman-test-key-file = sleutelbestand
chaman-test-key = sleutel
chaman-test-match = sleutel en certificaat
chaman-test-rules = regels van Chaman
chaman-test-clock = klok
chaman-test-assertion = handtekening
chaman-test-token = token
chaman-test-scopes = machtigingen
chaman-test-consult = consultatie

# De lijst voor het portaal: wat er te doen is
chaman-step-sender = Maak { $sender } de verzender
chaman-step-contact = Maak { $contact } het contact
chaman-step-add-account = Maak de { $channel }-account { $account }
chaman-step-rename = Geef account { $account } de naam { $to }
chaman-step-permissions = Geef account { $account } { $count ->
    [one] één machtiging
   *[other] { $count } machtigingen
  }
chaman-step-add-certificate = Voeg certificaat { $certificate } toe aan { $account }
chaman-step-replace-certificate = Vervang het certificaat van { $account } door { $certificate }
chaman-step-remove-certificate = Verwijder certificaat { $fingerprint }… van { $account }
chaman-step-ssh-key = Vervang de SSH-sleutel van { $account }
chaman-step-remove-account = Verwijder account { $account }
chaman-step-client-id = Noteer client ID { $client_id } van { $account }
chaman-step-key = Onderteken voor { $account } met een andere sleutel
chaman-step-unknown = Er is geen stap { $step } op de lijst
chaman-step-unknown-hint = Kijk naar de nummers op de lijst
chaman-step-done = Stap { $step } is al gedaan
chaman-step-early = Stap { $step } kan niet in Chaman zoals het er volgens ons uitziet
chaman-step-early-hint = Vink eerst de stappen ervoor af

# De lijst voor het portaal: waar te klikken
chaman-do-open = Open Chaman op het portaal van de sociale zekerheid
chaman-do-open-sender = Open Chaman op het portaal van de sociale zekerheid als { $role }, verzendernummer { $sender }
chaman-do-role = Kies { $role }
chaman-do-sender-name = Naam van de verzender: { $name }
chaman-do-sender-number = Kijk of Chaman verzendernummer { $sender } toont
chaman-do-contact-new = Vul de contactgegevens in
chaman-do-contact-update = Kies "Updaten" bij het contact
chaman-do-phone = Telefooncode: { $code }; Telefoonnummer: { $number }
chaman-do-email = E-mailadres: { $email }
chaman-do-language = Taal: { $language }
chaman-do-add = Kies in het paneel "{ $panel }" de knop "{ $button }"
chaman-do-account = Open in het paneel "{ $panel }" account { $account }
chaman-do-account-anywhere = Open account { $account }
chaman-do-update = Kies "Updaten"
chaman-do-type = Type: { $channel }
chaman-do-name = Naam: { $name }
chaman-do-tick = Vink de machtiging "{ $official }" aan
chaman-do-untick = Vink de machtiging "{ $official }" uit
chaman-do-untick-others = Vink alle andere uit
chaman-do-certificate-file = Kies het certificaatbestand { $file } (serienummer { $serial })
chaman-do-certificate-name = Certificaatnaam: { $name }
chaman-do-user-name = Gebruikersnaam: { $user }; Chaman toont hem als { $shown }
chaman-do-password-file = Wachtwoord: de eerste regel van { $file }
chaman-do-password = Wachtwoord: kies er een van hoogstens tien tekens, waarvan twee geen letters, en bewaar het veilig
chaman-do-ssh-key = Geef de publieke SSH-sleutel { $kind } met vingerafdruk { $fingerprint }
chaman-do-add-certificate = Kies het pictogram om een certificaat toe te voegen
chaman-do-replace-certificate = Kies het pictogram om het certificaat te vervangen
chaman-do-remove-certificate = Kies het pictogram om certificaat { $name } te verwijderen (serienummer { $serial }, vervaldatum { $until })
chaman-do-remove-certificate-unknown = Kies het pictogram om het certificaat met SHA-256-vingerafdruk { $fingerprint }… te verwijderen
chaman-do-replace-ssh-key = Kies het pictogram om de publieke SSH-sleutel te vervangen
chaman-do-confirm = Kies "Bevestigen"
chaman-do-client-id = Noteer de client ID die Chaman toont: die wordt gevraagd wanneer deze stap wordt afgevinkt
chaman-do-delete = Kies "Verwijderen" bij account { $account }
chaman-do-delete-confirm = Kies opnieuw "Verwijderen" als Chaman het vraagt: de account komt niet terug

# Bestanden van een register
chaman-register-damaged = Het register in de opslag is beschadigd
chaman-register-damaged-hint = Zet een kopie van de opslag terug, of importeer het laatst geëxporteerde register in een nieuwe
chaman-import-hint = dimonitor register export schrijft een bestand zoals het hoort
chaman-import-stranger = Een { $channel }-account heeft dit niet: laat het weg
chaman-import-permission = Een machtiging wordt genoemd met letters, cijfers en streepjes
chaman-import-one-certificate = Hier staat precies één certificaat in PEM, met niets eromheen
chaman-import-no-key = Er is geen key_file die deze wachtwoordzin zou openen
