### Sentences about keys, tokens and the connection to the NSSO.

rsz-cause = { $cause }
rsz-server-says = The server says: { $words }

rsz-url-invalid = { $url } is not a usable web address
rsz-url-not-https = { $url } is not encrypted, and not on this machine
rsz-url-credentials = A web address holds a user name or a password
rsz-url-hint = Use an address that begins with https://. Plain http:// is accepted for 127.0.0.1, [::1] and localhost only.

rsz-client-unusable = No connection can be prepared
rsz-client-unusable-hint = Install the platform's certification authorities (package ca-certificates), or name a CA file in the configuration.
rsz-ca-file-unusable = This CA file of the configuration holds no certificate that can be read: { $file }
rsz-ca-file-unusable-hint = Name a PEM file with one or more certificates, or a DER file with one.
rsz-proxy-invalid = The proxy of the configuration is not a usable address
rsz-proxy-invalid-hint = Write it as http://host:port.

rsz-unreachable-hint = Check the network, the firewall and the proxy, and whether { $host } is the right host.
rsz-unreachable-loopback-hint = Nothing listens at this address on this machine. Is the simulator running?

rsz-token-unreachable = The token server { $host } cannot be reached
rsz-token-invalid-client = The token server does not accept account { $client }
rsz-token-invalid-client-hint = Check in Chaman whether the certificate of this key is still with the account, has not expired and belongs to this very account; check the client ID; and check the clock of this machine.
clock-off = { $side ->
    [behind] This host's clock is { $span } behind
   *[ahead] This host's clock is { $span } ahead
}
rsz-token-invalid-scope = Account { $client } may not ask for these permissions
rsz-token-unauthorized-client = Account { $client } has no permission to use the service
rsz-token-permission-hint = Give the account in Chaman the permissions to make and to consult Dimona declarations, or correct the scopes in the configuration.
rsz-token-invalid-request = The token server does not understand the request (HTTP { $status })
rsz-token-invalid-request-hint = Check the token address in the configuration: it must be that of OAuth version 5.
rsz-token-later = The token server asks to come back later (HTTP { $status })
rsz-token-fault = The token server has a fault (HTTP { $status })
rsz-token-unreadable = The token server gave an answer that cannot be used
rsz-token-not-signed = The request for a token for account { $client } could not be signed
rsz-token-again-hint = This is tried again by itself. If it lasts, ask the NSSO's contact centre whether { $host } is under maintenance.

rsz-key-empty = { $file } is empty
rsz-key-not-a-key = { $file } is not a private key
rsz-key-certificate = { $file } is a certificate, not a private key
rsz-key-public = { $file } is a public key, not a private key
rsz-key-choose-hint = Name the file with the private key that was made together with the certificate. It begins with "-----BEGIN PRIVATE KEY-----" or the like.
rsz-key-broken = The private key in { $file } is damaged
rsz-key-broken-hint = Check it with: openssl pkey -in KEYFILE -check -noout. Restore it from a backup if it fails.
rsz-key-several = { $file } holds more than one private key
rsz-key-several-hint = Keep one private key per file.
rsz-key-pkcs12 = { $file } is a PKCS#12 file (.p12, .pfx)
rsz-key-pkcs12-hint = Take the key out of it with: openssl pkcs12 -in { $file } -nocerts -out key.pem
rsz-key-openssh = { $file } is a key in OpenSSH's own format
rsz-key-openssh-hint = Convert a copy of it with: ssh-keygen -p -m PKCS8 -f COPY
rsz-key-legacy-encryption = { $file } is encrypted in an old way of OpenSSL
rsz-key-old-encryption = { $file } is encrypted with an outdated scheme (PBES1)
rsz-key-unknown-encryption = { $file } is encrypted with a scheme that is not supported
rsz-key-costly = Unlocking the key in { $file } would take minutes, or more memory than this machine should give for it
rsz-key-convert-hint = Convert it with: openssl pkcs8 -topk8 -v2 aes-256-cbc -in { $file } -out key.pem
rsz-key-passphrase-missing = { $file } is encrypted and there is no passphrase for it
rsz-key-passphrase-missing-hint = Give the passphrase at the prompt, in a file or through a file descriptor, as the configuration says. Try it with: openssl pkey -in { $file } -noout
rsz-key-passphrase-wrong = The passphrase does not open { $file }
rsz-key-passphrase-wrong-hint = Try the passphrase with: openssl pkey -in { $file } -noout
rsz-key-rsa-size = { $file } holds an RSA key of { $bits } bits; the NSSO takes 2048, 3072 or 4096
rsz-key-curve = { $file } holds a key on the curve { $curve }; the NSSO takes P-384 and P-521
rsz-key-edwards = { $file } holds a key on an Edwards curve (Ed25519 or the like), which the NSSO does not take
rsz-key-other-algorithm = { $file } holds a key for the algorithm { $oid }, which the NSSO does not take
rsz-key-generate-hint = Make a new key with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out key.pem. It needs a new certificate in Chaman.

rsz-key-file-unreadable = { $file } cannot be read
rsz-key-file-unreadable-hint = Check the path in the configuration and the rights of the file and of its folders.
rsz-key-file-not-regular = { $file } is not a regular file
rsz-key-file-too-large = { $file } is far too large for a key or a passphrase
rsz-key-file-open = Others on this machine may read { $file }, which must stay secret
rsz-key-file-open-hint = Close it with: chmod 600 { $file }
rsz-key-file-stranger = { $file } belongs to somebody else on this machine, who may change it
rsz-key-folder-open = Others on this machine may put another file in the place of { $file }: its folder { $folder } is open to them
rsz-key-folder-open-hint = Close it with: chmod go-w { $folder }

rsz-passphrase-none = There is no passphrase in the first line of { $file }
rsz-passphrase-none-hint = Write the passphrase in the first line, as text in UTF-8, and nothing else in it.

rsz-sandbox-unusable = The simulator at { $address } does not take the sandbox's account
rsz-sandbox-unusable-hint = Check that a dimonitor simulator listens there, of the same version

rsz-test-rest-only = Only REST accounts can be tested: { $account } is of type { $channel }
rsz-test-no-key = No private key is named for this account
rsz-test-no-key-hint = Name the file of the private key that was made together with one of its certificates.
rsz-test-no-client-id = This account has no client ID yet, or its key was not read
rsz-test-no-client-id-hint = Make the account in Chaman, tick that step off with the client ID that Chaman shows, and try again.
rsz-test-key-file = Only its owner may read { $file }
rsz-test-key-configured = Read when this program started, as the configuration says
rsz-test-key-loaded = Unlocked when this program started
rsz-test-key = A key that signs with { $algorithm }
rsz-test-match = It belongs to the certificate { $certificate }
rsz-test-no-certificate = No certificate of this account is known here, so its rules are not checked
rsz-test-no-certificate-hint = Name the certificate's file in the configuration.
rsz-test-differs = The key belongs to none of the account's certificates: { $certificates }
rsz-test-differs-hint = Name the key that was made together with one of them, or add the certificate of this key in Chaman and here.
rsz-test-rules = { $certificate } keeps every rule of Chaman
rsz-test-clock = The server's clock and this machine's differ by { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}
rsz-test-clock-unsaid = The server answers, and does not say its time
rsz-test-clock-off-hint = Let this machine take its time from the network (NTP): beyond a few minutes no token is given.
rsz-test-assertion = The request for a token is signed
rsz-test-token = A token was given, for { $seconds } seconds
rsz-test-scopes = It carries { $scopes }
rsz-test-scopes-unsaid = The server does not say which permissions the token carries
rsz-test-scopes-unsaid-hint = The next step shows whether it opens the service.
rsz-test-scopes-missing = The token lacks the permission { $permissions }
rsz-test-scopes-missing-hint = Tick it in Chaman under "Beveiligde machtigingen" of this account; or take it away here, if it is not wanted.
rsz-test-consult = The service answers
rsz-test-consult-token = The service does not accept the token that was just given
rsz-test-consult-token-hint = Check in the configuration whether the addresses of the token server and of the service are of the same environment.
rsz-test-consult-denied = The service refuses to be consulted (HTTP { $status })
rsz-test-consult-denied-hint = Give the account in Chaman the permission "Consultatie van de Dimona-aangifte".
rsz-test-consult-later = The service asks to come back later (HTTP { $status })
rsz-test-consult-later-hint = Everything up to here is in order. Try again in some minutes.
rsz-test-consult-fault = The service gives an answer that cannot be used (HTTP { $status })
rsz-test-consult-fault-hint = Check the address of the service in the configuration. If it is right, try again later: the service may be under maintenance.
rsz-test-consult-unreachable = The service cannot be reached, although the token server was
rsz-test-consult-unreachable-hint = Check the address of the service in the configuration, the firewall and the proxy.
