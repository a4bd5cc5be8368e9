## tui: the console

# Screens
tui-loading = Loading…
tui-none = None
tui-now = now
tui-good = in order
tui-attention = attention
tui-bad = not in order
tui-verbatim = { $text }
tui-too-small = dimonitor needs at least { $columns } columns and { $rows } rows. Please make the window larger.
tui-read-only = Read-only: nothing can be changed from here
tui-read-only-badge = READ-ONLY
tui-no-terminal = The console needs a terminal
tui-no-terminal-hint = Start it in a terminal, or use the other commands with --json
tui-task-failed = Something inside the program failed
tui-task-failed-hint = The queue is not affected; see the log for details
tui-theme-unknown = There is no theme called { $name }
tui-theme-known = Known themes: { $names }
tui-theme-broken = The theme file cannot be read
tui-copied = Copied { $bytes } bytes to the clipboard (OSC 52)
tui-copy-too-long = Too long for the clipboard of a terminal
tui-copy-failed = The terminal did not take the text
tui-interrupt-again = Press { $key } again to leave
tui-quit-title = Leave?
tui-quit-body = The form holds text that is not sent. It will be lost.
tui-clear-title = Empty the form?
tui-clear-body = Everything typed in the form will be lost.

# Header
tui-environment-sandbox = SANDBOX
tui-environment-simulation = SIMULATION
tui-environment-production = PRODUCTION
tui-environment-unknown = UNKNOWN
tui-header-sender = sender { $number }
tui-token-none = no token
tui-token-failed = token failed
tui-token-left = token { $left }
tui-worker-here = worker here
tui-worker-elsewhere = worker on { $host } ({ $pid })
tui-worker-several = { $count } workers
tui-worker-nobody = NOBODY POLLS

# States
tui-state-draft = draft
tui-state-queued = queued
tui-state-held = held
tui-state-sending = sending
tui-state-in-doubt = in doubt
tui-state-submitted = waiting
tui-state-waiting = Sigedis
tui-state-accepted = accepted
tui-state-accepted-warning = accepted, read
tui-state-refused = refused
tui-state-rejected = rejected
tui-state-not-taken = not taken
tui-state-cancelled = withdrawn
tui-severity-error = Cannot be sent
tui-severity-refusal = Would be refused
tui-severity-warning = Anomaly
tui-severity-advice = Advice
tui-level-error = errors
tui-level-warn = warnings
tui-level-info = information
tui-level-debug = details
tui-kind-in = Dimona IN, start of employment
tui-kind-out = Dimona OUT, end of employment
tui-kind-update = Dimona UPDATE, change
tui-kind-cancel = Dimona CANCEL, cancellation

# Dashboard
tui-panel-needs = Needs a person
tui-panel-queue = Queue
tui-panel-accounts = Accounts (Chaman)
tui-panel-certificates = Certificates
tui-panel-latest = Latest
tui-dashboard-due-soon = ! { $count } due within 1 h, not yet accepted
tui-dashboard-since = oldest since { $time }
tui-dashboard-today = settled today
tui-dashboard-pace = per minute
tui-dashboard-answers = answered p50 { $median } p95 { $slow }
tui-account-token = token { $left }
tui-account-no-token = no token yet
tui-account-waits = waits until { $time }
tui-certificate-expired = EXPIRED { $days } { $days ->
    [one] day
   *[other] days
    } ago
tui-certificate-days = { $days } { $days ->
    [one] day
   *[other] days
    }
tui-certificate-no-key = no key file
tui-certificate-other-key = another key

# Queue
tui-queue-empty = The queue is empty
tui-queue-none = No row matches the filter
tui-queue-filter = filter:
tui-column-id = no.
tui-column-state = status
tui-column-kind = kind
tui-column-type = type
tui-column-employer = employer
tui-column-worker = worker
tui-column-ssin = SSIN
tui-column-start = start
tui-column-deadline = deadline
tui-deadline-late = LATE { $time }
tui-deadline-met = in time
tui-column-age = age
tui-column-next = next
tui-column-reference = reference

# Detail
tui-detail-title = Declaration
tui-detail-nothing = No declaration selected
tui-detail-gone = There is no such declaration in the queue
tui-detail-dates = dates
tui-detail-number = declaration number
tui-detail-period = Dimona period
tui-detail-account = account
tui-detail-since = last change
tui-detail-next = next visit
tui-detail-anomalies = Anomalies
tui-detail-attempts = Attempts
tui-detail-no-attempts = Nothing was sent yet
tui-detail-journal = Journal
tui-detail-sent = Message
tui-detail-answer = Answer
tui-detail-no-answer = no answer
tui-detail-trace = trace
tui-detail-server-trace = NSSO trace
tui-doubt-answer-lost = The connection broke after the declaration may have gone out. Nobody knows whether the NSSO has it, so it is not sent again by itself.
tui-doubt-unclear = The NSSO answered with something that says neither yes nor no. The declaration may have been taken in, so it is not sent again by itself.
tui-doubt-no-number = The NSSO took the declaration in but gave no usable number, so its result cannot be asked for yet.
tui-doubt-worker-died = The program stopped while it was sending. Nobody knows whether the NSSO has the declaration, so it is not sent again by itself.
tui-doubt-searching =
    { $count ->
        [0] It will be searched for at the NSSO.
        [one] One search at the NSSO found no single match; the searching goes on.
       *[other] { $count } searches at the NSSO found no single match; the searching goes on.
    }
tui-doubt-do = What to do: look in the NSSO's online service or call the contact centre. If it is there, resolve with its number. If it is not, resolve with the reason, from { $from } on.
tui-advice-refused = The NSSO refused it: the obligation is not fulfilled. Correct what the anomalies name and declare again.
tui-advice-warning = Accepted, with anomalies that do not block. Read them: they can have consequences.
tui-advice-rejected = Refused at the door: the NSSO never took it in. See the last attempt for the reason.
tui-advice-sigedis = Sigedis is identifying the worker. This takes up to several working days and needs nothing from you.
tui-advice-held = It is held and will not be sent until it is released.
tui-no-ssin = This declaration has no social security number

# Commands
tui-cannot-poll = A result can only be asked for while the NSSO is working on it; this one is: { $state }
tui-cannot-withdraw = Only what is not sent yet can be withdrawn; this one is: { $state }
tui-cannot-hold = Only what is queued or held can be held or released; this one is: { $state }
tui-cannot-resolve = Only a declaration in doubt can be resolved; this one is: { $state }
tui-done-poll = { $id }: its result is asked for now
tui-done-withdraw = { $id }: withdrawn
tui-done-hold = { $id }: held
tui-done-release = { $id }: released
tui-done-resolve = { $id }: resolved
tui-withdraw-title = Withdraw this declaration?
tui-poll-title = Ask for its result now?
tui-hold-title = Hold this declaration?
tui-release-title = Release this declaration?
tui-confirm-environment = Environment: { $environment }
tui-confirm-submission = No. { $id }  { $kind }  { $worker }
tui-confirm-employer = Employer: { $employer }
tui-confirm-worker = Worker: { $worker }
tui-confirm-refusal = The checks expect the NSSO to refuse it.
tui-confirm-keys = y or { $accept }: yes    n or { $back }: no
tui-resolve-title = Resolve declaration { $id }
tui-resolve-body = Fill in one of the two. The number is compared with what was sent before it is believed.
tui-resolve-number = It is at the NSSO under this declaration number
tui-resolve-reason = It is not at the NSSO; I know because
tui-resolve-empty = Fill in the number or the reason
tui-resolve-both = Fill in only one of the two
tui-resolve-number-wrong = A declaration number has one to nineteen digits

# Declare
tui-declare-send = Send
tui-declare-pending = Being put in the queue…
tui-declare-not-ready = It cannot be sent yet: see the fields
tui-declare-queued = In the queue as number { $id }
tui-declare-findings =
    { $count ->
        [0] Nothing found so far. Fields with * must be filled in.
        [one] One remark; fields with * must be filled in.
       *[other] { $count } remarks; fields with * must be filled in.
    }
tui-send-title = Send this declaration?
tui-duplicate-title = The same declaration is under way
tui-duplicate-about = Number { $id } declares the same and is: { $state }
tui-duplicate-body = A second one is a second legal act. Type the reason to send it all the same, or go back.
tui-field-reference = Your reference
tui-field-enterprise-number = Enterprise number
tui-field-nsso-number = or NSSO number
tui-field-ssin = SSIN
tui-field-family-name = Family name
tui-field-given-name = First name
tui-field-initial = Initial
tui-field-birth-date = Date of birth
tui-field-place-of-birth = Place of birth
tui-field-country-of-birth = Country of birth
tui-field-nationality = Nationality
tui-field-gender = Sex
tui-field-street = Street
tui-field-house-number = House number
tui-field-box-number = Box
tui-field-post-code = Postcode
tui-field-municipality-code = Municipality code
tui-field-municipality-name = Municipality
tui-field-country = Country
tui-field-period-id = Dimona period number
tui-field-start-date = Start date
tui-field-start-hour = Start time
tui-field-end-date = End date
tui-field-end-hour = End time
tui-field-planned-hours = Planned hours
tui-field-worker-type = Worker type
tui-field-joint-committee = Joint committee
tui-field-sub-entity = Sub-entity
tui-field-user-enterprise-number = User undertaking
tui-field-user-name = or its name
tui-field-user-street = - street
tui-field-user-house-number = - house number
tui-field-user-box-number = - box
tui-field-user-post-code = - postcode
tui-field-user-municipality-code = - municipality code
tui-field-user-municipality-name = - municipality
tui-field-user-country = - country
tui-field-user-joint-committee = - joint committee
tui-field-card-first-month = C3.2A, first month
tui-field-card-next-month = C3.2A, next month
tui-field-work-nature = Nature of the work
tui-field-small-status = Small status
tui-field-workplace-name = Place of work
tui-field-workplace-street = - street
tui-field-workplace-house-number = - house number
tui-field-workplace-box-number = - box
tui-field-workplace-post-code = - postcode
tui-field-workplace-municipality-code = - municipality code
tui-field-workplace-municipality-name = - municipality
tui-field-workplace-country = - country

# Log
tui-log-level = up to
tui-log-empty = No line to show
tui-log-following = following
tui-log-paused =
    { $count ->
        [0] standing still
       *[other] standing still, { $count } new
    }

# Overlays

# Actions: the name, and what it does
tui-action-open = Open
tui-help-open = Opens what is selected: a number its rows, a row its details
tui-action-accept = Accept
tui-help-accept = Goes to the next field, says yes, or runs what is chosen
tui-action-poll = Poll now
tui-help-poll = Asks the NSSO for the result now instead of at the planned time
tui-action-withdraw = Withdraw
tui-help-withdraw = Takes a declaration out of the queue before it is sent
tui-action-hold = Hold/release
tui-help-hold = Keeps a queued declaration from being sent, or lets a held one go
tui-action-resolve = Resolve
tui-help-resolve = Says what became of a declaration in doubt
tui-action-reveal = Show SSIN
tui-help-reveal = Shows the social security number for ten seconds; this is written to the audit log
tui-action-copy = Copy as JSON
tui-help-copy = Copies the declaration to the clipboard of your own machine, numbers masked as on screen
tui-action-filter = Filter
tui-help-filter = Shows only the rows or lines that match
tui-action-sort-right = Sort by next column
tui-help-sort-right = Sorts by the column to the right
tui-action-sort-left = Sort by previous column
tui-help-sort-left = Sorts by the column to the left
tui-action-sort-reverse = Reverse order
tui-help-sort-reverse = Turns the order round
tui-action-send = Send
tui-help-send = Asks for confirmation and puts the declaration in the queue
tui-action-clear-form = Empty form
tui-help-clear-form = Empties every field of the form
tui-action-level = Level
tui-help-level = Changes which levels of the log are shown
tui-action-follow = Follow
tui-help-follow = Follows the newest, or stands still
tui-action-new-account = New account
tui-help-new-account = Makes an account of a channel
tui-action-test-connection = Test connection
tui-help-test-connection = Tries every link of a REST account: key, certificate, token, permissions, a consultation
tui-action-edit-contact = Contact
tui-help-edit-contact = Fills in or changes the contact data
tui-action-edit-sender = Sender
tui-help-edit-sender = Fills in or changes the sender
tui-action-rename = Rename
tui-help-rename = Gives the account another name
tui-action-permissions = Permissions
tui-help-permissions = Changes what the account may do
tui-action-add-certificate = Add certificate
tui-help-add-certificate = Adds a certificate to a REST account
tui-action-replace-certificate = Replace certificate
tui-help-replace-certificate = Replaces the one certificate of an FTP, SFTP or SOAP account
tui-action-remove-certificate = Remove certificate
tui-help-remove-certificate = Removes the chosen certificate of a REST account; never its last one
tui-action-download-certificate = Download certificate
tui-help-download-certificate = Writes the chosen certificate to a file
tui-action-replace-ssh-key = Replace SSH key
tui-help-replace-ssh-key = Replaces the public SSH key of an SFTP account
tui-action-download-ssh-key = Download SSH key
tui-help-download-ssh-key = Writes the public SSH key to a file
tui-action-set-key = Key file
tui-help-set-key = Says where the private key of a REST account lies
tui-action-copy-client-id = Copy client ID
tui-help-copy-client-id = Copies the client ID to the clipboard of your own machine
tui-action-remove-account = Delete account
tui-help-remove-account = Deletes the account for good; asks to type its name
tui-action-tick = Tick off
tui-help-tick = Says that the chosen step was done in Chaman
tui-action-show-done = Done steps
tui-help-show-done = Shows or hides the steps that are done
tui-action-next = Next
tui-help-next = Goes to the next field or number
tui-action-previous = Previous
tui-help-previous = Goes to the previous field or number
tui-action-left = Left
tui-help-left = Goes to the left, or picks the previous choice
tui-action-right = Right
tui-help-right = Goes to the right, or picks the next choice
tui-action-down = Down
tui-help-down = Goes one line down
tui-action-up = Up
tui-help-up = Goes one line up
tui-action-page-down = Page down
tui-help-page-down = Goes one page down
tui-action-page-up = Page up
tui-help-page-up = Goes one page up
tui-action-first = To the top
tui-help-first = Goes to the beginning
tui-action-last = To the bottom
tui-help-last = Goes to the end
tui-action-dashboard = Dashboard
tui-help-dashboard = Shows what needs a person and how the queue stands
tui-action-queue = Queue
tui-help-queue = Shows every declaration in the queue
tui-action-declare = Declare
tui-help-declare = Opens the form of a new declaration
tui-action-log = Log
tui-help-log = Shows what happened
tui-action-back = Back
tui-help-back = Closes what is open, one step at a time, back to the dashboard
tui-action-redraw = Redraw
tui-help-redraw = Draws the whole screen again
tui-action-suspend = Suspend
tui-help-suspend = Goes back to the shell; the command fg returns here
tui-action-quit = Quit
tui-help-quit = Leaves; asks only when the form holds text that is not sent
tui-action-interrupt = Leave
tui-help-interrupt = Twice in a row: leaves at once
tui-action-accounts = Accounts
tui-help-accounts = Show sender, contact, channels and accounts, and the portal checklist
tui-action-certificates = Certificates
tui-help-certificates = Show every certificate with its end, Chaman's rules and its key
