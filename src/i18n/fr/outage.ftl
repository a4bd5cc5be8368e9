# Le journal des pannes. Tout sauf les cinq dernières va au centre de contact de l'ONSS.

outage-title = Dimona : signalement d'une panne, pour la procédure d'urgence
outage-sender = Expéditeur : { $number } { $name }
outage-service = Service : { $host } ({ $environment })
outage-since = Depuis : { $time }
outage-until = Jusqu'à : { $time }
outage-what =
    Nous n'avons pas pu déclarer comme d'habitude : le service web Dimona n'a pas répondu, ou a répondu qu'il échouait ou était surchargé.
    Chaque tentative figure ci-dessous, en heure belge, avec l'identifiant de trace que nous avons envoyé. Veuillez ouvrir un dossier et nous en communiquer le numéro.
outage-post = déclaration envoyée
outage-get = résultat demandé
outage-search = déclaration recherchée
outage-answer = réponse HTTP { $status }
outage-no-answer = pas de réponse
outage-whose = notre identifiant de trace { $trace }, notre numéro { $submission }, notre référence { $reference }
outage-total = Tentatives échouées : { $tries } ; déclarations concernées : { $declarations }. Première { $first }, dernière { $last }.
outage-none = Aucune tentative n'a échoué dans cet intervalle.
outage-tokens = Les demandes échouées d'un jeton d'accès n'y figurent pas : elles n'appartiennent à aucune déclaration. Elles sont dans le journal de notre programme.
outage-hint = Si rien ne fonctionne, remettez ceci avant le début du travail : par le formulaire de la procédure d'urgence ou par mail au centre de contact. Gardez le numéro de dossier, et déclarez comme d'habitude dès que le service est rétabli.
outage-written = Le journal des pannes est dans { $file }.
outage-unwritable = Le journal des pannes ne peut pas être écrit.
outage-not-a-time = { $value } n'est pas un moment.
outage-not-a-time-hint = Écrivez 30m, 2h ou 1d en arrière, un jour comme 2026-11-22, une heure comme 2026-11-22T14:00 (heure belge), ou un moment avec son décalage.
