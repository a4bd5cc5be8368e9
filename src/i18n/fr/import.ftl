# Lire des fichiers de déclarations ligne par ligne.
import-read-failed = La suite du fichier ne peut pas être lue : { $error }
import-row-too-long = Cette déclaration dépasse { $kibibytes } Kio : vérifiez s’il manque un guillemet ou une fin de ligne
import-no-file = { $file } n’est pas un fichier
import-no-file-hint = Donnez le nom d’un fichier : un dossier, un tube ou un périphérique ne peut pas être lu deux fois
import-file-changed = { $file } a été modifié pendant la lecture
import-file-changed-hint = Relancez quand plus personne n’écrit dans le fichier ; ce qui est déjà en file d’attente est reconnu

# Le verdict sur une ligne.
import-verdict-invalid = illisible
import-verdict-duplicate = déjà déclarée
import-verdict-anomaly = l’ONSS la refuserait
import-verdict-open-period = une autre période du travailleur s’y oppose
import-verdict-late = valable, et tardive
import-verdict-warning = acceptée avec une anomalie, pour autant que l’on sache
import-verdict-valid = valable
import-verdict-known = déjà mise en file d’attente

# Ce qui est dit d’une ligne.
import-finding = { $field } : { $text }
import-twin = L’enregistrement { $row } déclare la même chose
import-known = Soumission { $id }, d’un passage précédent
import-duplicate = La soumission { $id } déclare la même chose : { $state }
import-late = La date limite était { $at }

# Ce qui est dit d’un fichier.
import-counted = { $file } : { $rows ->
    [one] une déclaration
   *[other] { $rows } déclarations
}
import-row = Enregistrement { $row } (ligne { $line })
import-more = et { $count } autres
import-late-hint = Ce qui est tardif doit quand même être déclaré, et est mis en file d’attente
import-queued = { $count ->
    [one] Une déclaration est mise en file d’attente
   *[other] { $count } déclarations sont mises en file d’attente
}
import-stopped = Arrêté avant la fin : ce qui est en file d’attente y reste ; relancez pour le reste
import-result = Chaque enregistrement, avec ce qu’il est devenu : { $file }
import-result-is-input = { $file } est le fichier lu : donnez un autre nom aux résultats
import-result-unwritable = Les résultats ne peuvent pas être écrits : { $file }
import-result-hint = Ce qui est en file d’attente y reste : faites de la place ou choisissez un autre endroit avec --result, et relancez
import-progress-checking = Contrôle : { $percent } %, { $rows } lignes, { $speed } par seconde, encore { $left } s
import-progress-queueing = Mise en file : { $percent } %, { $rows } lignes, { $speed } par seconde, encore { $left } s

# L’importation à l’écran.
tui-action-import = Importer un fichier
tui-help-import = Contrôle un fichier de nombreuses déclarations, une par une, et met les bonnes en file d’attente
import-title = Importer
import-path = Quel fichier ? CSV ou lignes JSON ; dimonitor import --template en imprime un pour commencer.
import-checking = Contrôle : { $percent } %, { $rows } enregistrements
import-queueing = Mise en file d’attente : { $percent } %, { $rows } enregistrements
import-keys-path = { $accept } contrôle, { $back } ferme
import-keys-checking = { $back } arrête
import-keys-queueing = s arrête après ce lot, { $back } continue hors de vue
import-keys-checked = { $accept } met { $count } enregistrements en file d’attente (demande d’abord), { $back } prend un autre fichier
import-keys-done = { $accept } ou { $back } ferme
import-anyway-on = a : ce que l’ONSS devrait refuser est aussi mis en file d’attente
import-anyway-off = a : ce que l’ONSS devrait refuser reste de côté
import-ask-title = Mettre un fichier en file d’attente
import-ask = { $count ->
    [one] Un enregistrement est mis en file d’attente et envoyé
   *[other] { $count } enregistrements sont mis en file d’attente et envoyés
}
import-ask-bad = { $count ->
    [one] Un enregistrement reste de côté
   *[other] { $count } enregistrements restent de côté
}
import-ask-refused = L’ONSS devrait en refuser { $count }
import-nothing-good = Aucun enregistrement ne peut être mis en file d’attente
import-not-checked = Le fichier doit d’abord être contrôlé
