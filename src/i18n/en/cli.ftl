### The command line: reading files.

input-at-line = Line { $line }: { $text }
input-at-field = Line { $line }, { $field }: { $text }
input-too-large = The file is larger than { $mebibytes } MiB: cut it in parts
input-too-many-rows = The file holds more than { $limit } declarations: cut it in parts
input-empty = There is no declaration in the file
input-not-utf8 = There is text in another encoding than UTF-8: save the file as UTF-8
input-nul = There is a zero byte: save the file as CSV in UTF-8
input-json-array = A comma or the closing bracket of the list is expected here
input-json-not-closed = A text, object or list that begins here is not closed
input-json-syntax = This is not JSON
input-not-an-object = A declaration is an object with members
input-unknown-member = There is no field of this name: correct it or leave it out
input-duplicate-member = This field stands twice: leave one out
input-wrong-type = A text or a number is expected here, or a part of the message where it has parts
input-two-blocks = A declaration has only one of the blocks dimonaIn, dimonaOut, dimonaUpdate and dimonaCancel
input-no-block = One of the blocks dimonaIn, dimonaOut, dimonaUpdate and dimonaCancel is missing
input-no-kind = The kind is missing: give in, out, update or cancel
input-unknown-kind = There is no such kind: give in, out, update or cancel
input-csv-no-kind = The column kind is missing in the first line
input-csv-cells = { $found ->
    [one] There is one cell
   *[other] There are { $found } cells
  } where the first line has { $expected }: see whether a separator is missing or in the way
input-csv-open-quote = The quote that opens here is never closed
input-csv-unreadable = This line cannot be read

cli-serve-start = Sending and asking for the environment { $environment }; ctrl-c stops it
cli-serve-standby = Process { $pid } on { $host } is at work; standing by to take over
cli-serve-end = Everything under way is finished and recorded
cli-account-trouble = Account { $account }:
cli-account-released = Account { $account } may send again
cli-unknown-state = There is no state { $value }
cli-known-states = States: { $states }
cli-unknown-kind = There is no kind { $value }: use in, out, update or cancel
cli-not-a-number = { $value } is no declaration number: one to nineteen digits
cli-show-attempts = Attempts
cli-show-events = Events
cli-show-anomalies = Anomalies
cli-show-payload = Message
cli-show-answer = Answer
cli-empty-input = There is no declaration in the input
cli-nothing-queued = Nothing was queued: correct the rows above, or give --partial to queue the others
cli-row-valid = Row { $row } (line { $line }): valid
cli-row-invalid = Row { $row } (line { $line }): not valid
cli-row-duplicate = Row { $row }: submission { $id } declares the same already and is { $state }; --allow-duplicate REASON declares it again
cli-row-superseded = Row { $row }: submission { $id } replaces the same one already
cli-waiting = Waiting for { $count ->
    [one] the result of one declaration
   *[other] the results of { $count } declarations
}
cli-worker-died = The worker of this process died; nothing is lost, start again
