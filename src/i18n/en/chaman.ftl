### The register: Chaman's fields, rules, buttons and the steps of the portal checklist.

# Fields of forms
chaman-field-sender-number = Sender number
chaman-field-sender-name = Name of the sender
chaman-field-sender-role = Uses Chaman as
chaman-field-contact-name = Name
chaman-field-phone-code = Telephone code
chaman-field-phone-number = Telephone number
chaman-field-email = E-mail address
chaman-field-contact-language = Language
chaman-field-channel = Type
chaman-field-account-name = Account name
chaman-field-permissions = Permissions
chaman-field-certificate-file = Certificate file
chaman-field-certificate-name = Certificate name
chaman-field-user-name = User name
chaman-field-password-file = File with the password
chaman-field-ssh-key-file = File with the public SSH key
chaman-field-existing = Already in Chaman
chaman-field-client-id = Client ID
chaman-field-key-file = File with the private key
chaman-field-passphrase-file = File with the passphrase
chaman-field-key-kind = Kind of key
chaman-field-company = Company
chaman-field-common-name = Owner
chaman-field-days = Days valid
chaman-field-target = Write to
chaman-field-confirmation = Confirmation

# Words of Chaman
chaman-role-enterprise = enterprise (NSSO)
chaman-role-professional = professional (CBSS)
chaman-panel-files = FTP- / SFTP-kanalen
chaman-panel-services = Webservices account
chaman-button-files = Een FTP- of SFTP-account toevoegen
chaman-button-services = Een Webservice-account toevoegen

# Names
chaman-name-empty = A name is needed: type one
chaman-name-long = A name has at most { $limit } characters: shorten it
chaman-name-characters = The name holds invisible or control characters: type it again
chaman-name-taken = There is an account { $account } already: choose another name

# Sender and contact
chaman-sender-number = A sender number has one to six digits: copy it from Chaman
chaman-sender-role = A sender is an enterprise or a professional: choose one of the two
chaman-phone-code = A telephone code is that of a country, such as +32: correct it
chaman-phone-number = A telephone number has 4 to 14 digits: type it without the country's code
chaman-email = Exactly one e-mail address is needed, such as name@company.be: correct it
chaman-language = The NSSO writes in Dutch (nl), French (fr) or German (de): choose one of them
chaman-contact-first = Chaman makes no account for a sender without contact data: give these first
chaman-contact-first-hint = Fill in the contact: name, telephone, e-mail address and language

# Accounts
chaman-channel-none = An account is of type FTP, SFTP, SOAP or REST: choose one
chaman-one-account = A sender has one { $channel } account at most, and { $account } is it: delete that one first
chaman-one-account-hint = Only of REST can there be several
chaman-account-unknown = There is no account { $account } in the register
chaman-account-unknown-hint = See how it is called in the list of accounts
chaman-permissions-none = An account needs at least one permission: choose one
chaman-permission-unknown = A { $channel } account cannot have the permission { $permission }: choose from the list
chaman-rest-only = Only a REST account has a client ID and a private key: choose a REST account
chaman-client-id-needed = An account that is in Chaman already has a client ID: copy it from there
chaman-client-id = A client ID has no blanks and at most 255 characters: copy it from Chaman
chaman-user-name-empty = A user name is needed: type one, without EXP
chaman-user-name-characters = A user name has letters and digits only: leave out everything else
chaman-user-name-long = A user name has at most { $limit } characters, without EXP: shorten it
chaman-password-empty = The password is empty: put it on the first line of its file
chaman-password-space = A password has no spaces: choose another
chaman-password-characters = Beside letters and digits a password has only { $allowed } : choose another
chaman-password-long = A password has at most { $limit } characters: choose a shorter one
chaman-password-letters = A password has at least two characters that are no letters: add digits or special characters
chaman-ssh-key-none = An SFTP account needs a public SSH key: name its file
chaman-path-not-text = The path { $path } holds characters that are no text: put the file elsewhere
chaman-no-rename = Chaman gives a { $channel } account no other name: delete it and make it anew
chaman-no-permissions = { $channel ->
    [SOAP] A SOAP account has no permissions: there is nothing to change
   *[other] Chaman gives a { $channel } account no other permissions: delete it and make it anew
  }
chaman-no-replace = The certificate of a { $channel } account is not replaced: add the new one, then remove the old one
chaman-no-more-certificates = A { $channel } account has exactly one certificate: replace it
chaman-no-ssh-key = A { $channel } account has no SSH key: choose an SFTP account

# Certificate files
chaman-certificate-none = A certificate is needed: name its file
chaman-certificate-pfx = Chaman takes no .pfx or .p12: take the certificate out with openssl pkcs12 -in { $file } -clcerts -nokeys -out certificate.cer
chaman-certificate-extension = Chaman takes a certificate file .{ $extension }: give the file that name
chaman-certificate-there = Account { $account } has this certificate already: choose another
chaman-certificate-unknown = Account { $account } has no such certificate: see its fingerprint in the list
chaman-certificate-last = This is the last certificate of account { $account }, which cannot be without one
chaman-certificate-last-hint = Add the new certificate first, or delete the account

# Rules for certificates
chaman-rule-key = key
chaman-rule-digest = signature
chaman-rule-key-usage = key usage
chaman-rule-issuer = issuer
chaman-rule-validity = validity
chaman-rule-company = company
chaman-verdict-kept = good
chaman-verdict-doubtful = doubtful
chaman-verdict-broken = refused
chaman-key-good = The key is { $key }
chaman-key-bad = Chaman does not take a key { $key }
chaman-key-hint = Make a certificate with one of these keys: { $keys }
chaman-digest-good = It is signed with { $digest }
chaman-digest-bad = Chaman does not take a signature with { $digest }
chaman-digest-sha1-rest = It is signed with SHA-1, which is never accepted for REST
chaman-digest-sha1-over = It is signed with SHA-1, which was accepted until { $until }
chaman-digest-sha1-until = It is signed with SHA-1, which is accepted until { $until }
chaman-digest-hint = Ask for a certificate signed with one of these: { $digests }
chaman-usage-good = The key may make digital signatures
chaman-usage-other = The key may not make digital signatures, only: { $uses }
chaman-usage-none = The certificate does not say that the key may make digital signatures
chaman-usage-hint = Make one with key usage digitalSignature
chaman-issuer-authority = It is issued by { $issuer }
chaman-issuer-self = It is signed with its own key, as REST allows
chaman-issuer-refused = It is signed with its own key, which { $channel } does not allow
chaman-issuer-hint = Ask a recognised authority for one; only REST takes a self-signed certificate
chaman-expired = It ended on { $until }
chaman-expired-hint = Make or buy a new certificate
chaman-not-yet = It is not valid before { $from }
chaman-not-yet-hint = Wait until then, or see whether the clock of this computer is right
chaman-valid = It is valid until { $until }
chaman-company-good = It is in the name of { $company }
chaman-company-none = It names no company
chaman-company-hint = Make one in the company's name: Chaman may ask for it

# Rotation of a certificate
chaman-rotation-rest = Account { $account } has one certificate, to be replaced: only a REST account is rotated
chaman-rotation-not-in-chaman = The new certificate of account { $account } is not in Chaman yet, as far as is known here
chaman-rotation-not-in-chaman-hint = Do the open steps of the checklist in the portal and tick them, then go on
chaman-stage-chosen = new certificate chosen
chaman-stage-added = added in Chaman
chaman-stage-added-asked = asked for, to be added in Chaman by a person
chaman-stage-switched = signing with the new key
chaman-stage-proven = token given for the new key
chaman-stage-finished = old certificate removed
chaman-stage-finished-asked = old certificate still to be removed in Chaman by a person
chaman-stage-abandoned = given up

# Connection test
chaman-test-key-file = key file
chaman-test-key = key
chaman-test-match = key and certificate
chaman-test-rules = Chaman's rules
chaman-test-clock = clock
chaman-test-assertion = signature
chaman-test-token = token
chaman-test-scopes = permissions
chaman-test-consult = consultation

# The portal checklist: what is to be done
chaman-step-sender = Make { $sender } the sender
chaman-step-contact = Make { $contact } the contact
chaman-step-add-account = Make the { $channel } account { $account }
chaman-step-rename = Rename account { $account } to { $to }
chaman-step-permissions = Give account { $account } { $count ->
    [one] one permission
   *[other] { $count } permissions
  }
chaman-step-add-certificate = Add certificate { $certificate } to { $account }
chaman-step-replace-certificate = Replace the certificate of { $account } by { $certificate }
chaman-step-remove-certificate = Remove certificate { $fingerprint }… from { $account }
chaman-step-ssh-key = Replace the SSH key of { $account }
chaman-step-remove-account = Delete account { $account }
chaman-step-client-id = Note client ID { $client_id } of { $account }
chaman-step-key = Sign with another key for { $account }
chaman-step-unknown = There is no step { $step } on the checklist
chaman-step-unknown-hint = See the numbers on the checklist
chaman-step-done = Step { $step } is done already
chaman-step-early = Step { $step } cannot be done in Chaman as we believe it to be
chaman-step-early-hint = Tick the steps before it first

# The portal checklist: what to click. Chaman's own labels stand in Dutch between quotation marks.
chaman-do-open = Open Chaman on the portal of the social security
chaman-do-open-sender = Open Chaman on the portal of the social security as { $role }, sender number { $sender }
chaman-do-role = Choose { $role }
chaman-do-sender-name = Name of the sender: { $name }
chaman-do-sender-number = See that Chaman shows sender number { $sender }
chaman-do-contact-new = Fill in the contact data ("Contactgegevens")
chaman-do-contact-update = Choose "Updaten" beside the contact
chaman-do-phone = Telephone code ("Telefooncode"): { $code }; number ("Telefoonnummer"): { $number }
chaman-do-email = E-mail address ("E-mailadres"): { $email }
chaman-do-language = Language ("Taal"): { $language }
chaman-do-add = In the panel "{ $panel }", choose "{ $button }"
chaman-do-account = In the panel "{ $panel }", open account { $account }
chaman-do-account-anywhere = Open account { $account }
chaman-do-update = Choose "Updaten"
chaman-do-type = Type: { $channel }
chaman-do-name = Name ("Naam"): { $name }
chaman-do-tick = Tick the permission "{ $official }" ({ $permission })
chaman-do-untick = Take away the tick of "{ $official }" ({ $permission })
chaman-do-untick-others = Take away every other tick
chaman-do-certificate-file = Choose the certificate file { $file } (serial number { $serial })
chaman-do-certificate-name = Certificate name ("Certificaatnaam"): { $name }
chaman-do-user-name = User name: { $user }; Chaman shows it as { $shown }
chaman-do-password-file = Password: the first line of { $file }
chaman-do-password = Password: choose one of at most ten characters, two of them no letters, and keep it safe
chaman-do-ssh-key = Give the public SSH key { $kind } with fingerprint { $fingerprint }
chaman-do-add-certificate = Choose the icon that adds a certificate
chaman-do-replace-certificate = Choose the icon that replaces the certificate
chaman-do-remove-certificate = Choose the icon that removes certificate { $name } (serial number { $serial }, valid until { $until })
chaman-do-remove-certificate-unknown = Choose the icon that removes the certificate with SHA-256 fingerprint { $fingerprint }…
chaman-do-replace-ssh-key = Choose the icon that replaces the public SSH key
chaman-do-confirm = Choose "Bevestigen"
chaman-do-client-id = Note the client ID that Chaman shows: it is asked for when this step is ticked
chaman-do-delete = Choose "Verwijderen" beside account { $account }
chaman-do-delete-confirm = Choose "Verwijderen" again when Chaman asks: the account cannot be brought back

# Files of a register
chaman-register-damaged = The register in the store is damaged
chaman-register-damaged-hint = Put back a copy of the store, or import the last exported register into a new one
chaman-import-hint = dimonitor register export writes a file as it should be
chaman-import-stranger = A { $channel } account does not have this: leave it out
chaman-import-permission = A permission is named by letters, digits and dashes
chaman-import-one-certificate = Here stands exactly one certificate in PEM, with nothing around it
chaman-import-no-key = There is no key_file that this passphrase would unlock
