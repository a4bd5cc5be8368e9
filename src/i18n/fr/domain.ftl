### Contrôles avant l'envoi : ce qui ne va pas dans un champ, et que faire.

check-missing = Rien n'est rempli : complétez
check-too-long = Au plus { $limit } caractères, il y en a { $found } : raccourcissez
check-text-control = Il contient des caractères de contrôle invisibles : retapez-le
check-number-length = { $expected } chiffres sont attendus, il y en a { $found } : recomptez-les
check-number-not-digits = Il contient autre chose que des chiffres : n'employez que chiffres, points et tirets
check-number-check-digits = Le nombre de contrôle ne correspond pas : relisez le numéro, deux chiffres sont peut-être inversés
check-number-month = Aucun numéro n'a ce mois de naissance : relisez le numéro
check-number-first-digit = Un tel numéro ne commence pas par { $digit } : relisez-le, c'est peut-être un autre type de numéro
check-number-range = Aucun numéro de ce genre n'est en usage : relisez-le
check-date-unreadable = Cette date n'existe pas : écrivez AAAA-MM-JJ ou jj/mm/aaaa
check-birth-date-unreadable = Cette date n'existe pas : écrivez AAAA-MM-JJ, ou AAAA-00-00 si le mois et le jour sont inconnus
check-birth-date-future = La date de naissance est dans le futur : corrigez-la
check-hour-unreadable = Ce n'est pas une heure du jour : écrivez HHMM ou HH:MM, de 0000 à 2359
check-hour-24 = 24:00 n'existe pas : écrivez 0000 et prenez le lendemain comme date de fin
check-planned-hours-unreadable = Les heures planifiées sont un nombre entier de 1 à 999 : comptez une heure entamée pour une heure
check-code-unreadable = Un code n'a que des lettres et des chiffres : choisissez-en un dans la liste
check-country-unreadable = Ce n'est pas un code pays INS de trois chiffres : la Belgique est 150
check-municipality-unreadable = Ce n'est pas un code commune INS de cinq chiffres : prenez 99999 pour l'étranger
check-gender-unreadable = L'ONSS n'écrit pas le sexe ainsi : 1 est homme, 2 est femme
check-post-code = Un code postal belge a quatre chiffres : corrigez-le, ou le pays
check-employer-missing = L'employeur manque : donnez le numéro d'entreprise ou le numéro ONSS
check-worker-missing = Le travailleur manque : donnez le NISS, ou l'identité complète avec l'adresse
check-identity-missing = Sans NISS, l'identité complète est nécessaire : complétez ceci, ou donnez le NISS
check-identity-not-sent = À côté d'un NISS, ceci n'est pas envoyé : omettez-le
check-ssin-required = Ce type de travailleur n'est accepté qu'avec un NISS : obtenez-le avant de déclarer
check-ssin-no-birth-date = Ce NISS ne contient pas de vraie date de naissance : comparez-le à la pièce d'identité
check-ssin-birth-date-differs = La date de naissance contredit le NISS : comparez les deux à la pièce d'identité
check-ssin-gender-differs = Le sexe contredit le NISS : comparez les deux à la pièce d'identité
check-young = Le travailleur a moins de { $age } ans à la date de début : comparez à la pièce d'identité
check-old = Le travailleur a plus de cent ans à la date de début : comparez à la pièce d'identité
check-period-check-pair = Les deux derniers chiffres de ce numéro d'identification de la période Dimona sont inhabituels : comparez-le à la réponse à la IN
check-field-not-taken = { $kind ->
    [in] Une IN n'a pas ce champ : omettez-le
    [out] Une OUT n'a pas ce champ : omettez-le
    [update] Une modification n'a pas ce champ : omettez-le, ou faites une annulation et une nouvelle IN
   *[cancel] Une annulation n'a pas ce champ : omettez-le
  }
check-date-window = La date doit aller du { $first } au { $last } : corrigez-la
check-end-reopens = 9999-12-31 rouvre une période, et seulement dans une modification : omettez la date de fin
check-end-before-start = La date de fin précède la date de début : corrigez l'une des deux
check-end-hour-order = L'heure de fin doit suivre l'heure de début : après minuit, prenez le lendemain comme date de fin
check-over-24-hours = Une période avec heures dure au plus 24 heures : faites une déclaration par jour
check-end-required = Ce type de travailleur ou cette commission paritaire demande une date de fin : complétez-la
check-end-same-day = Ici, la date de fin doit être égale à la date de début : faites une déclaration par jour
check-end-advised = Un flexi-job sans heures se déclare par trimestre : donnez le dernier jour du trimestre comme date de fin
check-one-quarter = Le début et la fin doivent être dans un même trimestre : faites une IN par trimestre
check-too-early = La déclaration n'est possible qu'à partir du { $day } : envoyez-la alors
check-late-start = La date de début est passée : la déclaration est tardive, et acceptée au mieux avec une anomalie
check-start-long-past = La date de début remonte à plus d'un an : voyez si l'année est correcte
check-start-hour-required = L'heure de début est obligatoire ici : complétez-la
check-end-hour-required = L'heure de fin est obligatoire ici : complétez la fin prévue
check-hours-not-allowed = Ce type de travailleur n'a pas d'heures du jour : omettez-les
check-hours-one-day = Les heures vont avec un seul jour de travail : finissez à la date de début, ou le lendemain si minuit est dépassé
check-day-lump-sum = Sans heure de fin, ceci compte comme un jour au forfait : donnez l'heure de fin si ce n'est pas voulu
check-planned-hours-required = Ce type de travailleur demande le nombre d'heures planifiées : donnez des heures entières pour le trimestre
check-planned-hours-not-allowed = Ce type de travailleur n'a pas d'heures planifiées : omettez-les
check-planned-hours-many = C'est plus de 13 heures par jour : voyez si les heures et les dates sont correctes
check-worker-type-unknown = Ce type de travailleur n'est pas dans la liste : il est transmis tel quel, voyez s'il est correct
check-committee-unknown = Dimona ne connaît pas cette commission paritaire : prenez XXX pour tout secteur sans code propre
check-code-not-yet = Ce code n'est valable qu'à partir du { $day } : choisissez-en un autre, ou corrigez la date de début
check-code-ended = Ce code était valable jusqu'au { $day } : choisissez-en un autre, ou corrigez la date de début
check-pair-refused = Ce type de travailleur ne va qu'avec la commission paritaire { $committees } : changez l'un des deux
check-pair-doubtful = L'ONSS a déjà refusé ce type de travailleur avec cette commission paritaire : prenez XXX si possible
check-workplace-not-allowed = Seul un étudiant a un lieu d'occupation : omettez-le
check-update-nothing = Une modification sans date de début ni de fin ne change rien : donnez la date qui change
check-update-pair = Une heure change avec sa date : complétez aussi cette date
check-update-planned-only = Seules les heures planifiées changent : il est plus sûr de donner aussi la date de fin inchangée
check-update-without-end = Sans date de fin, une modification peut retirer la fin de la période : répétez la date de fin s'il y en a une

state-draft = en projet
state-queued = en file d'attente
state-held = retenue
state-sending = en cours d'envoi
state-in-doubt = incertaine
state-submitted = en attente du résultat
state-waiting = en attente auprès de Sigedis
state-accepted = acceptée
state-accepted-warning = acceptée avec anomalies
state-refused = refusée
state-rejected = refusée à la réception
state-not-taken = non reçue
state-cancelled = retirée
state-unknown = inconnue
