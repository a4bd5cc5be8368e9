### The Accounts screen: sender, contact, channels, portal checklist.

# Panels
accounts-panel-sender = Sender and contact
accounts-panel-detail = Details
accounts-panel-checklist =
    Portal checklist: { $count ->
        [0] nothing to do
        [one] 1 step to do
       *[other] { $count } steps to do
    }
accounts-sender-none = No sender yet: press { $key }
accounts-sender-none-yet = No sender yet
accounts-contact-none = Contact data first, nothing can be made without them: press { $key }
accounts-contact-none-yet = No contact data yet; nothing can be made without them
accounts-none = No accounts yet: press { $key }
accounts-none-yet = No accounts yet
accounts-your-number = Your sender number: { $number }
accounts-column-name = name
accounts-column-type = type
accounts-column-client-id = client ID
accounts-column-believed = in Chaman?
accounts-same = same
accounts-differs = differs
accounts-not-believed = differs in Chaman, as far as believed
accounts-gone = { $account } ({ $channel }): deleted here, believed to be in Chaman still

# Details
accounts-legend = { $same } believed the same in Chaman  { $differs } believed different; nobody but Chaman knows
accounts-not-there = Believed not to be in Chaman yet
accounts-believed = believed there
accounts-only-here = only here, as believed
accounts-only-there = only in Chaman, as believed
accounts-client-id-none = not known yet
accounts-ssh-key = Public SSH key
accounts-fingerprint = Fingerprint
accounts-certificates = Certificates
accounts-not-yet-valid = not valid before { $from }
accounts-ours = Kept here only
accounts-password-file = Password in
accounts-key-file = Private key in
accounts-passphrase-file = Passphrase in
accounts-file-none = not kept
accounts-rotation = Rotation under way: { $stage }

# Checklist
accounts-no-steps = Nothing is to be done in the portal
accounts-step-by = done by { $who }, { $when }
accounts-step-is-done = This step is done already

# What cannot be done now
accounts-not-read = The register is not read yet
accounts-none-selected = There is no account to do this to
accounts-no-client-id = This account has no client ID to copy
accounts-choose-certificate = Choose the certificate first: { $key } goes there
accounts-choose-step = Choose the step first: { $key } goes there

# Forms
accounts-becomes-step = Chaman has no door for programs: this becomes a step on the portal checklist
accounts-pending = Under way …
accounts-button = Do it
accounts-leaving = What is filled in here will be lost: go back once more to leave it
accounts-choose = { $key } chooses or takes back
accounts-account-line = Account { $account } ({ $channel })
accounts-certificate-line = Certificate { $name } ({ $file })
accounts-form-sender = Sender
accounts-form-contact = Contact
accounts-form-account = New account
accounts-form-rename = Another name
accounts-form-permissions = Permissions
accounts-form-add-certificate = Add a certificate
accounts-form-replace-certificate = Replace the certificate
accounts-form-ssh-key = Replace the public SSH key
accounts-form-key = Private key
accounts-form-remove = Delete the account
accounts-form-tick = Step { $step }: done in Chaman?
accounts-form-download-certificate = Download the certificate
accounts-form-download-ssh-key = Download the public SSH key
accounts-existing-no = no, it is new
accounts-existing-yes = yes, nothing has to be done there
accounts-key-about = Only the place of the files is kept. Without a file no declaration is signed for this account.
accounts-remove-about = This cannot be taken back: the account, its certificates and its client ID are gone for good. Type its name to confirm.
accounts-tick-about = Only say so when it is so in Chaman: your name and the time are written down with it.
accounts-confirmation = To delete it, type its name exactly: { $account }
accounts-target-none = Type the file to write to
accounts-remove-certificate-title = Remove this certificate?
accounts-steps-added =
    { $count ->
        [one] One step more on the portal checklist
       *[other] { $count } steps more on the portal checklist
    }

# Connection test
accounts-test-title = Connection of { $account }
accounts-test-running = Testing …
accounts-test-passed = Every link holds
accounts-test-failed = It fails at: { $step }
