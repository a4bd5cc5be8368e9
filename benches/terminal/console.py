"""The real console in a pseudo-terminal: keys in, bytes and times out."""

import contextlib
import fcntl
import os
import re
import resource
import select
import signal
import struct
import termios
import time

from .screen import CURSOR, Screen

COLUMNS, LINES = 120, 40
# After so long without output, and without work, the console has drawn all that a key changes.
QUIET_SECONDS = 0.06
# Less work than this in that time is no work.
IDLE_NANOSECONDS = 500_000
GIVE_UP_SECONDS = 30
# A frame is on the screen once this many characters that are no blanks are.
FRAME_CHARACTERS = 40

# A row of the queue, from its kind on; not the columns that count.
ROW = re.compile(r"(?<= )(?:IN|OUT|UPDATE|CANCEL) .{50}")

QUESTIONS = (
    (re.compile(rb"\x1b\[c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), b"\x1b[>41;379;0c"),
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:e5e5/e5e5/e5e5\x1b\\"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
)


class Ended(Exception):
    """The console is gone."""


class Console:
    """Started with its clock running from just before exec."""

    def __init__(self, binary, home, arguments=("--read-only",), extra=None):
        self.screen = Screen(COLUMNS, LINES)
        self.unseen = b""
        self.counted = 0
        self.switches = {}
        # The terminal's other side stays open here: its modes are looked at after the end.
        self.terminal, self.line = os.openpty()
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.modes_before = termios.tcgetattr(self.line)
        clock, clock_in = os.pipe()
        command = [binary, "--home", home, "--environment", "sandbox", "--lang", "en", *arguments]
        environment = os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | (extra or {})
        environment.pop("NO_COLOR", None)
        self.pid = os.fork()
        if self.pid == 0:
            self.become(command, environment, clock_in)
        os.close(clock_in)
        self.started = int(os.read(clock, 32)) / 1e9
        os.close(clock)

    def become(self, command, environment, clock):
        try:
            os.setsid()
            fcntl.ioctl(self.line, termios.TIOCSCTTY, 0)
            for descriptor in range(3):
                os.dup2(self.line, descriptor)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            os.write(clock, str(time.monotonic_ns()).encode())
            os.execve(command[0], command, environment)
        finally:
            os._exit(127)

    def read(self, seconds):
        """Waits at most so long for output; the moment when it had come, else None."""
        ready, _, _ = select.select([self.terminal], [], [], max(seconds, 0))
        if not ready:
            return None
        try:
            chunk = os.read(self.terminal, 1 << 16)
        except OSError:
            raise Ended(repr(self.screen.picture()[-400:])) from None
        moment = time.monotonic()
        self.counted += len(chunk)
        self.unseen += chunk
        if b"?" in chunk or b"n" in chunk or b"c" in chunk:
            self.answer(chunk)
        return moment

    def answer(self, chunk):
        for question, answer in QUESTIONS:
            if question.search(chunk):
                os.write(self.terminal, answer)

    def look(self):
        """The screen, with everything drawn on it that has come."""
        unseen, self.unseen = self.unseen, b""
        self.screen.feed(unseen)
        return self.screen

    def settle(self, last, quiet=QUIET_SECONDS, patience=GIVE_UP_SECONDS):
        """The moment of the last byte before the console is silent and at rest."""
        until = time.monotonic() + patience
        # Asked only in silence: asking takes time.
        worked = None
        while time.monotonic() < until:
            moment = self.read(quiet)
            if moment is not None:
                last, worked = moment, None
                continue
            before, worked = worked, self.work()[0]
            if before is not None and worked - before < IDLE_NANOSECONDS and not self.is_running():
                break
        return last

    def send(self, key):
        """The moment just before a key goes in."""
        pressed = time.monotonic()
        os.write(self.terminal, key)
        return pressed

    def press(self, key, quiet=QUIET_SECONDS):
        """Milliseconds from a key to the last byte of what it changes, and the bytes."""
        while self.read(0) is not None:
            pass
        self.counted = 0
        pressed = self.send(key)
        last = self.settle(pressed, quiet)
        return (last - pressed) * 1_000, self.counted

    def first_frame(self):
        """Milliseconds from exec until a frame is on the screen, and until it is complete."""
        while True:
            moment = self.read(GIVE_UP_SECONDS)
            if moment is None:
                raise Ended("nothing to see")
            picture = self.look().picture()
            if len(re.sub(r"\s", "", picture)) >= FRAME_CHARACTERS and 2026 not in self.screen.modes:
                break
        first = (moment - self.started) * 1_000
        settled = (self.settle(moment, 0.1) - self.started) * 1_000
        return first, settled

    def type(self, text):
        for character in text:
            self.press(character.encode(), 0.02)

    def wait(self, seconds):
        """Takes in what comes for so long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.read(left)

    def work(self):
        """CPU nanoseconds and voluntary context switches of all threads so far, of those that
        are gone as far as they were seen."""
        for task in self.tasks():
            with contextlib.suppress(OSError, StopIteration):
                self.switches[task] = field(f"/proc/{self.pid}/task/{task}/status", "voluntary_ctxt_switches")
        # The CPU clock of another process (clock_getcpuclockid(3)).
        cpu = time.clock_gettime_ns((~self.pid << 3) | 2)
        return cpu, sum(self.switches.values())

    def is_running(self):
        """Whether some thread works, or would if a processor were free."""
        for task in self.tasks():
            with contextlib.suppress(OSError), open(f"/proc/{self.pid}/task/{task}/stat", encoding="ascii") as file:
                if file.read().rsplit(")", 1)[1].split()[0] in "RD":
                    return True
        return False

    def tasks(self):
        return os.listdir(f"/proc/{self.pid}/task")

    def resident(self):
        """Resident megabytes, and the most there ever were."""
        status = f"/proc/{self.pid}/status"
        return field(status, "VmRSS") / 1_024, field(status, "VmHWM") / 1_024

    def rows(self):
        """The queue's rows on the screen: the line, and what of it tells the row from others and
        stays: kind, employer, worker."""
        self.look()
        texts = ((line, self.screen.text(line)) for line in range(self.screen.lines))
        found = ((line, ROW.search(text)) for line, text in texts)
        return [(line, match[0]) for line, match in found if match]

    def shown(self):
        """The rows on the screen, from the top."""
        return [row for _, row in self.rows()]

    def selected(self):
        """Line of the selected row, and the row: where the cursor is, else the only one that is
        marked, reversed or on a ground of its own."""
        rows = dict(self.rows())
        if CURSOR in self.screen.modes and self.screen.y in rows:
            return self.screen.y, rows[self.screen.y]
        for look in (lambda line: self.screen.text(line)[0], self.screen.ground_of):
            looks = {line: look(line) for line in rows}
            alone = [line for line in rows if list(looks.values()).count(looks[line]) == 1]
            if len(alone) == 1 and len(rows) > 1:
                return alone[0], rows[alone[0]]
        return None

    def quit(self):
        """Leaves by its own key: milliseconds until the prompt would be back, and what is not
        as it was before."""
        pressed = self.send(b"q")
        while True:
            # A terminal that nobody reads would keep it from leaving.
            self.read(0.0005)
            pid, _ = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - pressed > GIVE_UP_SECONDS:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                raise Ended("q does not end it")
        lasted = (time.monotonic() - pressed) * 1_000
        while self.read(0.01) is not None:
            pass
        left = self.look().left_behind()
        if termios.tcgetattr(self.line) != self.modes_before:
            left.append("modes of the line")
        self.close()
        return lasted, left

    def close(self):
        os.close(self.line)
        os.close(self.terminal)

    def kill(self):
        """For a run that went wrong."""
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.close()
        except OSError:
            pass


def field(path, name):
    with open(path, encoding="ascii") as file:
        line = next(line for line in file if line.startswith(name + ":"))
    return int(line.split()[1])
