//! The loop: waits for one thing, applies everything that is waiting, draws once.
//!
//! Nothing but the `select!` is waited for. The answer to a key comes from memory;
//! whatever takes time is a task whose answer is a message.

use std::future::{Future, poll_fn};
use std::io;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures_util::{Stream, StreamExt, stream};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use super::backend::Backend;
use super::key::{Gesture, Input, Mouse};
use super::model::{Cadence, Model, Options};
use super::msg::{Effect, Msg, Notice, Reply};
use super::perform::perform;
use super::session;
use super::terminal::{Signals, Tty, hung_up, inputs, present_size};
use super::update::update;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// Frames for changes that no key asked for: at most ten a second.
const BETWEEN_FRAMES: Duration = Duration::from_millis(100);
/// The same once changes have kept coming for a while: nobody reads faster.
const BETWEEN_BUSY_FRAMES: Duration = Duration::from_millis(250);
/// After so long without a rest there is more to come.
const BUSY_AFTER: Duration = Duration::from_secs(1);
/// So long without a change is a rest.
const REST: Duration = Duration::from_millis(500);
/// What was confirmed is finished before leaving, if it takes no longer than this.
const DRAIN: Duration = Duration::from_secs(5);
/// Input applied before a frame is drawn, at most: a pasted flood must not freeze the picture.
const BATCH: usize = 256;
/// How long a stop signal may take to stop us before it is taken as not stopping us.
const STOPPED_AFTER: Duration = Duration::from_millis(300);

/// Where frames go: the operator's terminal, or a test.
pub trait Stage {
    /// Draws a frame.
    fn draw(&mut self, model: &Model) -> io::Result<()>;
    /// Columns and rows.
    fn size(&self) -> (u16, u16);
    /// Makes the next frame draw every cell.
    fn redraw(&mut self) -> io::Result<()>;
    /// Puts text on the clipboard; the bytes that were put there.
    fn copy(&mut self, text: &str) -> Result<usize, Problem>;
    /// Rings the bell, shows the terminal's own notice, sets the title.
    fn notify(&mut self, notice: &Notice) -> io::Result<()>;
    /// Takes the mouse, or leaves it to the terminal.
    fn mouse(&mut self, ours: bool) -> io::Result<()>;
    /// Gives the terminal to the shell and stops.
    fn suspend(&mut self);
    /// Takes the terminal back.
    fn resume(&mut self) -> io::Result<()>;
    /// Leaves the terminal as it was.
    fn leave(&mut self);
}

/// Runs the console in the terminal until the operator leaves, a signal says so,
/// the terminal goes away, or `shutdown` is cancelled.
pub async fn run(
    backend: Arc<dyn Backend>,
    options: Options,
    shutdown: CancellationToken,
) -> Result<(), Problem> {
    let Signals {
        mut leave,
        mut stop,
        mut continued,
        mut resized,
    } = Signals::new().map_err(|error| {
        Problem::new(ProblemClass::Usage, Text::new("tui-no-terminal"))
            .detail(Text::new("tui-verbatim").with("text", error.to_string()))
    })?;
    let leave = async move {
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = leave.told() => {}
            () = hung_up() => {}
        }
    };
    let stage = Tty::enter(options.ability, options.mouse)?;
    let mut inputs = inputs();
    let events = stream::poll_fn(move |task| {
        if resized.poll_recv(task).is_ready() {
            let (columns, rows) = present_size();
            return Poll::Ready(Some(Ok(Input::Resize(columns, rows))));
        }
        inputs.poll_recv(task)
    });
    let jobs = stream::poll_fn(move |task| {
        if stop.poll_recv(task).is_ready() {
            return Poll::Ready(Some(Job::Stop));
        }
        continued.poll_recv(task).map(|_| Some(Job::Continue))
    });
    let driver = Driver::new(backend, options, stage);
    Box::pin(driver.run(events, jobs, leave)).await;
    Ok(())
}

/// What whoever controls our job wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Stop: the terminal is given back before that.
    Stop,
    /// Go on.
    Continue,
}

/// Why a frame is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    /// Something changed by itself: soon enough.
    Soon,
    /// Somebody waits for it.
    Now,
}

/// The model with everything that drives it.
pub struct Driver<S> {
    model: Model,
    stage: S,
    backend: Arc<dyn Backend>,
    /// Questions that are asked when the frame is out: starting a task wakes another thread,
    /// which may take the processor.
    questions: Vec<Effect>,
    /// Questions under way: dropped on leaving.
    reads: JoinSet<Option<Reply>>,
    /// Those that take long: dropped on leaving.
    long: JoinSet<Option<Reply>>,
    /// Deeds: finished before leaving.
    deeds: JoinSet<Option<Reply>>,
    /// The questions under way follow a key or the start: somebody waits for their answers.
    awaited: bool,
    /// The same of those that take long.
    long_awaited: bool,
    due: Option<Due>,
    drawn: Instant,
    /// The store is not asked again before this.
    calm_until: Instant,
    /// When the store last changed, and since when it has changed without a rest.
    changed: Instant,
    busy_since: Instant,
    suspended_until: Option<Instant>,
    /// Steps of the wheel that wait, as one turn.
    wheel: Option<Mouse>,
    /// What is asked first, until the first frame is drawn.
    first: Vec<Effect>,
    leaving: bool,
}

impl<S: Stage> Driver<S> {
    /// A console on this stage.
    pub fn new(backend: Arc<dyn Backend>, options: Options, stage: S) -> Self {
        let (model, first) = Model::new(options, backend.now(), stage.size());
        let now = Instant::now();
        Self {
            model,
            stage,
            backend,
            questions: Vec::new(),
            reads: JoinSet::new(),
            long: JoinSet::new(),
            deeds: JoinSet::new(),
            awaited: true,
            long_awaited: false,
            due: Some(Due::Now),
            drawn: now,
            calm_until: now,
            changed: now,
            busy_since: now,
            suspended_until: None,
            wheel: None,
            first,
            leaving: false,
        }
    }

    /// The first frame, and then what it is waiting for: who answers would work beside it.
    fn begin(&mut self) {
        self.leaving = self.draw().is_err();
        let first = std::mem::take(&mut self.first);
        self.carry_out(first);
        self.ask();
        self.backend.begun();
    }

    /// The loop. Comes back when it is time to leave, with the terminal given back
    /// and confirmed deeds done; gives the stage for those who want to look at it.
    pub async fn run<E, J>(mut self, mut events: E, mut jobs: J, leave: impl Future) -> S
    where
        E: Stream<Item = io::Result<Input>> + Unpin,
        J: Stream<Item = Job> + Unpin,
    {
        let mut changes = Some(self.backend.changes());
        let mut leave = std::pin::pin!(leave);
        self.begin();
        while !self.leaving && self.draw().is_ok() {
            self.ask();
            let (tick, frame) = (self.next_tick(), self.next_frame());
            tokio::select! {
                // In this order: leaving must never wait behind work; answers free
                // what keys may be waiting for; keys come before what changes by itself.
                biased;
                _ = &mut leave => break,
                Some(done) = self.deeds.join_next(), if !self.deeds.is_empty() => self.on_done(done),
                Some(done) = self.reads.join_next(), if !self.reads.is_empty() => self.on_done(done),
                Some(done) = self.long.join_next(), if !self.long.is_empty() => self.on_long_done(done),
                input = events.next() => match input {
                    Some(Ok(input)) => self.on_input(input),
                    // End of input or an error: there is no terminal any more.
                    Some(Err(_)) | None => self.leaving = true,
                },
                Some(job) = jobs.next() => match job {
                    Job::Stop => self.suspend(),
                    Job::Continue => self.on_resume(),
                },
                () = until(self.suspended_until) => self.on_resume(),
                alive = changed(&mut changes, self.calm_until) => self.on_changed(alive, &mut changes),
                () = until(frame) => {}
                () = sleep_until(tick) => self.apply(Msg::Tick(self.backend.now()), Due::Soon),
            }
            self.drain(&mut events).await;
            self.turn_wheel();
        }
        if !self.model.env.read_only {
            // However it ends, also when the terminal is gone: what is typed is kept.
            let kept = self.model.declare.keep_now(&self.model.env);
            self.carry_out(kept);
        }
        if let Some(effect) = session::leave(&mut self.model) {
            self.deeds.spawn(perform(self.backend.clone(), effect));
        }
        self.stage.leave();
        let finish = async { while self.deeds.join_next().await.is_some() {} };
        // What does not end in time is durable or was never begun: the queue knows.
        let _ = timeout(DRAIN, finish).await;
        self.stage
    }

    /// Applies everything else that is waiting, so that one frame shows it all.
    /// Async for the task's own waker, not to wait: a stream may keep the waker of the
    /// first poll that found nothing, and any other one would lose the next key.
    async fn drain(&mut self, events: &mut (impl Stream<Item = io::Result<Input>> + Unpin)) {
        for _ in 0..BATCH {
            if let Some(done) = self.deeds.try_join_next() {
                self.on_done(done);
            } else if let Some(done) = self.reads.try_join_next() {
                self.on_done(done);
            } else {
                let next = poll_fn(|task| Poll::Ready(events.poll_next_unpin(task))).await;
                match next {
                    Poll::Ready(Some(Ok(input))) => self.on_input(input),
                    Poll::Ready(Some(Err(_)) | None) => self.leaving = true,
                    Poll::Pending => return,
                }
            }
        }
    }

    fn on_input(&mut self, input: Input) {
        if let Input::Mouse(turn) = input
            && let Gesture::Wheel(steps) = turn.what
        {
            let waiting = match self.wheel.map(|waiting| waiting.what) {
                Some(Gesture::Wheel(waiting)) => waiting,
                _ => 0,
            };
            self.wheel = Some(Mouse {
                what: Gesture::Wheel(waiting.saturating_add(steps)),
                ..turn
            });
            return;
        }
        self.turn_wheel();
        self.apply_input(input);
    }

    /// Turns the wheel by all the steps that came.
    fn turn_wheel(&mut self) {
        if let Some(turn) = self.wheel.take() {
            self.apply_input(Input::Mouse(turn));
        }
    }

    fn apply_input(&mut self, input: Input) {
        self.leaving |= fail_point!("key");
        self.apply(Msg::Input(input), Due::Now);
        self.awaited |= self.is_asking();
    }

    fn on_done(&mut self, done: Result<Option<Reply>, JoinError>) {
        self.answer(done, self.awaited);
        self.awaited &= self.is_asking();
    }

    fn on_long_done(&mut self, done: Result<Option<Reply>, JoinError>) {
        self.answer(done, self.long_awaited);
        self.long_awaited &= !self.long.is_empty() || self.questions.iter().any(Effect::is_long);
    }

    fn answer(&mut self, done: Result<Option<Reply>, JoinError>, awaited: bool) {
        match done {
            Ok(Some(reply)) => {
                let due = if awaited { Due::Now } else { Due::Soon };
                self.apply(Msg::Reply(reply), due);
            }
            Ok(None) => {}
            Err(_) => {
                let problem = Problem::new(ProblemClass::Store, Text::new("tui-task-failed"))
                    .hint(Text::new("tui-task-failed-hint"));
                self.apply(Msg::TaskFailed(problem), Due::Now);
            }
        }
    }

    fn on_changed(&mut self, alive: bool, changes: &mut Option<watch::Receiver<u64>>) {
        if alive {
            let now = Instant::now();
            if now.duration_since(self.changed) > REST {
                self.busy_since = now;
            }
            self.changed = now;
            self.calm_until = now + self.pace();
            self.apply(Msg::StoreChanged, Due::Soon);
        } else {
            *changes = None;
        }
    }

    fn suspend(&mut self) {
        self.stage.suspend();
        self.suspended_until = Some(Instant::now() + STOPPED_AFTER);
    }

    fn on_resume(&mut self) {
        self.suspended_until = None;
        if self.stage.resume().is_err() {
            self.leaving = true;
        }
        let (columns, rows) = self.stage.size();
        self.on_input(Input::Resize(columns, rows));
    }

    /// Applies one message at the present time.
    fn apply(&mut self, msg: Msg, due: Due) {
        self.model_update(Msg::Tick(self.backend.now()));
        self.model_update(msg);
        self.due = self.due.max(Some(due));
        // What a key leads to, by itself or by its answer, somebody waits for.
        self.long_awaited |= due == Due::Now && self.questions.iter().any(Effect::is_long);
    }

    fn model_update(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Quit => self.leaving = true,
                Effect::Redraw => {
                    self.leaving |= self.stage.redraw().is_err();
                }
                Effect::Notify(notice) => {
                    self.leaving |= self.stage.notify(&notice).is_err();
                }
                Effect::Mouse(ours) => {
                    self.leaving |= self.stage.mouse(ours).is_err();
                }
                Effect::Suspend => self.suspend(),
                Effect::Copy(text) => {
                    let answer = self.stage.copy(&text);
                    self.apply(Msg::Reply(Reply::Copied(answer)), Due::Now);
                }
                deed if deed.is_deed() => {
                    self.deeds.spawn(perform(self.backend.clone(), deed));
                }
                question => self.questions.push(question),
            }
        }
    }

    /// Asks what is to be asked.
    fn ask(&mut self) {
        for question in self.questions.drain(..) {
            let question = self.model.overtaken(question);
            let tasks = if question.is_long() {
                &mut self.long
            } else {
                &mut self.reads
            };
            tasks.spawn(perform(self.backend.clone(), question));
        }
    }

    /// Whether an answer is to come that a frame is held for.
    fn is_asking(&self) -> bool {
        !self.reads.is_empty() || self.questions.iter().any(|question| !question.is_long())
    }

    /// How long a frame or a question for changes by themselves waits for the one before.
    fn pace(&self) -> Duration {
        if self.changed.duration_since(self.busy_since) > BUSY_AFTER {
            BETWEEN_BUSY_FRAMES
        } else {
            BETWEEN_FRAMES
        }
    }

    /// Draws, if a frame is due and it is time for it.
    fn draw(&mut self) -> io::Result<()> {
        let now = Instant::now();
        let time = match self.due {
            Some(Due::Now) => true,
            Some(Due::Soon) => self.drawn + self.pace() <= now,
            None => false,
        };
        if time && self.suspended_until.is_none() {
            self.due = None;
            self.drawn = now;
            self.stage.draw(&self.model)?;
        }
        Ok(())
    }

    fn next_frame(&self) -> Option<Instant> {
        let waiting = self.due.is_some() && self.suspended_until.is_none();
        waiting.then(|| self.drawn + self.pace())
    }

    /// The next full second while something counts, else the next full minute.
    fn next_tick(&self) -> Instant {
        let unit: i64 = match self.model.cadence() {
            Cadence::Second => 1_000,
            Cadence::Minute => 60_000,
        };
        let left = unit - self.backend.now().as_millisecond().rem_euclid(unit);
        Instant::now() + Duration::from_millis(left.unsigned_abs())
    }
}

async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

/// Comes back when the store changed, not before `calm`; false when nobody can tell any more.
async fn changed(changes: &mut Option<watch::Receiver<u64>>, calm: Instant) -> bool {
    match changes {
        Some(changes) => {
            sleep_until(calm).await;
            changes.changed().await.is_ok()
        }
        None => std::future::pending().await,
    }
}

#[cfg(test)]
#[path = "runtime_tests.rs"]
mod tests;
