### Toetsen, thema's en sessie van de console.

keys-unknown = Er is geen actie { $action }
keys-unknown-near = Misschien is { $names } bedoeld; dimonitor keys noemt alle acties
keys-unknown-hint = dimonitor keys noemt alle acties
keys-unreadable = { $key } is geen toets
keys-unreadable-hint = Toetsen worden geschreven als p, R, space, ctrl-p, alt-x, f3, shift-tab, enter, esc, pgdn
keys-same = Een terminal kan { $key } niet van een andere toets onderscheiden
keys-same-hint = De andere toets is { $same }: kies er een die terminals kunnen onderscheiden
keys-conflict = { $key } zou in de context { $context } zowel { $action } als { $other } zijn
keys-conflict-hint = Geef een van beide andere toetsen, of geen met []
keys-answer = { $key } beantwoordt vragen met ja of nee
keys-needed = { $action } heeft een toets nodig in de context { $context }, anders is er geen uitweg
keys-needed-hint = Waar tekst wordt getypt, zijn tekens tekst: geef een toets als esc, enter of een met ctrl
keys-list-mark = * zoals de configuratie zegt; (*) overal

keys-theme-title = Thema
keys-theme-configured = zoals geconfigureerd
keys-theme-keys = { $accept } houdt het, { $back } gaat terug naar het vorige
keys-theme-name = Het bestand { $path } is geen thema: de naam heeft alleen letters, cijfers, - en _, hoogstens 32
keys-theme-no-file = { $path } is geen bestand
tui-action-themes = Thema's
tui-help-themes = De kleuren van het scherm kiezen; de keuze is meteen te zien
