### Wat het programma over het proefbed zegt.

demo-rows-home = Een opslag vullen vraagt een plaats: zeg waar met --home
demo-rows-home-hint = Noem een map die nog geen wachtrij heeft, bijvoorbeeld: dimonitor demo --rows 100000 --home ./bed
demo-rows-progress = { NUMBER($done) } van { NUMBER($rows) } rijen
demo-rows-sorting = De indexen worden gebouwd
demo-rows-filled = { $rows ->
    [one] { $rows } rij staat erin. Bekijk ze met: dimonitor --home { $home } --environment sandbox --read-only
   *[other] { $rows } rijen staan erin. Bekijk ze met: dimonitor --home { $home } --environment sandbox --read-only
}
store-fill-taken = In { $path } is er al een wachtrij; ze is niet aangeraakt
store-fill-taken-hint = Noem een home die nog geen wachtrij heeft
