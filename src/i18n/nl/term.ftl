# De terminal: wat hij niet kan, de muis, wat buiten het scherm gemeld wordt.

term-dumb = De terminal “{ $term }” kan zijn cursor niet plaatsen; de console heeft er een nodig die dat wel kan.
term-dumb-hint = Start dimonitor met --plain, dat regel na regel schrijft, of stel TERM in op wat de terminal is.

tui-action-mouse = Muis
tui-help-mouse = Geeft de muis aan de terminal, om ermee te markeren en te kopiëren, of neemt haar terug
term-mouse-ours = De muis is van de console: het wiel beweegt, een klik kiest en opent.
term-mouse-yours = De muis is van de terminal: markeer en kopieer ermee.
term-event-refused = { $count } geweigerd
term-event-in-doubt = { $count } in twijfel
term-event-anomalies = { $count } aanvaard met anomalieën
term-event-worker-gone = niemand verzendt of vraagt op
term-event-certificate = { $count ->
    [one] { $count } certificaat loopt binnenkort af
   *[other] { $count } certificaten lopen binnenkort af
}
