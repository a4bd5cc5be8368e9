### Checks before sending: what is wrong with a field, and what to do.

check-missing = Nothing is filled in: fill it in
check-too-long = At most { $limit } characters fit, { $found } were given: shorten it
check-text-control = There are invisible control characters in it: type it again
check-number-length = { $expected } digits are expected, { $found } were given: count them again
check-number-not-digits = There is something other than digits in it: use digits, points and dashes only
check-number-check-digits = The check digits do not fit: read the number again, two digits may be swapped
check-number-month = No number has this birth month: read the number again
check-number-first-digit = Such a number does not start with { $digit }: read it again, it may be another kind of number
check-number-range = No such number is in use: read it again
check-date-unreadable = This is not an existing date: write YYYY-MM-DD or dd/mm/yyyy
check-birth-date-unreadable = This is not an existing date: write YYYY-MM-DD, or YYYY-00-00 when month and day are unknown
check-birth-date-future = The birth date lies in the future: correct it
check-hour-unreadable = This is not a time of day: write HHMM or HH:MM, from 0000 to 2359
check-hour-24 = There is no 24:00: write 0000 and take the next day as end date
check-planned-hours-unreadable = Planned hours are a whole number from 1 to 999: count a started hour as an hour
check-code-unreadable = A code has letters and digits only: choose one from the list
check-country-unreadable = This is not a NIS country code of three digits: Belgium is 150
check-municipality-unreadable = This is not a NIS municipality code of five digits: use 99999 for a place abroad
check-gender-unreadable = This is not a sex as the NSSO writes it: 1 is man, 2 is woman
check-post-code = A Belgian postcode has four digits: correct it, or the country
check-employer-missing = The employer is missing: give the enterprise number or the NSSO number
check-worker-missing = The worker is missing: give the SSIN, or the complete identity with address
check-identity-missing = Without SSIN the complete identity is needed: fill this in, or give the SSIN
check-identity-not-sent = Beside an SSIN this is not sent: leave it out
check-ssin-required = This worker type is only accepted with an SSIN: obtain it before declaring
check-ssin-no-birth-date = There is no real birth date in this SSIN: compare it with the identity document
check-ssin-birth-date-differs = The birth date contradicts the SSIN: compare both with the identity document
check-ssin-gender-differs = The sex contradicts the SSIN: compare both with the identity document
check-young = The worker is younger than { $age } on the start date: compare with the identity document
check-old = The worker is older than a hundred on the start date: compare with the identity document
check-period-check-pair = The last two digits of this period number are unusual: compare it with the answer to the IN
check-field-not-taken = { $kind ->
    [in] An IN takes no such field: leave it out
    [out] An OUT takes no such field: leave it out
    [update] An UPDATE takes no such field: leave it out, or do a CANCEL and a new IN
   *[cancel] A CANCEL takes no such field: leave it out
  }
check-date-window = The date must lie from { $first } to { $last }: correct it
check-end-reopens = 9999-12-31 only reopens a period in an UPDATE: leave the end date out
check-end-before-start = The end date lies before the start date: correct one of the two
check-end-hour-order = The end hour must come after the start hour: past midnight, take the next day as end date
check-over-24-hours = A period with hours lasts 24 hours at most: make one declaration a day
check-end-required = This worker type or joint committee needs an end date: fill it in
check-end-same-day = Here the end date must equal the start date: make one declaration a day
check-end-advised = A flexi-job without hours is declared by quarter: give the last day of the quarter as end date
check-one-quarter = Start and end must lie in one calendar quarter: make one IN a quarter
check-too-early = It can only be declared from { $day } on: send it then
check-late-start = The start date has passed: the declaration is late, and is accepted with an anomaly at best
check-start-long-past = The start date lies more than a year back: see whether the year is right
check-start-hour-required = The start hour is required here: fill it in
check-end-hour-required = The end hour is required here: fill in the planned end
check-hours-not-allowed = This worker type takes no hours of the day: leave it out
check-hours-one-day = Hours belong to one working day: end on the start date, or on the next day when it passes midnight
check-day-lump-sum = Without an end hour this counts as a day at the lump sum: give the end hour if that is not meant
check-planned-hours-required = This worker type needs the planned hours: fill in whole hours for the quarter
check-planned-hours-not-allowed = This worker type takes no planned hours: leave them out
check-planned-hours-many = That is more than 13 hours a day: see whether hours and dates are right
check-worker-type-unknown = This worker type is not on the list: it is passed on as it is, see whether it is right
check-committee-unknown = Dimona does not know this joint committee: use XXX for every sector without a code of its own
check-code-not-yet = This code is only valid from { $day } on: choose another, or correct the start date
check-code-ended = This code was valid until { $day }: choose another, or correct the start date
check-pair-refused = This worker type only goes with joint committee { $committees }: choose another of the two
check-pair-doubtful = The NSSO has refused this worker type with this joint committee: use XXX if that is possible
check-workplace-not-allowed = Only a student has a place of work: leave it out
check-update-nothing = An UPDATE without a start or an end date changes nothing: give the date that changes
check-update-pair = An hour changes together with its date: fill in this date too
check-update-planned-only = Only the planned hours change: it is safer to give the unchanged end date too
check-update-without-end = Without an end date an UPDATE may take the end away from the period: repeat the end date if there is one

state-draft = draft
state-queued = queued
state-held = held
state-sending = being sent
state-in-doubt = in doubt
state-submitted = waiting for the result
state-waiting = waiting for Sigedis
state-accepted = accepted
state-accepted-warning = accepted with anomalies
state-refused = refused
state-rejected = refused at the door
state-not-taken = not taken
state-cancelled = withdrawn
state-unknown = unknown
