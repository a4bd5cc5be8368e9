//! The real loop on a test stage, with scripted input and a small backend.

use std::sync::atomic::{AtomicUsize, Ordering};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tokio::sync::mpsc;

use super::*;
use crate::domain::filter;
use crate::domain::lifecycle::StateKind;
use crate::i18n::Language;
use crate::tui::fixture;
use crate::tui::fixture_backend::Small;
use crate::tui::key::{Code, Key};
use crate::tui::view::view;

/// A stage whose frames can be waited for.
struct TestStage {
    terminal: Terminal<TestBackend>,
    frames: watch::Sender<String>,
    drawn: Arc<AtomicUsize>,
    /// Tasks that there were at each frame, with the loop itself.
    tasks: Vec<usize>,
    left: bool,
}

impl Stage for TestStage {
    fn draw(&mut self, model: &Model) -> io::Result<()> {
        let metrics = tokio::runtime::Handle::current().metrics();
        self.tasks.push(metrics.num_alive_tasks());
        self.terminal
            .draw(|frame| view(model, frame))
            .expect("a test terminal draws");
        self.drawn.fetch_add(1, Ordering::Relaxed);
        self.frames
            .send_replace(self.terminal.backend().to_string());
        Ok(())
    }

    fn size(&self) -> (u16, u16) {
        (120, 30)
    }

    fn redraw(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn copy(&mut self, text: &str) -> Result<usize, Problem> {
        Ok(text.len())
    }

    fn notify(&mut self, _: &Notice) -> io::Result<()> {
        Ok(())
    }

    fn mouse(&mut self, _: bool) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) {}

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn leave(&mut self) {
        self.left = true;
    }
}

/// The loop under test, from the operator's chair.
struct Operator {
    keys: mpsc::UnboundedSender<io::Result<Input>>,
    frames: watch::Receiver<String>,
    drawn: Arc<AtomicUsize>,
    loop_task: tokio::task::JoinHandle<TestStage>,
    shutdown: CancellationToken,
}

fn sit_down(backend: Arc<Small>) -> Operator {
    let (keys, events) = mpsc::unbounded_channel();
    let (sender, frames) = watch::channel(String::new());
    let stage = TestStage {
        terminal: Terminal::new(TestBackend::new(120, 30)).expect("a test terminal"),
        frames: sender,
        drawn: Arc::default(),
        tasks: Vec::new(),
        left: false,
    };
    let drawn = Arc::clone(&stage.drawn);
    let shutdown = CancellationToken::new();
    let leave = shutdown.clone().cancelled_owned();
    let events = stream::unfold(events, |mut events| async {
        events.recv().await.map(|event| (event, events))
    });
    let driver = Driver::new(backend, fixture::options(Language::En), stage);
    let loop_task = tokio::spawn(driver.run(Box::pin(events), stream::pending(), leave));
    Operator {
        keys,
        frames,
        drawn,
        loop_task,
        shutdown,
    }
}

impl Operator {
    fn press(&self, key: Key) {
        self.keys
            .send(Ok(Input::Key(key)))
            .expect("the loop listens");
    }

    /// Frames that are drawn while this goes on.
    async fn frames_during(&self, goes_on: impl Future<Output = ()>) -> usize {
        let before = self.drawn.load(Ordering::Relaxed);
        goes_on.await;
        self.drawn.load(Ordering::Relaxed) - before
    }

    /// Waits for words on the screen.
    async fn sees(&mut self, words: &str) {
        let seen = self.frames.wait_for(|frame| frame.contains(words));
        let seen = timeout(Duration::from_secs(20), seen).await;
        assert!(seen.is_ok_and(|seen| seen.is_ok()), "no {words} on screen");
    }

    async fn has_left(self) -> TestStage {
        timeout(Duration::from_secs(20), self.loop_task)
            .await
            .expect("the loop ends")
            .expect("the loop does not panic")
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_leads_to_a_deed_and_the_change_comes_back_to_the_screen() {
    let mut operator = sit_down(Arc::new(Small::new()));
    operator.sees("SANDBOX").await;
    operator.press(Key::char('2'));
    operator.sees("… waiting").await;
    operator.press(Key::char('p'));
    operator.press(Key::plain(Code::Enter));
    operator.sees("✗ refused").await;
    operator.press(Key::char('q'));
    assert!(operator.has_left().await.left, "the terminal is given back");
}

#[tokio::test(start_paused = true)]
async fn a_shutdown_and_the_end_of_input_both_leave() {
    let operator = sit_down(Arc::new(Small::new()));
    operator.shutdown.cancel();
    assert!(operator.has_left().await.left);
    let operator = sit_down(Arc::new(Small::new()));
    let gone = io::Error::from_raw_os_error(5);
    operator.keys.send(Err(gone)).expect("the loop listens");
    assert!(operator.has_left().await.left);
}

#[tokio::test(start_paused = true)]
async fn a_task_that_panics_is_trouble_on_screen_and_not_the_end() {
    let backend = Arc::new(Small::new());
    backend.row.lock().expect("not poisoned").state = StateKind::Queued;
    let mut operator = sit_down(backend);
    operator.press(Key::char('2'));
    operator.sees("→ queued").await;
    operator.press(Key::char('w'));
    operator.press(Key::plain(Code::Enter));
    operator.sees("Something inside the program failed").await;
    operator.press(Key::plain(Code::Esc));
    operator.press(Key::char('q'));
    assert!(operator.has_left().await.left);
}

#[tokio::test(start_paused = true)]
async fn changes_that_keep_coming_are_drawn_less_and_less_often() {
    let backend = Arc::new(Small::new());
    let mut operator = sit_down(Arc::clone(&backend));
    operator.sees("SANDBOX").await;
    let a_second_of_changes = async || {
        for _ in 0..100 {
            backend.change();
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::sleep(Duration::from_secs(2)).await;
    let first = operator.frames_during(a_second_of_changes()).await;
    assert!((5..=11).contains(&first), "{first} frames");
    a_second_of_changes().await;
    let later = operator.frames_during(a_second_of_changes()).await;
    assert!((3..=5).contains(&later), "{later} frames");
    // After a rest the first change is seen soon.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let rested = operator.frames_during(a_second_of_changes()).await;
    assert!((5..=11).contains(&rested), "{rested} frames");
}

#[tokio::test(start_paused = true)]
async fn a_key_is_answered_at_once_however_much_changes() {
    let backend = Arc::new(Small::new());
    let mut operator = sit_down(Arc::clone(&backend));
    operator.sees("SANDBOX").await;
    for _ in 0..300 {
        backend.change();
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let pressed = Instant::now();
    operator.press(Key::char('?'));
    operator.sees("Keys that work here").await;
    assert_eq!(pressed.elapsed(), Duration::ZERO, "nothing was waited for");
}

#[tokio::test(start_paused = true)]
async fn what_is_counted_for_a_key_is_drawn_when_it_is_there() {
    let time = Duration::from_millis(20);
    let mut operator = sit_down(Arc::new(Small::that_counts_for(time)));
    operator.sees("Needs a person").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let pressed = Instant::now();
    operator.press(Key::char('2'));
    operator.sees("1 / 1+").await;
    assert_eq!(pressed.elapsed(), Duration::ZERO, "rows are not counted");
    operator.sees("1 / 1 ").await;
    assert_eq!(pressed.elapsed(), time, "no frame was waited for");
}

#[tokio::test(start_paused = true)]
async fn letters_that_come_at_once_are_one_question() {
    let backend = Arc::new(Small::new());
    let mut operator = sit_down(Arc::clone(&backend));
    operator.sees("Needs a person").await;
    operator.press(Key::char('2'));
    operator.sees("1 / 1 ").await;
    backend.asked.lock().expect("not poisoned").clear();
    for letter in "/testman".chars() {
        operator.press(Key::char(letter));
    }
    operator.sees("filter: testman").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let asked = std::mem::take(&mut *backend.asked.lock().expect("not poisoned"));
    let filters: Vec<_> = asked.into_iter().map(|query| query.filter).collect();
    let whole = filter::parse("testman", fixture::now()).expect("a filter");
    assert_eq!(filters, [whole]);
}

#[tokio::test(start_paused = true)]
async fn an_idle_console_draws_with_the_minute_and_not_more() {
    let mut operator = sit_down(Arc::new(Small::new()));
    operator.sees("SANDBOX").await;
    tokio::time::sleep(Duration::from_secs(70)).await;
    let idle = async { tokio::time::sleep(Duration::from_mins(10)).await };
    let frames = operator.frames_during(idle).await;
    // The clock of the tests stands still 49 seconds before the minute.
    assert!(frames <= 600 / 49 + 1, "{frames} frames in ten minutes");
}

#[tokio::test(start_paused = true)]
async fn steps_of_the_wheel_that_wait_are_one_turn() {
    let (keys, events) = mpsc::unbounded_channel();
    let stage = TestStage {
        terminal: Terminal::new(TestBackend::new(120, 30)).expect("a test terminal"),
        frames: watch::channel(String::new()).0,
        drawn: Arc::default(),
        tasks: Vec::new(),
        left: false,
    };
    let drawn = Arc::clone(&stage.drawn);
    let step = |steps| {
        let what = Gesture::Wheel(steps);
        Ok(Input::Mouse(Mouse {
            what,
            column: 5,
            row: 5,
        }))
    };
    for _ in 0..200 {
        keys.send(step(1)).expect("the loop listens");
    }
    keys.send(Ok(Input::Key(Key::char('q'))))
        .expect("the loop listens");
    let events = stream::unfold(events, |mut events: mpsc::UnboundedReceiver<_>| async {
        events.recv().await.map(|event| (event, events))
    });
    let driver = Driver::new(
        Arc::new(Small::new()),
        fixture::options(Language::En),
        stage,
    );
    let leave = std::future::pending::<()>();
    driver.run(Box::pin(events), stream::pending(), leave).await;
    let frames = drawn.load(Ordering::Relaxed);
    assert!(frames <= 3, "{frames} frames for one turn");
}

/// A stream of the strict kind: it wakes whoever found it empty first, and nobody else.
struct OneWaker {
    events: mpsc::UnboundedReceiver<Input>,
    waiting: Arc<std::sync::Mutex<Option<std::task::Waker>>>,
}

impl Stream for OneWaker {
    type Item = io::Result<Input>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        task: &mut std::task::Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        if let Ok(input) = self.events.try_recv() {
            return Poll::Ready(Some(Ok(input)));
        }
        let mut waiting = self.waiting.lock().expect("not poisoned");
        waiting.get_or_insert_with(|| task.waker().clone());
        Poll::Pending
    }
}

#[tokio::test]
async fn nothing_is_asked_before_the_first_frame_is_drawn() {
    let mut operator = sit_down(Arc::new(Small::new()));
    operator.sees("Needs a person").await;
    operator.press(Key::char('q'));
    let stage = operator.has_left().await;
    assert_eq!(stage.tasks.first(), Some(&1), "{:?}", stage.tasks);
}

#[tokio::test(start_paused = true)]
async fn a_key_has_its_frame_before_its_question_is_asked() {
    let mut operator = sit_down(Arc::new(Small::new()));
    operator.sees("Needs a person").await;
    // Until every answer is there.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = operator.drawn.load(Ordering::Relaxed);
    operator.press(Key::char('2'));
    operator.sees("1 / 1").await;
    operator.press(Key::char('q'));
    let tasks = operator.has_left().await.tasks;
    assert_eq!(tasks.get(before), Some(&1), "{tasks:?}");
    assert!(
        tasks.len() > before + 1,
        "the answer has a frame of its own"
    );
}

#[tokio::test]
async fn a_key_is_not_lost_on_a_stream_that_keeps_one_waker() {
    let (keys, events) = mpsc::unbounded_channel();
    let waiting = Arc::new(std::sync::Mutex::new(None::<std::task::Waker>));
    let (sender, mut frames) = watch::channel(String::new());
    let stage = TestStage {
        terminal: Terminal::new(TestBackend::new(120, 30)).expect("a test terminal"),
        frames: sender,
        drawn: Arc::default(),
        tasks: Vec::new(),
        left: false,
    };
    let driver = Driver::new(
        Arc::new(Small::new()),
        fixture::options(Language::En),
        stage,
    );
    let stream = OneWaker {
        events,
        waiting: waiting.clone(),
    };
    let leave = std::future::pending::<()>();
    let loop_task = tokio::spawn(driver.run(stream, stream::pending(), leave));
    for words in ["Needs a person", "Keys that work here", "Needs a person"] {
        let seen = frames.wait_for(|frame| {
            frame.contains(words) && (words != "Needs a person" || !frame.contains("Keys that"))
        });
        let seen = timeout(Duration::from_secs(20), seen).await;
        assert!(seen.is_ok_and(|seen| seen.is_ok()), "no {words} on screen");
        keys.send(Input::Key(Key::char('?')))
            .expect("the loop listens");
        if let Some(waker) = waiting.lock().expect("not poisoned").take() {
            waker.wake();
        }
    }
    loop_task.abort();
}
