### Het scherm Accounts: verzender, contact, kanalen, portaallijst.

# Panelen
accounts-panel-sender = Verzender en contactgegevens
accounts-panel-detail = Details
accounts-panel-checklist =
    Portaallijst: { $count ->
        [0] niets te doen
        [one] 1 stap te doen
       *[other] { $count } stappen te doen
    }
accounts-sender-none = Nog geen verzender: druk op { $key }
accounts-sender-none-yet = Nog geen verzender
accounts-contact-none = Eerst de contactgegevens, zonder die kan er niets: druk op { $key }
accounts-contact-none-yet = Nog geen contactgegevens; zonder die kan er niets
accounts-none = Nog geen accounts: druk op { $key }
accounts-none-yet = Nog geen accounts
accounts-your-number = Uw verzendernummer: { $number }
accounts-column-name = naam
accounts-column-type = type
accounts-column-client-id = client ID
accounts-column-believed = in Chaman?
accounts-same = gelijk
accounts-differs = verschilt
accounts-not-believed = in Chaman vermoedelijk anders
accounts-gone = { $account } ({ $channel }): hier verwijderd, staat vermoedelijk nog in Chaman

# Details
accounts-legend = { $same } in Chaman vermoedelijk gelijk  { $differs } vermoedelijk anders; alleen Chaman weet het
accounts-not-there = Staat vermoedelijk nog niet in Chaman
accounts-believed = daar vermoedelijk
accounts-only-here = vermoedelijk alleen hier
accounts-only-there = vermoedelijk alleen in Chaman
accounts-client-id-none = nog niet bekend
accounts-ssh-key = Publieke SSH-sleutel
accounts-fingerprint = Vingerafdruk
accounts-certificates = Certificaten
accounts-not-yet-valid = niet geldig voor { $from }
accounts-ours = Alleen hier bewaard
accounts-password-file = Wachtwoord in
accounts-key-file = Private sleutel in
accounts-passphrase-file = Wachtwoordzin in
accounts-file-none = niet bewaard
accounts-rotation = Vernieuwing bezig: { $stage }

# Portaallijst
accounts-no-steps = Er is niets te doen in het portaal
accounts-step-by = gedaan door { $who }, { $when }
accounts-step-is-done = Deze stap is al gedaan

# Wat nu niet kan
accounts-not-read = Het register is nog niet gelezen
accounts-none-selected = Er is geen account om dit mee te doen
accounts-no-client-id = Deze account heeft geen client ID om te kopiëren
accounts-choose-certificate = Kies eerst het certificaat: { $key } gaat erheen
accounts-choose-step = Kies eerst de stap: { $key } gaat erheen

# Formulieren
accounts-becomes-step = Chaman heeft geen ingang voor programma's: dit wordt een stap op de portaallijst
accounts-pending = Bezig …
accounts-button = Uitvoeren
accounts-leaving = Wat hier ingevuld is, gaat verloren: ga nog eens terug om het te verlaten
accounts-choose = { $key } kiest of neemt terug
accounts-account-line = Account { $account } ({ $channel })
accounts-certificate-line = Certificaat { $name } ({ $file })
accounts-form-sender = Verzender
accounts-form-contact = Contactgegevens
accounts-form-account = Nieuwe account
accounts-form-rename = Andere naam
accounts-form-permissions = Beveiligde machtigingen
accounts-form-add-certificate = Een certificaat toevoegen
accounts-form-replace-certificate = Het certificaat vervangen
accounts-form-ssh-key = De publieke SSH-sleutel vervangen
accounts-form-key = Private sleutel
accounts-form-remove = De account verwijderen
accounts-form-tick = Stap { $step }: gedaan in Chaman?
accounts-form-download-certificate = Het certificaat downloaden
accounts-form-download-ssh-key = De publieke SSH-sleutel downloaden
accounts-existing-no = nee, hij is nieuw
accounts-existing-yes = ja, daar moet niets gebeuren
accounts-key-about = Alleen de plaats van de bestanden wordt bewaard. Zonder bestand wordt voor deze account niets ondertekend.
accounts-remove-about = Dit kan niet ongedaan worden gemaakt: de account, zijn certificaten en zijn client ID zijn voorgoed weg. Typ zijn naam ter bevestiging.
accounts-tick-about = Zeg dit alleen als het in Chaman zo is: uw naam en het tijdstip worden erbij geschreven.
accounts-confirmation = Typ zijn naam precies om hem te verwijderen: { $account }
accounts-target-none = Typ het bestand om naar te schrijven
accounts-remove-certificate-title = Dit certificaat verwijderen?
accounts-steps-added =
    { $count ->
        [one] Eén stap erbij op de portaallijst
       *[other] { $count } stappen erbij op de portaallijst
    }

# Verbindingstest
accounts-test-title = Verbinding van { $account }
accounts-test-running = Bezig met testen …
accounts-test-passed = Elke schakel houdt
accounts-test-failed = Het mislukt bij: { $step }
