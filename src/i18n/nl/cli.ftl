### De opdrachtregel: bestanden lezen.

input-at-line = Regel { $line }: { $text }
input-at-field = Regel { $line }, { $field }: { $text }
input-too-large = Het bestand is groter dan { $mebibytes } MiB: verdeel het
input-too-many-rows = Er staan meer dan { $limit } aangiftes in het bestand: verdeel het
input-empty = Er staat geen aangifte in het bestand
input-not-utf8 = Er staat tekst in een andere codering dan UTF-8: bewaar het bestand als UTF-8
input-nul = Er staat een nulbyte: bewaar het bestand als CSV in UTF-8
input-json-array = Hier hoort een komma of het haakje dat de lijst sluit
input-json-not-closed = Een tekst, object of lijst die hier begint wordt niet gesloten
input-json-syntax = Dit is geen JSON
input-not-an-object = Een aangifte is een object met leden
input-unknown-member = Er is geen veld met deze naam: verbeter ze of laat het weg
input-duplicate-member = Dit veld staat er twee keer: laat er een weg
input-wrong-type = Hier hoort een tekst of een getal, of een deel van het bericht waar dat delen heeft
input-two-blocks = Een aangifte heeft maar één van de blokken dimonaIn, dimonaOut, dimonaUpdate en dimonaCancel
input-no-block = Een van de blokken dimonaIn, dimonaOut, dimonaUpdate en dimonaCancel ontbreekt
input-no-kind = De soort ontbreekt: geef in, out, update of cancel
input-unknown-kind = Die soort bestaat niet: geef in, out, update of cancel
input-csv-no-kind = De kolom kind ontbreekt in de eerste regel
input-csv-cells = { $found ->
    [one] Er is één cel
   *[other] Er zijn { $found } cellen
  } en de eerste regel heeft er { $expected }: kijk of er een scheidingsteken ontbreekt of te veel is
input-csv-open-quote = Het aanhalingsteken dat hier opent wordt nooit gesloten
input-csv-unreadable = Deze regel kan niet worden gelezen

cli-serve-start = Aan het versturen en bevragen voor de omgeving { $environment }; ctrl-c stopt het
cli-serve-standby = Proces { $pid } op { $host } is aan het werk; staat klaar om over te nemen
cli-serve-end = Alles wat liep, is afgewerkt en geregistreerd
cli-account-trouble = Account { $account }:
cli-account-released = Account { $account } mag weer versturen
cli-unknown-state = Er is geen toestand { $value }
cli-known-states = Toestanden: { $states }
cli-unknown-kind = Er is geen soort { $value }: gebruik in, out, update of cancel
cli-not-a-number = { $value } is geen aangiftenummer: één tot negentien cijfers
cli-show-attempts = Pogingen
cli-show-events = Gebeurtenissen
cli-show-anomalies = Anomalieën
cli-show-payload = Bericht
cli-show-answer = Antwoord
cli-empty-input = Er staat geen aangifte in de invoer
cli-nothing-queued = Er kwam niets in de wachtrij: verbeter de rijen hierboven, of geef --partial om de andere in te dienen
cli-row-valid = Rij { $row } (regel { $line }): geldig
cli-row-invalid = Rij { $row } (regel { $line }): niet geldig
cli-row-duplicate = Rij { $row }: inzending { $id } geeft al hetzelfde aan en is { $state }; --allow-duplicate REDEN geeft het opnieuw aan
cli-row-superseded = Rij { $row }: inzending { $id } vervangt dezelfde al
cli-waiting = Wachten op { $count ->
    [one] het resultaat van één aangifte
   *[other] de resultaten van { $count } aangiften
}
cli-worker-died = De verwerker van dit proces is gestopt; er is niets verloren, start opnieuw
