#!/usr/bin/env python3
"""Measures `import` with the real binary: 100,000 rows by default.

    cargo build --release
    python3 benches/import.py target/release/dimonitor [ROWS]

Prints the seconds of the verdicts alone and of queueing, the peak memory of each, and counts the
rows after the process was killed half-way (kill -9) and run again. Leaves nothing behind.
"""

import collections
import csv
import datetime
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time


def ssin(number):
    """A valid national number, one for each number."""
    day, month = number % 28 + 1, number // 28 % 12 + 1
    year, serial = 60 + number // 336 % 39, 991 - 2 * (number // (336 * 39))
    body = year * 10**7 + month * 10**5 + day * 1000 + serial
    return f"{body:09d}{97 - body % 97:02d}"


def write(path, rows):
    """A file as Excel in Belgium writes it."""
    start = (datetime.date.today() + datetime.timedelta(days=30)).strftime("%d/%m/%Y")
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow(
            "kind reference enterprise_number ssin start_date worker_type joint_committee"
            " family_name given_name".split()
        )
        for row in range(rows):
            out.writerow(
                ["in", f"B-{row:06d}", "0999.999.922", ssin(row), start, "OTH", "XXX"]
                + ["Testmans", f"Persoon {row}"]
            )


def command(binary, home, file, *more):
    return [binary, "--home", home, "--lang", "en", "import", file, "--json", *more]


def measured(name, arguments):
    """Runs it in a child of its own, whose peak memory is therefore its own."""
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        ran = subprocess.run(arguments, capture_output=True, text=True)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        sys.stdout.write(f"{name}: {time.monotonic() - began:.1f} s, peak {peak / 1024:.0f} MiB, ")
        if ran.returncode != 0:
            sys.stdout.write(f"exit code {ran.returncode}: {ran.stderr}\n")
            sys.stdout.flush()
            os._exit(1)
        told = json.loads(ran.stdout)
        verdicts = {name: count for name, count in told["verdicts"].items() if count}
        sys.stdout.write(f"{told['rows']} rows, {told['queued']} queued, {verdicts}\n")
        sys.stdout.flush()
        os._exit(0)
    if os.waitpid(pid, 0)[1] != 0:
        sys.exit(1)


def queued(home):
    try:
        with sqlite3.connect(f"file:{home}/sandbox/queue.db?mode=ro", uri=True) as queue:
            return queue.execute("SELECT count(*) FROM submission").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def killed(binary, home, file, rows):
    """Killed half-way through queueing."""
    process = subprocess.Popen(
        command(binary, home, file), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while queued(home) < rows // 2 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    print(f"killed: {queued(home)} of {rows} rows are queued")


def counted(home, file, rows):
    with sqlite3.connect(f"file:{home}/sandbox/queue.db?mode=ro", uri=True) as queue:
        references = collections.Counter(
            reference for (reference,) in queue.execute("SELECT reference FROM submission")
        )
    with open(f"{file}.result.csv", encoding="utf-8-sig", newline="") as results:
        lines = sum(1 for row in csv.DictReader(results, delimiter=";") if row["submission"])
    once = sum(1 for count in references.values() if count == 1)
    print(f"counted: {once} of {rows} rows once, {lines} rows in the results")
    if (once, len(references), lines) != (rows, rows, rows):
        sys.exit("not every row is there once")


def main():
    binary = os.path.abspath(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "rows.csv")
        write(file, rows)
        print(f"{rows} rows, {os.path.getsize(file) / 2**20:.1f} MiB")
        few = os.path.join(folder, "few.csv")
        write(few, rows // 100)
        home = os.path.join(folder, "home")
        measured("verdicts, a hundredth", command(binary, home, few, "--dry-run"))
        measured("verdicts", command(binary, home, file, "--dry-run"))
        measured("queued", command(binary, home, file))
        measured("again", command(binary, home, file))
        crash = os.path.join(folder, "crash")
        killed(binary, crash, file, rows)
        measured("resumed", command(binary, crash, file))
        counted(crash, file, rows)


if __name__ == "__main__":
    main()
