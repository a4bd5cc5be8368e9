### What the engine tells: actions that cannot be, accounts in trouble.

engine-read-only = This console is read-only: nothing was changed
engine-row-moved = Submission { $id } was changed by someone else meanwhile
engine-row-moved-hint = Look at it again, then decide
engine-unknown-submission = There is no submission { $id }
engine-unknown-submission-hint = List the queue to see the numbers in use
engine-no-such-edge = That cannot be done with a submission that is { $state }
engine-too-early = That can be done no earlier than { $time }
engine-lease-lost = Another worker has taken over
engine-number-taken = Declaration { $number } belongs to another submission already
engine-business-key = The key of the duplicate check cannot be read or made: { $file }
engine-other-business-key = This home has another key of the duplicate check ({ $print }) than those who filled the queue: it would not know a declaration that is there already. Nothing is queued.
engine-other-business-key-hint = Copy keys/business.key from a home that shares this queue. If that key is lost: dimonitor store adopt-key, which makes this one count from now on.
os-error = The system says: { $error }
server-said = The answer: { $text }

engine-no-account = No account is configured for the environment { $environment }
engine-no-account-hint = Add an [[account]] with client_id and key_file to the configuration; config.example.toml shows how
engine-unknown-account = There is no account { $account }
engine-known-accounts = Configured accounts: { $accounts }
engine-no-account-for-employer = No account is configured for employer { $employer }

engine-service-busy = The service asks to come back later (HTTP { $status })
engine-service-busy-hint = Nothing is lost: what is queued is sent as soon as the service takes it
engine-service-unreachable = The service cannot be reached
engine-service-unreachable-hint = Check the network, the proxy and base_url in the configuration; what is queued stays queued
engine-held-token-refused = The service refuses this account's tokens
engine-held-token-refused-hint = Check the account and its permissions in Chaman, then release the account
engine-held-missing-scope = This account lacks the permission to declare
engine-held-missing-scope-hint = Add “Dimona-aangiftes verrichten” to the account in Chaman, then release the account
engine-held-other = Something between us and the service refuses this account ({ $reason })
engine-held-other-hint = Ask the network administrators which proxy answers, then release the account

engine-reason-needed = A reason is needed: say how you know that it is not at the NSSO
engine-not-in-doubt = Submission { $id } is not in doubt: there is nothing to decide
engine-other-declaration = Declaration { $number } at the NSSO is another one than ours
engine-other-declaration-hint = Look the worker up in the NSSO's own application and copy the number from there
engine-number-unknown = The NSSO does not know declaration { $number }, or has not processed it yet

engine-register-moved = Someone else changed the register at the same moment
engine-register-moved-hint = Look at it again, then decide
engine-register-not-empty = The register is not empty: nothing was imported
engine-register-not-empty-hint = A register is imported into a new environment only; change this one account by account
engine-register-imported = Imported: { $count ->
    [one] one account
   *[other] { $count } accounts
  }
engine-incomplete = Something is missing
engine-sender-set = The sender is { $sender }
engine-contact-set = The contact is { $contact }
engine-account-added = Account { $account } is made
engine-account-noted = Account { $account } is noted as it is in Chaman
engine-account-renamed = Account { $account } is called { $name } now
engine-account-removed = Account { $account } is deleted
engine-account-busy = Account { $account } still has { $count ->
    [one] one submission that is not settled
   *[other] { $count } submissions that are not settled
  }
engine-account-busy-hint = Wait for their results, or withdraw what was not sent yet; then delete the account
engine-not-confirmed = Type the name of the account, { $account }, exactly as it stands
engine-not-confirmed-hint = Deleting is final: Chaman gives another client id to a new account
engine-permissions-set = The permissions of account { $account } are changed
engine-certificate-none = There is no certificate in { $file }
engine-certificates-several = { $file } has several certificates that do not belong together
engine-certificates-several-hint = Give a file with the account's own certificate alone, or with its chain behind it
engine-certificate-added = The certificate is added to account { $account }
engine-certificate-replaced = The certificate of account { $account } is replaced
engine-certificate-removed = The certificate is removed from account { $account }
engine-certificate-made = The key and its certificate are made: { $file }
engine-request-made = The key and the request for a certificate are made: { $file }
engine-ssh-key-replaced = The public SSH key of account { $account } is replaced
engine-no-ssh-key = Account { $account } has no SSH key
engine-not-cer = The file of a certificate ends in .cer
engine-file-written = Written: { $file }
engine-key-file-empty = Name the file of the private key
engine-key-set = Account { $account } signs with { $file } from now on
engine-key-differs = The key belongs to none of the certificates of account { $account }
engine-key-differs-hint = Choose the key that was made with the certificate; to replace both, begin a rotation
engine-key-of-other-certificate = The key { $file } does not belong to the new certificate
engine-key-of-other-certificate-hint = Choose the key that was made with the certificate
engine-no-client-id = Account { $account } has no client id yet
engine-no-client-id-hint = Make { $account } in Chaman and tick that step with the client id that Chaman shows
engine-no-key = No private key is known for account { $account }
engine-no-key-hint = Name the key file of account { $account }
engine-name-configured = The configuration has another account with the name { $account }
engine-name-configured-hint = Give one of the two accounts { $account } another name
engine-no-link = This command speaks to nobody
engine-nothing-to-tick = There is nothing to tick: in the sandbox every change is made at once
engine-step-ticked = Step { $step } is done
engine-step-earlier = Step { $step } cannot be done before step { $earlier }
engine-rotation-started = The rotation of account { $account } has begun; nothing is changed yet
engine-rotation-under-way = A rotation of account { $account } is under way already
engine-rotation-under-way-hint = Take it on, or back to its beginning, first
engine-no-rotation = No rotation of account { $account } is under way
engine-no-rotation-hint = Begin one with a new certificate and its key
engine-rotation-reached = Rotation of account { $account }: { $stage }
engine-worker-has-old-key = The worker of this queue does not sign with the new key of account { $account } yet
engine-worker-has-old-key-hint = Wait a few seconds and go on; if it stays so, see why in the list of accounts: the worker must be able to read the key file. Until then the old certificate stays
