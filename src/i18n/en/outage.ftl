# The outage journal. All but the last five is mailed to the NSSO's contact centre.

outage-title = Dimona: report of an outage, for the emergency procedure
outage-sender = Sender: { $number } { $name }
outage-service = Service: { $host } ({ $environment })
outage-since = From: { $time }
outage-until = Until: { $time }
outage-what =
    We could not declare as usual: the Dimona web service did not answer, or answered that it failed or was too busy.
    Below stands every try, in Belgian time, with the trace id that we sent along. Please open a file and tell us its number.
outage-post = declaration sent
outage-get = result asked for
outage-search = declaration searched for
outage-answer = answer HTTP { $status }
outage-no-answer = no answer
outage-whose = our trace id { $trace }, our number { $submission }, our reference { $reference }
outage-total = Failed tries: { $tries }; declarations concerned: { $declarations }. First { $first }, last { $last }.
outage-none = No try failed in this span.
outage-tokens = Failed requests for an access token are not listed: they belong to no declaration. They are in the log of our program.
outage-hint = If nothing works, hand this in before work starts: by the emergency form or by mail to the contact centre. Keep the file number, and declare as usual when the service is back.
outage-written = The outage journal is in { $file }.
outage-unwritable = The outage journal cannot be written.
outage-not-a-time = { $value } is no moment.
outage-not-a-time-hint = Write 30m, 2h or 1d ago, a day such as 2026-11-22, an hour such as 2026-11-22T14:00 (Belgian time), or a moment with its offset.
