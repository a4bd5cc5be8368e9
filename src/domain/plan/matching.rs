//! Which of two sides go together: as many pairs as there can be.

/// The largest set of pairs, by augmenting paths. `fits[left]` holds the rights that may go with
/// it, the best first. A left that comes earlier is never given up for one that comes later.
pub(super) fn largest(fits: &[Vec<usize>], rights: usize) -> Vec<Option<usize>> {
    let mut taken_by: Vec<Option<usize>> = vec![None; rights];
    for left in 0..fits.len() {
        let mut seen = vec![false; rights];
        augment(left, fits, &mut taken_by, &mut seen);
    }
    let mut pairs = vec![None; fits.len()];
    for (right, left) in taken_by.into_iter().enumerate() {
        if let Some(left) = left {
            pairs[left] = Some(right);
        }
    }
    pairs
}

fn augment(
    left: usize,
    fits: &[Vec<usize>],
    taken_by: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for &right in &fits[left] {
        if std::mem::replace(&mut seen[right], true) {
            continue;
        }
        let free = match taken_by[right] {
            None => true,
            Some(other) => augment(other, fits, taken_by, seen),
        };
        if free {
            taken_by[right] = Some(left);
            return true;
        }
    }
    false
}
