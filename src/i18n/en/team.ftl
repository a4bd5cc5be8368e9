config-operator = a name has up to 64 letters, digits, spaces and .'-_@

# What several people do at once.
team-in-work = edit
team-left = left
team-in-work-by = { $who } is correcting it, last at { $time }: what is handed in first counts.
team-left-by = { $who } began to correct it and left it at { $time }.

# Looking at a queue of somebody else.
team-log-closed = { $path } cannot be read: the queue is in use, and this user has no right to read its log
team-log-closed-hint = Ask for the right to read the files of the queue whose names end in -wal and -shm; they have the rights of the queue's file itself.
team-moved-while-read = Somebody began to work on the queue while it was read
team-moved-while-read-hint = Try again: from now on it is read together with them.
