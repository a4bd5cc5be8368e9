### Sätze über Schlüssel, Token und die Verbindung zum LSS.

rsz-cause = { $cause }
rsz-server-says = Der Server sagt: { $words }

rsz-url-invalid = { $url } ist keine brauchbare Webadresse
rsz-url-not-https = { $url } ist nicht verschlüsselt und nicht auf diesem Rechner
rsz-url-credentials = Eine Webadresse enthält einen Benutzernamen oder ein Passwort
rsz-url-hint = Verwenden Sie eine Adresse, die mit https:// beginnt. Einfaches http:// gilt nur für 127.0.0.1, [::1] und localhost.

rsz-client-unusable = Es kann keine Verbindung vorbereitet werden
rsz-client-unusable-hint = Installieren Sie die Zertifizierungsstellen des Systems (Paket ca-certificates), oder nennen Sie eine CA-Datei in der Konfiguration.
rsz-ca-file-unusable = Diese CA-Datei der Konfiguration enthält kein lesbares Zertifikat: { $file }
rsz-ca-file-unusable-hint = Nennen Sie eine PEM-Datei mit einem oder mehreren Zertifikaten, oder eine DER-Datei mit einem.
rsz-proxy-invalid = Der Proxy der Konfiguration ist keine brauchbare Adresse
rsz-proxy-invalid-hint = Schreiben Sie ihn als http://host:port.

rsz-unreachable-hint = Prüfen Sie Netzwerk, Firewall und Proxy, und ob { $host } der richtige Host ist.
rsz-unreachable-loopback-hint = An dieser Adresse dieses Rechners lauscht nichts. Läuft der Simulator?

rsz-token-unreachable = Der Tokenserver { $host } ist nicht erreichbar
rsz-token-invalid-client = Der Tokenserver akzeptiert Konto { $client } nicht
rsz-token-invalid-client-hint = Prüfen Sie in Chaman, ob das Zertifikat dieses Schlüssels noch beim Konto steht, nicht abgelaufen ist und zu genau diesem Konto gehört; prüfen Sie die Client-ID; und prüfen Sie die Uhr dieses Rechners.
clock-off = { $side ->
    [behind] Die Uhr dieses Rechners geht { $span } nach
   *[ahead] Die Uhr dieses Rechners geht { $span } vor
}
rsz-token-invalid-scope = Konto { $client } darf diese Berechtigungen nicht anfordern
rsz-token-unauthorized-client = Konto { $client } hat keine Berechtigung, den Dienst zu nutzen
rsz-token-permission-hint = Geben Sie dem Konto in Chaman die Berechtigungen „Dimona-Meldungen vornehmen“ und „Einsicht in die Dimona-Meldung“, oder berichtigen Sie die Scopes in der Konfiguration.
rsz-token-invalid-request = Der Tokenserver versteht die Anfrage nicht (HTTP { $status })
rsz-token-invalid-request-hint = Prüfen Sie die Token-Adresse in der Konfiguration: es muss die von OAuth Version 5 sein.
rsz-token-later = Der Tokenserver bittet, später wiederzukommen (HTTP { $status })
rsz-token-fault = Der Tokenserver hat eine Störung (HTTP { $status })
rsz-token-unreadable = Der Tokenserver gab eine unbrauchbare Antwort
rsz-token-not-signed = Die Anfrage nach einem Token für Konto { $client } konnte nicht signiert werden
rsz-token-again-hint = Dies wird von selbst erneut versucht. Dauert es an, fragen Sie das Kontaktzentrum des LSS, ob { $host } gewartet wird.

rsz-key-empty = { $file } ist leer
rsz-key-not-a-key = { $file } ist kein privater Schlüssel
rsz-key-certificate = { $file } ist ein Zertifikat, kein privater Schlüssel
rsz-key-public = { $file } ist ein öffentlicher Schlüssel, kein privater Schlüssel
rsz-key-choose-hint = Nennen Sie die Datei mit dem privaten Schlüssel, der zusammen mit dem Zertifikat angelegt wurde. Sie beginnt mit "-----BEGIN PRIVATE KEY-----" oder Ähnlichem.
rsz-key-broken = Der private Schlüssel in { $file } ist beschädigt
rsz-key-broken-hint = Prüfen Sie ihn mit: openssl pkey -in DATEI -check -noout. Stellen Sie eine Sicherung wieder her, wenn das misslingt.
rsz-key-several = { $file } enthält mehr als einen privaten Schlüssel
rsz-key-several-hint = Bewahren Sie einen privaten Schlüssel pro Datei auf.
rsz-key-pkcs12 = { $file } ist eine PKCS#12-Datei (.p12, .pfx)
rsz-key-pkcs12-hint = Nehmen Sie den Schlüssel heraus mit: openssl pkcs12 -in { $file } -nocerts -out key.pem
rsz-key-openssh = { $file } ist ein Schlüssel im eigenen Format von OpenSSH
rsz-key-openssh-hint = Wandeln Sie eine Kopie davon um mit: ssh-keygen -p -m PKCS8 -f KOPIE
rsz-key-legacy-encryption = { $file } ist auf eine alte Weise von OpenSSL verschlüsselt
rsz-key-old-encryption = { $file } ist mit einem veralteten Schema (PBES1) verschlüsselt
rsz-key-unknown-encryption = { $file } ist mit einem nicht unterstützten Schema verschlüsselt
rsz-key-costly = Den Schlüssel in { $file } zu entsperren würde Minuten dauern oder mehr Speicher brauchen, als dieser Rechner dafür geben sollte
rsz-key-convert-hint = Wandeln Sie die Datei um mit: openssl pkcs8 -topk8 -v2 aes-256-cbc -in { $file } -out key.pem
rsz-key-passphrase-missing = { $file } ist verschlüsselt, und es gibt keine Passphrase dafür
rsz-key-passphrase-missing-hint = Geben Sie die Passphrase auf Nachfrage, in einer Datei oder über einen Dateideskriptor an, wie es die Konfiguration sagt. Versuchen Sie sie mit: openssl pkey -in { $file } -noout
rsz-key-passphrase-wrong = Die Passphrase öffnet { $file } nicht
rsz-key-passphrase-wrong-hint = Versuchen Sie die Passphrase mit: openssl pkey -in { $file } -noout
rsz-key-rsa-size = { $file } enthält einen RSA-Schlüssel von { $bits } Bit; das LSS akzeptiert 2048, 3072 oder 4096
rsz-key-curve = { $file } enthält einen Schlüssel auf der Kurve { $curve }; das LSS akzeptiert P-384 und P-521
rsz-key-edwards = { $file } enthält einen Schlüssel auf einer Edwards-Kurve (Ed25519 oder Ähnliches), die das LSS nicht akzeptiert
rsz-key-other-algorithm = { $file } enthält einen Schlüssel für den Algorithmus { $oid }, den das LSS nicht akzeptiert
rsz-key-generate-hint = Legen Sie einen neuen Schlüssel an mit: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out key.pem. Er braucht ein neues Zertifikat in Chaman.

rsz-key-file-unreadable = { $file } kann nicht gelesen werden
rsz-key-file-unreadable-hint = Prüfen Sie den Pfad in der Konfiguration und die Rechte der Datei und ihrer Ordner.
rsz-key-file-not-regular = { $file } ist keine gewöhnliche Datei
rsz-key-file-too-large = { $file } ist viel zu groß für einen Schlüssel oder eine Passphrase
rsz-key-file-open = Andere auf diesem Rechner dürfen { $file } lesen, was geheim bleiben muss
rsz-key-file-open-hint = Schließen Sie sie mit: chmod 600 { $file }
rsz-key-file-stranger = { $file } gehört jemand anderem auf diesem Rechner, der sie ändern kann
rsz-key-folder-open = Andere auf diesem Rechner können { $file } durch eine andere Datei ersetzen: ihr Ordner { $folder } steht ihnen offen
rsz-key-folder-open-hint = Schließen Sie ihn mit: chmod go-w { $folder }

rsz-passphrase-none = In der ersten Zeile von { $file } steht keine Passphrase
rsz-passphrase-none-hint = Schreiben Sie die Passphrase in die erste Zeile, als Text in UTF-8, und nichts anderes.

rsz-sandbox-unusable = Der Simulator auf { $address } akzeptiert das Konto der Sandbox nicht
rsz-sandbox-unusable-hint = Prüfen Sie, ob dort ein dimonitor-Simulator derselben Version lauscht

rsz-test-rest-only = Nur REST-Konten können getestet werden: { $account } ist vom Typ { $channel }
rsz-test-no-key = Für dieses Konto ist kein privater Schlüssel genannt
rsz-test-no-key-hint = Nennen Sie die Datei des privaten Schlüssels, der zusammen mit einem seiner Zertifikate angelegt wurde.
rsz-test-no-client-id = Dieses Konto hat noch keine Client-ID, oder sein Schlüssel wurde nicht gelesen
rsz-test-no-client-id-hint = Legen Sie das Konto in Chaman an, haken Sie diesen Schritt mit der Client-ID ab, die Chaman zeigt, und versuchen Sie es erneut.
rsz-test-key-file = Nur der Eigentümer darf { $file } lesen
rsz-test-key-configured = Beim Start dieses Programms gelesen, wie die Konfiguration es sagt
rsz-test-key-loaded = Beim Start dieses Programms geöffnet
rsz-test-key = Ein Schlüssel, der mit { $algorithm } signiert
rsz-test-match = Er gehört zum Zertifikat { $certificate }
rsz-test-no-certificate = Hier ist kein Zertifikat dieses Kontos bekannt, daher werden seine Regeln nicht geprüft
rsz-test-no-certificate-hint = Nennen Sie die Datei des Zertifikats in der Konfiguration.
rsz-test-differs = Der Schlüssel gehört zu keinem der Zertifikate des Kontos: { $certificates }
rsz-test-differs-hint = Nennen Sie den Schlüssel, der zusammen mit einem davon angelegt wurde, oder fügen Sie das Zertifikat dieses Schlüssels in Chaman und hier hinzu.
rsz-test-rules = { $certificate } hält jede Regel von Chaman ein
rsz-test-clock = Die Uhren des Servers und dieses Rechners weichen ab um { $seconds ->
    [one] { $seconds } Sekunde
   *[other] { $seconds } Sekunden
}
rsz-test-clock-unsaid = Der Server antwortet, und sagt seine Zeit nicht
rsz-test-clock-off-hint = Lassen Sie diesen Rechner die Zeit aus dem Netz nehmen (NTP): bei mehr als einigen Minuten gibt es kein Token.
rsz-test-assertion = Die Anfrage nach einem Token ist signiert
rsz-test-token = Ein Token wurde gegeben, für { $seconds } Sekunden
rsz-test-scopes = Es trägt { $scopes }
rsz-test-scopes-unsaid = Der Server sagt nicht, welche Berechtigungen das Token trägt
rsz-test-scopes-unsaid-hint = Der nächste Schritt zeigt, ob es den Dienst öffnet.
rsz-test-scopes-missing = Dem Token fehlt die Berechtigung { $permissions }
rsz-test-scopes-missing-hint = Haken Sie sie in Chaman unter "Beveiligde machtigingen" dieses Kontos an; oder nehmen Sie sie hier weg, wenn sie nicht gewünscht ist.
rsz-test-consult = Der Dienst antwortet
rsz-test-consult-token = Der Dienst akzeptiert das eben gegebene Token nicht
rsz-test-consult-token-hint = Prüfen Sie in der Konfiguration, ob die Adressen des Tokenservers und des Dienstes von derselben Umgebung sind.
rsz-test-consult-denied = Der Dienst verweigert die Einsicht (HTTP { $status })
rsz-test-consult-denied-hint = Geben Sie dem Konto in Chaman die Berechtigung "Consultatie van de Dimona-aangifte" (Einsicht in die Dimona-Meldung).
rsz-test-consult-later = Der Dienst bittet, später wiederzukommen (HTTP { $status })
rsz-test-consult-later-hint = Bis hierher ist alles in Ordnung. Versuchen Sie es in einigen Minuten erneut.
rsz-test-consult-fault = Der Dienst gibt eine unbrauchbare Antwort (HTTP { $status })
rsz-test-consult-fault-hint = Prüfen Sie die Adresse des Dienstes in der Konfiguration. Stimmt sie, versuchen Sie es später: vielleicht wird der Dienst gewartet.
rsz-test-consult-unreachable = Der Dienst ist nicht erreichbar, obwohl der Tokenserver es war
rsz-test-consult-unreachable-hint = Prüfen Sie die Adresse des Dienstes in der Konfiguration, die Firewall und den Proxy.
