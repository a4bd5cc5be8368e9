# Tot wanneer een aangifte op tijd is.

deadline-start-hour = vóór de werknemer begint, op { $day } om { $hour }
deadline-start-day = vóór de werknemer begint op { $day }; er is geen beginuur aangegeven, dus telt { $hour }
deadline-start-moved = vóór de werknemer begint, op { $day }
deadline-end = de eerste werkdag na het einde op { $day }: { $last }
deadline-end-moved = de eerste werkdag na de vroegste van beide einddatums, { $day }: { $last }
deadline-end-unknown = de eerste werkdag na de nieuwe einddatum { $day }: { $last }; vroeger als de periode vóór die dag eindigde, wat hier niet bekend is
deadline-cancel = op de aangegeven begindatum { $day }
deadline-hours-shortened = vóór middernacht na het geplande einde op { $day } om { $hour }
deadline-hours-lengthened = enkele uren na het geplande einde op { $day } om { $hour }
deadline-hours-unknown = kort na het einde op { $day }; het geplande einduur is hier niet bekend
