# Programme und Server, denen gesagt wird, was geschieht, und was daran in der Konfiguration falsch ist.

hooks-none = Die Konfiguration nennt keinen Hook
hooks-unknown = Es gibt keinen Hook { $name }
hooks-not-absolute = { $path } ist kein absoluter Pfad
hooks-writable = Andere dürfen { $path } schreiben: chmod go-w
hooks-unusable = { $path } ist nicht brauchbar: { $error }
hooks-empty-secret = Die erste Zeile von { $path } ist leer
hooks-exit = mit Exitcode { $code } beendet
hooks-signal = durch ein Signal beendet
hooks-status = antwortete mit HTTP { $status }
hooks-too-long = dauerte zu lange und wurde gestoppt
hooks-unreachable = keine Antwort: { $cause }
config-hook-on = Ein Hook muss sagen, wovon ihm gesagt wird (on)
config-hook-one = Ein Hook hat entweder ein command oder einen webhook; bearer_file und key_file gehören zu einem webhook
config-hook-path = Das Programm eines Hooks muss mit seinem absoluten Pfad genannt werden
config-hook-twice = Zwei Hooks haben denselben Namen
