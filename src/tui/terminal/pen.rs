//! The terminal's pen: where it stands and how it writes, and the fewest bytes that change this.

use ratatui::buffer::Cell;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::colours;
use crate::tui::ability::Ability;

/// Modifiers that are seen where there is no letter.
pub(super) const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// Modifiers with what switches them on and what switches them off.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What old terminals know of these.
const OLD_MODIFIERS: Modifier = Modifier::BOLD
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::REVERSED);

/// How a letter looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Ink {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) underline: Color,
    pub(super) modifier: Modifier,
}

impl Ink {
    /// As after a reset.
    pub(super) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        underline: Color::Reset,
        modifier: Modifier::empty(),
    };

    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank in this ink looks like one in the other.
    fn blank_like(self, other: Self) -> bool {
        let seen = |ink: Self| ink.modifier.intersects(SEEN_ON_BLANK);
        self == other || (self.bg == other.bg && !seen(self) && !seen(other))
    }
}

/// Where the terminal writes next, and in which ink; as far as it is known.
#[derive(Debug, Clone)]
pub(super) struct Pen {
    ability: Ability,
    ink: Option<Ink>,
    at: Option<Position>,
    /// It wrote the last column of this row: some terminals stay there, some stand behind it.
    edge: Option<u16>,
    scratch: Vec<u8>,
    best: Vec<u8>,
}

impl Pen {
    /// A pen of which nothing is known.
    pub(super) fn new(ability: Ability) -> Self {
        Self {
            ability,
            ink: None,
            at: None,
            edge: None,
            scratch: Vec::new(),
            best: Vec::new(),
        }
    }

    /// Nothing is known any more.
    pub(super) fn forget(&mut self) {
        self.ink = None;
        self.moved(None);
    }

    /// The terminal has this ink.
    pub(super) fn dipped(&mut self, ink: Ink) {
        self.ink = Some(ink);
    }

    pub(super) fn at(&self) -> Option<Position> {
        self.at
    }

    /// The terminal moved it.
    pub(super) fn moved(&mut self, at: Option<Position>) {
        self.at = at;
        self.edge = None;
    }

    /// It wrote the last column of this row.
    pub(super) fn at_edge(&mut self, row: u16) {
        self.at = None;
        self.edge = Some(row);
    }

    /// Whether this blank can be written without changing the ink.
    pub(super) fn writes_blank(&self, ink: Ink) -> bool {
        self.ink.is_some_and(|own| own.blank_like(ink))
    }

    /// Whether this can be written without changing the ink.
    pub(super) fn writes(&self, ink: Ink) -> bool {
        self.ink == Some(ink)
    }

    /// Changes the ink for a blank: only what is seen of it.
    pub(super) fn dip_blank(&mut self, ink: Ink, out: &mut Vec<u8>) {
        if self.writes_blank(ink) {
            return;
        }
        let kept = self.ink.unwrap_or(Ink::PLAIN);
        let seen = ink.modifier.intersects(SEEN_ON_BLANK);
        let ink = if seen {
            ink
        } else {
            Ink {
                bg: ink.bg,
                modifier: kept.modifier - SEEN_ON_BLANK,
                underline: Color::Reset,
                ..kept
            }
        };
        self.dip(ink, out);
    }

    /// Changes the ink by the shortest sequence: by the differences, or from a reset.
    pub(super) fn dip(&mut self, ink: Ink, out: &mut Vec<u8>) {
        if self.ink == Some(ink) {
            return;
        }
        self.best.clear();
        if ink != Ink::PLAIN {
            self.best.push(b'0');
            changes(Ink::PLAIN, ink, &mut self.best);
        }
        if let Some(own) = self.ink.filter(|_| !self.ability.old) {
            self.scratch.clear();
            changes(own, ink, &mut self.scratch);
            let shorter = self.scratch.len() <= self.best.len();
            if shorter && !self.scratch.is_empty() {
                std::mem::swap(&mut self.best, &mut self.scratch);
            }
        }
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(&self.best);
        out.push(b'm');
        self.ink = Some(ink);
    }

    /// Moves to a cell by the shortest way.
    pub(super) fn go(&mut self, to: Position, out: &mut Vec<u8>) {
        if self.at == Some(to) {
            return;
        }
        self.best.clear();
        place(to, &mut self.best);
        // From the edge only the way by the beginning of the row is sure.
        let edge = self.edge.map(|row| (Position::new(0, row), true));
        let ways = [
            self.at.map(|at| (at, false)),
            self.at.map(|at| (at, true)),
            edge,
        ];
        for (from, back) in ways.into_iter().flatten() {
            self.scratch.clear();
            step(from, to, back, self.ability.old, &mut self.scratch);
            if self.scratch.len() < self.best.len() {
                std::mem::swap(&mut self.best, &mut self.scratch);
            }
        }
        out.extend_from_slice(&self.best);
        self.moved(Some(to));
    }
}

/// What a cell may be drawn with on this terminal.
pub(super) fn able(ink: Ink, ability: Ability) -> Ink {
    let mut modifier = if ability.old {
        ink.modifier & OLD_MODIFIERS
    } else {
        ink.modifier
    };
    if modifier.contains(Modifier::BOLD) {
        // Together they are one or the other, or both, by terminal and by which came first.
        modifier.remove(Modifier::DIM);
    }
    let underlined = modifier.contains(Modifier::UNDERLINED) && !ability.old;
    Ink {
        fg: colours::shown(ink.fg, ability.colours),
        bg: colours::shown(ink.bg, ability.colours),
        underline: if underlined {
            colours::shown(ink.underline, ability.colours)
        } else {
            Color::Reset
        },
        modifier,
    }
}

/// To a cell, wherever the pen stands.
fn place(to: Position, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if to.y > 0 || to.x > 0 {
        number(to.y + 1, out);
    }
    if to.x > 0 {
        out.push(b';');
        number(to.x + 1, out);
    }
    out.push(b'H');
}

/// From cell to cell: first the row, then the column, `back` by the beginning of the row.
/// A line feed is safe in raw mode, above the last row, and while nothing but the screen scrolls.
fn step(from: Position, to: Position, back: bool, old: bool, out: &mut Vec<u8>) {
    let column = if back {
        out.push(b'\r');
        0
    } else {
        from.x
    };
    if to.y > from.y {
        let down = to.y - from.y;
        if down <= 4 {
            out.extend(std::iter::repeat_n(b'\n', usize::from(down)));
        } else {
            relative(down, b'B', out);
        }
    } else if to.y < from.y {
        relative(from.y - to.y, b'A', out);
    }
    if to.x > column {
        let absolute = decimal_len(to.x + 1) < decimal_len(to.x - column);
        if absolute && !old {
            relative(to.x + 1, b'G', out);
        } else {
            relative(to.x - column, b'C', out);
        }
    } else if to.x < column {
        let left = column - to.x;
        if left <= 4 {
            out.extend(std::iter::repeat_n(b'\x08', usize::from(left)));
        } else {
            relative(left, b'D', out);
        }
    }
}

fn decimal_len(number: u16) -> usize {
    match number {
        // One is left out.
        0..=1 => 0,
        2..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        _ => 5,
    }
}

fn relative(by: u16, command: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if by > 1 {
        number(by, out);
    }
    out.push(command);
}

/// A number in decimal.
pub(super) fn number(number: u16, out: &mut Vec<u8>) {
    let mut digits = [0; 5];
    let (mut left, mut place) = (number, digits.len());
    loop {
        place -= 1;
        // A digit fits.
        digits[place] = b'0' + u8::try_from(left % 10).unwrap_or(0);
        left /= 10;
        if left == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[place..]);
}

/// The parameters that turn one ink into another.
fn changes(from: Ink, to: Ink, out: &mut Vec<u8>) {
    let mut code = |code: u8| {
        if !out.is_empty() {
            out.push(b';');
        }
        number(u16::from(code), out);
    };
    let mut have = from.modifier;
    let lost = from.modifier - to.modifier;
    let mut off = 0;
    for (modifier, _, end) in MODIFIERS {
        if lost.contains(modifier) && off != end {
            code(end);
            off = end;
            for (other, _, same) in MODIFIERS {
                if same == end {
                    have -= other;
                }
            }
        }
    }
    for (modifier, begin, _) in MODIFIERS {
        if (to.modifier - have).contains(modifier) {
            code(begin);
        }
    }
    if from.fg != to.fg {
        colour(to.fg, 30, out);
    }
    if from.bg != to.bg {
        colour(to.bg, 40, out);
    }
    if from.underline != to.underline {
        colour(to.underline, 50, out);
    }
}

/// A colour of the letter (30), of the ground (40) or of the line below (50, which knows no names).
fn colour(colour: Color, kind: u8, out: &mut Vec<u8>) {
    let mut code = |code: u8| {
        if !out.is_empty() {
            out.push(b';');
        }
        number(u16::from(code), out);
    };
    match (colours::place(colour), colour) {
        (_, Color::Reset) => code(kind + 9),
        (Some(place), _) if kind == 50 => [58, 5, place].into_iter().for_each(code),
        (Some(place @ 0..8), _) => code(kind + place),
        (Some(place), _) => code(kind + 60 + place - 8),
        (None, Color::Indexed(index)) => [kind + 8, 5, index].into_iter().for_each(code),
        (None, Color::Rgb(red, green, blue)) => {
            [kind + 8, 2, red, green, blue].into_iter().for_each(code);
        }
        (None, _) => code(kind + 9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(fg: Color, bg: Color, modifier: Modifier) -> Ink {
        Ink {
            fg,
            bg,
            modifier,
            ..Ink::PLAIN
        }
    }

    fn dipped(from: Ink, to: Ink, ability: Ability) -> String {
        let mut pen = Pen::new(ability);
        pen.ink = Some(from);
        let mut out = Vec::new();
        pen.dip(to, &mut out);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn ink_changes_by_the_shortest_sequence() {
        let (red, bold) = (
            ink(Color::Red, Color::Reset, Modifier::empty()),
            Modifier::BOLD,
        );
        let busy = ink(Color::Red, Color::Blue, bold | Modifier::UNDERLINED);
        for (name, from, to, sequence) in [
            ("the same", red, red, ""),
            (
                "one more",
                red,
                ink(Color::Red, Color::Reset, bold),
                "\x1b[1m",
            ),
            ("in one", Ink::PLAIN, busy, "\x1b[1;4;31;44m"),
            ("all gone", busy, Ink::PLAIN, "\x1b[m"),
            ("nearly all gone", busy, red, "\x1b[0;31m"),
            (
                "another colour",
                red,
                ink(Color::LightGreen, Color::Reset, Modifier::empty()),
                "\x1b[92m",
            ),
            (
                "bold and dim end alike",
                ink(Color::Indexed(200), Color::Blue, bold),
                ink(Color::Indexed(200), Color::Blue, Modifier::DIM),
                "\x1b[22;2m",
            ),
        ] {
            assert_eq!(dipped(from, to, Ability::default()), sequence, "{name}");
        }
    }

    #[test]
    fn an_old_terminal_is_reset_and_never_told_to_switch_one_thing_off() {
        let old = Ability {
            old: true,
            ..Ability::default()
        };
        let both = ink(
            Color::Reset,
            Color::Reset,
            Modifier::BOLD | Modifier::REVERSED,
        );
        let bold = ink(Color::Reset, Color::Reset, Modifier::BOLD);
        assert_eq!(dipped(both, bold, old), "\x1b[0;1m");
    }

    #[test]
    fn moves_take_the_shortest_way() {
        for (name, from, to, sequence) in [
            ("nowhere", Some((3, 3)), (3, 3), ""),
            ("unknown", None, (0, 0), "\x1b[H"),
            ("unknown, first column", None, (0, 4), "\x1b[5H"),
            ("next row", Some((40, 3)), (0, 4), "\r\n"),
            ("below", Some((40, 3)), (40, 4), "\n"),
            ("a bit on", Some((10, 3)), (12, 3), "\x1b[2C"),
            ("back a bit", Some((10, 3)), (8, 3), "\x08\x08"),
            ("far above", Some((0, 30)), (0, 2), "\x1b[3H"),
            ("row begins", Some((99, 30)), (0, 30), "\r"),
            ("up", Some((0, 30)), (0, 29), "\x1b[A"),
            ("far", Some((2, 30)), (77, 2), "\x1b[3;78H"),
        ] {
            let mut pen = Pen::new(Ability::default());
            pen.at = from.map(Position::from);
            let mut out = Vec::new();
            pen.go(Position::from(to), &mut out);
            assert_eq!(String::from_utf8(out).expect("ASCII"), sequence, "{name}");
        }
    }
}
