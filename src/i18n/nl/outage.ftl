# Het storingsjournaal. Alles behalve de laatste vijf gaat naar het contactcenter van de RSZ.

outage-title = Dimona: melding van een storing, voor de noodprocedure
outage-sender = Verzender: { $number } { $name }
outage-service = Dienst: { $host } ({ $environment })
outage-since = Vanaf: { $time }
outage-until = Tot: { $time }
outage-what =
    Wij konden niet aangeven zoals gewoonlijk: de webservice Dimona antwoordde niet, of antwoordde dat hij faalde of te druk bezet was.
    Hieronder staat elke poging, in Belgische tijd, met het trace-id dat wij meestuurden. Gelieve een dossier te openen en ons het nummer mee te delen.
outage-post = aangifte verstuurd
outage-get = resultaat gevraagd
outage-search = aangifte opgezocht
outage-answer = antwoord HTTP { $status }
outage-no-answer = geen antwoord
outage-whose = ons trace-id { $trace }, ons nummer { $submission }, onze referentie { $reference }
outage-total = Mislukte pogingen: { $tries }; betrokken aangiften: { $declarations }. Eerste { $first }, laatste { $last }.
outage-none = Geen poging is mislukt in deze tijd.
outage-tokens = Mislukte vragen om een toegangstoken staan er niet bij: ze horen bij geen aangifte. Ze staan in het logboek van ons programma.
outage-hint = Als niets werkt, dien dit in vóór het werk begint: met het formulier van de noodprocedure of per mail aan het contactcenter. Bewaar het dossiernummer, en geef aan zoals gewoonlijk zodra de dienst terug is.
outage-written = Het storingsjournaal staat in { $file }.
outage-unwritable = Het storingsjournaal kan niet geschreven worden.
outage-not-a-time = { $value } is geen tijdstip.
outage-not-a-time-hint = Schrijf 30m, 2h of 1d geleden, een dag zoals 2026-11-22, een uur zoals 2026-11-22T14:00 (Belgische tijd), of een tijdstip met zijn tijdzone.
