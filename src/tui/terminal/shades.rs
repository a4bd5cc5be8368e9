//! The inks of a picture as numbers: like those of letters, small and quick to compare.

use super::pen::Ink;

/// So many inks are known by heart; then all are forgotten. A theme has a few dozen.
const KNOWN: usize = 1_024;

/// The place of an ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shade(u16);

impl Shade {
    pub(super) const PLAIN: Self = Self(0);

    /// Another number for each.
    pub(super) fn number(self) -> u64 {
        self.0.into()
    }
}

/// The inks that are on the screen, or were.
#[derive(Debug)]
pub(super) struct Shades(Vec<Ink>);

impl Default for Shades {
    fn default() -> Self {
        Self(vec![Ink::PLAIN])
    }
}

impl Shades {
    /// The number of an ink; that of the plain one when there is no number left.
    pub(super) fn of(&mut self, ink: Ink) -> Shade {
        let known = self.0.iter().position(|known| *known == ink);
        let place = known.unwrap_or(self.0.len());
        let Ok(number) = u16::try_from(place) else {
            return Shade::PLAIN;
        };
        if known.is_none() {
            self.0.push(ink);
        }
        Shade(number)
    }

    /// The ink of a number.
    pub(super) fn ink(&self, shade: Shade) -> Ink {
        let ink = self.0.get(usize::from(shade.0));
        ink.copied().unwrap_or(Ink::PLAIN)
    }

    /// Whether it is time to forget: no picture may hold a shade then.
    pub(super) fn are_many(&self) -> bool {
        self.0.len() > KNOWN
    }

    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn every_ink_has_its_own_number_as_long_as_there_are_any() {
        let mut shades = Shades::default();
        let ink = |number: u32| {
            let [_, red, green, blue] = number.to_be_bytes();
            Ink {
                fg: Color::Rgb(red, green, blue),
                ..Ink::PLAIN
            }
        };
        assert_eq!(shades.of(Ink::PLAIN), Shade::PLAIN);
        for number in (0..300).chain(100..200) {
            let shade = shades.of(ink(number));
            assert_eq!(shades.ink(shade), ink(number));
        }
        assert!(!shades.are_many());
        shades.0.resize(1 << 16, Ink::PLAIN);
        assert!(shades.are_many());
        assert_eq!(shades.of(ink(1_000)), Shade::PLAIN);
        shades.forget();
        assert_eq!(shades.ink(Shade(7)), Ink::PLAIN);
    }
}
