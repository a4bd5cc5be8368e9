### The Certificates screen: list, details, making new ones, rotation.

# List
certificates-title = Certificates { $place } of { $total }
certificates-none = No certificate is known yet. Press { $key } to make a key with a certificate, then use it for an account.
certificates-none-selected = No certificate is selected
certificates-column-status = status
certificates-column-title = certificate
certificates-column-account = account
certificates-column-channel = ch.
certificates-column-left = days
certificates-column-bar = left
certificates-column-end = ends
certificates-column-working-day = work day
certificates-column-key = key
certificates-unreadable = unreadable
certificates-not-begun = not valid yet
certificates-expired = expired
certificates-now = renew now
certificates-soon = renew soon
certificates-fine = fine
certificates-key-good = matches
certificates-key-other = another
certificates-key-unusable = unusable
certificates-unusable-key = unusable key
certificates-key-none = none
certificates-more = … and { $count } more
certificates-permissions = { $count } { $count ->
    [one] permission
   *[other] permissions
    }
certificates-day = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
    } { $date }

# Details
certificates-ends = Ends on { $day }
certificates-working-day = Nobody works on that day; the last working day before it is { $day }
certificates-level = Warning level reached: { $days } { $days ->
    [one] day
   *[other] days
    }
certificates-account = account
certificates-file = file
certificates-name = name in Chaman
certificates-chaman = in Chaman
certificates-believed = believed to be there
certificates-not-believed = not there yet
certificates-belief-unknown = the register does not know this certificate
certificates-owner = owner
certificates-company = company
certificates-issuer = issuer
certificates-signed = signature
certificates-self-signed = self-signed
certificates-signed-by = signed by { $issuer }
certificates-serial = serial number
certificates-serial-hex = hexadecimal
certificates-from = valid from
certificates-until = valid until
certificates-key = key
certificates-digest = digest
certificates-usage = key usage
certificates-usage-unsaid = not said
certificates-sha256 = SHA-256
certificates-sha1 = SHA-1
certificates-key-file = key file
certificates-key-matches = matches this certificate
certificates-key-differs = belongs to another certificate
certificates-key-not-kept = no key is kept here for this account
certificates-key-no-use = cannot be used
certificates-rules = Chaman's rules
certificates-rule = { $rule }: { $reason }

# Rotation
certificates-rotation = Rotation to { $certificate } (ends { $day })
certificates-rotation-none = No rotation is under way for this account
certificates-rotation-moved = The rotation has been moved by somebody else: look where it stands now
certificates-rotation-step-first = Not believed to be in Chaman yet: first do step { $step } of the portal checklist
certificates-rotate-unknown = { $account } does not stand in the register: make the account there first
certificates-rotate-channel = { $account } is a { $channel } account: only a REST account signs from here; its one certificate is replaced on the Accounts screen
certificates-rotate-under-way = A rotation of { $account } is under way already
certificates-stage-done = { $stage }  { $by } { $at }
certificates-stage-chosen = New certificate and key chosen
certificates-stage-added = New certificate added in Chaman
certificates-stage-asked = New certificate asked for in Chaman
certificates-stage-switched = Key switched
certificates-stage-proven = Token given for the new key
certificates-stage-finished = Old certificate removed
certificates-stage-abandoned = Given up
certificates-next-title = Rotation of { $account }: next stage?
certificates-next-add-here = The certificate { $certificate } is added to { $account } in Chaman at once, beside the old one. The worker goes on with the old key.
certificates-next-add-portal = A step goes on the portal checklist: add the certificate { $certificate } to { $account }, beside the old one. The worker goes on with the old key.
certificates-next-switch = From now on the worker signs for { $account } with the key { $key }. Nothing has to be started again, and the old certificate stays in Chaman.
certificates-next-prove = A token is asked for { $account }, signed with the key { $key }. Nothing is changed.
certificates-next-remove-here = { $count ->
        [one] The old certificate is
       *[other] The { $count } old certificates are
    } removed from { $account } in Chaman at once. There is no way back from this.
certificates-next-remove-portal = { $count ->
        [one] A step goes on the portal checklist: remove the old certificate of { $account }.
       *[other] { $count } steps go on the portal checklist: remove the old certificates of { $account }.
    } There is no way back from this.
certificates-back-title = Rotation of { $account }: one stage back?
certificates-back-abandon = The rotation of { $account } is given up. Nothing changes in Chaman; the files of the new certificate stay where they are.
certificates-back-add-here = The certificate { $certificate } is removed from { $account } in Chaman at once. The worker goes on with the old key.
certificates-back-add-portal = A step goes on the portal checklist: remove the certificate { $certificate } from { $account }. The worker goes on with the old key.
certificates-back-switch-none = There is no key from before: nothing can be signed for { $account } any more until one is set. Both certificates stay in Chaman.
certificates-back-switch = From now on the worker signs for { $account } with the key from before { $old }. Both certificates stay in Chaman.

# Forms
certificates-form-new = New key and self-signed certificate
certificates-form-request = New key and certificate request (CSR)
certificates-form-rotation = Rotation of { $account }
certificates-form-files = New files are written on this computer: the key readable by you alone (0600). Nothing that exists is overwritten, and Chaman hears nothing of it yet.
certificates-form-rotation-about = Nothing changes in Chaman or for the worker yet. After this, every stage asks before it does anything, and can be taken back until the old certificate is removed.
certificates-order-days = A whole number of days from 1 to { $limit }
certificates-order-long = At most { $limit } characters fit into a certificate
certificates-order-key-none = Say in which file the private key stands
certificates-order-file-none = Say into which file it is written
certificates-order-extension = The name of this file ends in .{ $extension }
certificates-order-same-file = This is the same file as another one: each needs its own

# Actions: the name, and what it does
tui-action-new-certificate = New
tui-help-new-certificate = Makes a new key with a self-signed certificate
tui-action-new-request = CSR
tui-help-new-request = Makes a new key with a request for a certificate (CSR)
tui-action-start-rotation = Rotate
tui-help-start-rotation = Begins to replace certificate and key of this account
tui-action-rotation-next = Next stage
tui-help-rotation-next = Takes the rotation of this account one stage on, after a question
tui-action-rotation-back = Stage back
tui-help-rotation-back = Takes the rotation of this account one stage back, after a question
tui-action-go-to-account = Account
tui-help-go-to-account = Shows the account of this certificate
tui-action-copy-fingerprint = Copy SHA-256
tui-help-copy-fingerprint = Copies the SHA-256 fingerprint to the clipboard of your own machine
tui-action-copy-serial = Copy serial
tui-help-copy-serial = Copies the serial number, as Chaman shows it, to the clipboard of your own machine
