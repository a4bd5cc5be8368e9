# Jusqu'à quand une déclaration est à temps.

deadline-start-hour = avant que le travailleur ne commence, le { $day } à { $hour }
deadline-start-day = avant que le travailleur ne commence le { $day } ; aucune heure de début n'est déclarée, donc { $hour } compte
deadline-start-moved = avant que le travailleur ne commence, le { $day }
deadline-end = le premier jour ouvrable après la fin le { $day } : { $last }
deadline-end-moved = le premier jour ouvrable après la première des deux dates de fin, { $day } : { $last }
deadline-end-unknown = le premier jour ouvrable après la nouvelle date de fin { $day } : { $last } ; plus tôt si la période finissait avant ce jour, ce qui n'est pas connu ici
deadline-cancel = à la date de début déclarée { $day }
deadline-hours-shortened = avant le minuit qui suit la fin prévue le { $day } à { $hour }
deadline-hours-lengthened = quelques heures après la fin prévue le { $day } à { $hour }
deadline-hours-unknown = peu après la fin le { $day } ; l'heure de fin prévue n'est pas connue ici
