### De opdrachtregel: bestanden lezen, het register, certificaten.

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
cli-serve-beside = Werkt naast { $count ->
    [one] één ander proces
   *[other] { $count } andere processen
}
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

# Het register
cli-believed = Zoals het volgens ons in Chaman staat:
cli-nothing-there = nog niets
cli-no-sender = Er is nog geen verzender: dimonitor sender set maakt er een
cli-no-contact = Er zijn nog geen contactgegevens: dimonitor contact set voegt ze toe, en voordien kan er geen account komen
cli-steps-asked = { $count ->
    [one] Stap { $steps } is nu te doen in het portaal van Chaman
   *[other] Stappen { $steps } zijn nu te doen in het portaal van Chaman
  }: zie dimonitor checklist list
cli-step-asked = Gevraagd door { $by }, { $at }
cli-step-done = Gedaan door { $by }, { $at }
cli-checklist-empty = Er is niets meer te doen in het portaal van Chaman
cli-checklist-sandbox = In de sandbox gebeurt elke wijziging meteen: er is niets te doen in een portaal
cli-chaman-differs = in Chaman anders dan hier, voor zover we weten: zie de checklist
cli-chaman-missing = nog niet in Chaman, voor zover we weten: zie de checklist
cli-chaman-only-there = hier niet meer, in Chaman nog wel, voor zover we weten: zie de checklist
cli-token-until = token tot { $at }
cli-certificate-there = dit certificaat staat in Chaman, voor zover we weten
cli-certificate-not-there = dit certificaat staat nog niet in Chaman, voor zover we weten
cli-certificate-which = Account { $account } heeft meerdere certificaten die hiermee bedoeld kunnen zijn
cli-certificate-which-hint = Geef de naam van één ervan, of meer tekens van de SHA-256-vingerafdruk
cli-key-not-kept = hier is geen privésleutel bekend
cli-key-differs = de privésleutel van de account hoort bij een ander certificaat
cli-key-matches = de privésleutel van de account hoort erbij
cli-test-not-tried = niet geprobeerd
cli-register-written = Het register is geschreven naar { $file }
cli-register-hint = Noem een bestand dat dimonitor register export geschreven heeft
cli-register-not-a-file = { $file } is geen gewoon bestand
cli-register-not-text = { $file } is geen tekst in UTF-8
cli-register-too-large = { $file } is groter dan { $limit } MiB
cli-register-unreadable = Het register kan niet worden gelezen: { $file }

# Certificaten
cli-label-certificate = Certificaat
cli-label-chaman = Chaman
cli-label-company = Onderneming
cli-label-file = Bestandsnaam
cli-label-issuer = Leverancier
cli-label-key = Sleutel, handtekening
cli-label-key-usage = Sleutelgebruik
cli-label-last-working-day = Laatste werkdag ervoor
cli-label-owner = Eigenaar
cli-label-private-key = Privésleutel
cli-label-rotation = Vervanging aan de gang
cli-label-serial = Serienummer
cli-label-serial-hex = Hetzelfde hexadecimaal
cli-label-sha1 = SHA-1-vingerafdruk
cli-label-sha256 = SHA-256-vingerafdruk
cli-label-ssh-key = Publieke SSH-sleutel
cli-label-state = Toestand
cli-label-steps = Te doen in het portaal van Chaman
cli-label-valid-from = Geldig vanaf
cli-label-valid-until = Vervaldatum
cli-self-signed = { $issuer } (zelfondertekend)
cli-days-left = nog { $days ->
    [one] één dag
   *[other] { $days } dagen
}
cli-days-expired = { $days ->
    [0] minder dan een dag geleden verlopen
    [one] één dag geleden verlopen
   *[other] { $days } dagen geleden verlopen
}
cli-certificate-made = Sleutel en certificaat zijn gemaakt
cli-request-made = Sleutel en aanvraag zijn gemaakt: stuur de aanvraag naar een leverancier, nooit de sleutel
cli-no-rotation = Er wordt geen certificaat van account { $account } vervangen
cli-no-rotation-hint = Maak een nieuw met dimonitor cert new en begin dan met dimonitor cert rotate ACCOUNT start
cli-rotation-to-added = Volgende stap: voeg het nieuwe certificaat toe in Chaman, naast het oude
cli-rotation-to-switched = Volgende stap: onderteken met de nieuwe sleutel
cli-rotation-to-proven = Volgende stap: vraag een token met de nieuwe sleutel
cli-rotation-to-finished = Volgende stap: verwijder het oude certificaat uit Chaman; daarna is er geen weg terug
cli-check-good = { $count ->
    [one] 1 certificaat
   *[other] { $count } certificaten
  }, nog { $days } dagen
cli-check-days = nog { $days } dagen
cli-check-expired = verlopen
cli-check-not-yet = nog niet geldig
cli-check-none = er is geen certificaat om na te kijken
cli-check-thresholds = --critical is groter dan --warning
cli-wrong-usage = { $message }

## Anomalieën verklaard

cli-explain-not-a-code = { $value } is geen anomaliecode: vijf cijfers en drie, zoals 00910-001
cli-explain-where = Waar: { $place }
cli-explain-error = Fout: { $error }
cli-explain-column = Veld: { $column }
cli-explain-meaning = Betekenis: { $meaning }
cli-explain-fix = Wat te doen: { $fix }
cli-explain-action = Kortom: { $action }
cli-explain-from = Alleen voor dagen vanaf { $day }
cli-explain-until = Alleen voor dagen tot en met { $day }
anomaly-blocking = blokkerend: de aangifte is geweigerd
anomaly-warning = niet-blokkerend: de aangifte is aanvaard
anomaly-unknown = niet in onze tabellen
anomaly-label = RSZ: { $label }
anomaly-action-edit = verbeter het en doe een nieuwe aangifte
anomaly-action-period = zoek de juiste periode op
anomaly-action-use-out = doe in de plaats een OUT
anomaly-action-use-update = doe in de plaats een wijziging
anomaly-action-new-in = doe een nieuwe IN
anomaly-action-cancel-then-in = annuleer, en doe zodra dat aanvaard is een nieuwe IN
anomaly-action-split = splits in verschillende aangiftes
anomaly-action-identity = vergelijk met het identiteitsbewijs
anomaly-action-employer = de werkgever moet iets doen
anomaly-action-mandate = het mandaat moet gegeven of verlengd worden
anomaly-action-channel = gebruik een ander kanaal
anomaly-action-nsso = neem contact op met de RSZ
anomaly-action-duplicate = zoek op wat er al is vóór u iets verzendt
anomaly-action-done = niets meer te doen: het is al zo
anomaly-action-wait = dien het later opnieuw in
anomaly-action-consequence = aanvaard, maar het kost iets: beslis
anomaly-action-note = niets te doen: alleen ter informatie
anomaly-action-software = een fout van de software: exporteer het geval
