tui-action-switch-kind = Art
tui-help-switch-kind = Geht zur nächsten Art der Meldung: IN, OUT, UPDATE, CANCEL
tui-action-identity = ohne Nummer
tui-help-identity = Zeigt die Identitätsdaten, die ein Arbeitnehmer ohne Nummer braucht
tui-action-drafts = Entwürfe
tui-help-drafts = Geht die aufbewahrten Entwürfe durch
tui-action-undo = rückgängig
tui-help-undo = Stellt den vorigen Inhalt des letzten Feldes wieder her

# Entwürfe, die aufbewahrt werden
form-drafts-hint = { $count ->
    [one] Ein Entwurf ist aufbewahrt: F6 zeigt ihn.
   *[other] { $count } Entwürfe sind aufbewahrt: F6 zeigt einen nach dem anderen.
  }
form-drafts-none = Kein Entwurf ist aufbewahrt.
form-drafts-no-other = Kein anderer Entwurf als dieser ist aufbewahrt.
form-draft-shown = Entwurf { $place } von { $count }, aufbewahrt { $time }. { $key } leert das Formular und vergisst diesen Entwurf.
form-draft-shown-by = Entwurf { $place } von { $count }, aufbewahrt { $time } von { $by }. { $key } leert das Formular und vergisst diesen Entwurf.
form-quit-kept = Das Formular enthält nicht gesendeten Text. Er wird als Entwurf aufbewahrt; F6 zeigt ihn wieder.

# Berichtigungen, Teil für Teil
form-corrects = berichtigt { $id }
form-made-from = aus { $id } gemacht
form-part = Teil { $part } von { $count }
form-after = nach Annahme der { $kind }
form-after-period = nach Annahme der { $kind } der Periode { $period }
form-next-part = Nächster Teil
form-mark = Die Antwort sagte: { $meaning }

# Was über die Periode bekannt ist
form-period = Periode { $period }: { $start } – { $end }
form-no-end = kein Ende
form-planned = { $hours } { $hours ->
    [one] geplante Stunde
   *[other] geplante Stunden
  }
form-period-open = offen
form-period-closed = abgeschlossen
form-period-cancelled = ANNULLIERT
form-period-locked = vom LSS GESPERRT

# Frist
form-in-time = Rechtzeitig bis { $time } ({ $rule })
form-overdue = VERSPÄTET seit { $time } ({ $rule })

# Felder, die nicht gesendet werden
form-not-sent = Geprüft und aufbewahrt, aber nicht gesendet: sein Name im Webdienst ist nicht bekannt.
form-for-us = Nur zum Anzeigen und Nachschlagen; wird nicht gesendet.

# Die Frage vor dem Senden
form-send-title = { $count ->
    [one] Diese Meldung senden?
   *[other] Diese { $count } Meldungen senden?
  }
form-confirm-replaces = Ersetzt Nummer { $id }
form-confirm-part = { $part }. { $what }
form-confirm-in-turn = Jede wartet, bis die vorige angenommen ist.
form-confirm-in = IN  { $type }  paritätische Kommission { $committee }  { $start } – { $end }{ $planned }
form-confirm-out = OUT  Periode { $period } endet am { $end }
form-confirm-update = UPDATE  Periode { $period }: { $changes }
form-confirm-cancel = CANCEL  Periode { $period } wird als Ganzes annulliert
form-change-start = Beginn { $start }
form-change-end = Ende { $end }
form-change-reopened = kein Ende mehr: sie ist wieder offen
