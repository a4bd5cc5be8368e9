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
