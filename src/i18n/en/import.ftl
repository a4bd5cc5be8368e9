# Reading files of declarations row by row.
import-read-failed = The file cannot be read any further: { $error }
import-row-too-long = This declaration is longer than { $kibibytes } KiB: see whether a quote or a line end is missing
import-no-file = { $file } is no file
import-no-file-hint = Give the name of a file: a folder, a pipe or a device cannot be read twice
import-file-changed = { $file } was changed while it was read
import-file-changed-hint = Run it again when nobody writes to the file any more; what is queued already is recognised

# The verdict of a row.
import-verdict-invalid = cannot be read
import-verdict-duplicate = declared already
import-verdict-anomaly = the NSSO would refuse it
import-verdict-open-period = another period of the worker is in the way
import-verdict-late = valid, and late
import-verdict-warning = accepted with an anomaly, as far as is known
import-verdict-valid = valid
import-verdict-known = queued before

# What is said of a row.
import-finding = { $field }: { $text }
import-twin = Row { $row } declares the same
import-known = Submission { $id }, from an earlier run
import-duplicate = Submission { $id } declares the same: { $state }
import-late = The deadline was { $at }

# What is said of a file.
import-counted = { $file }: { $rows ->
    [one] one row
   *[other] { $rows } rows
}
import-row = Row { $row } (line { $line })
import-more = and { $count } more
import-late-hint = What is late has to be declared all the same, and is queued
import-queued = { $count ->
    [one] One row is queued
   *[other] { $count } rows are queued
}
import-stopped = Stopped before the end: what is queued stays queued; run it again for the rest
import-result = Every row, with what became of it: { $file }
import-result-is-input = { $file } is what is being read: give the results another name
import-result-unwritable = The results cannot be written: { $file }
import-result-hint = What is queued stays queued: make room or choose another place with --result, and run it again
import-progress-checking = Checking: { $percent } %, { $rows } rows, { $speed } a second, { $left } s left
import-progress-queueing = Queueing: { $percent } %, { $rows } rows, { $speed } a second, { $left } s left

# The import on screen.
tui-action-import = Import a file
tui-help-import = Checks a file of many declarations row by row, and queues the good ones
import-title = Import
import-path = Which file? CSV or JSON lines; dimonitor import --template prints one to begin with.
import-checking = Checking: { $percent } %, { $rows } rows
import-queueing = Into the queue: { $percent } %, { $rows } rows
import-keys-path = { $accept } checks it, { $back } closes
import-keys-checking = { $back } stops
import-keys-queueing = s stops after this batch, { $back } goes on unseen
import-keys-checked = { $accept } queues { $count } rows (asks first), { $back } takes another file
import-keys-done = { $accept } or { $back } closes
import-anyway-on = a: what the NSSO is expected to refuse is queued as well
import-anyway-off = a: what the NSSO is expected to refuse stays behind
import-ask-title = Queue the rows of a file
import-ask = { $count ->
    [one] One row is queued and sent
   *[other] { $count } rows are queued and sent
}
import-ask-bad = { $count ->
    [one] One row stays behind
   *[other] { $count } rows stay behind
}
import-ask-refused = The NSSO is expected to refuse { $count } of them
import-nothing-good = No row can be queued
import-not-checked = The file has to be checked first
