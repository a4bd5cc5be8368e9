### Die Datei der Warteschlange: warum sie nicht geöffnet, gelesen oder geschrieben wird und was zu tun ist.

store-detail = { $words }
store-symlink = Die Warteschlange { $path } ist ein symbolischer Link
store-symlink-hint = Nennen Sie in der Konfiguration die Datei selbst; über einen Link sehen Programme die Änderungen der anderen nicht.
store-hard-link = Die Warteschlange { $path } hat einen zweiten Namen (Hardlink)
store-hard-link-hint = Entfernen Sie den anderen Namen; über zwei Namen sehen Programme die Änderungen der anderen nicht.
store-not-a-file = { $path } ist keine Datei
store-not-a-file-hint = Nennen Sie in der Konfiguration eine Datei für die Warteschlange.
store-network = Die Warteschlange läge auf einem Netzlaufwerk ({ $kind }): { $path }
store-network-hint = Wählen Sie einen Ordner auf einem Datenträger dieses Rechners; Sperren über ein Netz sind nicht zuverlässig genug.
store-foreign = { $path } wurde nicht von dimonitor angelegt
store-foreign-hint = Wählen Sie eine andere Datei für die Warteschlange; diese blieb unverändert.
store-missing = In { $path } gibt es noch keine Warteschlange
store-missing-hint = Sie wird angelegt, sobald die erste Meldung in die Warteschlange kommt.
store-newer = Die Warteschlange { $path } wurde von einem neueren dimonitor geschrieben (Schema { $found }, dieses Programm kennt { $known })
store-newer-hint = Installieren Sie die neuere Version; die Datei blieb unverändert.
store-newer-hint-release = Installieren Sie dimonitor { $release } oder neuer; die Datei blieb unverändert.
store-older = Die Warteschlange { $path } ist von einer älteren Version
store-older-hint = Öffnen Sie sie einmal mit Schreibrecht, damit sie aktualisiert wird.
store-environment = Die Warteschlange { $path } gehört zur Umgebung { $found }, nicht zu { $wanted }
store-environment-hint = Jede Umgebung hat ihre eigene Datei; prüfen Sie, welche Umgebung und welche Datei eingestellt sind.
store-not-writable = { $path } kann nicht geschrieben werden
store-not-writable-hint = Geben Sie diesem Benutzer Schreibrecht im Ordner der Warteschlange.
store-unreachable = { $path } ist nicht erreichbar
store-unreachable-hint = Prüfen Sie, ob der Ordner besteht und der Datenträger verbunden ist.
store-corrupt = Die Datei der Warteschlange ist beschädigt
store-corrupt-hint = Beenden Sie alle dimonitor-Programme und bewahren Sie die Datei auf. Arbeiten Sie mit der letzten Sicherung weiter, oder lesen Sie, was lesbar ist, in eine neue Datei: dimonitor store recover. Inzwischen wird nichts gesendet.
store-disk-full = Der Datenträger ist voll: die Warteschlange kann nicht geschrieben werden
store-disk-full-hint = Schaffen Sie Platz. Nichts wird gesendet, bis die Warteschlange wieder geschrieben werden kann.
store-busy = Ein anderes Programm hält die Warteschlange zu lange gesperrt
store-busy-hint = Versuchen Sie es erneut; bleibt es so, suchen Sie nach einem stillstehenden dimonitor oder einer laufenden Sicherung.
store-denied = Die Warteschlange darf nicht geöffnet oder geschrieben werden
store-denied-hint = Prüfen Sie die Rechte der Datei, ihres Ordners und der Dateien daneben (-wal, -shm).
store-io = Der Datenträger meldete einen Fehler bei der Datei der Warteschlange
store-io-hint = Prüfen Sie den Datenträger. Nichts wird gesendet, bis die Warteschlange wieder geschrieben werden kann.
store-failed = Die Warteschlange konnte das Verlangte nicht tun
store-failed-hint = Das Log sagt mehr; melden Sie es, wenn es wieder geschieht.
store-read-only = Die Warteschlange wurde nur zum Ansehen geöffnet
store-read-only-hint = Führen Sie den Befehl erneut mit Schreibrecht aus.
store-stopped = Das Programm endete, bevor die Warteschlange fertig war
store-stopped-hint = Nichts ist verloren; sehen Sie nach dem nächsten Start in die Warteschlange.
store-account-name = Die Warteschlange kennt von früher ein anderes Konto { $account }
store-account-name-hint = Wählen Sie einen Namen, der nie für ein anderes Konto verwendet wurde

# Prüfen, kopieren, retten, bereinigen
store-library = Dieser dimonitor wurde mit SQLite { $found } gebaut, das eine von mehreren Programmen benutzte Warteschlange beschädigen kann
store-library-hint = Installieren Sie einen dimonitor, der mit SQLite { $oldest } oder neuer gebaut wurde.
store-copy-taken = Unter { $path } liegt schon eine Datei
store-copy-taken-hint = Wählen Sie einen anderen Namen; es wird nie eine Datei überschrieben.
store-checked = { $path }: Schema { $schema }, { $submissions } Meldungen, { $entries } Einträge im Journal
store-whole = Die Datei ist unversehrt.
store-not-whole = Die Datei ist beschädigt.
store-not-whole-hint = Beenden Sie alle dimonitor-Programme und bewahren Sie die Datei auf. Arbeiten Sie mit der letzten Sicherung weiter, oder lesen Sie, was lesbar ist, in eine neue Datei: dimonitor store recover --into DATEI
store-fault-pages = Seiten: { $place }
store-fault-references = Verweise: { $count } in der Tabelle { $place } nennen eine Zeile, die es nicht gibt
store-fault-messages = Nachrichten: { $count } sind nicht, was ihr Fingerabdruck sagt
store-fault-keys = Schlüssel: { $count } Meldungen haben mehr als eine laufende Einreichung, die niemand erlaubt hat
store-fault-journal = Journal: { $count } geändert, verschwunden oder eingefügt, ab { $place }
store-fault-counts = Zählungen: { $count } in { $place } stimmen nicht mit dem Nachzählen überein
store-fault-search = Suche: der Textindex passt nicht zu den Zeilen ({ $count })
store-fault-known = seit einer Rettung bekannt: { $fault }
store-backed-up = { $submissions } Meldungen nach { $path } kopiert ({ $size } MiB); geöffnet und für unversehrt befunden
store-recover-busy = Ein dimonitor arbeitet noch an dieser Datei
store-recover-busy-hint = Beenden Sie zuerst alle dimonitor-Programme.
store-recover-nothing = In { $path } ist nichts von einer Warteschlange zu lesen
store-recover-nothing-hint = Arbeiten Sie mit der letzten Sicherung weiter. Die Datei wurde gelassen, wie sie ist.
store-recovered-table = { $table }: { $rows } Zeilen gelesen, { $lost } verloren
store-recovered-gap = { $table }: { $rows } Zeilen gelesen, mindestens { $lost } verloren, und ein Stück unbekannter Länge
store-recovered-lost = { $count } Meldungen sind verloren, von denen andere Zeilen noch zeugen; suchen Sie sie beim LSS, bevor etwas neu gemeldet wird: { $numbers }
store-recovered-held = { $count } Meldungen haben ihre Nachricht verloren und werden zurückgehalten
store-recovered-everything = Alles, was in der Datei stand, wurde übernommen.
store-recovered-part = Ein Teil der Datei ist verloren.
store-recovered-next =
    { $damaged } wurde gelassen, wie sie ist. Um die neue Datei an ihre Stelle zu setzen:
    beenden Sie alle dimonitor-Programme,
    verschieben Sie { $queue } mit -wal und -shm in einen anderen Ordner und bewahren Sie sie auf,
    verschieben Sie { $path } nach { $queue },
    dimonitor store check
purge-not-wiped = Andere Programme arbeiteten an der Warteschlange, sodass im Schreibprotokoll Spuren bleiben können. Führen Sie den Befehl erneut aus, wenn sie beendet sind.
purge-copies = { $count } Kopien der Warteschlange liegen daneben oder im Ordner der Sicherungen und behalten, was sie haben; löschen Sie jene, die Sie nicht länger aufbewahren dürfen.
store-key-adopted = Der Schlüssel der Doppelprüfung, der ab jetzt gilt, hat den Abdruck { $print }. Was mit dem vorigen eingereiht wurde, wird nicht mehr als doppelt erkannt.
