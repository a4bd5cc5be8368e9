# Bestanden met aangiften rij voor rij lezen.
import-read-failed = Het bestand kan niet verder worden gelezen: { $error }
import-row-too-long = Deze aangifte is langer dan { $kibibytes } KiB: kijk of er een aanhalingsteken of regeleinde ontbreekt
import-no-file = { $file } is geen bestand
import-no-file-hint = Geef de naam van een bestand: een map, een pipe of een apparaat kan niet twee keer worden gelezen
import-file-changed = { $file } werd gewijzigd terwijl het werd gelezen
import-file-changed-hint = Voer het opnieuw uit als niemand meer naar het bestand schrijft; wat al in de wachtrij staat, wordt herkend

# Het oordeel over een rij.
import-verdict-invalid = niet leesbaar
import-verdict-duplicate = al aangegeven
import-verdict-anomaly = de RSZ zou ze weigeren
import-verdict-open-period = een andere periode van de werknemer staat in de weg
import-verdict-late = geldig, en te laat
import-verdict-warning = aanvaard met een anomalie, voor zover bekend
import-verdict-valid = geldig
import-verdict-known = eerder in de wachtrij gezet

# Wat over een rij wordt gezegd.
import-finding = { $field }: { $text }
import-twin = Rij { $row } geeft hetzelfde aan
import-known = Inzending { $id }, van een vorige keer
import-duplicate = Inzending { $id } geeft hetzelfde aan: { $state }
import-late = De uiterste datum was { $at }

# Wat over een bestand wordt gezegd.
import-counted = { $file }: { $rows ->
    [one] één rij
   *[other] { $rows } rijen
}
import-row = Rij { $row } (regel { $line })
import-more = en nog { $count }
import-late-hint = Wat te laat is, moet toch worden aangegeven en gaat in de wachtrij
import-queued = { $count ->
    [one] Eén rij staat in de wachtrij
   *[other] { $count } rijen staan in de wachtrij
}
import-stopped = Gestopt voor het einde: wat in de wachtrij staat, blijft daar; voer het opnieuw uit voor de rest
import-result = Elke rij, met wat ervan geworden is: { $file }
import-result-is-input = { $file } is het bestand dat wordt gelezen: geef de resultaten een andere naam
import-result-unwritable = De resultaten kunnen niet worden geschreven: { $file }
import-result-hint = Wat in de wachtrij staat, blijft daar: maak plaats of kies een andere plek met --result, en voer het opnieuw uit
import-progress-checking = Controleren: { $percent } %, { $rows } rijen, { $speed } per seconde, nog { $left } s
import-progress-queueing = In de wachtrij zetten: { $percent } %, { $rows } rijen, { $speed } per seconde, nog { $left } s

# Het importeren op het scherm.
tui-action-import = Bestand importeren
tui-help-import = Controleert een bestand met veel aangiften rij voor rij en zet de goede in de wachtrij
import-title = Importeren
import-path = Welk bestand? CSV of JSON-regels; dimonitor import --template drukt er een af om mee te beginnen.
import-checking = Controleren: { $percent } %, { $rows } rijen
import-queueing = Naar de wachtrij: { $percent } %, { $rows } rijen
import-keys-path = { $accept } controleert het, { $back } sluit
import-keys-checking = { $back } stopt
import-keys-queueing = s stopt na dit deel, { $back } gaat ongezien door
import-keys-checked = { $accept } zet { $count } rijen in de wachtrij (vraagt eerst), { $back } neemt een ander bestand
import-keys-done = { $accept } of { $back } sluit
import-anyway-on = a: wat de RSZ naar verwachting weigert, gaat ook in de wachtrij
import-anyway-off = a: wat de RSZ naar verwachting weigert, blijft achter
import-ask-title = De rijen van een bestand in de wachtrij zetten
import-ask = { $count ->
    [one] Eén rij gaat in de wachtrij en wordt verzonden
   *[other] { $count } rijen gaan in de wachtrij en worden verzonden
}
import-ask-bad = { $count ->
    [one] Eén rij blijft achter
   *[other] { $count } rijen blijven achter
}
import-ask-refused = Naar verwachting weigert de RSZ er { $count } van
import-nothing-good = Geen enkele rij kan in de wachtrij
import-not-checked = Het bestand moet eerst worden gecontroleerd
