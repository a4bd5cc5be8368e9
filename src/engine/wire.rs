//! Places on the wire: how many requests of one kind may be out at once.
//!
//! A request leaves its place when its answer stands in the store's queue, before that is on the
//! disk. Who takes the place writes after it, and can wait until it is recorded.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use tokio::sync::{Semaphore, oneshot};

/// Ends when what was being recorded is, or never will be.
type Recording = oneshot::Receiver<Infallible>;

/// The places of one kind of request.
pub(super) struct Wire {
    free: Semaphore,
    /// How many places there are to be, and how many too many there still are.
    size: Mutex<Size>,
    /// What is being recorded of requests that have left. Of no more than there are free places.
    recordings: Mutex<VecDeque<Recording>>,
}

struct Size {
    places: usize,
    surplus: usize,
}

impl Wire {
    /// So many places, all free.
    pub(super) fn new(places: usize) -> Arc<Self> {
        Arc::new(Self {
            free: Semaphore::new(places.min(Semaphore::MAX_PERMITS)),
            size: Mutex::new(Size { places, surplus: 0 }),
            recordings: Mutex::default(),
        })
    }

    /// So many places from now on. One too many that is taken goes when it is left.
    pub(super) fn fit(&self, places: usize) {
        let mut size = self.size();
        let more = places.saturating_sub(size.places);
        let fewer = size.places.saturating_sub(places);
        size.places = places;
        let kept = more.min(size.surplus);
        size.surplus -= kept;
        self.free.add_permits(more - kept);
        size.surplus += fewer - self.free.forget_permits(fewer);
    }

    fn size(&self) -> MutexGuard<'_, Size> {
        self.size.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on nobody gets a place, not even who waits for one.
    pub(super) fn close(&self) {
        self.free.close();
    }

    /// A place, as soon as one is free; none when there will not be one.
    pub(super) async fn place(self: &Arc<Self>) -> Option<Place> {
        self.free.acquire().await.ok()?.forget();
        Some(Place {
            before: self.recordings().pop_front(),
            wire: Arc::clone(self),
        })
    }

    fn recordings(&self) -> MutexGuard<'_, VecDeque<Recording>> {
        self.recordings
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place on the wire; free again when it is dropped.
pub(super) struct Place {
    wire: Arc<Wire>,
    before: Option<Recording>,
}

impl Place {
    /// Ends when what was here before is recorded: until then nothing may be sent in its place.
    pub(super) async fn cleared(&mut self) {
        if let Some(before) = &mut self.before {
            let _ = before.await;
            self.before = None;
        }
    }

    /// Leaves the place as soon as the recording has begun and stands in the store's queue; ends
    /// with the recording.
    pub(super) async fn leave_to<T>(mut self, recording: impl Future<Output = T>) -> T {
        let mut recording = pin!(recording);
        let begun = poll_fn(|context| Poll::Ready(recording.as_mut().poll(context))).await;
        match begun {
            Poll::Ready(recorded) => recorded,
            Poll::Pending => {
                let (_until_recorded, before) = oneshot::channel();
                self.before = Some(before);
                drop(self);
                recording.await
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.wire.recordings().extend(self.before.take());
        let mut size = self.wire.size();
        match size.surplus.checked_sub(1) {
            Some(fewer) => size.surplus = fewer,
            None => self.wire.free.add_permits(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_place_is_free_before_its_recording_ends_but_not_cleared() {
        let wire = Wire::new(1);
        let first = wire.place().await.expect("a place");
        let (record, recorded) = oneshot::channel::<()>();
        let leaving = tokio::spawn(first.leave_to(recorded));
        let mut second = wire.place().await.expect("free before it is recorded");
        {
            let mut cleared = pin!(second.cleared());
            let early = poll_fn(|context| Poll::Ready(cleared.as_mut().poll(context))).await;
            assert!(early.is_pending(), "it waits for the recording");
            record.send(()).expect("somebody waits");
            cleared.await;
        }
        leaving.await.expect("no panic").expect("recorded");
    }

    #[tokio::test]
    async fn who_leaves_untouched_hands_on_what_is_being_recorded() {
        let wire = Wire::new(1);
        let (record, recorded) = oneshot::channel::<()>();
        let leaving = tokio::spawn(wire.place().await.expect("a place").leave_to(recorded));
        drop(wire.place().await.expect("a place"));
        let mut third = wire.place().await.expect("a place");
        assert!(third.before.is_some());
        drop(record);
        third.cleared().await;
        assert!(leaving.await.expect("no panic").is_err());
    }

    #[tokio::test]
    async fn fewer_places_come_into_force_as_they_are_left_and_more_at_once() {
        let wire = Wire::new(3);
        let mut taken = Vec::new();
        for _ in 0..3 {
            taken.push(wire.place().await.expect("a place"));
        }
        wire.fit(1);
        for free in [0, 0, 1] {
            taken.pop();
            assert_eq!(wire.free.available_permits(), free);
        }
        taken.push(wire.place().await.expect("a place"));
        wire.fit(4);
        assert_eq!(wire.free.available_permits(), 3);
        wire.fit(2);
        assert_eq!(wire.free.available_permits(), 1);
        wire.fit(1);
        wire.fit(1);
        assert_eq!(wire.free.available_permits(), 0);
        wire.fit(0);
        wire.fit(2);
        assert_eq!(wire.free.available_permits(), 1);
        taken.clear();
        assert_eq!(wire.free.available_permits(), 2);
    }

    #[tokio::test]
    async fn a_task_that_dies_gives_its_place_back() {
        let wire = Wire::new(1);
        let place = wire.place().await.expect("a place");
        let died = tokio::spawn(place.leave_to(async { panic!("on purpose") })).await;
        assert!(died.is_err());
        wire.place().await.expect("free again").cleared().await;
    }

    #[tokio::test]
    async fn a_closed_wire_turns_away_who_waits() {
        let wire = Wire::new(1);
        let taken = wire.place().await.expect("a place");
        let waiting = tokio::spawn({
            let wire = Arc::clone(&wire);
            async move { wire.place().await.is_none() }
        });
        tokio::task::yield_now().await;
        wire.close();
        assert!(waiting.await.expect("no panic"));
        drop(taken);
        assert!(wire.place().await.is_none());
    }
}
