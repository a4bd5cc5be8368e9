//! Finds rows that only moved: the terminal moves them itself, for a few bytes.

/// Rows that must be saved before it pays.
const WORTH: i32 = 3;

/// A band of rows that moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    /// The first row of the band.
    pub(super) top: u16,
    /// The row below the band.
    pub(super) bottom: u16,
    /// So many rows up, or down when negative.
    pub(super) up: i32,
}

/// The shift that saves most, by the marks of the rows that are shown and wanted.
pub(super) fn find(shown: &[u64], wanted: &[u64]) -> Option<Shift> {
    let rows = shown.len().min(wanted.len());
    let mut votes = vec![0_u16; 2 * rows];
    for (y, mark) in wanted.iter().enumerate().take(rows) {
        if *mark == 0 || shown[y] == *mark {
            continue;
        }
        for (source, other) in shown.iter().enumerate().take(rows) {
            if other == mark {
                votes[rows + source - y] += 1;
            }
        }
    }
    let most = votes.iter().copied().max().filter(|&most| most > 0)?;
    let place = votes.iter().position(|&votes| votes == most)?;
    let up = i32::try_from(place).ok()? - i32::try_from(rows).ok()?;
    best_band(&shown[..rows], &wanted[..rows], up)
}

/// The band of neighbouring rows for which this shift saves most.
fn best_band(shown: &[u64], wanted: &[u64], up: i32) -> Option<Shift> {
    let by = usize::try_from(up.unsigned_abs()).ok()?;
    let rows = shown.len();
    // Rows that get what another one shows.
    let targets = if up > 0 { 0..rows - by } else { by..rows };
    let saved = |y: usize| {
        let source = if up > 0 { y + by } else { y - by };
        i32::from(wanted[y] != 0 && shown[source] == wanted[y]) - lost(shown, wanted, y)
    };
    let (mut best, mut best_from, mut best_to) = (0, 0, 0);
    let (mut sum, mut from) = (0, targets.start);
    for y in targets {
        if sum <= 0 {
            (sum, from) = (0, y);
        }
        sum += saved(y);
        if sum > best {
            (best, best_from, best_to) = (sum, from, y + 1);
        }
    }
    let (top, bottom, blanked) = if up > 0 {
        (best_from, best_to + by, best_to..best_to + by)
    } else {
        (
            best_from.checked_sub(by)?,
            best_to,
            best_from - by..best_from,
        )
    };
    let lost: i32 = blanked.map(|y| lost(shown, wanted, y)).sum();
    if best - lost < WORTH {
        return None;
    }
    Some(Shift {
        top: u16::try_from(top).ok()?,
        bottom: u16::try_from(bottom).ok()?,
        up,
    })
}

/// Whether a row is right as it is, and moving would spoil it.
fn lost(shown: &[u64], wanted: &[u64], y: usize) -> i32 {
    i32::from(shown[y] == wanted[y])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_moved_are_found() {
        let shown = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        for (name, wanted, shift) in [
            ("the same", [1, 2, 3, 4, 5, 6, 7, 8, 9], None),
            ("one up", [1, 2, 4, 5, 6, 7, 8, 20, 9], Some((2, 8, 1))),
            ("two up", [1, 2, 5, 6, 7, 8, 20, 21, 9], Some((2, 8, 2))),
            ("one down", [1, 2, 20, 3, 4, 5, 6, 7, 9], Some((2, 8, -1))),
            (
                "one up, with one changed on its way",
                [1, 2, 4, 5, 30, 7, 8, 20, 9],
                Some((2, 8, 1)),
            ),
            ("too little", [1, 2, 3, 4, 6, 7, 20, 8, 9], None),
            ("something else", [1, 2, 20, 21, 22, 23, 24, 25, 9], None),
        ] {
            let found = find(&shown, &wanted);
            let expected = shift.map(|(top, bottom, up)| Shift { top, bottom, up });
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn blank_rows_are_not_worth_a_move() {
        let shown = [1, 0, 0, 0, 0, 0, 2];
        let wanted = [2, 0, 0, 0, 0, 0, 1];
        assert_eq!(find(&shown, &wanted), None);
    }
}
