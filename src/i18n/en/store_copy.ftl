### Copying a queue from one kind of store to the other.

store-copy-busy = Somebody works on a queue that is to be copied
store-copy-busy-hint = End every console and service that works on it; while it is copied, nothing may be sent from either queue.
store-copy-not-empty = The database holds a queue that is not empty
store-copy-not-empty-hint = Copy into an empty database or schema; this queue was left as it is.
store-copy-differs = The copy differs in table { $table }: { $sent } rows went out, { $found } arrived
store-copy-differs-hint = Nothing was kept. Let the file be checked with "store check" and try again.
store-copy-table = { $table } { $rows }  sha256 { $digest }
store-copy-done = Copied to { $to }; every table has the same rows on both sides, and the journal is whole
store-copy-next = Name the copy in the configuration: the old queue takes no changes any more.
store-copy-look = The copy is to be looked at and takes no changes; the work goes on in the old queue.
store-copy-which = A queue is copied from its file into a database, or from a database into a file
store-copy-which-hint = With the queue in a file, name a database: --to postgres://USER@HOST/DATABASE; with the queue in a database, name a new file.
store-closed = This queue takes no changes: the work goes on at { $place }
store-closed-hint = Name that queue in the configuration. If nobody works there and nobody will, "store reopen --reason" opens this one again: what both send is sent twice.
store-reopened = The queue is open again: nobody may work on the other one, because what both send is sent twice
store-not-closed = The queue was not closed; nothing was changed
