### Controles vóór het verzenden: wat er mis is met een veld en wat te doen.

check-missing = Er is niets ingevuld: vul het in
check-too-long = Er passen hoogstens { $limit } tekens, er zijn er { $found }: maak het korter
check-text-control = Er staan onzichtbare stuurtekens in: tik het opnieuw
check-number-length = Er horen { $expected } cijfers te staan, er zijn er { $found }: tel ze opnieuw
check-number-not-digits = Er staat iets anders dan cijfers in: gebruik alleen cijfers, punten en streepjes
check-number-check-digits = Het controlegetal klopt niet: lees het nummer opnieuw, misschien zijn twee cijfers verwisseld
check-number-month = Geen enkel nummer heeft deze geboortemaand: lees het nummer opnieuw
check-number-first-digit = Zo'n nummer begint niet met { $digit }: lees het opnieuw, misschien is het een ander soort nummer
check-number-range = Zo'n nummer is niet in gebruik: lees het opnieuw
check-date-unreadable = Dit is geen bestaande datum: schrijf JJJJ-MM-DD of dd/mm/jjjj
check-birth-date-unreadable = Dit is geen bestaande datum: schrijf JJJJ-MM-DD, of JJJJ-00-00 als maand en dag onbekend zijn
check-birth-date-future = De geboortedatum ligt in de toekomst: verbeter ze
check-hour-unreadable = Dit is geen uur van de dag: schrijf UUMM of UU:MM, van 0000 tot 2359
check-hour-24 = 24:00 bestaat niet: schrijf 0000 en neem de volgende dag als einddatum
check-planned-hours-unreadable = Het aantal geplande uren is een geheel getal van 1 tot 999: tel een begonnen uur als een uur
check-code-unreadable = Een code heeft alleen letters en cijfers: kies er een uit de lijst
check-country-unreadable = Dit is geen NIS-landcode van drie cijfers: België is 150
check-municipality-unreadable = Dit is geen NIS-gemeentecode van vijf cijfers: gebruik 99999 voor een plaats in het buitenland
check-gender-unreadable = Zo schrijft de RSZ het geslacht niet: 1 is man, 2 is vrouw
check-post-code = Een Belgische postcode heeft vier cijfers: verbeter ze, of het land
check-employer-missing = De werkgever ontbreekt: geef het ondernemingsnummer of het RSZ-nummer
check-worker-missing = De werknemer ontbreekt: geef het INSZ, of de volledige identiteit met adres
check-identity-missing = Zonder INSZ is de volledige identiteit nodig: vul dit in, of geef het INSZ
check-identity-not-sent = Naast een INSZ wordt dit niet verzonden: laat het weg
check-ssin-required = Dit type werknemer wordt alleen met een INSZ aanvaard: vraag het op vóór de aangifte
check-ssin-no-birth-date = In dit INSZ staat geen echte geboortedatum: vergelijk het met het identiteitsbewijs
check-ssin-birth-date-differs = De geboortedatum is onverenigbaar met het INSZ: vergelijk beide met het identiteitsbewijs
check-ssin-gender-differs = Het geslacht is onverenigbaar met het INSZ: vergelijk beide met het identiteitsbewijs
check-young = De werknemer is op de begindatum jonger dan { $age }: vergelijk met het identiteitsbewijs
check-old = De werknemer is op de begindatum ouder dan honderd: vergelijk met het identiteitsbewijs
check-period-check-pair = De laatste twee cijfers van dit identificatienummer van de Dimonaperiode zijn ongewoon: vergelijk het met het antwoord op de IN
check-field-not-taken = { $kind ->
    [in] Een IN heeft geen plaats voor dit veld: laat het weg
    [out] Een OUT heeft geen plaats voor dit veld: laat het weg
    [update] Een wijziging heeft geen plaats voor dit veld: laat het weg, of doe een annulering en een nieuwe IN
   *[cancel] Een annulering heeft geen plaats voor dit veld: laat het weg
  }
check-date-window = De datum moet liggen van { $first } tot { $last }: verbeter ze
check-end-reopens = 9999-12-31 heropent een periode, en dat kan alleen in een wijziging: laat de einddatum weg
check-end-before-start = De einddatum ligt vóór de begindatum: verbeter een van beide
check-end-hour-order = Het einduur moet na het beginuur komen: neem voorbij middernacht de volgende dag als einddatum
check-over-24-hours = Een periode met uren duurt hoogstens 24 uur: doe één aangifte per dag
check-end-required = Dit type werknemer of paritair comité vraagt een einddatum: vul ze in
check-end-same-day = Hier moet de einddatum gelijk zijn aan de begindatum: doe één aangifte per dag
check-end-advised = Een flexi-job zonder uren wordt per kwartaal aangegeven: geef de laatste dag van het kwartaal als einddatum
check-one-quarter = Begin en einde moeten in één kwartaal liggen: doe één IN per kwartaal
check-too-early = Dit kan pas vanaf { $day } worden aangegeven: verzend het dan
check-late-start = De begindatum is voorbij: de aangifte is laattijdig en wordt hoogstens met een anomalie aanvaard
check-start-long-past = De begindatum ligt meer dan een jaar terug: kijk of het jaar juist is
check-start-hour-required = Het beginuur is hier verplicht: vul het in
check-end-hour-required = Het einduur is hier verplicht: vul het geplande einde in
check-hours-not-allowed = Dit type werknemer heeft geen uren van de dag: laat het weg
check-hours-one-day = Uren horen bij één werkdag: eindig op de begindatum, of de volgende dag als het voorbij middernacht is
check-day-lump-sum = Zonder einduur telt dit als een dag met dagforfait: geef het einduur als dat niet de bedoeling is
check-planned-hours-required = Dit type werknemer vraagt het aantal geplande uren: vul hele uren voor het kwartaal in
check-planned-hours-not-allowed = Dit type werknemer heeft geen geplande uren: laat ze weg
check-planned-hours-many = Dat is meer dan 13 uur per dag: kijk of uren en datums juist zijn
check-worker-type-unknown = Dit type werknemer staat niet op de lijst: het wordt doorgegeven zoals het is, kijk of het juist is
check-committee-unknown = Dimona kent dit paritair comité niet: gebruik XXX voor elke sector zonder eigen code
check-code-not-yet = Deze code geldt pas vanaf { $day }: kies een andere, of verbeter de begindatum
check-code-ended = Deze code gold tot { $day }: kies een andere, of verbeter de begindatum
check-pair-refused = Dit type werknemer gaat alleen samen met paritair comité { $committees }: kies een andere van de twee
check-pair-doubtful = De RSZ heeft dit type werknemer al geweigerd met dit paritair comité: gebruik zo mogelijk XXX
check-workplace-not-allowed = Alleen een student heeft een plaats van tewerkstelling: laat ze weg
check-update-nothing = Een wijziging zonder begin- of einddatum wijzigt niets: geef de datum die verandert
check-update-pair = Een uur verandert samen met zijn datum: vul ook deze datum in
check-update-planned-only = Alleen het aantal geplande uren verandert: het is veiliger ook de ongewijzigde einddatum te geven
check-update-without-end = Zonder einddatum kan een wijziging het einde van de periode wegnemen: herhaal de einddatum als er een is

state-draft = ontwerp
state-queued = in de wachtrij
state-held = aangehouden
state-sending = in verzending
state-in-doubt = in twijfel
state-submitted = in afwachting van het resultaat
state-waiting = in afwachting bij Sigedis
state-accepted = aanvaard
state-accepted-warning = aanvaard met anomalieën
state-refused = geweigerd
state-rejected = bij ontvangst geweigerd
state-not-taken = niet ontvangen
state-cancelled = ingetrokken
state-unknown = onbekend
