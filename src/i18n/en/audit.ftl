# The journal as auditors ask for it.
audit-read = { $count } entries read
audit-span = from { $first } of { $since } to { $last } of { $until }
audit-head = Head: { $hash } (entry { $entry })
audit-whole = The journal is whole
audit-broken = The journal is not as it was written: { $count ->
    [one] 1 flaw
   *[other] { $count } flaws
}
audit-broken-hint = Keep the queue as it is. Compare it with a copy of before: dimonitor audit verify on an exported file, or store check on a copy of the queue.
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

# Everything about one person.
audit-person-purged = The person is not named any more in submissions that ended more than { $years } years ago and were purged.
audit-person-logs = The log of the program holds no national numbers; what it says of a submission is found by the number of the submission.
audit-person-copies = Copies of the queue that are kept beside it: { $count }. Each holds what the queue held when it was made. Copies elsewhere are not known here.
audit-person-others = What the NSSO itself keeps is asked for there.
audit-person-no-number = What stands there is no national number
audit-person-no-number-hint = The file holds one number of eleven digits, and nothing else
audit-person-written = Everything about this person is in { $file }, for your eyes only
audit-person-unwritable = { $file } cannot be written, or is there already

# How long what is kept.
config-years = Years must lie from 1 to 100
config-months = Months must lie from 1 to 1200
retention-would = This would be purged:
retention-done = This was purged:
retention-messages = messages as they were sent, and what was typed for them
retention-results = names, national numbers and answers
retention-drafts = drafts that were never handed in
retention-none = { $what }: nothing of before { $before }
retention-some = { $what }: { $count } of before { $before }, from { $oldest } to { $newest }
