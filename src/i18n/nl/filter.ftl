## What is wrong with a filter line

tui-filter-empty = { $key }: vraagt een waarde
tui-filter-key = Geen sleutel { $key }; bekend: { $keys }
tui-filter-value = { $key }: kan niet { $value } zijn
tui-filter-ssin = ssin: geen volledig nummer
tui-filter-not = ! vraagt iets om weg te laten
tui-filter-one = { $key }: neemt één waarde
tui-filter-twice = { $key }: staat er twee keer, met verschillende waarden
tui-filter-clash = { $key }: niets kan beide zijn; laat een van de twee weg
tui-filter-long = De regel is te lang
tui-filter-many = Ten hoogste { $count } termen
tui-filter-deep = Namen in namen zonder einde
tui-filter-no-name = Geen bewaarde filter @{ $name }
tui-filter-inside = @{ $name } kan niet gelezen worden: { $flaw }

## What the keys of the language mean

tui-filter-about-state = waar ze staat; meerdere met komma’s
tui-filter-about-kind = in, out, update, cancel
tui-filter-about-type = type werknemer
tui-filter-about-employer = nummer van de werkgever
tui-filter-about-ssin = rijksregisternummer, volledig
tui-filter-about-since = gewijzigd sinds: 30m 2h 1d 2w, today, een datum
tui-filter-about-deadline = binnen: 30m 2h 1d 2w, late, today, een datum
tui-filter-about-code = anomaliecode van het antwoord
tui-filter-about-reference = eigen referentie
tui-filter-about-decision = wat iemand besliste; none: nog niets
tui-filter-about-account = account dat ze verstuurt
tui-filter-about-id = nummer in de wachtrij; meerdere met komma’s
tui-filter-ago = de laatste { $span }
tui-filter-ahead = binnen { $span }
tui-filter-since-today = sinds middernacht
tui-filter-until-today = voor middernacht
tui-filter-late = al te laat
tui-filter-undecided = nog niemand besliste

## Saved filters

tui-action-save-filter = Filter bewaren
tui-help-save-filter = Bewaart de filterregel onder een naam; @naam staat ervoor
tui-filter-save-as = Bewaren als
tui-filter-saves = Enter bewaart { $line }; zonder naam wordt niets bewaard
tui-filter-replaces = @{ $name } bestaat en wordt vervangen; het is { $line }
tui-filter-saved = Bewaard als @{ $name }
tui-filter-forgotten = @{ $name } is gewist; het was { $line }
tui-filter-stays = @{ $name } hoort bij het programma en blijft
tui-filter-name = Een naam heeft letters, cijfers, - en _, ten hoogste { $count }
tui-filter-save-nothing = Er is geen filter om te bewaren
tui-filter-save-many = Ten hoogste { $count } bewaarde filters; wis er eerst een
tui-filter-save-flaw = Niet bewaard: { $flaw }
tui-filter-save-ssin = Niet bewaard: rijksregisternummers blijven niet in instellingen
tui-filter-name-attention = wat iemand moet bekijken
tui-filter-name-late = te laat, en niet afgehandeld
tui-filter-name-today = gewijzigd sinds middernacht

## The command palette

tui-palette-title = Acties
tui-action-palette = Acties
tui-help-palette = Vindt elke actie met enkele letters van haar naam
tui-palette-account = Account { $name }
tui-palette-saved = Filter @{ $name }
tui-palette-forget = Filter @{ $name } wissen
tui-palette-filter = Filter: { $line }
tui-palette-sort = Sorteren op { $column }
tui-palette-theme = Thema { $name }
tui-palette-go = Naar { $id }
tui-palette-read-only = alleen lezen
tui-palette-only-on = op { $screens }
tui-palette-not-now = nu niet
tui-palette-no-row = niets geselecteerd
tui-palette-state = niet wanneer { $state }
tui-palette-detail = aangifte
tui-palette-words = filter … · go N · sort … · theme …

## Help

tui-help-title = Toetsen die hier werken
tui-action-help = Hulp
tui-help-help = Toont de toetsen die hier werken
tui-help-grammar = De taal van de filter
tui-help-grammar-words = andere woorden worden samen als tekst gezocht
tui-help-grammar-not = laat weg: !state:accepted, type:!flx,stu, !testmans
tui-help-grammar-quotes = laat spaties en tekens zoals ze zijn; \ doet dat voor één teken
tui-help-grammar-name = staat voor een bewaarde filter, en vernauwt de rest

## On the command line

cli-filter-names = Eigen bewaarde filters kent alleen de console
