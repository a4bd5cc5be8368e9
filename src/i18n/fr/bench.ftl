### Ce que le programme dit du banc d'essai.

demo-rows-home = Remplir une file demande un endroit : indiquez-le avec --home
demo-rows-home-hint = Nommez un dossier sans file, par exemple : dimonitor demo --rows 100000 --home ./bed
demo-rows-progress = { NUMBER($done) } lignes sur { NUMBER($rows) }
demo-rows-sorting = Construction des index
demo-rows-filled = { $rows ->
    [one] { $rows } ligne y est. Pour la voir : dimonitor --home { $home } --environment sandbox --read-only
   *[other] { $rows } lignes y sont. Pour les voir : dimonitor --home { $home } --environment sandbox --read-only
}
store-fill-taken = Il y a déjà une file dans { $path } ; elle n'a pas été touchée
store-fill-taken-hint = Nommez un home qui n'a pas encore de file
