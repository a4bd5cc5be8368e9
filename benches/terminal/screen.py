"""A terminal's screen, as far as a full-screen program needs one: cells, cursor, modes.

Knows what ratatui and a program with scroll regions of its own may write. What it does not know
it passes over, and counts, so that a bench built on it can say so.
"""

import codecs
import re
import unicodedata

TOKEN = re.compile(
    r"\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[PX^_](?P<string>[^\x1b]*)\x1b\\"
    r"|\x1b\[(?P<private>[<=>?]?)(?P<params>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<escape>[ -/]*[0-~])"
    r"|(?P<control>[\x00-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
)
# A colour by number or by parts, which is one parameter.
COLOUR = re.compile(r"\b[34]8[;:](5[;:]\d+|2[;:]\d+[;:]\d+[;:]\d+)")
# Reversed, or a background.
GROUND = re.compile(r"7$|4[0-8]\b|10[0-7]$")
# A sequence of which the end has not come yet.
UNFINISHED = re.compile(r"\x1b(?:[\]PX^_][^\x07\x1b]*\x1b?|\[[0-9;:<=>?]*[ -/]*|[ -/]*)?\Z")

ALTERNATE, CURSOR, PASTE, FOCUS = 1049, 25, 2004, 1004
MOUSE = {9, 1000, 1001, 1002, 1003, 1005, 1006, 1015, 1016}


def width(character):
    if " " <= character <= "~":
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Screen:
    def __init__(self, columns, lines):
        self.columns, self.lines = columns, lines
        self.modes = {CURSOR}
        self.kitty = 0
        self.unknown = 0
        self.pending = ""
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.reset()

    def reset(self):
        self.cells = [self.blank_line() for _ in range(self.lines)]
        self.x = self.y = 0
        self.saved = (0, 0)
        self.top, self.bottom = 0, self.lines - 1
        self.style = ()
        self.last = " "

    def blank_line(self):
        return [(" ", ())] * self.columns

    def text(self, line):
        return "".join(character for character, _ in self.cells[line])

    def picture(self):
        return "\n".join(self.text(line).rstrip() for line in range(self.lines))

    def ground_of(self, line):
        """What most of a line stands on: the parameters that colour or reverse the ground."""
        grounds = [tuple(part for part in style if GROUND.match(part)) for _, style in self.cells[line]]
        return max(set(grounds), key=grounds.count)

    def feed(self, data):
        text = self.pending + self.decode(data)
        unfinished = UNFINISHED.search(text)
        self.pending = unfinished[0] if unfinished else ""
        text = text[: len(text) - len(self.pending)]
        for token in TOKEN.finditer(text):
            if token["text"] is not None:
                self.write(token["text"])
            elif token["control"] is not None:
                self.control(token["control"])
            elif token["final"] is not None:
                self.sequence(token["private"], token["params"], token["between"], token["final"])
            elif token["escape"] is not None:
                self.escape(token["escape"])

    def write(self, text):
        for character in text:
            wide = width(character)
            if wide == 0:
                place = max(self.x - 1, 0)
                if self.cells[self.y][place][0] == "" and place:
                    place -= 1
                base, style = self.cells[self.y][place]
                self.cells[self.y][place] = (base + character, style)
                continue
            if self.x + wide > self.columns:
                self.x = 0
                self.index()
            self.put([(character, self.style), ("", self.style)][:wide])
            self.x += wide
            self.last = character

    def control(self, control):
        if control == "\r":
            self.x = 0
        elif control in "\n\v\f":
            self.index()
        elif control == "\b":
            self.x = max(self.x - 1, 0)
        elif control == "\t":
            self.x = min((self.x // 8 + 1) * 8, self.columns - 1)

    def index(self):
        if self.y == self.bottom:
            self.scroll(1)
        else:
            self.y = min(self.y + 1, self.lines - 1)

    def scroll(self, count, top=None):
        """Up by so many lines within the region; down when negative."""
        top = self.top if top is None else top
        region = self.cells[top : self.bottom + 1]
        size = len(region)
        count = max(-size, min(count, size))
        blank = [self.blank_line() for _ in range(abs(count))]
        region = region[count:] + blank if count > 0 else blank + region[: size + count]
        self.cells[top : self.bottom + 1] = region

    def escape(self, what):
        if what == "7":
            self.saved = (self.x, self.y)
        elif what == "8":
            self.x, self.y = self.saved
        elif what == "D":
            self.index()
        elif what == "E":
            self.x = 0
            self.index()
        elif what == "M":
            if self.y == self.top:
                self.scroll(-1)
            else:
                self.y = max(self.y - 1, 0)
        elif what == "c":
            self.reset()

    def sequence(self, private, params, between, final):
        numbers = [int(part.split(":")[0] or 0) for part in params.split(";")] if params else []
        if private == "?" and final in "hl" and not between:
            for mode in numbers:
                self.set_mode({47: ALTERNATE, 1047: ALTERNATE}.get(mode, mode), final == "h")
            return
        if private in ("<", ">") and final == "u":
            self.kitty += 1 if private == ">" else -1
            return
        if private or between:
            return
        first = numbers[0] if numbers else 0
        count = max(first, 1)
        move = {
            "A": lambda: self.climb(-count),
            "B": lambda: self.climb(count),
            "C": lambda: self.to(self.x + count, self.y),
            "D": lambda: self.to(self.x - count, self.y),
            "E": lambda: self.climb(count, 0),
            "F": lambda: self.climb(-count, 0),
            "G": lambda: self.to(count - 1, self.y),
            "`": lambda: self.to(count - 1, self.y),
            "d": lambda: self.to(self.x, count - 1),
            "H": lambda: self.place(numbers),
            "f": lambda: self.place(numbers),
            "J": lambda: self.erase_screen(first),
            "K": lambda: self.erase_line(first),
            "X": lambda: self.blank(self.x, self.x + count),
            "@": lambda: self.shift(count),
            "P": lambda: self.shift(-count),
            "L": lambda: self.make_lines(count),
            "M": lambda: self.make_lines(-count),
            "S": lambda: self.scroll(count),
            "T": lambda: self.scroll(-count),
            "b": lambda: self.write(self.last * count),
            "m": lambda: self.paint(params),
            "r": lambda: self.region(numbers),
            "s": lambda: self.escape("7"),
            "u": lambda: self.escape("8"),
        }.get(final)
        if move:
            move()
        elif final not in "nctqhl":
            self.unknown += 1

    def to(self, x, y):
        self.x = max(0, min(x, self.columns - 1))
        self.y = max(0, min(y, self.lines - 1))

    def climb(self, count, x=None):
        """Stops where the region ends, if it began within."""
        lowest = self.bottom if self.y <= self.bottom else self.lines - 1
        highest = self.top if self.y >= self.top else 0
        self.to(self.x if x is None else x, max(highest, min(self.y + count, lowest)))

    def make_lines(self, count):
        """Inserts lines at the cursor, or takes some away."""
        if self.top <= self.y <= self.bottom:
            self.scroll(-count, self.y)
            self.x = 0

    def place(self, numbers):
        line, column = (numbers + [0, 0])[:2]
        self.to(max(column, 1) - 1, max(line, 1) - 1)

    def region(self, numbers):
        top, bottom = (numbers + [0, 0])[:2]
        self.top = max(top, 1) - 1
        self.bottom = (bottom or self.lines) - 1
        self.to(0, 0)

    def paint(self, params):
        """Only what tells rows apart: the parameters since the last reset, in their order."""
        style = list(self.style)
        for part in COLOUR.sub(lambda found: found[0].replace(";", ":"), params).split(";"):
            if part in ("", "0"):
                style = []
            elif part == "27":
                style = [known for known in style if known != "7"]
            elif part == "49":
                style = [known for known in style if not known.startswith(("4", "10")) or known == "4"]
            elif part not in style:
                style.append(part)
        self.style = tuple(style)

    def put(self, cells, start=None):
        """Over the other half of a wide character that is hit come blanks."""
        line, start = self.cells[self.y], self.x if start is None else start
        end = start + len(cells)
        if cells and start and line[start][0] == "":
            line[start - 1] = (" ", line[start - 1][1])
        line[start:end] = cells
        if end < self.columns and line[end][0] == "":
            line[end] = (" ", line[end][1])

    def blank(self, start, end):
        self.put([(" ", self.style)] * (min(end, self.columns) - start), start)

    def erase_line(self, how):
        start, end = {0: (self.x, self.columns), 1: (0, self.x + 1)}.get(how, (0, self.columns))
        self.blank(start, end)

    def erase_screen(self, how):
        lines = {0: range(self.y + 1, self.lines), 1: range(self.y), 2: range(self.lines)}.get(how, ())
        for line in lines:
            self.cells[line] = self.blank_line()
        if how in (0, 1):
            self.erase_line(how)

    def shift(self, count):
        row = self.cells[self.y]
        if count > 0:
            row[self.x :] = ([(" ", self.style)] * count + row[self.x :])[: self.columns - self.x]
        else:
            row[self.x :] = (row[self.x - count :] + [(" ", self.style)] * -count)[: self.columns - self.x]

    def set_mode(self, mode, on):
        if mode == ALTERNATE and on != (ALTERNATE in self.modes):
            self.cells = [self.blank_line() for _ in range(self.lines)]
        (self.modes.add if on else self.modes.discard)(mode)

    def left_behind(self):
        """The modes that a program should have taken back."""
        names = {ALTERNATE: "alternate screen", PASTE: "bracketed paste", FOCUS: "focus reports"}
        left = [name for mode, name in names.items() if mode in self.modes]
        if self.modes & MOUSE:
            left.append("mouse")
        if CURSOR not in self.modes:
            left.append("cursor hidden")
        if self.kitty > 0:
            left.append("keyboard protocol")
        if (self.top, self.bottom) != (0, self.lines - 1):
            left.append("scroll region")
        return left
