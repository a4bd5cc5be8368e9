config-operator = ein Name hat höchstens 64 Buchstaben, Ziffern, Leerzeichen und .'-_@

# What several people do at once.
team-in-work = offen
team-left = liegt
team-in-work-by = { $who } berichtigt sie gerade, zuletzt um { $time }: was zuerst eingereicht wird, zählt.
team-left-by = { $who } begann sie zu berichtigen und ließ sie um { $time } liegen.
