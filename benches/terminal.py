#!/usr/bin/env python3
"""Measures the real console in a pseudo-terminal of 120x40, on a home made for it.

    python3 benches/terminal.py target/release/dimonitor [--rows N]

The queue is filled through `submit`, and the console is opened with --read-only: nothing is
sent, so every run sees the same rows. Terminal queries are not answered, as by a dumb terminal.
Only the standard library, Linux only (/proc). Prints a table, then one line of JSON.
"""

import argparse
import fcntl
import json
import os
import pty
import re
import resource
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

COLUMNS, LINES = 120, 40
STARTS = 5
IDLE_SECONDS = 10
PRESSES = 50
# After so long without output the console has drawn all that a key changes.
QUIET_SECONDS = 0.08
# A frame is on the screen once this many characters that are no blanks have come.
FRAME_CHARACTERS = 40
GIVE_UP_SECONDS = 20

CONTROL = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles, colours, clipboard
    rb"|\x1b[P_^][^\x1b]*\x1b\\"  # device control
    rb"|\x1b\[[0-?]*[ -/]*[@-~]"  # cursor, style, modes
    rb"|\x1b[ -/]*[0-~]"
    rb"|[\x00-\x20\x7f]"
)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("binary")
    options.add_argument("--rows", type=int, default=1000, help="declarations in the queue")
    options = options.parse_args()
    binary = os.path.abspath(options.binary)
    with tempfile.TemporaryDirectory(prefix="dimonitor-bench-") as home:
        fill(binary, home, options.rows)
        starts = [measure_start(binary, home) for _ in range(STARTS)]
        figures = {name: statistics.median(start[name] for start in starts) for name in starts[0]}
        figures |= measure_life(binary, home)
    figures = {"rows": options.rows} | figures
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {value:>12,.1f}" if isinstance(value, float) else f"{name:<{width}}  {value:>12,}")
    print(json.dumps(figures))


def fill(binary, home, rows):
    """Queues so many INs of invented people; nothing is sent."""
    lines = "\n".join(json.dumps(entry(number)) for number in range(rows))
    subprocess.run(
        [binary, "--home", home, "--environment", "sandbox", "submit", "-", "--json"],
        input=lines.encode(),
        stdout=subprocess.DEVNULL,
        check=True,
    )


def entry(number):
    ahead = time.localtime(time.time() + 60 * 86_400)
    return {
        "kind": "in",
        "reference": f"R-{number:06}",
        "enterprise_number": "0999999922",
        "ssin": ssin(number),
        "start_date": time.strftime("%Y-%m-%d", ahead),
        "worker_type": "OTH",
        "joint_committee": "XXX",
    }


def ssin(number):
    """Valid, never given out (serials from 991 on), another one for each number below 100,000."""
    number, day = divmod(number, 28)
    number, month = divmod(number, 12)
    serial, year = divmod(number, 60)
    body = ((40 + year) * 100 + month + 1) * 100_000 + (day + 1) * 1_000 + 991 + serial
    return f"{body:09}{97 - body % 97:02}"


class Console:
    """The console in its terminal."""

    def __init__(self, binary, home):
        self.output = b""
        self.counted = 0
        self.started = time.monotonic()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            environment = os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
            environment.pop("NO_COLOR", None)
            arguments = [binary, "--home", home, "--environment", "sandbox", "--lang", "en", "--read-only"]
            os.execve(binary, arguments, environment)

    def read(self, seconds):
        """Waits at most so long for output; tells whether some came."""
        ready, _, _ = select.select([self.terminal], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            chunk = os.read(self.terminal, 65_536)
        except OSError:
            raise SystemExit("the console ended: " + repr(self.output[-400:])) from None
        self.output += chunk
        self.counted += len(chunk)
        return True

    def read_until(self, reached):
        """Reads until the output satisfies `reached`; the seconds since the start."""
        while not reached(self.output):
            if time.monotonic() - self.started > GIVE_UP_SECONDS or not self.read(GIVE_UP_SECONDS):
                raise SystemExit("nothing to see: " + repr(self.output[-400:]))
        return time.monotonic() - self.started

    def settle(self, seconds=QUIET_SECONDS):
        """Reads until it has been quiet for so long; a screen that never is, is not waited for."""
        deadline = time.monotonic() + 5 * seconds
        while time.monotonic() < deadline and self.read(seconds):
            pass

    def press(self, key):
        """The bytes with which the console answers a key."""
        self.counted = 0
        os.write(self.terminal, key)
        self.read(1)
        self.settle()
        return self.counted

    def work(self):
        """CPU nanoseconds and voluntary context switches of all threads so far."""
        cpu = switches = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            folder = f"/proc/{self.pid}/task/{task}"
            with open(f"{folder}/schedstat", encoding="ascii") as file:
                cpu += int(file.read().split()[0])
            switches += int(field(f"{folder}/status", "voluntary_ctxt_switches"))
        return cpu, switches

    def end(self):
        """Leaves by its own key; what the kernel counted over its whole life."""
        os.write(self.terminal, b"q")
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < deadline:
            # A terminal that nobody reads would keep it from leaving.
            try:
                self.read(0.02)
            except SystemExit:
                pass
            pid, _, usage = os.wait4(self.pid, os.WNOHANG)
            if pid:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
            _, _, usage = os.wait4(self.pid, 0)
        os.close(self.terminal)
        return usage


def field(path, name):
    with open(path, encoding="ascii") as file:
        line = next(line for line in file if line.startswith(name + ":"))
    return line.split()[1]


def measure_start(binary, home):
    console = Console(binary, home)
    first_byte = console.read_until(len)
    first_frame = console.read_until(lambda output: len(CONTROL.sub(b"", output)) >= FRAME_CHARACTERS)
    console.settle(0.5)
    resident = int(field(f"/proc/{console.pid}/status", "VmRSS"))
    usage = console.end()
    return {
        "first_byte_ms": first_byte * 1_000,
        "first_frame_ms": first_frame * 1_000,
        "resident_kib": resident,
        "peak_resident_kib": usage.ru_maxrss,
    }


def measure_life(binary, home):
    console = Console(binary, home)
    console.settle(2)
    cpu, switches = console.work()
    console.counted = 0
    until = time.monotonic() + IDLE_SECONDS
    while (left := until - time.monotonic()) > 0:
        console.read(left)
    idle_bytes = console.counted
    cpu_after, switches_after = console.work()
    console.press(b"2")
    console.settle(1)
    presses = [console.press(b"j") for _ in range(PRESSES)]
    console.end()
    return {
        "idle_cpu_ms": (cpu_after - cpu) / 1_000_000,
        "idle_bytes": idle_bytes,
        "idle_voluntary_switches": switches_after - switches,
        "bytes_per_key": statistics.median(presses),
    }


if __name__ == "__main__":
    sys.exit(main())
