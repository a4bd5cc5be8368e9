# What is done to many submissions at once.
tui-action-many = Act on the marked rows
tui-help-many = Asks for results, holds, releases, withdraws, decides or exports: the marked rows, or the selected one
many-poll = Ask for their results now
many-hold = Hold
many-release = Release
many-withdraw = Withdraw
many-settle-kept = Decide: they stand as they are
many-settle-done = Decide: what was wanted is there already
many-scope-marked = The marked rows
many-scope-one = Submission { $id }; no row is marked
many-scope-filtered = All that this filter chooses: { $line }
many-scope-all = Every row of the queue
many-of = { $count } of { $of }
many-can-poll = { $count } of { $of } can be asked for now
many-can-hold = { $count } of { $of } can be held
many-can-release = { $count } of { $of } can be released
many-can-withdraw = { $count } of { $of } can be withdrawn
many-can-settle = { $count } of { $of } can be decided about
many-not = { $count } × { $state }: { $why }
many-why-decided = decided already
many-why-needs-none = needs no decision
many-why-not-ended = has not ended
many-why-withdrawn = withdrawn already
many-why-ended = has ended
many-why-doubt = its answer was lost, so it has to be looked up first
many-why-not-sent = not sent yet
many-why-held = held already
many-why-not-held = not held
many-why-draft = not queued yet
many-why-sent = sent already
many-type-number = Type { $count } to confirm:
many-type-reason = Why? It is written to the journal with each of them.
many-reason-needed = A reason is needed
many-none = There is nothing to do
many-grown = There are { $count } by now, and it was confirmed for { $confirmed }
many-grown-hint = Look at them again, and confirm again
many-replaced-by-none = Only a new declaration replaces one
many-done-poll = { $count ->
    [one] One result is asked for now
   *[other] { $count } results are asked for now
}
many-done-hold = { $count ->
    [one] One submission is held
   *[other] { $count } submissions are held
}
many-done-release = { $count ->
    [one] One submission is released
   *[other] { $count } submissions are released
}
many-done-withdraw = { $count ->
    [one] One submission is withdrawn
   *[other] { $count } submissions are withdrawn
}
many-done-settle = { $count ->
    [one] One submission is decided about
   *[other] { $count } submissions are decided about
}
many-missed = { $count ->
    [one] One was left as it is: it had changed, or waits for another submission
   *[other] { $count } were left as they are: they had changed, or wait for another submission
}
many-stopped = Stopped before the end: what is done stays done
many-progress = { $percent } %, { $done } of { $of } rows
many-menu-keys = enter goes on, esc closes
many-ask-keys = enter or y does it, esc goes back
many-ask-keys-typed = enter does it, esc goes back
many-ask-keys-none = esc goes back
many-running-keys = s stops after this batch, esc goes on unseen
many-done-keys = enter or esc closes
many-environment = Environment: { $environment }
many-not-confirmed = Nothing was done
many-not-confirmed-hint = Add --yes to do it
many-nobody-asks = No worker is on duty: they are asked for when a console is open or dimonitor serve runs

# Rows that leave as a file.
tui-action-export = Export
tui-help-export = Writes the marked rows, or all that the filter chooses, to a CSV or JSON file
tui-action-copy-command = Copy as command
tui-help-copy-command = Copies the command line that shows this submission
many-export-title = Write to a file
many-format = Format
many-format-csv = CSV, for spreadsheets
many-format-json = JSON, one object a line
many-numbers = National numbers
many-numbers-masked = masked
many-numbers-full = in full
many-full-reason = Why they are needed in full (written to the journal)
many-full-reason-needed = Say why the numbers are needed in full
many-full-read-only = Read-only: the journal cannot be written, so numbers stay masked
many-path = File (~ is your home folder)
many-path-needed = Give the name of a file
many-form-keys = tab next, space changes, enter writes, esc goes back
many-exported = { $count ->
    [one] One row is in { $file }
   *[other] { $count } rows are in { $file }
}
many-export-stopped = Stopped: no file was written
many-no-file = { $file } is no file
many-file-exists = { $file } is there already
many-file-exists-hint = Choose another name, or say that it may be replaced (--replace)
many-file-unwritable = { $file } cannot be written
many-file-hint = What was there is as it was: make room or choose another place
many-output-unwritable = The output cannot be written
many-replace-title = Replace the file?
many-replace-keys = enter or y replaces it, esc goes back
