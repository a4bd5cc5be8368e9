//! Text that would do something on a terminal, in a spreadsheet or to a reader's eye, and a scanner
//! that finds what of it came through. Knows nothing of how the program makes text harmless.

#![allow(dead_code, reason = "every test file uses another part of it")]

#[path = "random.rs"]
pub mod random;

use random::Random;

/// Random strings of each sink.
const USUAL: usize = 2_000;
/// Chosen strings.
pub const CHOSEN: usize = 500;

/// The 500 chosen strings, then the usual number of random ones.
pub fn strings() -> Vec<String> {
    strings_with(USUAL)
}

/// The 500 chosen strings, then so many random ones.
pub fn strings_with(random_ones: usize) -> Vec<String> {
    let mut strings = chosen();
    let mut random = Random::new(0x0bad_7e87);
    strings.extend((0..random_ones).map(|_| any(&mut random)));
    strings
}

/// Characters that nothing may let through: each stands for its class.
fn hostile_characters() -> Vec<char> {
    let ranges = [
        0x00..=0x1F,     // C0
        0x7F..=0x9F,     // DEL, C1
        0xAD..=0xAD,     // soft hyphen
        0x061C..=0x061C, // Arabic letter mark
        0x180E..=0x180E, // Mongolian vowel separator
        0x200B..=0x200F, // zero width, direction marks
        0x2028..=0x202E, // separators, embeddings, overrides
        0x2060..=0x2064, // word joiner, invisible operators
        0x2066..=0x206F, // isolates
        0xFE00..=0xFE0F, // variation selectors
        0xFEFF..=0xFEFF, // byte-order mark
        0xFFF9..=0xFFFB, // interlinear annotation
        0xE000..=0xE003, // private use
        0xF8FF..=0xF8FF,
        0xFDD0..=0xFDD1, // never characters
        0xFFFE..=0xFFFF,
        0x0378..=0x0379, // unassigned
        0x05FF..=0x05FF,
        0x2FE0..=0x2FE1,
        0x1FFFE..=0x1FFFF,
        0x3FFFD..=0x3FFFD,
        0xE0001..=0xE0001, // tags
        0xE0020..=0xE007F,
        0xE0100..=0xE0101,
        0xF0000..=0xF0001,
        0x10_FFFD..=0x10_FFFF,
    ];
    ranges
        .into_iter()
        .flatten()
        .filter_map(char::from_u32)
        .collect()
}

/// What terminals obey, as far as anybody ever made one obey it.
const SEQUENCES: [&str; 40] = [
    "\u{1b}]52;c;ZXZpbA==\u{7}",
    "\u{1b}]52;c;ZXZpbA==\u{1b}\\",
    "\u{9d}52;c;ZXZpbA==\u{9c}",
    "\u{1b}]0;another title\u{7}",
    "\u{1b}]2;another title\u{1b}\\",
    "\u{9d}2;another title\u{9c}",
    "\u{1b}]8;;http://elsewhere.example\u{7}link\u{1b}]8;;\u{7}",
    "\u{1b}]9;a notice\u{7}",
    "\u{1b}]777;notify;a;b\u{7}",
    "\u{1b}]1337;File=inline=1:AAAA\u{7}",
    "\u{1b}]4;1;rgb:00/00/00\u{7}",
    "\u{1b}]50;x\u{7}",
    "\u{1b}P$q\"p\u{1b}\\",
    "\u{1b}Ptmux;\u{1b}\u{1b}]52;c;ZQ==\u{7}\u{1b}\\",
    "\u{90}+q544e\u{9c}",
    "\u{1b}_Gf=24;AAAA\u{1b}\\",
    "\u{1b}^private\u{1b}\\",
    "\u{1b}Xstring\u{1b}\\",
    "\u{1b}[66m",
    "\u{1b}[2J\u{1b}[66m",
    "\u{1b}[H\u{1b}[66m",
    "\u{9b}66m",
    "\u{9b}2J",
    "\u{1b}[6n",
    "\u{1b}[c",
    "\u{1b}[>c",
    "\u{1b}[5i",
    "\u{1b}[4i",
    "\u{1b}[21t",
    "\u{1b}[?1049l",
    "\u{1b}[?1003h",
    "\u{1b}[?2004l",
    "\u{1b}[3;5r\u{1b}[66m",
    "\u{1b}c",
    "\u{1b}#8",
    "\u{1b}(0",
    "\u{e}",
    "\u{1b}[200~paste\u{1b}[201~",
    "\r\u{1b}[Koverwritten\u{1b}[66m",
    "\u{8}\u{8}\u{8}gone",
];

/// Names as people have them.
const PEOPLE: [&str; 6] = ["Testmans", "Zoë", "李小龍", "سلام", "🦀", "e\u{301}"];

/// What spreadsheets run.
pub const FORMULAS: [&str; 20] = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://elsewhere.example\",\"x\")",
    "=IMPORTXML(\"http://elsewhere.example\",\"//a\")",
    "+1",
    "+cmd|' /C calc'!A0",
    "-1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "'=1+1",
    "''=1+1",
    "=1;\"\"\"",
    "=\u{1b}[66m",
];

/// Exactly 500 strings that somebody would try.
pub fn chosen() -> Vec<String> {
    let mut strings: Vec<String> = hostile_characters()
        .into_iter()
        .map(|character| format!("Te{character}st"))
        .collect();
    strings.extend(SEQUENCES.map(str::to_owned));
    strings.extend(FORMULAS.map(str::to_owned));
    for length in [1, 4, 5, 50, 500] {
        for mark in ['\u{301}', '\u{489}', '\u{e49}', '\u{fe20}', '\u{1d167}'] {
            strings.push(format!("Zoe{}x", mark.to_string().repeat(length)));
            strings.push(mark.to_string().repeat(length));
        }
    }
    // Each sequence in the middle of what it hides in.
    let around = [
        "Testmans {}Alex",
        "{}",
        "85073099734{}",
        "Zoë李{}",
        "{}{}{}",
        "x{}\u{202e}",
    ];
    for frame in around {
        for sequence in SEQUENCES {
            strings.push(frame.replace("{}", sequence));
        }
    }
    strings.truncate(CHOSEN);
    assert_eq!(strings.len(), CHOSEN);
    strings
}

/// A string of pieces of every class, most of them hostile.
fn any(random: &mut Random) -> String {
    let characters = hostile_characters();
    let mut text = String::new();
    for _ in 0..=random.below(12) {
        match random.below(8) {
            0 | 1 => text.push(*random.pick(&characters)),
            2 => text.push_str(SEQUENCES[random.below(SEQUENCES.len())]),
            3 => text.push_str(FORMULAS[random.below(FORMULAS.len())]),
            4 => text.push_str(PEOPLE[random.below(PEOPLE.len())]),
            5 => {
                let mark = char::from_u32(0x300 + u32::from(random.byte() % 0x70));
                text.extend(std::iter::repeat_n(mark.expect("a mark"), random.below(9)));
            }
            6 => text.push(char::from(random.byte())),
            _ => {
                let any = u32::try_from(random.next() % 0x11_0000).expect("small");
                text.extend(char::from_u32(any));
            }
        }
    }
    text
}

/// Where bytes were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sink {
    /// Sequences of the encoder's own, and text.
    Screen,
    /// Lines of text: a line feed ends one.
    Lines,
    /// Lines that CR LF ends, or a line feed.
    Table,
    /// No control at all.
    Plain,
}

/// What of the bytes came from outside and should not be there; none is good.
pub fn foreign(bytes: &[u8], sink: Sink) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some("no UTF-8".to_owned());
    };
    let text = match sink {
        Sink::Screen => match without_own_sequences(text) {
            Ok(text) => text,
            Err(sequence) => return Some(format!("the sequence {sequence:?}")),
        },
        _ => text.to_owned(),
    };
    let is_own = |character: char| match sink {
        Sink::Screen | Sink::Lines => character == '\n',
        Sink::Table => matches!(character, '\n' | '\r'),
        Sink::Plain => false,
    };
    let mut marks = 0;
    for (at, character) in text.char_indices() {
        if is_hostile(character) && !is_own(character) {
            let from = text.floor_char_boundary(at.saturating_sub(20));
            let to = text.floor_char_boundary(at + 20);
            return Some(format!("{character:?} in {:?}", &text[from..to]));
        }
        marks = if matches!(
            character,
            '\u{300}'..='\u{36f}' | '\u{489}' | '\u{e49}' | '\u{fe20}'
        ) {
            marks + 1
        } else {
            0
        };
        // What is kept to be read again by a program has all of them.
        if marks > 4 && sink == Sink::Screen {
            return Some(format!("{marks} marks on one character"));
        }
    }
    None
}

/// Written down once more, from the rules and not from the program.
fn is_hostile(character: char) -> bool {
    character.is_control()
        || matches!(u32::from(character),
            0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
            | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF
            | 0x378 | 0x379 | 0x5FF | 0x2FE0 | 0x2FE1 | 0x3FFFD
            | 0xE0000..=0x10_FFFF)
        || u32::from(character) & 0xFFFE == 0xFFFE
}

/// The text between the sequences that the encoder may write; the first that it may not.
fn without_own_sequences(stream: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = stream;
    while let Some(character) = rest.chars().next() {
        if character != '\u{1b}' {
            if !matches!(character, '\r' | '\u{8}') {
                text.push(character);
            }
            rest = &rest[character.len_utf8()..];
            continue;
        }
        let sequence =
            own_sequence(rest).ok_or_else(|| rest.chars().take(20).collect::<String>())?;
        rest = &rest[sequence..];
    }
    Ok(text)
}

/// How long the encoder's own sequence is with which this begins.
fn own_sequence(rest: &str) -> Option<usize> {
    if rest.starts_with("\u{1b}M") {
        return Some(2);
    }
    for own in ["\u{1b}[?25", "\u{1b}[?2026"] {
        if rest.starts_with(own) && rest[own.len()..].starts_with(['h', 'l']) {
            return Some(own.len() + 1);
        }
    }
    let parameters = rest.strip_prefix("\u{1b}[")?;
    let end = parameters.find(|one: char| !one.is_ascii_digit() && one != ';' && one != ':')?;
    let is_own = match &parameters[end..=end] {
        "m" => parameters[..end].split([';', ':']).all(|code| code != "66"),
        "H" | "A" | "B" | "C" | "D" | "G" | "d" | "K" | "J" | "r" | "X" => true,
        _ => false,
    };
    is_own.then_some(2 + end + 1)
}
