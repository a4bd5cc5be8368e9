# Wat met veel aangiften tegelijk gebeurt.
tui-action-many = Gemarkeerde rijen bewerken
tui-help-many = Vraagt resultaten op, houdt vast, geeft vrij, trekt in, beslist of exporteert: de gemarkeerde rijen, of de gekozen rij
many-poll = Nu hun resultaat opvragen
many-hold = Vasthouden
many-release = Vrijgeven
many-withdraw = Intrekken
many-settle-kept = Beslissen: ze blijven zoals ze zijn
many-settle-done = Beslissen: wat gewenst was, is er al
many-scope-marked = De gemarkeerde rijen
many-scope-one = Aangifte { $id }; er is geen rij gemarkeerd
many-scope-filtered = Alles wat deze filter kiest: { $line }
many-scope-all = Elke rij van de wachtrij
many-of = { $count } van { $of }
many-can-poll = Van { $count } van { $of } kan het resultaat nu opgevraagd worden
many-can-hold = { $count } van { $of } kunnen vastgehouden worden
many-can-release = { $count } van { $of } kunnen vrijgegeven worden
many-can-withdraw = { $count } van { $of } kunnen ingetrokken worden
many-can-settle = Over { $count } van { $of } kan beslist worden
many-not = { $count } × { $state }: { $why }
many-why-decided = al beslist
many-why-needs-none = vraagt geen beslissing
many-why-not-ended = nog niet afgelopen
many-why-withdrawn = al ingetrokken
many-why-ended = afgelopen
many-why-doubt = het antwoord ging verloren, dus moet ze eerst opgezocht worden
many-why-not-sent = nog niet verzonden
many-why-held = al vastgehouden
many-why-not-held = niet vastgehouden
many-why-draft = nog niet in de wachtrij
many-why-sent = al verzonden
many-type-number = Typ { $count } om te bevestigen:
many-type-reason = Waarom? Het komt bij elk ervan in het journaal.
many-reason-needed = Een reden is nodig
many-none = Er is niets te doen
many-grown = Het zijn er nu { $count }, en er is bevestigd voor { $confirmed }
many-grown-hint = Bekijk ze opnieuw en bevestig opnieuw
many-replaced-by-none = Alleen een nieuwe aangifte vervangt er een
many-done-poll = { $count ->
    [one] Eén resultaat wordt nu opgevraagd
   *[other] { $count } resultaten worden nu opgevraagd
}
many-done-hold = { $count ->
    [one] Eén aangifte wordt vastgehouden
   *[other] { $count } aangiften worden vastgehouden
}
many-done-release = { $count ->
    [one] Eén aangifte is vrijgegeven
   *[other] { $count } aangiften zijn vrijgegeven
}
many-done-withdraw = { $count ->
    [one] Eén aangifte is ingetrokken
   *[other] { $count } aangiften zijn ingetrokken
}
many-done-settle = { $count ->
    [one] Over één aangifte is beslist
   *[other] Over { $count } aangiften is beslist
}
many-missed = { $count ->
    [one] Eén bleef zoals ze was: ze was veranderd, of wacht op een andere aangifte
   *[other] { $count } bleven zoals ze waren: ze waren veranderd, of wachten op een andere aangifte
}
many-stopped = Gestopt voor het einde: wat gedaan is, blijft gedaan
many-progress = { $percent } %, { $done } van { $of } rijen
many-menu-keys = enter gaat verder, esc sluit
many-ask-keys = enter of j doet het, esc gaat terug
many-ask-keys-typed = enter doet het, esc gaat terug
many-ask-keys-none = esc gaat terug
many-running-keys = s stopt na deze reeks, esc laat het ongezien doorgaan
many-done-keys = enter of esc sluit
many-environment = Omgeving: { $environment }
many-not-confirmed = Er is niets gedaan
many-not-confirmed-hint = Voeg --yes toe om het te doen
many-nobody-asks = Er is geen worker aan het werk: ze worden opgevraagd zodra een console open is of dimonitor serve loopt

# Rijen die als bestand vertrekken.
tui-action-export = Exporteren
tui-help-export = Schrijft de gemarkeerde rijen, of alles wat de filter kiest, naar een CSV- of JSON-bestand
tui-action-copy-command = Kopiëren als opdracht
tui-help-copy-command = Kopieert de opdrachtregel die deze aangifte toont
many-export-title = Naar een bestand schrijven
many-format = Formaat
many-format-csv = CSV, voor rekenbladen
many-format-json = JSON, één object per regel
many-numbers = Rijksregisternummers
many-numbers-masked = gemaskeerd
many-numbers-full = volledig
many-full-reason = Waarom ze volledig nodig zijn (komt in het journaal)
many-full-reason-needed = Zeg waarom de nummers volledig nodig zijn
many-full-read-only = Alleen lezen: het journaal kan niet geschreven worden, dus blijven de nummers gemaskeerd
many-path = Bestand (~ is uw persoonlijke map)
many-path-needed = Geef de naam van een bestand
many-form-keys = tab volgende, spatie verandert, enter schrijft, esc gaat terug
many-exported = { $count ->
    [one] Eén rij staat in { $file }
   *[other] { $count } rijen staan in { $file }
}
many-export-stopped = Gestopt: er is geen bestand geschreven
many-no-file = { $file } is geen bestand
many-file-exists = { $file } bestaat al
many-file-exists-hint = Kies een andere naam, of zeg dat het vervangen mag worden (--replace)
many-file-unwritable = { $file } kan niet geschreven worden
many-file-hint = Wat er stond, is onveranderd: maak plaats of kies een andere plek
many-output-unwritable = De uitvoer kan niet geschreven worden
many-replace-title = Het bestand vervangen?
many-replace-keys = enter of j vervangt het, esc gaat terug
