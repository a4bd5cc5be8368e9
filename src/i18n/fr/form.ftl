tui-action-switch-kind = type
tui-help-switch-kind = Passe au type de déclaration suivant : IN, OUT, UPDATE, CANCEL
tui-action-identity = sans numéro
tui-help-identity = Montre les données d'identité nécessaires pour un travailleur sans numéro
tui-action-drafts = brouillons
tui-help-drafts = Parcourt les brouillons conservés
tui-action-undo = annuler la saisie
tui-help-undo = Remet ce que le dernier champ contenait

# Brouillons conservés
form-drafts-hint = { $count ->
    [one] Un brouillon est conservé : F6 le montre.
   *[other] { $count } brouillons sont conservés : F6 les montre l'un après l'autre.
  }
form-drafts-none = Aucun brouillon n'est conservé.
form-drafts-no-other = Aucun autre brouillon que celui-ci n'est conservé.
form-draft-shown = Brouillon { $place } sur { $count }, conservé { $time }. { $key } vide le formulaire et oublie ce brouillon.
form-draft-shown-by = Brouillon { $place } sur { $count }, conservé { $time } par { $by }. { $key } vide le formulaire et oublie ce brouillon.
form-quit-kept = Le formulaire contient du texte non envoyé. Il est conservé comme brouillon ; F6 le montre à nouveau.

# Corrections, partie par partie
form-corrects = corrige { $id }
form-made-from = établie d'après { $id }
form-part = partie { $part } sur { $count }
form-after = après acceptation de la { $kind }
form-after-period = après acceptation de la { $kind } de la période { $period }
form-next-part = Partie suivante
form-mark = La réponse disait : { $meaning }

# Ce qu'on sait de la période
form-period = Période { $period } : { $start } – { $end }
form-no-end = sans fin
form-planned = { $hours } { $hours ->
    [one] heure planifiée
   *[other] heures planifiées
  }
form-period-open = ouverte
form-period-closed = clôturée
form-period-cancelled = ANNULÉE
form-period-locked = VERROUILLÉE par l'ONSS

# Délai
form-in-time = À temps jusqu'au { $time } ({ $rule })
form-overdue = EN RETARD depuis le { $time } ({ $rule })

# Champs qui ne sont pas envoyés
form-not-sent = Vérifié et conservé, mais non envoyé : son nom dans le service web n'est pas connu.
form-for-us = Seulement pour l'affichage et la recherche ; n'est pas envoyé.

# La question avant l'envoi
form-send-title = { $count ->
    [one] Envoyer cette déclaration ?
   *[other] Envoyer ces { $count } déclarations ?
  }
form-confirm-replaces = Remplace le numéro { $id }
form-confirm-part = { $part }. { $what }
form-confirm-in-turn = Chacune attend que la précédente soit acceptée.
form-confirm-in = IN  { $type }  commission paritaire { $committee }  { $start } – { $end }{ $planned }
form-confirm-out = OUT  la période { $period } finit le { $end }
form-confirm-update = UPDATE  période { $period } : { $changes }
form-confirm-cancel = CANCEL  la période { $period } est annulée en entier
form-change-start = début { $start }
form-change-end = fin { $end }
form-change-reopened = plus de fin : elle est de nouveau ouverte
