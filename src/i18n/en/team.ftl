config-operator = a name has up to 64 letters, digits, spaces and .'-_@

# What several people do at once.
team-in-work = edit
team-left = left
team-in-work-by = { $who } is correcting it, last at { $time }: what is handed in first counts.
team-left-by = { $who } began to correct it and left it at { $time }.
