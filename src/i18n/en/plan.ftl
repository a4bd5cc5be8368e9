# Plans: a list of employments beside the NSSO's periods.
plan-row-kind = The list says how employments should be, so every row of it is an IN: take the others out
plan-row-no-number = Without a social security number the periods of this worker cannot be searched: fill it in, or declare this one with an IN of its own
plan-row-clash = Row { $row } is the same worker in the same kind of employment on days of this one: the NSSO takes only one of them
plan-not-searched = Nothing was searched and nothing is planned: mend the list first
plan-why-under-way = Submission { $id } is still under way for this worker: plan again when it has its result
plan-why-begun = It has begun and is not in the list; nobody can know whether it should end. --cancel-begun withdraws such periods
plan-why-ended = It has ended and is not in the list
plan-why-locked = The NSSO has locked it
plan-why-untold = The NSSO does not tell its worker type and joint committee, so it cannot be compared
plan-why-beside-untold = Period { $period } lies on these days, and the NSSO does not tell its worker type and joint committee: look it up first
plan-why-other-kind = Period { $period } has the same days under another worker type or joint committee and cannot be changed any more: compare the two first
plan-why-refused = The NSSO would refuse it
plan-follows = only after the one before it is accepted
plan-totals = To declare: { $declarations } ({ $in } IN, { $update } UPDATE, { $out } OUT, { $cancel } CANCEL, { $again } CANCEL with IN)
plan-rest = As it should be: { $keep }. Left alone: { $alone }. Not possible: { $blocked }. Waiting: { $wait }
plan-ask = { $count ->
    [one] Put 1 declaration into the queue? [y/N]
   *[other] Put { $count } declarations into the queue? [y/N]
}
plan-nothing-sent = Nothing was put into the queue
plan-handed-in = { $count ->
    [one] 1 declaration is in the queue
   *[other] { $count } declarations are in the queue
}
plan-duplicate = Submission { $id } declares the same and is { $state }: nothing was put into the queue
plan-needs-yes = There is nobody here to ask whether the plan is to be carried out
plan-needs-yes-hint = Look at the plan without --apply first, then give --yes
plan-too-many-under-way = More than { $limit } submissions are under way: plan again when there are fewer
plan-too-many-periods = The search for worker { $worker } of employer { $employer } brings { $limit } periods, and perhaps there are more: this worker cannot be planned
plan-period-unreadable = The NSSO's period { $period } has no first day: nothing is planned beside what cannot be read
