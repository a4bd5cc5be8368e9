# Programmes et serveurs informés de ce qui se passe, et leurs erreurs dans la configuration.

hooks-none = La configuration ne nomme aucun hook
hooks-unknown = Il n'y a pas de hook { $name }
hooks-not-absolute = { $path } n'est pas un chemin absolu
hooks-writable = D'autres peuvent écrire { $path } : chmod go-w
hooks-unusable = { $path } est inutilisable : { $error }
hooks-empty-secret = La première ligne de { $path } est vide
hooks-exit = terminé avec le code { $code }
hooks-signal = terminé par un signal
hooks-status = a répondu HTTP { $status }
hooks-too-long = a duré trop longtemps et a été arrêté
hooks-unreachable = pas de réponse : { $cause }
config-hook-on = Un hook doit dire de quoi il est informé (on)
config-hook-one = Un hook a soit une command, soit un webhook ; bearer_file et key_file vont avec un webhook
config-hook-path = Le programme d'un hook doit être nommé par son chemin absolu
config-hook-twice = Deux hooks portent le même nom
