tui-action-switch-kind = kind
tui-help-switch-kind = Goes on to the next kind of declaration: IN, OUT, UPDATE, CANCEL
tui-action-identity = no number
tui-help-identity = Shows the identity data that a worker without a number needs
tui-action-drafts = drafts
tui-help-drafts = Goes through the drafts that were kept
tui-action-undo = undo
tui-help-undo = Puts back what the last field held before

# Drafts that are kept
form-drafts-hint = { $count ->
    [one] One draft is kept: F6 shows it.
   *[other] { $count } drafts are kept: F6 shows one after another.
  }
form-drafts-none = No draft is kept.
form-drafts-no-other = No other draft is kept than this one.
form-draft-shown = Draft { $place } of { $count }, kept { $time }. { $key } empties the form and forgets this draft.
form-draft-shown-by = Draft { $place } of { $count }, kept { $time } by { $by }. { $key } empties the form and forgets this draft.
form-quit-kept = The form holds text that is not sent. It is kept as a draft; F6 shows it again.

# Corrections, part by part
form-corrects = corrects { $id }
form-made-from = made from { $id }
form-part = part { $part } of { $count }
form-after = after the { $kind } is accepted
form-after-period = after the { $kind } of period { $period } is accepted
form-next-part = Next part
form-mark = The answer said: { $meaning }

# What is known of the period
form-period = Period { $period }: { $start } – { $end }
form-no-end = no end
form-planned = { $hours } planned { $hours ->
    [one] hour
   *[other] hours
  }
form-period-open = open
form-period-closed = closed
form-period-cancelled = CANCELLED
form-period-locked = LOCKED by the NSSO

# Deadline
form-in-time = In time until { $time } ({ $rule })
form-overdue = OVERDUE since { $time } ({ $rule })

# Fields that are not sent
form-not-sent = Checked and kept, but not sent: its name in the web service is not known.
form-for-us = Only for showing and looking up; not sent.

# The question before sending
form-send-title = { $count ->
    [one] Send this declaration?
   *[other] Send these { $count } declarations?
  }
form-confirm-replaces = Replaces number { $id }
form-confirm-part = { $part }. { $what }
form-confirm-in-turn = Each one waits until the one before it is accepted.
form-confirm-in = IN  { $type }  joint committee { $committee }  { $start } – { $end }{ $planned }
form-confirm-out = OUT  period { $period } ends on { $end }
form-confirm-update = UPDATE  period { $period }: { $changes }
form-confirm-cancel = CANCEL  period { $period } is withdrawn as a whole
form-change-start = start { $start }
form-change-end = end { $end }
form-change-reopened = no end any more: it is open again
