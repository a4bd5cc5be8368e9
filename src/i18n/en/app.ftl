### What the program says about starting, files, the sandbox and the demonstration.

app-no-runtime = The system gives this program no threads or timers
app-input-unreadable = The declarations cannot be read: { $file }
app-input-hint = Give the name of a readable file, or - for standard input
app-input-too-large = { $file } is larger than { $limit } MiB: split it
app-scenario = The scenario cannot be used: { $file }
app-simulator-listens = The simulator listens on { $address }; ctrl-c stops it
app-simulator-cannot-listen = The simulator cannot listen on { $address }
app-simulator-cannot-listen-hint = Another program may use that port: stop it, or choose another address
app-ca-unreadable = The certificate authority cannot be read: { $file }
app-ca-hint = Correct ca_files in the configuration; nothing is sent while it is wrong
app-passphrase-unreadable = The passphrase cannot be read from { $source }
app-passphrase-hint = Set passphrase_file or passphrase_fd for the account, or start from a terminal
app-sandbox-keys = The sandbox's own key cannot be made or read in { $folder }
app-sandbox-keys-hint = Check the permissions of that folder, or choose another --home
app-not-queued = The declaration was not queued
app-no-stage = The demonstration cannot be set up

demo-posts = declarations sent (POST)
demo-polls = results asked for (GET)
demo-tokens = tokens asked for
demo-found-again = lost answers found again
demo-lost = lost
demo-sent-twice = sent twice
demo-too-early = polls out of turn
demo-books-agree = Our books and the simulator's agree
demo-books-disagree = Our books and the simulator's do not agree
