### What the program says about the test bed.

demo-rows-home = Filling a store needs a place: say where with --home
demo-rows-home-hint = Name a folder that has no queue yet, for example: dimonitor demo --rows 100000 --home ./bed
demo-rows-progress = { NUMBER($done) } of { NUMBER($rows) } rows
demo-rows-sorting = Building the indexes
demo-rows-filled = { $rows ->
    [one] { $rows } row is in. Look at it with: dimonitor --home { $home } --environment sandbox --read-only
   *[other] { $rows } rows are in. Look at them with: dimonitor --home { $home } --environment sandbox --read-only
}
store-fill-taken = There is a queue in { $path } already; it was not touched
store-fill-taken-hint = Name a home that has no queue yet
