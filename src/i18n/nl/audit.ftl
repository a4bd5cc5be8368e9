# Het journaal zoals auditeurs het vragen.
audit-read = { $count } regels gelezen
audit-span = van { $first } van { $since } tot { $last } van { $until }
audit-head = Kop: { $hash } (regel { $entry })
audit-whole = Het journaal is ongeschonden
audit-broken = Het journaal is niet zoals het geschreven werd: { $count ->
    [one] 1 fout
   *[other] { $count } fouten
}
audit-broken-hint = Laat de wachtrij zoals ze is. Vergelijk ze met een kopie van vroeger: dimonitor audit verify op een uitgevoerd bestand, of store check op een kopie van de wachtrij.
audit-more = en nog { $count }
audit-rescued = Regel { $entry } vertelt van de redding van een beschadigd bestand: wat daarvoor ontbreekt, kan toen verloren gegaan zijn.
audit-flaw-content = { $entry }, { $time }: de inhoud of de hash is niet wat er geschreven werd (content)
audit-flaw-before = { $entry }, { $time }: noemt een andere regel als de vorige (prev)
audit-flaw-missing = { $entry } tot { $until }: ontbreekt
audit-flaw-extra = { $entry }, { $time }: staat waar geen regel kan staan (extra)
audit-flaw-head = { $entry }: de opgegeven kop staat er niet: het einde is afgeknipt, of alles is opnieuw geschreven (head)
audit-no-hash = { $value } is geen kop van een journaal
audit-no-hash-hint = Die heeft 64 hexadecimale cijfers, zoals audit verify en audit export ze tonen
audit-written = { $count } regels geschreven naar { $file }
audit-file-unreadable = { $file } kan niet gelezen worden
audit-file-not-ours = { $file } is geen uitgevoerd journaal
audit-file-line = { $file }: regel { $line } is geen regel van een journaal, of niet zoals hij geschreven werd

# Everything about one person.
audit-person-purged = De persoon wordt niet meer genoemd in aangiften die meer dan { $years } jaar geleden afliepen en opgeschoond werden.
audit-person-logs = Het logboek van het programma bevat geen rijksregisternummers; wat het over een aangifte zegt, staat onder het nummer van die aangifte.
audit-person-copies = Kopieën van de wachtrij die ernaast bewaard worden: { $count }. Elke kopie bevat wat de wachtrij bevatte toen ze gemaakt werd. Kopieën elders zijn hier niet bekend.
audit-person-others = Wat de RSZ zelf bewaart, wordt daar opgevraagd.
audit-person-no-number = Wat er staat, is geen rijksregisternummer
audit-person-no-number-hint = Het bestand bevat één nummer van elf cijfers, en niets anders
audit-person-written = Alles over deze persoon staat in { $file }, alleen voor u leesbaar
audit-person-unwritable = { $file } kan niet geschreven worden, of bestaat al

# How long what is kept.
config-years = Jaren moeten liggen van 1 tot 100
config-months = Maanden moeten liggen van 1 tot 1200
retention-would = Dit zou opgeschoond worden:
retention-done = Dit is opgeschoond:
retention-messages = berichten zoals ze verzonden werden, en wat ervoor getypt werd
retention-results = namen, rijksregisternummers en antwoorden
retention-drafts = ontwerpen die nooit ingediend werden
retention-none = { $what }: niets van voor { $before }
retention-some = { $what }: { $count } van voor { $before }, van { $oldest } tot { $newest }
