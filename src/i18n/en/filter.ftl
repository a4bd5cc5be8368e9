## What is wrong with a filter line

tui-filter-empty = { $key }: needs a value
tui-filter-key = No key { $key }; known: { $keys }
tui-filter-value = { $key }: cannot be { $value }
tui-filter-ssin = ssin: not a complete number
tui-filter-not = ! needs something to leave out
tui-filter-one = { $key }: takes one value
tui-filter-twice = { $key }: stands twice, with different values
tui-filter-clash = { $key }: nothing can be both; take one of the two away
tui-filter-long = The line is too long
tui-filter-many = At most { $count } terms
tui-filter-deep = Names within names without end
tui-filter-no-name = No saved filter @{ $name }
tui-filter-inside = @{ $name } cannot be read: { $flaw }

## What the keys of the language mean

tui-filter-about-state = where it stands; several with commas
tui-filter-about-kind = in, out, update, cancel
tui-filter-about-type = worker type
tui-filter-about-employer = number of the employer
tui-filter-about-ssin = national number, complete
tui-filter-about-since = changed since: 30m 2h 1d 2w, today, a date
tui-filter-about-deadline = due within: 30m 2h 1d 2w, late, today, a date
tui-filter-about-code = anomaly code of the answer
tui-filter-about-reference = own reference
tui-filter-about-decision = what a person decided; none: nothing yet
tui-filter-about-account = account that sends it
tui-filter-about-id = number in the queue; several with commas
tui-filter-ago = the last { $span }
tui-filter-ahead = within { $span }
tui-filter-since-today = since midnight
tui-filter-until-today = before midnight
tui-filter-late = too late already
tui-filter-undecided = nobody has decided yet

## Saved filters

tui-action-save-filter = Save filter
tui-help-save-filter = Keeps the filter line under a name; @name stands for it
tui-filter-save-as = Save as
tui-filter-saves = Enter saves { $line }; without a name nothing is saved
tui-filter-replaces = @{ $name } exists and will be replaced; it is { $line }
tui-filter-saved = Saved as @{ $name }
tui-filter-forgotten = @{ $name } is deleted; it was { $line }
tui-filter-stays = @{ $name } comes with the program and stays
tui-filter-name = A name has letters, digits, - and _, at most { $count }
tui-filter-save-nothing = There is no filter to save
tui-filter-save-many = At most { $count } saved filters; delete one first
tui-filter-save-flaw = Not saved: { $flaw }
tui-filter-save-ssin = Not saved: national numbers are not kept in settings
tui-filter-name-attention = what needs a person
tui-filter-name-late = too late, and not settled
tui-filter-name-today = changed since midnight

## The command palette

tui-palette-title = Actions
tui-action-palette = Actions
tui-help-palette = Finds any action by a few letters of its name
tui-palette-account = Account { $name }
tui-palette-saved = Filter @{ $name }
tui-palette-forget = Delete filter @{ $name }
tui-palette-filter = Filter: { $line }
tui-palette-sort = Sort by { $column }
tui-palette-theme = Theme { $name }
tui-palette-go = Go to { $id }
tui-palette-read-only = read-only
tui-palette-only-on = on { $screens }
tui-palette-not-now = not now
tui-palette-no-row = nothing is selected
tui-palette-state = not when { $state }
tui-palette-detail = submission
tui-palette-words = filter … · go N · sort … · theme …

## Help

tui-help-title = Keys that work here
tui-action-help = Help
tui-help-help = Shows the keys that work here
tui-help-grammar = The language of the filter
tui-help-grammar-words = other words are searched as text, together
tui-help-grammar-not = leaves out: !state:accepted, type:!flx,stu, !testmans
tui-help-grammar-quotes = keeps blanks and signs as they are; \ does so for one sign
tui-help-grammar-name = stands for a saved filter, and narrows the rest

## On the command line

cli-filter-names = Saved filters of your own are known in the console only
