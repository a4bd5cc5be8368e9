# Das Journal, wie Prüfer danach fragen.
audit-read = { $count } Einträge gelesen
audit-span = von { $first } vom { $since } bis { $last } vom { $until }
audit-head = Kopf: { $hash } (Eintrag { $entry })
audit-whole = Das Journal ist unversehrt
audit-broken = Das Journal ist nicht so, wie es geschrieben wurde: { $count ->
    [one] 1 Fehler
   *[other] { $count } Fehler
}
audit-broken-hint = Lassen Sie die Warteschlange, wie sie ist. Vergleichen Sie sie mit einer früheren Kopie: dimonitor audit verify mit einer exportierten Datei, oder store check mit einer Kopie der Warteschlange.
audit-more = und { $count } weitere
audit-rescued = Eintrag { $entry } berichtet von der Rettung einer beschädigten Datei: was davor fehlt, kann damals verloren gegangen sein.
audit-flaw-content = { $entry }, { $time }: Inhalt oder Hash ist nicht, was geschrieben wurde (content)
audit-flaw-before = { $entry }, { $time }: nennt einen anderen Eintrag als den vorigen (prev)
audit-flaw-missing = { $entry } bis { $until }: fehlt
audit-flaw-extra = { $entry }, { $time }: steht, wo kein Eintrag sein kann (extra)
audit-flaw-head = { $entry }: der angegebene Kopf ist nicht da: das Ende wurde abgeschnitten oder alles neu geschrieben (head)
audit-no-hash = { $value } ist kein Kopf eines Journals
audit-no-hash-hint = Er hat 64 hexadezimale Ziffern, wie audit verify und audit export ihn zeigen
audit-written = { $count } Einträge nach { $file } geschrieben
audit-file-unreadable = { $file } kann nicht gelesen werden
audit-file-not-ours = { $file } ist kein exportiertes Journal
audit-file-line = { $file }: Zeile { $line } ist kein Eintrag eines Journals oder nicht so, wie er geschrieben wurde

# Everything about one person.
audit-person-purged = Die Person wird nicht mehr genannt in Meldungen, die vor mehr als { $years } Jahren endeten und bereinigt wurden.
audit-person-logs = Das Protokoll des Programms enthält keine Nationalnummern; was es über eine Meldung sagt, steht unter deren Nummer.
audit-person-copies = Kopien der Warteschlange, die neben ihr aufbewahrt werden: { $count }. Jede enthält, was die Warteschlange enthielt, als sie gemacht wurde. Kopien anderswo sind hier nicht bekannt.
audit-person-others = Was das LSS selbst aufbewahrt, wird dort erfragt.
audit-person-no-number = Was dort steht, ist keine Nationalnummer
audit-person-no-number-hint = Die Datei enthält eine Nummer mit elf Ziffern und nichts anderes
audit-person-written = Alles über diese Person steht in { $file }, nur für Sie lesbar
audit-person-unwritable = { $file } kann nicht geschrieben werden oder ist schon da

# How long what is kept.
config-years = Jahre müssen von 1 bis 100 liegen
config-months = Monate müssen von 1 bis 1200 liegen
retention-would = Dies würde bereinigt:
retention-done = Dies wurde bereinigt:
retention-messages = Nachrichten, wie sie gesendet wurden, und was dafür getippt wurde
retention-results = Namen, Nationalnummern und Antworten
retention-drafts = Entwürfe, die nie eingereicht wurden
retention-none = { $what }: nichts von vor { $before }
retention-some = { $what }: { $count } von vor { $before }, von { $oldest } bis { $newest }
