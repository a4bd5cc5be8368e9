# Until when a declaration is in time.

deadline-start-hour = before the worker starts, on { $day } at { $hour }
deadline-start-day = before the worker starts on { $day }; no start time is declared, so { $hour } counts
deadline-start-moved = before the worker starts, on { $day }
deadline-end = the first working day after the end on { $day }: { $last }
deadline-end-moved = the first working day after the earlier of both end dates, { $day }: { $last }
deadline-end-unknown = the first working day after the new end date { $day }: { $last }; earlier when the period ended before that day, which is not known here
deadline-cancel = on the declared start date { $day }
deadline-hours-shortened = before the midnight that follows the planned end on { $day } at { $hour }
deadline-hours-lengthened = some hours after the planned end on { $day } at { $hour }
deadline-hours-unknown = shortly after the end on { $day }; the planned end time is not known here
