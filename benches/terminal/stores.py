"""The stores that are looked at: made by `demo --rows`, asked for what is in them, and changed
by another process while the console shows them."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import time

from .console import Console

# Families of which the test bed has very few, and the one that every eighth is called.
RARE = ("Xylofoonstra", "Quaxelaere", "Wrzeszczyk", "Kvíčalová", "Ðurđevčanin")
FREQUENT = "testmans"
DAY_MS = 86_400_000


def make(binary, home, rows):
    """Fills a home; the seconds that it took and the most memory, in megabytes."""
    started = time.monotonic()
    process = subprocess.Popen([binary, "demo", "--rows", str(rows), "--home", home], stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(said.decode(errors="replace"))
    return time.monotonic() - started, usage.ru_maxrss / 1_024


class Home:
    """A filled home. What a console keeps there for its next start, such as a filter, is taken
    away again: every start is a first one."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.kept = self.files()
        self.facts = facts(folder)

    def files(self):
        return {
            os.path.join(place, name)
            for place, _, names in os.walk(self.folder)
            for name in names
            if not name.startswith("queue.db") and not {"keys", "log"} & set(place.split(os.sep))
        }

    def console(self):
        for file in self.files() - self.kept:
            os.remove(file)
        return Console(self.binary, self.folder)


def path(home):
    return os.path.join(home, "sandbox", "queue.db")


def opened(home, **options):
    connection = sqlite3.connect(path(home), isolation_level=None, timeout=10, **options)
    connection.execute("PRAGMA foreign_keys = ON")
    return contextlib.closing(connection)


def facts(home):
    """How many rows there are, an employer of many of them, and a name of few."""
    with opened(home) as store:
        rows = store.execute("SELECT sum(rows) FROM state_count").fetchone()[0]
        employer, shown = store.execute(
            "SELECT employer_digits, employer FROM (SELECT * FROM submission ORDER BY id DESC LIMIT 2000)"
            " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()
        rare = next((name for name in RARE if has(store, name)), None)
        if rare is None:
            rare = store.execute(
                "SELECT worker_name FROM (SELECT worker_name FROM submission ORDER BY id DESC LIMIT 2000)"
                " WHERE worker_name IS NOT NULL GROUP BY 1 ORDER BY count(*), 1 LIMIT 1"
            ).fetchone()[0]
    return {
        "rows": rows,
        "employer": employer,
        "employer_shown": shown,
        "rare": rare.lower(),
        "frequent": FREQUENT,
    }


def has(store, name):
    found = store.execute(
        "SELECT 1 FROM submission WHERE worker_name >= ? AND worker_name < ? LIMIT 1", (name, name + "{")
    )
    return found.fetchone() is not None


def asked(home, limit):
    """The newest submissions whose results are asked for."""
    with opened(home) as store:
        found = store.execute(
            "SELECT id FROM submission WHERE state IN('submitted', 'waiting') AND next_at IS NOT NULL"
            " ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return [number for (number,) in found]


class Writer:
    """Another process that changes rows, so many times a second."""

    def __init__(self, home, ids, rate, seconds):
        script = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "terminal.py")
        numbers = ",".join(map(str, ids))
        arguments = ["--write", home, numbers, str(rate), str(seconds)]
        self.process = subprocess.Popen([sys.executable, script, *arguments], stdout=subprocess.PIPE)

    def end(self):
        """How many changes it made."""
        said, _ = self.process.communicate(timeout=60)
        if self.process.returncode:
            raise SystemExit("the writer failed")
        return int(said)


def write(home, ids, rate, seconds):
    """Polls rows that wait for an answer, and moves some of them on, as a worker would."""
    ids = [int(number) for number in ids.split(",") if number]
    rate, seconds = float(rate), float(seconds)
    with opened(home) as store:
        store.execute("PRAGMA synchronous = OFF")
        started, done = time.monotonic(), 0
        while (due := started + done / rate) < started + seconds and ids:
            time.sleep(max(due - time.monotonic(), 0))
            change(store, ids[done % len(ids)], done)
            done += 1
    print(done)


def change(store, number, turn):
    """One commit: what is asked next comes a day later or earlier; now and then Sigedis is asked."""
    now = time.time_ns() // 1_000_000
    ahead = (turn % 9 - 4) * DAY_MS
    if turn % 50 == 49:
        store.execute(
            "UPDATE submission SET state = 'waiting', rev = rev + 1, since = ?, polls = polls + 1, updated_at = ?"
            " WHERE id = ? AND state = 'submitted'",
            (now, now, number),
        )
    else:
        store.execute(
            "UPDATE submission SET rev = rev + 1, polls = polls + 1, next_at = next_at + ?"
            " WHERE id = ? AND state IN('submitted', 'waiting') AND next_at IS NOT NULL",
            (ahead, number),
        )
