tui-action-switch-kind = soort
tui-help-switch-kind = Gaat naar de volgende soort aangifte: IN, OUT, UPDATE, CANCEL
tui-action-identity = zonder nummer
tui-help-identity = Toont de identiteitsgegevens die een werknemer zonder nummer nodig heeft
tui-action-drafts = ontwerpen
tui-help-drafts = Doorloopt de bewaarde ontwerpen
tui-action-undo = ongedaan
tui-help-undo = Zet terug wat het laatste veld tevoren bevatte

# Ontwerpen die bewaard worden
form-drafts-hint = { $count ->
    [one] Er is één ontwerp bewaard: F6 toont het.
   *[other] Er zijn { $count } ontwerpen bewaard: F6 toont ze een voor een.
  }
form-drafts-none = Er is geen ontwerp bewaard.
form-drafts-no-other = Er is geen ander ontwerp bewaard dan dit.
form-draft-shown = Ontwerp { $place } van { $count }, bewaard { $time }. { $key } maakt het formulier leeg en vergeet dit ontwerp.
form-draft-shown-by = Ontwerp { $place } van { $count }, bewaard { $time } door { $by }. { $key } maakt het formulier leeg en vergeet dit ontwerp.
form-quit-kept = Het formulier bevat tekst die niet verzonden is. Die blijft bewaard als ontwerp; F6 toont het opnieuw.

# Verbeteringen, deel na deel
form-corrects = verbetert { $id }
form-made-from = gemaakt uit { $id }
form-part = deel { $part } van { $count }
form-after = nadat de { $kind } aanvaard is
form-after-period = nadat de { $kind } van periode { $period } aanvaard is
form-next-part = Volgend deel
form-mark = Het antwoord zei: { $meaning }

# Wat over de periode bekend is
form-period = Periode { $period }: { $start } – { $end }
form-no-end = geen einde
form-planned = { $hours } { $hours ->
    [one] gepland uur
   *[other] geplande uren
  }
form-period-open = open
form-period-closed = afgesloten
form-period-cancelled = GEANNULEERD
form-period-locked = VERGRENDELD door de RSZ

# Termijn
form-in-time = Op tijd tot { $time } ({ $rule })
form-overdue = TE LAAT sinds { $time } ({ $rule })

# Velden die niet verzonden worden
form-not-sent = Nagekeken en bewaard, maar niet verzonden: de naam ervan in de webservice is niet bekend.
form-for-us = Alleen om te tonen en op te zoeken; wordt niet verzonden.

# De vraag voor het verzenden
form-send-title = { $count ->
    [one] Deze aangifte verzenden?
   *[other] Deze { $count } aangiften verzenden?
  }
form-confirm-replaces = Vervangt nummer { $id }
form-confirm-part = { $part }. { $what }
form-confirm-in-turn = Elke aangifte wacht tot de vorige aanvaard is.
form-confirm-in = IN  { $type }  paritair comité { $committee }  { $start } – { $end }{ $planned }
form-confirm-out = OUT  periode { $period } eindigt op { $end }
form-confirm-update = UPDATE  periode { $period }: { $changes }
form-confirm-cancel = CANCEL  periode { $period } wordt in haar geheel geannuleerd
form-change-start = begin { $start }
form-change-end = einde { $end }
form-change-reopened = geen einde meer: ze is opnieuw open
