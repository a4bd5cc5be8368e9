//! Those who watch over a service: systemd's ear, and somebody who asks over HTTP.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use crate::common::World;

const PATIENCE: Duration = Duration::from_mins(1);

/// Hears what a service says to systemd.
pub struct Ear {
    path: PathBuf,
    heard: Arc<(Mutex<Heard>, Condvar)>,
}

#[derive(Default)]
struct Heard {
    words: Vec<String>,
    /// Those that were waited for.
    passed: usize,
    alive_at: Option<Instant>,
}

impl Ear {
    pub fn new(world: &World) -> Self {
        Self::named(world, "notify")
    }

    pub fn named(world: &World, name: &str) -> Self {
        let path = world.folder.path().join(format!("{name}.socket"));
        let _ = std::fs::remove_file(&path);
        let socket = UnixDatagram::bind(&path).expect("a socket");
        let heard = Arc::<(Mutex<Heard>, Condvar)>::default();
        let hearing = Arc::clone(&heard);
        std::thread::spawn(move || {
            let mut bytes = [0; 8_192];
            while let Ok(count) = socket.recv(&mut bytes) {
                let words = String::from_utf8_lossy(&bytes[..count]).into_owned();
                let (heard, news) = &*hearing;
                let mut heard = heard.lock().expect("nobody panics here");
                if words.contains("WATCHDOG=1") {
                    heard.alive_at = Some(Instant::now());
                }
                heard.words.push(words);
                news.notify_all();
            }
        });
        Self { path, heard }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Everything so far.
    pub fn heard(&self) -> Vec<String> {
        let heard = self.heard.0.lock().expect("nobody panics here");
        heard.words.clone()
    }

    /// The next message that says this, after the one that was last waited for.
    pub fn wait_for(&self, word: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let (heard, news) = &*self.heard;
        let mut heard = heard.lock().expect("nobody panics here");
        loop {
            let rest = &heard.words[heard.passed..];
            if let Some(place) = rest.iter().position(|words| words.contains(word)) {
                let found = rest[place].clone();
                heard.passed += place + 1;
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never {word}: {:#?}", heard.words);
            heard = news
                .wait_timeout(heard, left)
                .expect("nobody panics here")
                .0;
        }
    }

    /// Whether there is no sign of life for so long, within the patience.
    pub fn wait_for_silence(&self, silence: Duration, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            let alive_at = self.heard.0.lock().expect("nobody panics here").alive_at;
            if alive_at.is_none_or(|alive_at| alive_at.elapsed() >= silence) {
                let mut heard = self.heard.0.lock().expect("nobody panics here");
                heard.passed = heard.words.len();
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }
}

/// A GET: status, 0 when nobody answers, and body.
pub fn ask(address: &str, path: &str) -> (u16, String) {
    ask_raw(
        address,
        &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n"),
    )
}

/// A request as it stands.
pub fn ask_raw(address: &str, request: &str) -> (u16, String) {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return (0, String::new());
    };
    let patience = Some(Duration::from_secs(30));
    stream.set_read_timeout(patience).expect("set");
    // Whoever does not like it may hang up before it is all said.
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let body = answer
        .split_once("\r\n\r\n")
        .map(|(_, body)| body.to_owned());
    (status.unwrap_or(0), body.unwrap_or_default())
}

/// Somebody who connects and says nothing.
pub fn connect(address: &str) -> TcpStream {
    TcpStream::connect(address).expect("somebody listens")
}
