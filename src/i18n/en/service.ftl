config-not-loopback = Only an address of this machine may be listened on
config-listen = This is no address with a port, such as 127.0.0.1:9464

service-working = working, { $queued } queued
service-standby = stands by behind { $pid } on { $host }
service-working-among = working, one of { $count } workers, { $queued } queued
service-standby-of = stands by, { $count } others work, { $queued } queued
service-waiting = cannot work yet: the queue's store does not answer
service-stopping = finishes what is under way
service-monitor = figures on { $address }
service-config-rejected = config: rejected: { $reason }
service-reloaded = The configuration was read again and is in force
service-kept = The configuration was read again and is not taken; the old one stays in force
service-environment = The environment cannot change while the service runs
service-environment-hint = Stop the service and start it again
service-no-listen = The figures cannot be shown on { $address }
service-no-listen-hint = Another program may use that port; choose another one in [monitor]
service-credential = The file { $file } is a credential of the service
service-credential-hint = Only the service that systemd started can read it: LoadCredential=NAME:FILE in its unit, without a / in NAME
service-passphrase-again = The passphrase of the key can be asked for only when the program starts
service-passphrase-again-hint = Set passphrase_file for the account, or start the service again
service-no-home = The unit cannot be written: this program's own path is not known
service-hidden = The service will not find { $program }: it sees no homes and no folders for temporary files. Put the program in /usr/local/bin and print the unit from there
service-since = Since you left: { $accepted } accepted, { $refused } refused, { $doubt } in doubt
