# Pläne: eine Liste von Beschäftigungen neben den Perioden des LSS.
plan-row-kind = Die Liste sagt, wie Beschäftigungen sein sollen, also ist jede Zeile eine IN: nehmen Sie die anderen heraus
plan-row-no-number = Ohne ENSS können die Perioden dieses Arbeitnehmers nicht gesucht werden: füllen Sie sie aus, oder machen Sie für diese eine eigene IN
plan-row-clash = Zeile { $row } ist derselbe Arbeitnehmer in derselben Art von Beschäftigung an Tagen von dieser: das LSS nimmt nur eine davon an
plan-not-searched = Es wurde nichts gesucht und nichts geplant: verbessern Sie zuerst die Liste
plan-why-under-way = Einreichung { $id } ist für diesen Arbeitnehmer noch unterwegs: planen Sie erneut, wenn ihr Ergebnis da ist
plan-why-begun = Sie hat begonnen und steht nicht in der Liste; niemand kann wissen, ob sie enden soll. --cancel-begun annulliert solche Perioden
plan-why-ended = Sie ist beendet und steht nicht in der Liste
plan-why-locked = Das LSS hat sie gesperrt
plan-why-untold = Das LSS nennt ihren Arbeitnehmertyp und ihre paritätische Kommission nicht, also kann sie nicht verglichen werden
plan-why-beside-untold = Periode { $period } liegt auf diesen Tagen, und das LSS nennt ihren Arbeitnehmertyp und ihre paritätische Kommission nicht: schlagen Sie sie zuerst nach
plan-why-other-kind = Periode { $period } hat dieselben Tage unter einem anderen Arbeitnehmertyp oder einer anderen paritätischen Kommission und kann nicht mehr geändert werden: vergleichen Sie zuerst beide
plan-why-refused = Das LSS würde sie ablehnen
plan-follows = erst wenn die vorige angenommen ist
plan-totals = Zu melden: { $declarations } ({ $in } IN, { $update } UPDATE, { $out } OUT, { $cancel } CANCEL, { $again } CANCEL mit IN)
plan-rest = Wie es sein soll: { $keep }. In Ruhe gelassen: { $alone }. Nicht möglich: { $blocked }. Wartend: { $wait }
plan-ask = { $count ->
    [one] 1 Meldung in die Warteschlange stellen? [j/N]
   *[other] { $count } Meldungen in die Warteschlange stellen? [j/N]
}
plan-nothing-sent = Es wurde nichts in die Warteschlange gestellt
plan-handed-in = { $count ->
    [one] 1 Meldung steht in der Warteschlange
   *[other] { $count } Meldungen stehen in der Warteschlange
}
plan-duplicate = Einreichung { $id } meldet dasselbe und ist { $state }: es wurde nichts in die Warteschlange gestellt
plan-needs-yes = Hier ist niemand, der gefragt werden kann, ob der Plan ausgeführt werden soll
plan-needs-yes-hint = Sehen Sie den Plan zuerst ohne --apply an, und geben Sie dann --yes
plan-too-many-under-way = Mehr als { $limit } Einreichungen sind unterwegs: planen Sie erneut, wenn es weniger sind
plan-too-many-periods = Die Suche nach Arbeitnehmer { $worker } von Arbeitgeber { $employer } bringt { $limit } Perioden, und vielleicht gibt es mehr: dieser Arbeitnehmer kann nicht geplant werden
plan-period-unreadable = Periode { $period } des LSS hat keinen ersten Tag: neben Unlesbarem wird nichts geplant
