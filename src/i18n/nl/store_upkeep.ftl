### De gedeelde wachtrij als geheel: of ze heel is, wat wordt gewist, en wat aan de server is.

store-pg-backup-hint = Kopieën ervan zijn zaak van de server: pg_dump --format=custom kopieert ze terwijl iedereen werkt, en pg_restore zet ze terug. Een bestand ervan maakt: dimonitor store copy --to BESTAND
store-pg-recover-hint = Een beschadigde database is zaak van de server: ga verder met de laatste back-up ervan (pg_restore, of een replica). Een beschadigd bestand noemt u met --from.
store-pg-whole = Wat in de database staat, klopt onderling.
store-pg-not-whole = Wat in de database staat, klopt onderling niet.
store-pg-check-rest = Pagina's controleert de server zelf: pg_amcheck en data checksums. Met de extensie amcheck, en het recht om die aan te roepen, zijn ook de indexen hier gecontroleerd.
store-pg-purging = Een andere dimonitor is deze wachtrij aan het opschonen
store-pg-purging-hint = Wacht tot dat klaar is; als de regels dezelfde zijn, neemt die wat u wilde nemen.
store-pg-clock = De klok van deze computer en die van de databaseserver verschillen { $minutes } minuten: er wordt niets gewist
store-pg-clock-hint = Zet ze gelijk (NTP): wat oud genoeg is, zegt de klok van deze computer.
purge-vacuumed = De server heeft de ruimte van wat weg is vrijgegeven en overschrijft die gaandeweg; VACUUM FULL overschrijft die meteen, en intussen kan niemand werken. Zijn write-ahead log en zijn back-ups houden wat ze hebben: verwijder die welke ouder zijn dan u ze mag bewaren.
purge-unvacuumed = Wat weg is, blijft in de tabellen van de server tot die ze opruimt: voer VACUUM uit als eigenaar ervan. Zijn write-ahead log en zijn back-ups houden wat ze hebben: verwijder die welke ouder zijn dan u ze mag bewaren.
