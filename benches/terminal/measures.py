"""What is measured, each on a console that was started for it."""

import statistics
import time

from . import stores

STARTS = 5
IDLE_SECONDS = 10
# Presses at the top, in the middle and upwards from the end.
PRESSES = (60, 60, 40)
MIDDLE_PAGES = 60
SORTS = 14
JUMPS = 5
FILTERINGS = 3
# A filter may wait whether more is typed, and work only then.
PATIENCE = 0.5
HELD_RATE, HELD_SECONDS = 30, 3
CHANGE_RATE, CHANGE_SECONDS = 100, 10
# The clock in a corner is drawn anew each minute: no measure of silence reaches into the next.
MINUTE = 60


def all_of(home):
    """Every figure of a home."""
    return starts(home) | idle(home) | used(home) | filters(home) | changes(home)


def queue(home):
    """A console that shows the queue."""
    console = home.console()
    console.first_frame()
    console.press(b"2")
    return console


def starts(home):
    """exec to the first frame, and to the settled screen."""
    firsts, settled = [], []
    for _ in range(STARTS):
        console = home.console()
        first, whole = console.first_frame()
        firsts.append(first)
        settled.append(whole)
        console.quit()
    return {
        "first_frame_ms": statistics.median(firsts),
        "first_frame_worst_ms": max(firsts),
        "settled_start_ms": statistics.median(settled),
    }


def idle(home):
    """Ten seconds of nothing, on the queue, where the most could move."""
    console = queue(home)
    resident, _ = console.resident()
    # Where the operator is, is kept after a second of rest.
    console.wait(3)
    left = MINUTE - time.time() % MINUTE
    if left < IDLE_SECONDS + 1:
        console.wait(left + 1)
    cpu, switches = console.work()
    console.counted = 0
    console.wait(IDLE_SECONDS)
    cpu_after, switches_after = console.work()
    figures = {
        "resident_start_mb": resident,
        "idle_bytes": console.counted,
        "idle_cpu_ms": (cpu_after - cpu) / 1e6,
        "idle_wakeups_per_s": (switches_after - switches) / IDLE_SECONDS,
    }
    console.quit()
    return figures


def used(home):
    """A console that scrolls, jumps, sorts and filters; what it holds then, and how it goes."""
    console = queue(home)
    figures = steps(console) | jumps(console) | held(console) | sorts(console)
    filtered(console, home.facts["frequent"], 0)
    resident, most = console.resident()
    lasted, left = console.quit()
    return figures | {
        "resident_used_mb": resident,
        "resident_most_mb": most,
        "quit_ms": lasted,
        "left_behind": left,
        "unknown_sequences": console.screen.unknown,
    }


def steps(console):
    """Latency and bytes of single steps, told apart by what they did to the rows on the screen."""
    times, cursor_bytes, scroll_bytes = [], [], []

    def step(key, count):
        rows = console.shown()
        for _ in range(count):
            milliseconds, size = console.press(key)
            before, rows = rows, console.shown()
            times.append(milliseconds)
            if rows == before:
                cursor_bytes.append(size)
            elif rows[:-1] == before[1:] or rows[1:] == before[:-1]:
                scroll_bytes.append(size)

    top, middle, end = PRESSES
    step(b"j", top)
    for _ in range(MIDDLE_PAGES):
        console.press(b"\x1b[6~", 0.01)
    step(b"j", middle)
    console.press(b"G")
    step(b"k", end)
    return {
        "step_p50_ms": statistics.median(times),
        "step_p95_ms": statistics.quantiles(times, n=20)[-1],
        "cursor_bytes": statistics.median(cursor_bytes) if cursor_bytes else None,
        "scroll_bytes": statistics.median(scroll_bytes) if scroll_bytes else None,
        "steps": {"all": len(times), "cursor": len(cursor_bytes), "scroll": len(scroll_bytes)},
    }


def jumps(console):
    ends, homes = [], []
    console.press(b"g")
    for _ in range(JUMPS):
        ends.append(console.press(b"G")[0])
        homes.append(console.press(b"g")[0])
    return {"end_ms": statistics.median(ends), "home_ms": statistics.median(homes)}


def held(console):
    """A key held down: how long after its last repetition the screen still moves."""
    console.press(b"g")
    started = pressed = time.monotonic()
    for press in range(HELD_RATE * HELD_SECONDS):
        while (left := started + press / HELD_RATE - time.monotonic()) > 0:
            console.read(left)
        pressed = console.send(b"j")
    return {"held_lag_ms": (console.settle(pressed) - pressed) * 1_000}


def sorts(console):
    """By every column, one after the other, and back."""
    console.press(b"g")
    times = [console.press(b">")[0] for _ in range(SORTS)]
    for _ in range(SORTS):
        console.press(b"<")
    return {"sort_ms": statistics.median(times), "sort_worst_ms": max(times), "sorts_ms": times}


def filters(home):
    """From the last key of a filter to the settled frame; every row must be one that it means."""
    facts = home.facts
    figures = {}
    for name, line, word in (
        ("state", "state:refused", "refused"),
        ("employer", "employer:" + facts["employer"], facts["employer_shown"]),
        ("rare", facts["rare"], facts["rare"]),
        ("frequent", facts["frequent"], facts["frequent"]),
    ):
        times, fits = [], True
        for _ in range(FILTERINGS):
            console = queue(home)
            lasted = filtered(console, line, len(line) - 1)
            if lasted is None:
                # Half of the word finds the same: the whole of it, as fast as keys can come.
                console.quit()
                console = queue(home)
                lasted = filtered(console, line, 0)
            times.append(lasted)
            shown = [console.screen.text(place) for place, _ in console.rows()]
            fits = fits and bool(shown) and all(word.casefold() in row.casefold() for row in shown)
            console.quit()
        figures[f"filter_{name}_ms"] = statistics.median(times) if fits else None
        figures[f"filter_{name}_shown"] = len(shown)
    return figures


def filtered(console, line, typed_before):
    """From the last key to the settled frame, when so much of the line was typed before. One
    that acts while it is typed is measured at its last letter, else at Enter; `None` when that
    letter changed nothing, so that it says nothing."""
    console.press(b"/")
    for character in line[:typed_before]:
        console.press(character.encode(), 0.02)
    console.settle(time.monotonic(), PATIENCE)
    before = console.shown()
    typed, _ = console.press(line[typed_before:].encode(), PATIENCE)
    while_typing = console.shown()
    entered, _ = console.press(b"\r", PATIENCE)
    entered_rows = console.shown()
    # The line that is typed into may hide a row.
    is_live = bool(while_typing) and while_typing == entered_rows[: len(while_typing)]
    if is_live and typed_before and while_typing == before[: len(while_typing)]:
        return None
    return typed if is_live else entered


def changes(home):
    """Many changes a second in rows on the screen, made by another process."""
    console = queue(home)
    filtered(console, "state:submitted,waiting", 0)
    for _ in range(3):
        console.press(b"j")
    in_view = stores.asked(home.folder, len(console.shown()))
    if not in_view:
        console.quit()
        return {"changes_in_view": 0}
    writer = stores.Writer(home.folder, in_view, CHANGE_RATE, CHANGE_SECONDS)
    console.wait(0.5)
    console.look()
    selections = {console.selected()}
    console.counted = 0
    cpu, switches = console.work()
    started = time.monotonic()
    while time.monotonic() - started < CHANGE_SECONDS - 1:
        console.wait(0.25)
        selections.add(console.selected())
    lasted = time.monotonic() - started
    cpu_after, switches_after = console.work()
    figures = {
        "changes_in_view": len(in_view),
        "changes_kb_per_s": console.counted / lasted / 1_000,
        "changes_cpu_percent": (cpu_after - cpu) / 1e7 / lasted,
        "changes_wakeups_per_s": (switches_after - switches) / lasted,
        "selection_stays": len(selections) == 1 and None not in selections,
        "selections": sorted(map(str, selections)),
        "changes_made": writer.end(),
    }
    console.quit()
    return figures
