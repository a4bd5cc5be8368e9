### The command line: reading files, the register, certificates.

input-at-line = Line { $line }: { $text }
input-at-field = Line { $line }, { $field }: { $text }
input-too-large = The file is larger than { $mebibytes } MiB: cut it in parts
input-too-many-rows = The file holds more than { $limit } declarations: cut it in parts
input-empty = There is no declaration in the file
input-not-utf8 = There is text in another encoding than UTF-8: save the file as UTF-8
input-nul = There is a zero byte: save the file as CSV in UTF-8
input-json-array = A comma or the closing bracket of the list is expected here
input-json-not-closed = A text, object or list that begins here is not closed
input-json-syntax = This is not JSON
input-not-an-object = A declaration is an object with members
input-unknown-member = There is no field of this name: correct it or leave it out
input-duplicate-member = This field stands twice: leave one out
input-wrong-type = A text or a number is expected here, or a part of the message where it has parts
input-two-blocks = A declaration has only one of the blocks dimonaIn, dimonaOut, dimonaUpdate and dimonaCancel
input-no-block = One of the blocks dimonaIn, dimonaOut, dimonaUpdate and dimonaCancel is missing
input-no-kind = The kind is missing: give in, out, update or cancel
input-unknown-kind = There is no such kind: give in, out, update or cancel
input-csv-no-kind = The column kind is missing in the first line
input-csv-cells = { $found ->
    [one] There is one cell
   *[other] There are { $found } cells
  } where the first line has { $expected }: see whether a separator is missing or in the way
input-csv-open-quote = The quote that opens here is never closed
input-csv-unreadable = This line cannot be read

cli-serve-start = Sending and asking for the environment { $environment }; ctrl-c stops it
cli-serve-beside = Working beside { $count ->
    [one] one other process
   *[other] { $count } other processes
}
cli-serve-standby = Process { $pid } on { $host } is at work; standing by to take over
cli-serve-end = Everything under way is finished and recorded
cli-account-trouble = Account { $account }:
cli-account-released = Account { $account } may send again
cli-unknown-state = There is no state { $value }
cli-known-states = States: { $states }
cli-unknown-kind = There is no kind { $value }: use in, out, update or cancel
cli-not-a-number = { $value } is no declaration number: one to nineteen digits
cli-show-attempts = Attempts
cli-show-events = Events
cli-show-anomalies = Anomalies
cli-show-payload = Message
cli-show-answer = Answer
cli-empty-input = There is no declaration in the input
cli-nothing-queued = Nothing was queued: correct the rows above, or give --partial to queue the others
cli-row-valid = Row { $row } (line { $line }): valid
cli-row-invalid = Row { $row } (line { $line }): not valid
cli-row-duplicate = Row { $row }: submission { $id } declares the same already and is { $state }; --allow-duplicate REASON declares it again
cli-row-superseded = Row { $row }: submission { $id } replaces the same one already
cli-waiting = Waiting for { $count ->
    [one] the result of one declaration
   *[other] the results of { $count } declarations
}
cli-worker-died = The worker of this process died; nothing is lost, start again

# The register
cli-believed = As we believe it is in Chaman:
cli-nothing-there = nothing yet
cli-no-sender = There is no sender yet: dimonitor sender set makes one
cli-no-contact = There is no contact yet: dimonitor contact set makes one, and no account can be made before
cli-steps-asked = { $count ->
    [one] Step { $steps } is now to be done in Chaman's portal
   *[other] Steps { $steps } are now to be done in Chaman's portal
  }: see dimonitor checklist list
cli-step-asked = Asked by { $by }, { $at }
cli-step-done = Done by { $by }, { $at }
cli-checklist-empty = Nothing is left to do in Chaman's portal
cli-checklist-sandbox = In the sandbox every change is made at once: there is nothing to do in a portal
cli-chaman-differs = in Chaman otherwise than here, as far as we know: see the checklist
cli-chaman-missing = not in Chaman yet, as far as we know: see the checklist
cli-chaman-only-there = no longer here, and in Chaman still, as far as we know: see the checklist
cli-token-until = token until { $at }
cli-certificate-there = this certificate is in Chaman, as far as we know
cli-certificate-not-there = this certificate is not in Chaman yet, as far as we know
cli-certificate-which = Account { $account } has several certificates that are meant by this
cli-certificate-which-hint = Give the name of one, or more digits of its SHA-256 fingerprint
cli-key-not-kept = no private key is known here
cli-key-differs = the account's private key belongs to another certificate
cli-key-matches = the account's private key belongs to it
cli-test-not-tried = not tried
cli-register-written = The register is written to { $file }
cli-register-hint = Name a file that dimonitor register export has written
cli-register-not-a-file = { $file } is not a regular file
cli-register-not-text = { $file } is not text in UTF-8
cli-register-too-large = { $file } is larger than { $limit } MiB
cli-register-unreadable = The register cannot be read: { $file }

# Certificates
cli-label-certificate = Certificate
cli-label-chaman = Chaman
cli-label-company = Company
cli-label-file = File
cli-label-issuer = Issuer
cli-label-key = Key, signature
cli-label-key-usage = Key usage
cli-label-last-working-day = Last working day before
cli-label-owner = Owner
cli-label-private-key = Private key
cli-label-rotation = Rotation under way
cli-label-serial = Serial number
cli-label-serial-hex = The same in hexadecimal
cli-label-sha1 = SHA-1 fingerprint
cli-label-sha256 = SHA-256 fingerprint
cli-label-ssh-key = Public SSH key
cli-label-state = State
cli-label-steps = To do in Chaman's portal
cli-label-valid-from = Valid from
cli-label-valid-until = Expiry date
cli-self-signed = { $issuer } (self-signed)
cli-days-left = { $days ->
    [one] one day left
   *[other] { $days } days left
}
cli-days-expired = { $days ->
    [0] expired less than a day ago
    [one] expired one day ago
   *[other] expired { $days } days ago
}
cli-certificate-made = Key and certificate are made
cli-request-made = Key and request are made: send the request to an authority, never the key
cli-no-rotation = No certificate of account { $account } is being replaced
cli-no-rotation-hint = Make a new one with dimonitor cert new, then begin with dimonitor cert rotate ACCOUNT start
cli-rotation-to-added = Next: add the new certificate in Chaman, beside the old one
cli-rotation-to-switched = Next: sign with the new key
cli-rotation-to-proven = Next: ask for a token with the new key
cli-rotation-to-finished = Next: remove the old certificate from Chaman; after that there is no way back
cli-check-good = { $count ->
    [one] 1 certificate
   *[other] { $count } certificates
  }, { $days } days left
cli-check-days = { $days } days left
cli-check-expired = expired
cli-check-not-yet = not valid yet
cli-check-none = there is no certificate to check
cli-check-thresholds = --critical is larger than --warning
cli-wrong-usage = { $message }

## Anomalies explained

cli-explain-not-a-code = { $value } is not an anomaly code: five digits and three, such as 00910-001
cli-explain-where = Where: { $place }
cli-explain-error = Error: { $error }
cli-explain-column = Field: { $column }
cli-explain-meaning = Meaning: { $meaning }
cli-explain-fix = What to do: { $fix }
cli-explain-action = In short: { $action }
cli-explain-from = Only for days from { $day } on
cli-explain-until = Only for days up to { $day }
anomaly-blocking = blocking: the declaration is refused
anomaly-warning = not blocking: the declaration is accepted
anomaly-unknown = not in our tables
anomaly-label = NSSO: { $label }
anomaly-action-edit = correct it and declare again
anomaly-action-period = look up the right period
anomaly-action-use-out = send an OUT instead
anomaly-action-use-update = send an UPDATE instead
anomaly-action-new-in = send a new IN
anomaly-action-cancel-then-in = CANCEL, and once that is accepted a new IN
anomaly-action-split = split it into several declarations
anomaly-action-identity = compare with the identity document
anomaly-action-employer = the employer has to act
anomaly-action-mandate = the mandate must be given or renewed
anomaly-action-channel = use another channel
anomaly-action-nsso = contact the NSSO
anomaly-action-duplicate = look up what exists before sending anything
anomaly-action-done = nothing left to do: it is so already
anomaly-action-wait = send it again later
anomaly-action-consequence = accepted, but at a cost: decide
anomaly-action-note = nothing to do: information only
anomaly-action-software = a fault of the software: export the case
