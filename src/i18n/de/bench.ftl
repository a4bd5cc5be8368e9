### Was das Programm über das Testbett sagt.

demo-rows-home = Zum Füllen braucht es einen Ort: mit --home angeben
demo-rows-home-hint = Einen Ordner ohne Warteschlange nennen, zum Beispiel: dimonitor demo --rows 100000 --home ./bed
demo-rows-progress = { NUMBER($done) } von { NUMBER($rows) } Zeilen
demo-rows-sorting = Die Indizes werden gebaut
demo-rows-filled = { $rows ->
    [one] { $rows } Zeile ist darin. Ansehen mit: dimonitor --home { $home } --environment sandbox --read-only
   *[other] { $rows } Zeilen sind darin. Ansehen mit: dimonitor --home { $home } --environment sandbox --read-only
}
store-fill-taken = In { $path } gibt es schon eine Warteschlange; sie blieb unberührt
store-fill-taken-hint = Ein Home nennen, das noch keine Warteschlange hat
