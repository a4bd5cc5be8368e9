### Eine Warteschlange von einer Art Speicher in die andere kopieren.

store-copy-busy = Jemand arbeitet an einer Warteschlange, die kopiert werden soll
store-copy-busy-hint = Beenden Sie jede Konsole und jeden Dienst, die daran arbeiten; während des Kopierens darf aus keiner der beiden Warteschlangen etwas gesendet werden.
store-copy-not-empty = Die Datenbank enthält eine Warteschlange, die nicht leer ist
store-copy-not-empty-hint = Kopieren Sie in eine leere Datenbank oder ein leeres Schema; diese Warteschlange blieb, wie sie war.
store-copy-differs = Die Kopie weicht in Tabelle { $table } ab: { $sent } Zeilen gingen hinaus, { $found } kamen an
store-copy-differs-hint = Nichts wurde behalten. Lassen Sie die Datei mit "store check" prüfen und versuchen Sie es erneut.
store-copy-table = { $table } { $rows }  sha256 { $digest }
store-copy-done = Nach { $to } kopiert; jede Tabelle hat auf beiden Seiten dieselben Zeilen, und das Journal ist unversehrt
store-copy-next = Nennen Sie die Kopie in der Konfiguration: die alte Warteschlange nimmt keine Änderungen mehr an.
store-copy-look = Die Kopie ist zum Ansehen und nimmt keine Änderungen an; die Arbeit geht in der alten Warteschlange weiter.
store-copy-which = Eine Warteschlange wird aus ihrer Datei in eine Datenbank kopiert oder aus einer Datenbank in eine Datei
store-copy-which-hint = Liegt die Warteschlange in einer Datei, nennen Sie eine Datenbank: --to postgres://USER@HOST/DATABASE; liegt sie in einer Datenbank, nennen Sie eine neue Datei.
store-closed = Diese Warteschlange nimmt keine Änderungen an: die Arbeit geht in { $place } weiter
store-closed-hint = Nennen Sie jene Warteschlange in der Konfiguration. Wenn dort niemand arbeitet oder arbeiten wird, öffnet „store reopen --reason“ diese wieder: was beide senden, wird doppelt gesendet.
store-reopened = Die Warteschlange ist wieder offen: an der anderen darf niemand arbeiten, denn was beide senden, wird doppelt gesendet
store-not-closed = Die Warteschlange war nicht geschlossen; nichts wurde geändert
