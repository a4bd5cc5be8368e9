# Programs and servers that are told what happens, and what is wrong with them in the configuration.

hooks-none = The configuration names no hook
hooks-unknown = There is no hook { $name }
hooks-not-absolute = { $path } is not an absolute path
hooks-writable = Others may write { $path }: chmod go-w
hooks-unusable = { $path } cannot be used: { $error }
hooks-empty-secret = The first line of { $path } is empty
hooks-exit = ended with exit code { $code }
hooks-signal = ended by a signal
hooks-status = answered with HTTP { $status }
hooks-too-long = took too long and was stopped
hooks-unreachable = no answer: { $cause }
config-hook-on = A hook must say of what it is told (on)
config-hook-one = A hook has either a command or a webhook; bearer_file and key_file belong to a webhook
config-hook-path = The program of a hook must be named by its absolute path
config-hook-twice = Two hooks have the same name
