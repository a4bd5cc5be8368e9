//! Themes are complete, can be read, and tell their meanings apart for every kind of eyes.

use ratatui::buffer::{Buffer, Cell};

use super::*;
use crate::domain::report::WorkerStatus;
use crate::i18n::Language;
use crate::tui::fixture::{self, drawn};
use crate::tui::fixture_queue;
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

/// Roles that are read as text.
const READ: [Role; 12] = [
    Role::Text,
    Role::Dim,
    Role::Title,
    Role::Focus,
    Role::Selection,
    Role::Key,
    Role::Tab,
    Role::Good,
    Role::Warning,
    Role::Bad,
    Role::Waiting,
    Role::Doubt,
];
/// Roles that say how something stands.
const MEANINGS: [Role; 5] = [
    Role::Good,
    Role::Warning,
    Role::Bad,
    Role::Waiting,
    Role::Doubt,
];
/// Ordinary text by WCAG 2.2, 1.4.3 AA.
const CONTRAST: f64 = 4.5;
/// What the program does not choose, as the sixteen colours of a terminal, and what is not read,
/// as a frame (1.4.11).
const LEAST_CONTRAST: f64 = 3.0;
/// Colours that differ by 2.3 in CIE 1976 can just be told apart side by side; by ten times as
/// much, at a glance.
const APART: f64 = 23.0;

type Rgb = [f64; 3];

/// The default palette of xterm.
const XTERM: [u32; 16] = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
    0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];

/// Linear light of a colour, and whether the theme gives it exactly.
fn linear(colour: Color) -> (Rgb, bool) {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let light = |parts: [u8; 3]| {
        parts.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        })
    };
    if let Color::Rgb(red, green, blue) = colour {
        return (light([red, green, blue]), true);
    }
    let place = NAMED.iter().position(|named| *named == colour);
    let [_, red, green, blue] = XTERM[place.expect("a named colour")].to_be_bytes();
    (light([red, green, blue]), false)
}

fn luminance([red, green, blue]: Rgb) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The contrast of a style on this ground, and whether all its colours are given exactly.
fn contrast_of(style: Style, text: Style, ground: Color) -> (f64, bool) {
    let letters = if ground == Color::Black {
        Color::White
    } else {
        Color::Black
    };
    let front = linear(style.fg.or(text.fg).unwrap_or(letters));
    let back = style.bg.or(text.bg);
    let is_given = front.1 && back.is_none_or(|back| linear(back).1);
    let back = linear(back.unwrap_or(ground));
    (contrast(front.0, back.0), is_given)
}

fn grounds(background: Background) -> &'static [Color] {
    match background {
        Background::Dark => &[Color::Black],
        Background::Light => &[Color::White],
        Background::Any => &[Color::Black, Color::White],
    }
}

#[test]
fn every_built_in_theme_can_be_read_on_the_terminals_that_it_names() {
    for (name, _) in BUILT_IN {
        let theme = Theme::named(name).expect("it is built in");
        let text = theme.style(Role::Text);
        let roles = READ.map(|role| (format!("{role:?}"), theme.style(role), CONTRAST));
        let border = (
            "border".to_owned(),
            theme.style(Role::Border),
            LEAST_CONTRAST,
        );
        let environments = Environment::ALL.map(|one| {
            let name = one.as_str().to_owned();
            (name, theme.environment(one), CONTRAST)
        });
        for (role, style, wanted) in roles.into_iter().chain([border]).chain(environments) {
            for &ground in grounds(theme.background) {
                let (contrast, is_given) = contrast_of(style, text, ground);
                let wanted = if is_given { wanted } else { LEAST_CONTRAST };
                assert!(
                    contrast >= wanted,
                    "{name}: {role} on {ground:?} has {contrast:.2}, and {wanted} is needed"
                );
            }
        }
    }
}

/// What eyes without one kind of cones see: Machado, Oliveira and Fernandes (2009), severity 1.
const EYES: [(&str, [Rgb; 3]); 4] = [
    (
        "all cones",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn seen(matrix: &[Rgb; 3], light: Rgb) -> Rgb {
    matrix.map(|row| {
        let sum: f64 = row
            .iter()
            .zip(light)
            .map(|(factor, part)| factor * part)
            .sum();
        sum.clamp(0.0, 1.0)
    })
}

/// CIE 1976 L*a*b* under daylight.
fn lab([red, green, blue]: Rgb) -> Rgb {
    let part = |value: f64| {
        if value > 216.0 / 24_389.0 {
            value.cbrt()
        } else {
            (24_389.0 / 27.0 * value + 16.0) / 116.0
        }
    };
    let x = part((0.412_456 * red + 0.357_576 * green + 0.180_438 * blue) / 0.950_47);
    let y = part(0.212_673 * red + 0.715_152 * green + 0.072_175 * blue);
    let z = part((0.019_334 * red + 0.119_192 * green + 0.950_304 * blue) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(one: Rgb, other: Rgb) -> f64 {
    let squares = one
        .iter()
        .zip(other)
        .map(|(one, other)| (one - other).powi(2));
    squares.sum::<f64>().sqrt()
}

/// The two meanings of a theme that are nearest to each other for these eyes.
fn nearest(theme: &Theme, matrix: &[Rgb; 3]) -> (f64, Role, Role) {
    let mut nearest = (f64::INFINITY, Role::Text, Role::Text);
    for (place, one) in MEANINGS.iter().enumerate() {
        for other in &MEANINGS[..place] {
            let look = |role: Role| {
                let colour = theme.style(role).fg.expect("a colour of its own");
                lab(seen(matrix, linear(colour).0))
            };
            let apart = distance(look(*one), look(*other));
            if apart < nearest.0 {
                nearest = (apart, *one, *other);
            }
        }
    }
    nearest
}

#[test]
fn meanings_are_told_apart_without_one_kind_of_cones() {
    let theme = Theme::named("colour-blind-safe").expect("it is built in");
    for (eyes, matrix) in &EYES {
        let (apart, one, other) = nearest(&theme, matrix);
        assert!(
            apart >= APART,
            "{eyes}: {one:?} and {other:?} are {apart:.1} apart"
        );
    }
}

/// The measure measures: green and red are one colour to most of those who see less.
#[test]
fn green_and_red_are_not_told_apart_by_everybody() {
    let source = include_str!("../../themes/colour-blind-safe.toml")
        .replace("good = { fg = \"#76ccff\" }", "good = { fg = \"#8a9a3b\" }");
    let theme = Theme::parse(&source).expect("a theme");
    let (_, matrix) = &EYES[2];
    let (apart, ..) = nearest(&theme, matrix);
    assert!(apart < APART, "{apart:.1}");
}

#[test]
fn a_misspelled_role_or_colour_is_refused() {
    let (_, source) = BUILT_IN[0];
    for (right, wrong) in [
        ("good", "goood"),
        ("\"magenta\"", "\"magnetta\""),
        ("\"any\"", "\"grey\""),
        ("bold", "blod"),
    ] {
        let broken = source.replace(right, wrong);
        assert_ne!(broken, source, "{right}");
        assert!(Theme::parse(&broken).is_err(), "{wrong}");
    }
}

#[test]
fn without_colours_the_selection_stays_visible() {
    for (name, _) in BUILT_IN {
        let theme = Theme::named(name)
            .expect("it is built in")
            .without_colours();
        let style = theme.style(Role::Selection);
        assert_eq!((style.fg, style.bg), (None, None), "{name}");
        assert!(style.add_modifier.contains(Modifier::REVERSED), "{name}");
    }
}

/// The screen as runs of one style each: a line of styles below each line of text.
fn styled(buffer: &Buffer) -> String {
    let mut lines = Vec::new();
    for row in buffer.content().chunks(usize::from(buffer.area.width)) {
        let text: String = row.iter().map(Cell::symbol).collect();
        let mut runs: Vec<(usize, usize, String)> = Vec::new();
        for (place, cell) in row.iter().enumerate() {
            let look = look(cell);
            match runs.last_mut() {
                Some((_, end, before)) if *before == look => *end = place + 1,
                _ => runs.push((place, place + 1, look)),
            }
        }
        let runs = runs.iter().filter(|(.., look)| !look.is_empty());
        let runs: Vec<_> = runs
            .map(|(from, to, look)| format!("{from}-{to} {look}"))
            .collect();
        lines.push(text.trim_end().to_owned());
        lines.push(format!("    {}", runs.join("; ")).trim_end().to_owned());
    }
    lines.join("\n")
}

fn look(cell: &Cell) -> String {
    let mut look = Vec::new();
    if cell.fg != Color::Reset {
        look.push(cell.fg.to_string());
    }
    if cell.bg != Color::Reset {
        look.push(format!("on {}", cell.bg));
    }
    if !cell.modifier.is_empty() {
        look.push(format!("{:?}", cell.modifier));
    }
    look.join(" ")
}

#[test]
fn each_theme_on_the_queue() {
    for (name, _) in BUILT_IN {
        let mut options = fixture::options(Language::En);
        options.theme = Theme::named(name).expect("it is built in");
        let model = fixture_queue::queue(options, (80, 20));
        insta::assert_snapshot!(
            format!("theme_{name}"),
            styled(drawn(&model).backend().buffer())
        );
    }
}

/// Which system is spoken to is never drawn over by what stands beside it.
#[test]
fn the_environment_wears_its_colours_in_each_theme() {
    for (name, _) in BUILT_IN {
        for environment in Environment::ALL {
            let mut options = fixture::options(Language::En);
            options.theme = Theme::named(name).expect("it is built in");
            let mut model = fixture::model_with(options, (80, 24));
            let header = fixture::header(environment, WorkerStatus::Here);
            update(&mut model, Msg::Reply(Reply::Header(Box::new(header))));
            let terminal = drawn(&model);
            let line = &terminal.backend().buffer().content()[..80];
            let text: String = line.iter().map(Cell::symbol).collect();
            let word = environment.as_str().to_uppercase();
            let place = text.find(&word).expect("it is named");
            let style = model
                .env
                .style(Role::Text)
                .patch(model.env.theme.environment(environment));
            for cell in &line[place..place + word.len()] {
                assert_eq!(cell.fg, style.fg.unwrap_or_default(), "{name}: {word}");
                assert_eq!(cell.bg, style.bg.unwrap_or_default(), "{name}: {word}");
                assert_eq!(cell.modifier, style.add_modifier, "{name}: {word}");
            }
        }
    }
}

/// Meaning is never told by colour alone: without colours and beyond ASCII nothing, every state
/// has its own word and its own sign.
#[test]
fn no_theme_is_needed_to_know_what_is_meant() {
    let mut pictures = Vec::new();
    for (name, _) in BUILT_IN {
        for (no_color, ascii) in [(false, false), (true, false), (false, true), (true, true)] {
            let mut options = fixture::options(Language::En);
            options.theme = Theme::named(name).expect("it is built in");
            options.no_color = no_color;
            options.ascii = ascii;
            let model = fixture_queue::queue(options, (100, 30));
            let terminal = drawn(&model);
            let buffer = terminal.backend().buffer();
            let text: String = buffer.content().iter().map(Cell::symbol).collect();
            if ascii {
                assert!(text.is_ascii(), "{name}");
            }
            if no_color {
                let bare = |cell: &Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
                assert!(buffer.content().iter().all(bare), "{name}");
            }
            pictures.push((ascii, text));
        }
    }
    // What is written does not depend on theme or colours.
    for (ascii, text) in &pictures {
        let same = pictures.iter().filter(|(other, _)| other == ascii);
        assert!(same.clone().count() > 2 && same.clone().all(|(_, other)| other == text));
    }
}
