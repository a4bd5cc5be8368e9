### Keys, themes and the session of the console.

keys-unknown = There is no action { $action }
keys-unknown-near = Perhaps { $names } is meant; dimonitor keys lists all actions
keys-unknown-hint = dimonitor keys lists all actions
keys-unreadable = { $key } is not a key
keys-unreadable-hint = Keys are written as p, R, space, ctrl-p, alt-x, f3, shift-tab, enter, esc, pgdn
keys-same = A terminal cannot tell { $key } from another key
keys-same-hint = The other key is { $same }: choose one that terminals can tell
keys-conflict = { $key } would be both { $action } and { $other } in the context { $context }
keys-conflict-hint = Give one of them other keys, or none with []
keys-answer = { $key } answers questions with yes or no
keys-needed = { $action } needs a key in the context { $context }, or there is no way out
keys-needed-hint = Where text is typed, characters are text: give it a key such as esc, enter or one with ctrl
keys-list-mark = * as the configuration says; (*) everywhere

keys-theme-title = Theme
keys-theme-configured = as configured
keys-theme-keys = { $accept } keeps it, { $back } goes back to the one before
keys-theme-name = The file { $path } is no theme: its name may have letters, digits, - and _ only, at most 32
keys-theme-no-file = { $path } is no file
tui-action-themes = Themes
tui-help-themes = Choose the colours of the screen; the choice is shown at once
