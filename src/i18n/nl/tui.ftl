## tui: the console

# Screens
tui-loading = Bezig met laden…
tui-none = Geen
tui-now = nu
tui-good = in orde
tui-attention = aandacht
tui-bad = niet in orde
tui-verbatim = { $text }
tui-too-small = dimonitor heeft minstens { $columns } kolommen en { $rows } rijen nodig. Maak het venster groter.
tui-read-only = Alleen lezen: van hieruit kan niets gewijzigd worden
tui-read-only-badge = ALLEEN LEZEN
tui-no-terminal = De console heeft een terminal nodig
tui-no-terminal-hint = Start ze in een terminal, of gebruik de andere opdrachten met --json
tui-task-failed = Er is iets misgelopen in het programma
tui-task-failed-hint = De wachtrij is niet geraakt; zie het logboek voor details
tui-theme-unknown = Er bestaat geen thema met de naam { $name }
tui-theme-known = Bekende thema's: { $names }
tui-theme-broken = Het themabestand kan niet gelezen worden
tui-copied = { $bytes } bytes naar het klembord gekopieerd (OSC 52)
tui-copy-too-long = Te lang voor het klembord van een terminal
tui-copy-failed = De terminal heeft de tekst niet aangenomen
tui-interrupt-again = Druk nogmaals op { $key } om af te sluiten
tui-quit-title = Afsluiten?
tui-quit-body = Het formulier bevat tekst die niet verzonden is. Die gaat verloren.
tui-clear-title = Formulier leegmaken?
tui-clear-body = Alles wat in het formulier getypt is, gaat verloren.

# Header
tui-environment-sandbox = SANDBOX
tui-environment-simulation = SIMULATIE
tui-environment-production = PRODUCTIE
tui-environment-unknown = ONBEKEND
tui-header-sender = verzender { $number }
tui-token-none = geen token
tui-token-failed = token mislukt
tui-token-left = token { $left }
tui-worker-here = worker hier
tui-worker-elsewhere = worker op { $host } ({ $pid })
tui-worker-several = { $count } workers
tui-worker-nobody = NIEMAND VRAAGT OP

# States
tui-state-draft = klad
tui-state-queued = in wachtrij
tui-state-held = opgehouden
tui-state-sending = in verzending
tui-state-in-doubt = twijfel
tui-state-submitted = in afwachting
tui-state-waiting = Sigedis
tui-state-accepted = aanvaard
tui-state-accepted-warning = aanvaard, lezen
tui-state-refused = geweigerd
tui-state-rejected = verworpen
tui-state-not-taken = niet ontvangen
tui-state-cancelled = ingetrokken
tui-severity-error = Kan niet verzonden worden
tui-severity-refusal = Zou geweigerd worden
tui-severity-warning = Anomalie
tui-severity-advice = Advies
tui-level-error = fouten
tui-level-warn = waarschuwingen
tui-level-info = informatie
tui-level-debug = details
tui-kind-in = Dimona IN, indiensttreding
tui-kind-out = Dimona OUT, uitdiensttreding
tui-kind-update = Dimona UPDATE, wijziging
tui-kind-cancel = Dimona CANCEL, annulering

# Dashboard
tui-panel-needs = Vraagt aandacht
tui-panel-queue = Wachtrij
tui-panel-accounts = Accounts (Chaman)
tui-panel-certificates = Certificaten
tui-panel-latest = Laatste
tui-dashboard-due-soon = ! { $count } termijn < 1 u, niet aanvaard
tui-dashboard-since = oudste sinds { $time }
tui-dashboard-today = vandaag afgehandeld
tui-dashboard-pace = per minuut
tui-dashboard-answers = antwoord p50 { $median } p95 { $slow }
tui-account-token = token { $left }
tui-account-no-token = nog geen token
tui-account-waits = wacht tot { $time }
tui-certificate-expired = al { $days } { $days ->
    [one] dag
   *[other] dagen
    } VERVALLEN
tui-certificate-days = { $days } { $days ->
    [one] dag
   *[other] dagen
    }
tui-certificate-no-key = geen sleutelbestand
tui-certificate-other-key = andere sleutel

# Queue
tui-queue-empty = De wachtrij is leeg
tui-queue-none = Geen rij voldoet aan de filter
tui-queue-filter = filter:
tui-column-id = nr.
tui-column-state = status
tui-column-kind = soort
tui-column-type = type
tui-column-employer = werkgever
tui-column-worker = werknemer
tui-column-ssin = INSZ
tui-column-start = begin
tui-column-deadline = termijn
tui-deadline-late = LAAT { $time }
tui-deadline-met = op tijd
tui-column-age = sinds
tui-column-next = weer
tui-column-reference = referentie

# Detail
tui-detail-title = Aangifte
tui-detail-nothing = Geen aangifte gekozen
tui-detail-gone = Deze aangifte zit niet in de wachtrij
tui-detail-dates = datums
tui-detail-number = aangiftenummer
tui-detail-period = Dimonaperiode
tui-detail-account = account
tui-detail-since = laatste wijziging
tui-detail-next = volgende ronde
tui-detail-anomalies = Anomalieën
tui-detail-attempts = Pogingen
tui-detail-no-attempts = Er werd nog niets verzonden
tui-detail-journal = Journaal
tui-detail-sent = Bericht
tui-detail-answer = Antwoord
tui-detail-no-answer = geen antwoord
tui-detail-trace = trace
tui-detail-server-trace = trace RSZ
tui-doubt-answer-lost = De verbinding viel weg nadat de aangifte mogelijk vertrokken was. Niemand weet of de RSZ ze heeft; ze wordt daarom niet vanzelf opnieuw verzonden.
tui-doubt-unclear = De RSZ antwoordde iets dat ja noch nee betekent. De aangifte kan ontvangen zijn; ze wordt daarom niet vanzelf opnieuw verzonden.
tui-doubt-no-number = De RSZ heeft de aangifte ontvangen maar gaf geen bruikbaar nummer; het resultaat kan nog niet opgevraagd worden.
tui-doubt-worker-died = Het programma stopte tijdens de verzending. Niemand weet of de RSZ de aangifte heeft; ze wordt daarom niet vanzelf opnieuw verzonden.
tui-doubt-searching =
    { $count ->
        [0] Ze wordt bij de RSZ opgezocht.
        [one] Eén opzoeking bij de RSZ gaf geen eenduidig resultaat; het zoeken gaat voort.
       *[other] { $count } opzoekingen bij de RSZ gaven geen eenduidig resultaat; het zoeken gaat voort.
    }
tui-doubt-do = Wat te doen: kijk in de onlinedienst van de RSZ of bel het contactcenter. Is ze er, los dan op met het nummer. Is ze er niet, los dan op met de reden, vanaf { $from }.
tui-advice-refused = De RSZ heeft ze geweigerd: aan de verplichting is niet voldaan. Verbeter wat de anomalieën noemen en doe een nieuwe aangifte.
tui-advice-warning = Aanvaard, met niet-blokkerende anomalieën. Lees ze: ze kunnen gevolgen hebben.
tui-advice-rejected = Aan de deur geweigerd: de RSZ heeft ze nooit ontvangen. De laatste poging noemt de reden.
tui-advice-sigedis = Sigedis identificeert de werknemer. Dit duurt tot enkele werkdagen en vraagt niets van u.
tui-advice-held = Ze is opgehouden en wordt niet verzonden tot ze vrijgegeven wordt.
tui-no-ssin = Deze aangifte heeft geen INSZ

# Commands
tui-cannot-poll = Een resultaat kan enkel opgevraagd worden zolang de RSZ eraan werkt; deze is: { $state }
tui-cannot-withdraw = Enkel wat nog niet verzonden is, kan ingetrokken worden; deze is: { $state }
tui-cannot-hold = Enkel wat in de wachtrij zit of opgehouden is, kan opgehouden of vrijgegeven worden; deze is: { $state }
tui-cannot-resolve = Enkel een aangifte in twijfel kan opgelost worden; deze is: { $state }
tui-done-poll = { $id }: het resultaat wordt nu opgevraagd
tui-done-withdraw = { $id }: ingetrokken
tui-done-hold = { $id }: opgehouden
tui-done-release = { $id }: vrijgegeven
tui-done-resolve = { $id }: opgelost
tui-withdraw-title = Deze aangifte intrekken?
tui-poll-title = Het resultaat nu opvragen?
tui-hold-title = Deze aangifte ophouden?
tui-release-title = Deze aangifte vrijgeven?
tui-confirm-environment = Omgeving: { $environment }
tui-confirm-submission = Nr. { $id }  { $kind }  { $worker }
tui-confirm-employer = Werkgever: { $employer }
tui-confirm-worker = Werknemer: { $worker }
tui-confirm-refusal = Volgens de controles zal de RSZ ze weigeren.
tui-confirm-keys = j of { $accept }: ja    n of { $back }: nee
tui-resolve-title = Aangifte { $id } oplossen
tui-resolve-body = Vul één van beide in. Het nummer wordt vergeleken met wat verzonden is voor het geloofd wordt.
tui-resolve-number = Ze is bij de RSZ onder dit aangiftenummer
tui-resolve-reason = Ze is niet bij de RSZ; ik weet dat omdat
tui-resolve-empty = Vul het nummer of de reden in
tui-resolve-both = Vul slechts één van beide in
tui-resolve-number-wrong = Een aangiftenummer telt één tot negentien cijfers

# Declare
tui-declare-send = Verzenden
tui-declare-pending = Wordt in de wachtrij gezet…
tui-declare-not-ready = Ze kan nog niet verzonden worden: zie de velden
tui-declare-queued = In de wachtrij als nummer { $id }
tui-declare-findings =
    { $count ->
        [0] Voorlopig niets gevonden. Velden met * zijn verplicht.
        [one] Eén opmerking; velden met * zijn verplicht.
       *[other] { $count } opmerkingen; velden met * zijn verplicht.
    }
tui-send-title = Deze aangifte verzenden?
tui-duplicate-title = Dezelfde aangifte is onderweg
tui-duplicate-about = Nummer { $id } geeft hetzelfde aan en is: { $state }
tui-duplicate-body = Een tweede is een tweede rechtshandeling. Typ de reden om ze toch te verzenden, of ga terug.
tui-field-reference = Uw referentie
tui-field-enterprise-number = Ondernemingsnummer
tui-field-nsso-number = of RSZ-nummer
tui-field-ssin = INSZ
tui-field-family-name = Familienaam
tui-field-given-name = Voornaam
tui-field-initial = Initiaal
tui-field-birth-date = Geboortedatum
tui-field-place-of-birth = Geboorteplaats
tui-field-country-of-birth = Geboorteland
tui-field-nationality = Nationaliteit
tui-field-gender = Geslacht
tui-field-street = Straat
tui-field-house-number = Huisnummer
tui-field-box-number = Bus
tui-field-post-code = Postcode
tui-field-municipality-code = Gemeentecode
tui-field-municipality-name = Gemeente
tui-field-country = Land
tui-field-period-id = Nummer Dimonaperiode
tui-field-start-date = Begindatum
tui-field-start-hour = Beginuur
tui-field-end-date = Einddatum
tui-field-end-hour = Einduur
tui-field-planned-hours = Aantal geplande uren
tui-field-worker-type = Type werknemer
tui-field-joint-committee = Paritair comité
tui-field-sub-entity = Subentiteit
tui-field-user-enterprise-number = Gebruiker (nummer)
tui-field-user-name = of zijn naam
tui-field-user-street = - straat
tui-field-user-house-number = - huisnummer
tui-field-user-box-number = - bus
tui-field-user-post-code = - postcode
tui-field-user-municipality-code = - gemeentecode
tui-field-user-municipality-name = - gemeente
tui-field-user-country = - land
tui-field-user-joint-committee = - paritair comité
tui-field-card-first-month = C3.2A, eerste maand
tui-field-card-next-month = C3.2A, maand erna
tui-field-work-nature = Aard van het werk
tui-field-small-status = Klein statuut
tui-field-workplace-name = Plaats van tewerkstelling
tui-field-workplace-street = - straat
tui-field-workplace-house-number = - huisnummer
tui-field-workplace-box-number = - bus
tui-field-workplace-post-code = - postcode
tui-field-workplace-municipality-code = - gemeentecode
tui-field-workplace-municipality-name = - gemeente
tui-field-workplace-country = - land

# Log
tui-log-level = tot en met
tui-log-empty = Geen regel om te tonen
tui-log-following = volgt mee
tui-log-paused =
    { $count ->
        [0] staat stil
       *[other] staat stil, { $count } nieuw
    }

# Overlays

# Actions: the name, and what it does
tui-action-open = Openen
tui-help-open = Opent wat gekozen is: een getal zijn rijen, een rij haar details
tui-action-accept = Bevestigen
tui-help-accept = Gaat naar het volgende veld, zegt ja, of voert uit wat gekozen is
tui-action-poll = Nu opvragen
tui-help-poll = Vraagt het resultaat nu aan de RSZ in plaats van op het geplande tijdstip
tui-action-withdraw = Intrekken
tui-help-withdraw = Haalt een aangifte uit de wachtrij voor ze verzonden wordt
tui-action-hold = Ophouden/vrijgeven
tui-help-hold = Houdt een aangifte in de wachtrij op, of geeft een opgehouden aangifte vrij
tui-action-resolve = Oplossen
tui-help-resolve = Zegt wat er met een aangifte in twijfel gebeurd is
tui-action-reveal = INSZ tonen
tui-help-reveal = Toont het INSZ tien seconden lang; dit komt in het auditlogboek
tui-action-copy = Kopiëren als JSON
tui-help-copy = Kopieert de aangifte naar het klembord van uw eigen machine, nummers gemaskeerd zoals op het scherm
tui-action-filter = Filteren
tui-help-filter = Toont enkel de rijen of regels die voldoen
tui-action-sort-right = Sorteren op volgende kolom
tui-help-sort-right = Sorteert op de kolom rechts
tui-action-sort-left = Sorteren op vorige kolom
tui-help-sort-left = Sorteert op de kolom links
tui-action-sort-reverse = Volgorde omkeren
tui-help-sort-reverse = Keert de volgorde om
tui-action-send = Verzenden
tui-help-send = Vraagt bevestiging en zet de aangifte in de wachtrij
tui-action-clear-form = Formulier leegmaken
tui-help-clear-form = Maakt alle velden van het formulier leeg
tui-action-level = Niveau
tui-help-level = Wijzigt welke niveaus van het logboek getoond worden
tui-action-follow = Meevolgen
tui-help-follow = Volgt het nieuwste, of staat stil
tui-action-new-account = Nieuwe account
tui-help-new-account = Maakt een account van een kanaal
tui-action-test-connection = Verbinding testen
tui-help-test-connection = Probeert elke schakel van een REST-account: sleutel, certificaat, token, machtigingen, een consultatie
tui-action-edit-contact = Contactgegevens
tui-help-edit-contact = Vult de contactgegevens in of wijzigt ze
tui-action-edit-sender = Verzender
tui-help-edit-sender = Vult de verzender in of wijzigt hem
tui-action-rename = Hernoemen
tui-help-rename = Geeft de account een andere naam
tui-action-permissions = Machtigingen
tui-help-permissions = Wijzigt wat de account mag
tui-action-add-certificate = Certificaat toevoegen
tui-help-add-certificate = Voegt een certificaat toe aan een REST-account
tui-action-replace-certificate = Certificaat vervangen
tui-help-replace-certificate = Vervangt het ene certificaat van een FTP-, SFTP- of SOAP-account
tui-action-remove-certificate = Certificaat verwijderen
tui-help-remove-certificate = Verwijdert het gekozen certificaat van een REST-account; nooit het laatste
tui-action-download-certificate = Certificaat downloaden
tui-help-download-certificate = Schrijft het gekozen certificaat naar een bestand
tui-action-replace-ssh-key = SSH-sleutel vervangen
tui-help-replace-ssh-key = Vervangt de publieke SSH-sleutel van een SFTP-account
tui-action-download-ssh-key = SSH-sleutel downloaden
tui-help-download-ssh-key = Schrijft de publieke SSH-sleutel naar een bestand
tui-action-set-key = Sleutelbestand
tui-help-set-key = Zegt waar de private sleutel van een REST-account ligt
tui-action-copy-client-id = Client ID kopiëren
tui-help-copy-client-id = Kopieert de client ID naar het klembord van uw eigen machine
tui-action-remove-account = Account verwijderen
tui-help-remove-account = Verwijdert de account voorgoed; vraagt om zijn naam te typen
tui-action-tick = Afvinken
tui-help-tick = Zegt dat de gekozen stap in Chaman gedaan is
tui-action-show-done = Gedane stappen
tui-help-show-done = Toont of verbergt de stappen die gedaan zijn
tui-action-next = Volgende
tui-help-next = Gaat naar het volgende veld of getal
tui-action-previous = Vorige
tui-help-previous = Gaat naar het vorige veld of getal
tui-action-left = Links
tui-help-left = Gaat naar links, of neemt de vorige keuze
tui-action-right = Rechts
tui-help-right = Gaat naar rechts, of neemt de volgende keuze
tui-action-down = Omlaag
tui-help-down = Gaat een regel omlaag
tui-action-up = Omhoog
tui-help-up = Gaat een regel omhoog
tui-action-page-down = Pagina omlaag
tui-help-page-down = Gaat een pagina omlaag
tui-action-page-up = Pagina omhoog
tui-help-page-up = Gaat een pagina omhoog
tui-action-first = Naar boven
tui-help-first = Gaat naar het begin
tui-action-last = Naar beneden
tui-help-last = Gaat naar het einde
tui-action-dashboard = Overzicht
tui-help-dashboard = Toont wat aandacht vraagt en hoe de wachtrij ervoor staat
tui-action-queue = Wachtrij
tui-help-queue = Toont alle aangiften in de wachtrij
tui-action-declare = Aangeven
tui-help-declare = Opent het formulier van een nieuwe aangifte
tui-action-log = Logboek
tui-help-log = Toont wat er gebeurd is
tui-action-back = Terug
tui-help-back = Sluit wat open is, stap voor stap, terug naar het overzicht
tui-action-redraw = Hertekenen
tui-help-redraw = Tekent het hele scherm opnieuw
tui-action-suspend = Onderbreken
tui-help-suspend = Gaat terug naar de shell; het commando fg keert hier terug
tui-action-quit = Afsluiten
tui-help-quit = Sluit af; vraagt bevestiging als het formulier tekst bevat die niet verzonden is
tui-action-interrupt = Verlaten
tui-help-interrupt = Tweemaal na elkaar: sluit meteen af
tui-action-accounts = Accounts
tui-help-accounts = Verzender, contact, kanalen en accounts, en de portaallijst tonen
tui-action-certificates = Certificaten
tui-help-certificates = Elk certificaat tonen met zijn vervaldatum, de regels van Chaman en zijn sleutel
