# The journal as auditors ask for it.
audit-read = { $count } entries read
audit-span = from { $first } of { $since } to { $last } of { $until }
audit-head = Head: { $hash } (entry { $entry })
audit-whole = The journal is whole
audit-broken = The journal is not as it was written: { $count ->
    [one] 1 flaw
   *[other] { $count } flaws
}
audit-broken-hint = Keep the file as it is. Compare it with a copy of before: dimonitor audit verify on an exported file, or store check on a copy of the queue.
audit-more = and { $count } more
audit-rescued = Entry { $entry } tells of a rescue of a damaged file: what is missing before it may have been lost then.
audit-flaw-content = { $entry }, { $time }: what it says, or its hash, is not what was written (content)
audit-flaw-before = { $entry }, { $time }: names another entry as the one before it (prev)
audit-flaw-missing = { $entry } to { $until }: missing
audit-flaw-extra = { $entry }, { $time }: stands where no entry can be (extra)
audit-flaw-head = { $entry }: the head that was given is not there: the end was cut off, or all of it was written anew (head)
audit-no-hash = { $value } is no head of a journal
audit-no-hash-hint = It has 64 hexadecimal digits, as audit verify and audit export print it
audit-written = { $count } entries written to { $file }
audit-file-unreadable = { $file } cannot be read
audit-file-not-ours = { $file } is no exported journal
audit-file-line = { $file }: line { $line } is no entry of a journal, or not as it was written
