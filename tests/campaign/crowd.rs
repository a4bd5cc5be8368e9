//! Many things that are tried at once.

use std::sync::Mutex;

/// Tries these, so many at once; what came of them, in the order in which they ended.
pub fn at_once<T: Send, R: Send>(
    many: usize,
    of: impl IntoIterator<Item = T, IntoIter: Send>,
    each: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let next = Mutex::new(of.into_iter());
    let ended = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..many {
            scope.spawn(|| {
                loop {
                    let one = next.lock().expect("nobody panics with it").next();
                    let Some(one) = one else { return };
                    let came = each(one);
                    ended.lock().expect("nobody panics with it").push(came);
                }
            });
        }
    });
    ended.into_inner().expect("all have ended")
}
