plain-help = Type the number of a choice and enter. Also: enter alone says it again, b goes back, / and a filter lists declarations (/state:refused), q leaves.
plain-news = News: { $news }.
plain-rows = Declarations { $from } to { $to } of { $total }
plain-rows-or-more = Declarations { $from } to { $to } of { $total } or more
plain-filtered = { "" }, filter { $filter }
plain-deadline = { $left } until the deadline
plain-only-back = Nothing to choose here: b goes back.
plain-attention = What needs a person
plain-list-keys = n next page, p page before, g first page.
plain-accounts = Accounts are changed on the command line: dimonitor account --help.
plain-required = { $field }, required
plain-empty = empty
plain-form-keys = The number of a field changes it. Also: send, undo, clear, kind in, kind out, kind update, kind cancel.
plain-yes = Yes
plain-no = No
plain-reason = The reason
plain-periods = { $count ->
    [0] The NSSO has no such period.
    [one] The NSSO has one period:
   *[other] The NSSO has { $count } periods:
}
plain-not-understood = "{ $line }" is not understood here. ? says what can be typed.
plain-type-value = Type the new value. Enter alone leaves it as it is, - empties it.
plain-can-hold = It can be: { $values }
