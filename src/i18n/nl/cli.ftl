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
