config-operator = een naam heeft hoogstens 64 letters, cijfers, spaties en .'-_@

# What several people do at once.
team-in-work = bezig
team-left = blijft
team-in-work-by = { $who } is dit aan het verbeteren, laatst om { $time }: wat het eerst ingediend wordt, telt.
team-left-by = { $who } begon dit te verbeteren en liet het achter om { $time }.

# Looking at a queue of somebody else.
team-log-closed = { $path } kan niet gelezen worden: de wachtrij is in gebruik, en deze gebruiker mag haar logboek niet lezen
team-log-closed-hint = Vraag het recht om de bestanden van de wachtrij te lezen waarvan de naam op -wal en -shm eindigt; ze hebben de rechten van het bestand van de wachtrij zelf.
team-moved-while-read = Iemand begon aan de wachtrij te werken terwijl ze gelezen werd
team-moved-while-read-hint = Probeer opnieuw: van nu af wordt ze samen met hen gelezen.
