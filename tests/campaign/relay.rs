//! A line between two programs that can be cut: what is sent into it is kept, and comes out when
//! it is mended, or never.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{sleep, spawn};
use std::time::Duration;

/// How often a line looks whether it is cut.
const LOOK: Duration = Duration::from_millis(10);

/// Listens on a port of its own and passes everything on, both ways.
pub struct Relay {
    address: SocketAddr,
    switch: Arc<Switch>,
}

#[derive(Default)]
struct Switch {
    is_cut: AtomicBool,
    is_over: AtomicBool,
}

impl Relay {
    /// To this server.
    pub fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let switch = Arc::new(Switch::default());
        let lines = Arc::clone(&switch);
        listener.set_nonblocking(true).expect("a socket");
        spawn(move || {
            while !lines.is_over.load(Ordering::Relaxed) {
                match listener.accept() {
                    Ok((client, _)) => join(&client, server, &lines),
                    Err(error) if error.kind() == ErrorKind::WouldBlock => sleep(LOOK),
                    Err(_) => break,
                }
            }
        });
        Self { address, switch }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// From now on nothing comes through, and nobody is told.
    pub fn cut(&self) {
        self.switch.is_cut.store(true, Ordering::Relaxed);
    }

    /// What was held up goes on.
    pub fn mend(&self) {
        self.switch.is_cut.store(false, Ordering::Relaxed);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.switch.is_over.store(true, Ordering::Relaxed);
    }
}

fn join(client: &TcpStream, server: SocketAddr, switch: &Arc<Switch>) {
    // Even a new connection waits while the line is cut: it is the far end that answers.
    let (client, switch) = (client.try_clone().expect("a socket"), Arc::clone(switch));
    spawn(move || {
        let Ok(server) = TcpStream::connect(server) else {
            return;
        };
        for stream in [&client, &server] {
            let _ = stream.set_nonblocking(false);
            let _ = stream.set_nodelay(true);
            let _ = stream.set_read_timeout(Some(LOOK));
        }
        let (Ok(from), Ok(to)) = (client.try_clone(), server.try_clone()) else {
            return;
        };
        let other = Arc::clone(&switch);
        spawn(move || pass(&from, &to, &other));
        pass(&server, &client, &switch);
    });
}

fn pass(mut from: &TcpStream, mut to: &TcpStream, switch: &Switch) {
    let mut room = [0; 16 * 1024];
    while !switch.is_over.load(Ordering::Relaxed) {
        if switch.is_cut.load(Ordering::Relaxed) {
            sleep(LOOK);
            continue;
        }
        match from.read(&mut room) {
            Ok(0) => break,
            Ok(read) => {
                while switch.is_cut.load(Ordering::Relaxed)
                    && !switch.is_over.load(Ordering::Relaxed)
                {
                    sleep(LOOK);
                }
                if to.write_all(&room[..read]).is_err() {
                    break;
                }
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
