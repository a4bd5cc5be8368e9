config-operator = een naam heeft hoogstens 64 letters, cijfers, spaties en .'-_@

# What several people do at once.
team-in-work = bezig
team-left = blijft
team-in-work-by = { $who } is dit aan het verbeteren, laatst om { $time }: wat het eerst ingediend wordt, telt.
team-left-by = { $who } begon dit te verbeteren en liet het achter om { $time }.
