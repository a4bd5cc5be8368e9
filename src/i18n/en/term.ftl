# The terminal: what it cannot do, the mouse, what is told outside of the screen.

term-dumb = The terminal “{ $term }” cannot place its cursor; the console needs one that can.
term-dumb-hint = Start dimonitor with --plain, which writes line after line, or set TERM to what the terminal is.

tui-action-mouse = Mouse
tui-help-mouse = Gives the mouse to the terminal, to mark and copy with it, or takes it back
term-mouse-ours = The mouse is the console’s: the wheel moves, a click selects and opens.
term-mouse-yours = The mouse is the terminal’s: mark and copy with it.
term-event-refused = { $count } refused
term-event-in-doubt = { $count } in doubt
term-event-anomalies = { $count } accepted with anomalies
term-event-worker-gone = nobody sends or polls
term-event-certificate = { $count ->
    [one] { $count } certificate ends soon
   *[other] { $count } certificates end soon
}
