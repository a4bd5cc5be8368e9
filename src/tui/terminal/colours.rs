//! Colours that a terminal does not have, as the nearest that it has.

use ratatui::style::Color;

use crate::tui::ability::Colours;

/// The steps of the colour cube of xterm.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The sixteen colours that have names, in their order, as xterm shows them.
const NAMED: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// This colour, or the nearest that the terminal shows.
pub(super) fn shown(colour: Color, ability: Colours) -> Color {
    match (colour, ability) {
        (_, Colours::None) => Color::Reset,
        (Color::Rgb(red, green, blue), Colours::Indexed) => indexed([red, green, blue]),
        (Color::Rgb(red, green, blue), Colours::Sixteen) => named([red, green, blue]),
        (Color::Indexed(index), Colours::Sixteen) => match NAMED.get(usize::from(index)) {
            Some(&(colour, _)) => colour,
            None => named(light_of(index)),
        },
        _ => colour,
    }
}

/// The place of a colour among the sixteen, if it has a name.
pub(super) fn place(colour: Color) -> Option<u8> {
    let place = NAMED.iter().position(|&(named, _)| named == colour)?;
    u8::try_from(place).ok()
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    let apart = |place: usize| u32::from(one[place].abs_diff(other[place])).pow(2);
    // The eye tells greens apart best.
    2 * apart(0) + 4 * apart(1) + 3 * apart(2)
}

fn named(light: [u8; 3]) -> Color {
    let nearest = NAMED
        .iter()
        .min_by_key(|(_, other)| distance(light, *other));
    nearest.map_or(Color::Reset, |&(colour, _)| colour)
}

/// In the cube or on the grey ramp. The first sixteen are the operator's own.
fn indexed(light: [u8; 3]) -> Color {
    let nearest = (16..=255).min_by_key(|&index| distance(light, light_of(index)));
    Color::Indexed(nearest.unwrap_or(16))
}

/// What xterm shows for one of the 256.
fn light_of(index: u8) -> [u8; 3] {
    match index {
        0..16 => NAMED[usize::from(index)].1,
        16..232 => {
            let step = |part: u8| STEPS[usize::from(part % 6)];
            let index = index - 16;
            [step(index / 36), step(index / 6), step(index)]
        }
        232.. => [8 + 10 * (index - 232); 3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_down_to_the_nearest() {
        for (colour, ability, nearest) in [
            (Color::Rgb(255, 1, 2), Colours::Rgb, Color::Rgb(255, 1, 2)),
            (Color::Rgb(255, 1, 2), Colours::Indexed, Color::Indexed(196)),
            (Color::Rgb(9, 9, 9), Colours::Indexed, Color::Indexed(232)),
            (Color::Rgb(255, 1, 2), Colours::Sixteen, Color::LightRed),
            (Color::Indexed(196), Colours::Sixteen, Color::LightRed),
            (Color::Indexed(4), Colours::Sixteen, Color::Blue),
            (Color::Indexed(244), Colours::Sixteen, Color::DarkGray),
            (Color::Red, Colours::Sixteen, Color::Red),
            (Color::Reset, Colours::Sixteen, Color::Reset),
            (Color::Red, Colours::None, Color::Reset),
        ] {
            assert_eq!(shown(colour, ability), nearest, "{colour:?} {ability:?}");
        }
    }

    #[test]
    fn every_colour_of_the_cube_is_its_own_nearest() {
        for index in 16..=255 {
            let Color::Indexed(nearest) = indexed(light_of(index)) else {
                panic!("an index has an index");
            };
            assert_eq!(light_of(nearest), light_of(index));
        }
    }
}
