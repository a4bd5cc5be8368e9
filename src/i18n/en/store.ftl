### The queue's file: why it is not opened, read or written, and what to do.

store-detail = { $words }
store-symlink = The queue { $path } is a symbolic link
store-symlink-hint = Name the file itself in the configuration; through a link, programs would not see each other's changes.
store-hard-link = The queue { $path } has a second name (hard link)
store-hard-link-hint = Remove the other name; through two names, programs would not see each other's changes.
store-not-a-file = { $path } is not a file
store-not-a-file-hint = Name a file for the queue in the configuration.
store-network = The queue would lie on a network file system ({ $kind }): { $path }
store-network-hint = Choose a folder on a disk of this computer; locks over a network are not reliable enough.
store-foreign = { $path } was not made by dimonitor
store-foreign-hint = Choose another file for the queue; this one was left as it is.
store-missing = There is no queue at { $path } yet
store-missing-hint = It is made as soon as the first declaration is put into the queue.
store-newer = The queue { $path } was written by a newer dimonitor (schema { $found }, this program knows { $known })
store-newer-hint = Install the newer version; the file was left as it is.
store-newer-hint-release = Install dimonitor { $release } or later; the file was left as it is.
store-older = The queue { $path } is of an older version
store-older-hint = Open it once with the right to write, so that it is brought up to date.
store-environment = The queue { $path } belongs to the environment { $found }, not to { $wanted }
store-environment-hint = Each environment has its own file; check which environment and which file are configured.
store-not-writable = { $path } cannot be written
store-not-writable-hint = Give this user the right to write in the folder of the queue.
store-unreachable = { $path } cannot be reached
store-unreachable-hint = Check that the folder exists and that the disk is connected.
store-corrupt = The queue's file is damaged
store-corrupt-hint = Stop all dimonitor programs and keep the file. Go on with the latest backup, or read what can be read into a new file: dimonitor store recover. Nothing is sent meanwhile.
store-disk-full = The disk is full: the queue cannot be written
store-disk-full-hint = Free some space. Nothing is sent until the queue can be written again.
store-busy = Another program has kept the queue locked for too long
store-busy-hint = Try again; if it stays so, look for a stopped dimonitor or a backup in progress.
store-denied = The queue may not be opened or written
store-denied-hint = Check the permissions of the file, of its folder, and of the files beside it (-wal, -shm).
store-io = The disk reported an error on the queue's file
store-io-hint = Check the disk. Nothing is sent until the queue can be written again.
store-failed = The queue could not do what was asked
store-failed-hint = The log says more; please report it if it happens again.
store-read-only = The queue was opened only to look
store-read-only-hint = Run the command again with the right to write.
store-stopped = The program was ending before the queue was done
store-stopped-hint = Nothing is lost; look at the queue after the next start.
store-account-name = The queue knows another account { $account } from before
store-account-name-hint = Choose a name that was never used for another account

# Look, copy, rescue, purge
store-library = This dimonitor was built with SQLite { $found }, which can damage a queue that several programs use
store-library-hint = Install a dimonitor that was built with SQLite { $oldest } or later.
store-copy-taken = There is a file at { $path } already
store-copy-taken-hint = Choose another name; nothing is ever written over a file.
store-checked = { $path }: schema { $schema }, { $submissions } submissions, { $entries } entries in the journal
store-whole = The file is whole.
store-not-whole = The file is damaged.
store-not-whole-hint = Stop all dimonitor programs and keep the file. Go on with the latest backup, or read what can be read into a new file: dimonitor store recover --into FILE
store-fault-pages = pages: { $place }
store-fault-references = references: { $count } in the table { $place } name a row that is not there
store-fault-messages = messages: { $count } are not what their fingerprint says
store-fault-keys = keys: { $count } declarations have more than one live submission that nobody allowed
store-fault-journal = journal: { $count } changed, missing or put in, from { $place } on
store-fault-counts = counts: { $count } in { $place } are not what counting gives
store-fault-search = search: the text index does not fit the rows ({ $count })
store-fault-known = known since a rescue: { $fault }
store-backed-up = { $submissions } submissions copied to { $path } ({ $size } MiB); opened and found whole
store-recover-busy = A dimonitor is still working on this file
store-recover-busy-hint = Stop all dimonitor programs first.
store-recover-nothing = Nothing of a queue can be read in { $path }
store-recover-nothing-hint = Go on with the latest backup. The file was left as it is.
store-recovered-table = { $table }: { $rows } rows read, { $lost } lost
store-recovered-gap = { $table }: { $rows } rows read, at least { $lost } lost, and a stretch of unknown length
store-recovered-lost = { $count } submissions are lost of which other rows still tell; look them up at the NSSO before anything is declared again: { $numbers }
store-recovered-held = { $count } submissions have lost their message and are held
store-recovered-everything = Everything that was in the file came over.
store-recovered-part = A part of the file is lost.
store-recovered-next =
    { $damaged } was left as it is. To put the new file in its place:
    stop all dimonitor programs,
    move { $queue } with its -wal and -shm to another folder and keep them,
    move { $path } to { $queue },
    dimonitor store check
purge-not-wiped = Other programs were at work on the queue, so that traces may be left in its log. Run the command again when they are stopped.
purge-copies = { $count } copies of the queue lie beside it or in its folder of backups and keep what they have; delete those that are older than you may keep them.
store-key-adopted = The key of the duplicate check that counts from now on has the print { $print }. What was queued with the one before is not known as a duplicate any more.
