# Programma's en servers die te horen krijgen wat er gebeurt, en wat daaraan in de configuratie fout is.

hooks-none = De configuratie noemt geen hook
hooks-unknown = Er is geen hook { $name }
hooks-not-absolute = { $path } is geen absoluut pad
hooks-writable = Anderen mogen { $path } schrijven: chmod go-w
hooks-unusable = { $path } is niet bruikbaar: { $error }
hooks-empty-secret = De eerste regel van { $path } is leeg
hooks-exit = beëindigd met exitcode { $code }
hooks-signal = beëindigd door een signaal
hooks-status = antwoordde met HTTP { $status }
hooks-too-long = duurde te lang en werd gestopt
hooks-unreachable = geen antwoord: { $cause }
config-hook-on = Een hook moet zeggen waarvan hij op de hoogte wordt gebracht (on)
config-hook-one = Een hook heeft ofwel een command ofwel een webhook; bearer_file en key_file horen bij een webhook
config-hook-path = Het programma van een hook moet met zijn absolute pad genoemd worden
config-hook-twice = Twee hooks hebben dezelfde naam
