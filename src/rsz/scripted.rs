//! For tests: a server that says exactly the bytes of a script, and remembers what it was told.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use secrecy::SecretString;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::http::HttpSettings;
use super::token::{Granted, Token, TokenCache, TokenError, TokenKey, TokenSource};
use crate::domain::clock::Clock;
use crate::domain::ids::ClientId;

/// What happens on one connection.
#[derive(Clone)]
pub(super) enum Act {
    /// Closed before anything is read.
    CloseUnread,
    /// The request is read, then the connection is closed.
    CloseRead,
    /// The request is read and answered with these bytes, then the connection is closed.
    Say(Vec<u8>),
    /// The same, but the connection stays open in silence.
    SayAndHang(Vec<u8>),
}

/// A server with one act per connection; the last act repeats.
pub(super) struct Server {
    address: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(super) async fn start(script: impl Into<Vec<Act>>) -> Self {
        let script = script.into();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("bound").to_string();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ears = Arc::clone(&heard);
        tokio::spawn(async move {
            for number in 0.. {
                let (stream, _) = listener.accept().await.expect("a connection");
                let act = script[usize::min(number, script.len() - 1)].clone();
                tokio::spawn(perform(stream, act, Arc::clone(&ears)));
            }
        });
        Self { address, heard }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests that were read, heads and bodies.
    pub(super) fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").clone()
    }
}

async fn perform(mut stream: TcpStream, act: Act, heard: Arc<Mutex<Vec<String>>>) {
    if matches!(act, Act::CloseUnread) {
        return;
    }
    let request = read_request(&mut stream).await;
    heard.lock().expect("no panic").push(request);
    match act {
        Act::CloseUnread | Act::CloseRead => {}
        Act::Say(bytes) => {
            // A client that has heard enough hangs up first.
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Act::SayAndHang(bytes) => {
            stream.write_all(&bytes).await.expect("a listener");
            std::future::pending::<()>().await;
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && body.len() >= length_of(head)
        {
            return text;
        }
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => bytes.extend(&piece[..count]),
        }
    }
}

fn length_of(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, length)| length.trim().parse().expect("a number"))
}

/// An answer with a length, as bytes.
pub(super) fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = head(status, headers);
    bytes.truncate(bytes.len() - 2);
    bytes.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
    bytes.extend(body);
    bytes
}

/// The head of an answer without a length: its body ends with the connection.
pub(super) fn head(status: u16, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} Said\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").expect("writing to a string");
    }
    head.push_str("\r\n");
    head.into_bytes()
}

/// Short limits, so that a failing test ends soon.
pub(super) fn settings() -> HttpSettings {
    HttpSettings {
        connect_timeout: Duration::from_secs(5),
        request_timeout: Duration::from_secs(5),
        total_timeout: Duration::from_secs(20),
        ..HttpSettings::default()
    }
}

/// 2026-09-01T12:00:00Z, for ever.
pub(super) struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_788_264_000).expect("in range")
    }

    fn uptime(&self) -> Duration {
        Duration::ZERO
    }
}

/// A token as the cache hands it out.
pub(super) async fn token(secret: &str) -> Token {
    struct Once(SecretString);

    #[async_trait]
    impl TokenSource for Once {
        async fn fetch(&self) -> Result<Granted, TokenError> {
            Ok(Granted {
                secret: self.0.clone(),
                lifetime: Duration::from_mins(10),
                scopes: Vec::new(),
            })
        }
    }

    let key = TokenKey {
        token_url: String::new(),
        client_id: ClientId::parse("a").expect("valid"),
        scopes: Vec::new(),
    };
    TokenCache::new(Arc::new(Noon))
        .token(&key, &Once(secret.into()))
        .await
        .expect("granted")
}
