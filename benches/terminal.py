#!/usr/bin/env python3
"""Measures the real console in a pseudo-terminal of 120x40, on stores that `demo --rows` fills.

    python3 benches/terminal.py target/release/dimonitor --rows 1000,100000,1000000
    python3 benches/terminal.py target/release/dimonitor --home DIR    a store that is there already

The console is opened with --read-only: nothing is sent. The changes that it shows are written
into the store by a second process, so a store of one's own is changed a little. The terminal
answers questions as xterm does. Only the standard library, Linux only (/proc).

Prints a table of goals and verdicts, then one line of JSON. --check: exit 1 when a goal is missed.
"""

import argparse
import json
import os
import sys
import tempfile

from terminal import measures, stores

SMALL = 10_000

# What is shown, the figure, its unit, and the goal on a small and on a large store.
GOALS = (
    ("exec to first frame", "first_frame_ms", "ms", 10, 15),
    ("  to settled screen", "settled_start_ms", "ms", None, None),
    ("resident after start", "resident_start_mb", "MB", 20, 24),
    ("  after scrolling, filtering, sorting", "resident_used_mb", "MB", 20, 24),
    ("  the most there ever was", "resident_most_mb", "MB", None, None),
    ("idle 10 s, bytes", "idle_bytes", "B", 0, 0),
    ("  CPU", "idle_cpu_ms", "ms", 5, 5),
    ("  wake-ups a second", "idle_wakeups_per_s", "", 2, 2),
    ("j, k to settled frame, p50", "step_p50_ms", "ms", 0.6, 0.6),
    ("  p95", "step_p95_ms", "ms", 1, 1),
    ("bytes of a cursor move", "cursor_bytes", "B", 60, 60),
    ("bytes of a one-line scroll", "scroll_bytes", "B", 400, 400),
    ("end", "end_ms", "ms", 5, 5),
    ("home", "home_ms", "ms", 5, 5),
    ("sort by another column", "sort_ms", "ms", 30, 30),
    ("  the slowest column", "sort_worst_ms", "ms", 30, 30),
    ("filter by state", "filter_state_ms", "ms", 20, 20),
    ("filter by employer", "filter_employer_ms", "ms", 20, 20),
    ("filter by rare text", "filter_rare_ms", "ms", 20, 20),
    ("filter by frequent text", "filter_frequent_ms", "ms", 150, 150),
    ("keys held at 30 a second, lag", "held_lag_ms", "ms", 2, 2),
    ("100 changes a second in view", "changes_kb_per_s", "kB/s", 6, 6),
    ("  CPU", "changes_cpu_percent", "%", 2, 2),
    ("  the selection stays", "selection_stays", "", True, True),
    ("quit to prompt", "quit_ms", "ms", 30, 30),
    ("  left behind", "left_behind", "", [], []),
)


def main():
    if sys.argv[1:2] == ["--write"]:
        return stores.write(*sys.argv[2:])
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("binary")
    options.add_argument("--rows", default="1000", help="sizes of the stores, with commas")
    options.add_argument("--home", help="a filled home, instead of new ones")
    options.add_argument("--check", action="store_true", help="exit 1 when a goal is missed")
    options = options.parse_args()
    binary = os.path.abspath(options.binary)
    if options.home:
        runs = [measured(binary, os.path.abspath(options.home), {})]
    else:
        runs = [filled_and_measured(binary, int(rows)) for rows in options.rows.split(",")]
    missed = table(runs)
    print(json.dumps(runs))
    return 1 if options.check and missed else 0


def filled_and_measured(binary, rows):
    with tempfile.TemporaryDirectory(prefix="dimonitor-bench-") as home:
        seconds, most = stores.make(binary, home, rows)
        return measured(binary, home, {"fill_s": seconds, "fill_most_mb": most})


def measured(binary, home, figures):
    filled = stores.Home(binary, home)
    return {"rows": filled.facts["rows"]} | figures | measures.all_of(filled)


def table(runs):
    """Prints goal, figure and verdict of each size; how many goals are missed."""
    missed = 0
    heads = "".join(f"{run['rows']:>22,}" for run in runs)
    print(f"{'rows':<40}{'goal':>14}{heads}")
    for name, key, unit, small, large in GOALS:
        cells = ""
        for run in runs:
            goal = small if run["rows"] <= SMALL else large
            value = run.get(key)
            verdict = "" if goal is None else judged(value, goal)
            missed += verdict == "MISSED"
            cells += f"{shown(value):>14} {verdict:<7}"
        goals = sorted({shown(goal) for goal in (small, large) if goal is not None})
        print(f"{name + (f' ({unit})' if unit else ''):<40}{' / '.join(goals):>14}{cells}".rstrip())
    return missed


def judged(value, goal):
    if value is None:
        return "MISSED"
    is_met = value == goal if isinstance(goal, (bool, list)) else value <= goal
    return "ok" if is_met else "MISSED"


def shown(value):
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) or "nothing"
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"


if __name__ == "__main__":
    sys.exit(main())
