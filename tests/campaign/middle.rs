//! A machine in the middle: between the program and the simulator, faithful but for one operation,
//! which it answers with bytes of its own, before or after the simulator has done its part.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use dimonitor::simulator::Operation;

/// What is answered.
#[derive(Debug, Clone)]
pub enum Act {
    /// These bytes, then the end of the connection.
    Say(Vec<u8>),
    /// These bytes, then silence.
    SayAndHang(Vec<u8>),
    /// These bytes, then the others one a second.
    Drip(Vec<u8>, Vec<u8>),
    /// These bytes, then a megabyte of spaces so many times.
    Flood(Vec<u8>, usize),
}

/// What happens to a request.
#[derive(Debug, Clone)]
pub struct Deed {
    pub on: Operation,
    /// Whether the simulator gets the request, and does what it asks, before the answer is made up.
    /// `{location}` in that is what the simulator said.
    pub taken: bool,
    pub act: Act,
}

/// The machine.
pub struct Middle {
    pub address: SocketAddr,
    listener: Option<TcpListener>,
    inner: Option<Arc<Inner>>,
}

struct Inner {
    upstream: SocketAddr,
    address: SocketAddr,
    deed: Mutex<Option<Deed>>,
    struck: AtomicUsize,
    over: AtomicBool,
}

impl Middle {
    /// Takes an address, which the simulator may want to know before it starts itself.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        Self {
            address: listener.local_addr().expect("bound"),
            listener: Some(listener),
            inner: None,
        }
    }

    /// Stands before this simulator from now on.
    pub fn serve(&mut self, upstream: SocketAddr, deed: Deed) {
        let listener = self.listener.take().expect("it serves once");
        let inner = Arc::new(Inner {
            upstream,
            address: self.address,
            deed: Mutex::new(Some(deed)),
            struck: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        });
        let ours = Arc::clone(&inner);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if ours.over.load(Ordering::Relaxed) {
                    return;
                }
                let inner = Arc::clone(&ours);
                // A client that hangs up early is one of the things that happen.
                thread::spawn(move || inner.serve(client).ok());
            }
        });
        self.inner = Some(inner);
    }

    /// How many requests were answered with something made up.
    pub fn struck(&self) -> usize {
        let inner = self.inner.as_ref();
        inner.map_or(0, |inner| inner.struck.load(Ordering::Relaxed))
    }

    /// From now on everything passes.
    pub fn relent(&self) {
        if let Some(inner) = &self.inner {
            inner.deed.lock().expect("no panic").take();
        }
    }
}

impl Drop for Middle {
    fn drop(&mut self) {
        if let Some(inner) = &self.inner {
            inner.over.store(true, Ordering::Relaxed);
            let _ = TcpStream::connect(self.address);
        }
    }
}

impl Inner {
    fn serve(&self, mut client: TcpStream) -> std::io::Result<()> {
        client.set_read_timeout(Some(Duration::from_secs(90)))?;
        let Some(request) = read_request(&mut client)? else {
            return Ok(());
        };
        let deed = self.deed.lock().expect("no panic").clone();
        let Some(deed) = deed.filter(|deed| operation(&request) == Some(deed.on)) else {
            let answer = self.pass_on(&request)?;
            return client.write_all(&answer);
        };
        self.struck.fetch_add(1, Ordering::Relaxed);
        let honest = if deed.taken {
            self.pass_on(&request)?
        } else {
            Vec::new()
        };
        let located = |bytes: Vec<u8>| with_location(bytes, &honest);
        match deed.act {
            Act::Say(bytes) => client.write_all(&located(bytes))?,
            Act::SayAndHang(bytes) => {
                client.write_all(&located(bytes))?;
                // Until the other side has had enough.
                let _ = client.read(&mut [0]);
            }
            Act::Drip(at_once, slowly) => {
                client.write_all(&located(at_once))?;
                for byte in slowly {
                    client.write_all(&[byte])?;
                    thread::sleep(Duration::from_secs(1));
                }
            }
            Act::Flood(head, pieces) => {
                client.write_all(&located(head))?;
                let piece = vec![b' '; 1 << 20];
                for _ in 0..pieces {
                    client.write_all(&piece)?;
                }
            }
        }
        client.shutdown(Shutdown::Write)
    }

    /// The honest answer, with our address in place of the simulator's.
    fn pass_on(&self, request: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut server = TcpStream::connect(self.upstream)?;
        let end_of_line = request.iter().position(|byte| *byte == b'\n');
        let (line, rest) = request.split_at(end_of_line.map_or(0, |end| end + 1));
        server.write_all(line)?;
        server.write_all(b"Connection: close\r\n")?;
        server.write_all(rest)?;
        let mut answer = Vec::new();
        server.read_to_end(&mut answer)?;
        let (upstream, ours) = (self.upstream.to_string(), self.address.to_string());
        let head = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let body = answer.split_off(head.unwrap_or(answer.len()));
        let head = String::from_utf8_lossy(&answer).replace(&upstream, &ours);
        Ok([head.as_bytes(), &body].concat())
    }
}

/// The place that the simulator gave, where `{location}` stands.
fn with_location(bytes: Vec<u8>, honest: &[u8]) -> Vec<u8> {
    let Ok(text) = str::from_utf8(&bytes) else {
        return bytes;
    };
    let honest = String::from_utf8_lossy(honest);
    let location = honest.lines().find_map(|line| {
        line.split_once(": ")
            .filter(|(name, _)| name.eq_ignore_ascii_case("location"))
    });
    match location {
        Some((_, location)) => text.replace("{location}", location).into_bytes(),
        None => bytes,
    }
}

fn operation(request: &[u8]) -> Option<Operation> {
    let line = String::from_utf8_lossy(request.split(|byte| *byte == b'\r').next()?).into_owned();
    let (method, path) = line.split_once(' ')?;
    let path = path.split([' ', '?']).next()?;
    match method {
        "POST" if path.ends_with("/token") => Some(Operation::Token),
        "POST" if path.ends_with("/declarations") => Some(Operation::Post),
        "GET" if path.contains("/declarations/") => Some(Operation::Get),
        _ => None,
    }
}

/// A request as it came; none when the other side left without one.
fn read_request(client: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let head = request.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = head
            && request.len() >= end + 4 + length_of(&request[..end])
        {
            return Ok(Some(request));
        }
        match client.read(&mut piece)? {
            0 => return Ok(None),
            count => request.extend(&piece[..count]),
        }
    }
}

fn length_of(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    length.map_or(0, |length| length.trim().parse().expect("our own client"))
}

/// Counts what reaches an address that nobody should turn to.
pub struct Stranger {
    pub address: SocketAddr,
    heard: Arc<AtomicUsize>,
}

impl Stranger {
    pub fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("bound");
        let heard = Arc::new(AtomicUsize::new(0));
        let ears = Arc::clone(&heard);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let ears = Arc::clone(&ears);
                thread::spawn(move || {
                    // A connection alone tells that somebody was sent here.
                    ears.fetch_add(1, Ordering::Relaxed);
                    let client = std::io::BufReader::new(client);
                    let bytes = client.bytes().map_while(Result::ok).count();
                    ears.fetch_add(bytes, Ordering::Relaxed);
                });
            }
        });
        Self { address, heard }
    }

    /// Connections and bytes.
    pub fn heard(&self) -> usize {
        self.heard.load(Ordering::Relaxed)
    }
}
