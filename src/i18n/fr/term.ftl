# Le terminal : ce qu'il ne sait pas faire, la souris, ce qui est signalé hors de l'écran.

term-dumb = Le terminal « { $term } » ne sait pas placer son curseur ; la console en demande un qui le sache.
term-dumb-hint = Démarrez dimonitor avec --plain, qui écrit ligne après ligne, ou donnez à TERM le nom du terminal.

tui-action-mouse = Souris
tui-help-mouse = Rend la souris au terminal, pour marquer et copier avec elle, ou la reprend
term-mouse-ours = La souris est à la console : la molette déplace, un clic choisit et ouvre.
term-mouse-yours = La souris est au terminal : marquez et copiez avec elle.
term-event-refused = { $count ->
    [one] { $count } refusée
   *[other] { $count } refusées
}
term-event-in-doubt = { $count } en doute
term-event-anomalies = { $count ->
    [one] { $count } acceptée avec anomalies
   *[other] { $count } acceptées avec anomalies
}
term-event-worker-gone = personne n’envoie ni n’interroge
term-event-certificate = { $count ->
    [one] { $count } certificat expire bientôt
   *[other] { $count } certificats expirent bientôt
}
