//! The line to the server: who is at its other end, and what becomes of a commit when it breaks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::store::tests::{WORKER, at, claim, holder, new};

/// Makes the server encrypt, with a certificate of its own for `localhost`; the certificate.
fn encrypt(url: &str) -> Vec<u8> {
    let make = "openssl req -new -x509 -days 2 -nodes -newkey rsa:2048 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE \
        -out server.crt -keyout server.key 2>/dev/null && chmod 600 server.key";
    server::sql(url, &format!("COPY (SELECT) TO PROGRAM '{make}'"));
    server::sql(url, "ALTER SYSTEM SET ssl = on");
    server::sql(url, "SELECT pg_reload_conf()");
    for _ in 0..100 {
        if server::sql(url, "SHOW ssl").trim() == "on" {
            return server::sql(url, "SELECT pg_read_file('server.crt')").into_bytes();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the server does not encrypt");
}

#[test]
fn a_server_has_to_prove_who_it_is() {
    let Some(home) = PgStore::home() else { return };
    let certificate = encrypt(&home.folder.url);
    let open = |name: &str, authorities: Option<&[u8]>| {
        let mut options = options(&home.folder.url);
        let PgServer::Tcp { host, tls, .. } = &mut options.place.server else {
            panic!("by TCP")
        };
        name.clone_into(host);
        *tls = Some(PgTls {
            authorities: authorities.map(<[u8]>::to_vec),
        });
        PgStore::open(options).map_err(|problem| problem.summary.key)
    };
    let store = open("localhost", Some(&certificate)).expect("it does");
    let encrypted = server::sql(
        &home.folder.url,
        "SELECT count(*) > 0 FROM pg_stat_ssl WHERE ssl",
    );
    assert_eq!(encrypted.trim(), "t");
    drop(store);
    let other_name = open("127.0.0.1", Some(&certificate));
    assert_eq!(other_name.map(drop), Err("store-pg-tls"), "another name");
    let stranger = open("localhost", None);
    assert_eq!(
        stranger.map(drop),
        Err("store-pg-tls"),
        "no authority of ours"
    );
    for nothing in [
        &b""[..],
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        let unusable = open("localhost", Some(nothing));
        assert_eq!(unusable.map(drop), Err("store-pg-authorities"));
    }
}

/// A line to the server that lets a commit through and breaks before its answer.
struct Line {
    port: u16,
    breaks: Arc<AtomicBool>,
}

impl Line {
    async fn to(url: &str) -> Self {
        let PgServer::Tcp { port, .. } = options(url).place.server else {
            panic!("by TCP")
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let line = Self {
            port: listener.local_addr().expect("bound").port(),
            breaks: Arc::default(),
        };
        let breaks = Arc::clone(&line.breaks);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(("127.0.0.1", port))
                    .await
                    .expect("it listens");
                tokio::spawn(carry(near, far, Arc::clone(&breaks)));
            }
        });
        line
    }
}

async fn carry(near: TcpStream, far: TcpStream, breaks: Arc<AtomicBool>) {
    let (mut near_in, mut near_out) = near.into_split();
    let (mut far_in, mut far_out) = far.into_split();
    let broken = Arc::new(AtomicBool::new(false));
    let breaking = Arc::clone(&broken);
    let there = async move {
        let mut bytes = vec![0; 65_536];
        while let Ok(count @ 1..) = near_in.read(&mut bytes).await {
            let commits = bytes[..count].windows(7).any(|word| word == b"COMMIT\0");
            if commits && breaks.swap(false, Ordering::SeqCst) {
                breaking.store(true, Ordering::SeqCst);
            }
            if far_out.write_all(&bytes[..count]).await.is_err() {
                break;
            }
        }
    };
    let back = async move {
        let mut bytes = vec![0; 65_536];
        while let Ok(count @ 1..) = far_in.read(&mut bytes).await {
            if broken.load(Ordering::SeqCst) || near_out.write_all(&bytes[..count]).await.is_err() {
                break;
            }
        }
    };
    tokio::select! {
        () = there => {}
        () = back => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_answer_is_lost_is_asked_about() {
    let Some(home) = PgStore::home() else { return };
    let line = Line::to(&home.folder.url).await;
    let mut by_line = options(&home.folder.url);
    if let PgServer::Tcp { port, .. } = &mut by_line.place.server {
        *port = line.port;
    }
    let store = PgStore::open(by_line).expect("the line stands");
    let lease = store
        .lease(&holder(WORKER), at(0))
        .await
        .expect("asked")
        .expect("free");
    for name in 1..=5 {
        let id = home.put(new(name)).await;
        let row = home.get(id).await;
        line.breaks.store(true, Ordering::SeqCst);
        let claimed = store.claim(claim(&row, lease.epoch, at(1))).await;
        assert!(!line.breaks.load(Ordering::SeqCst), "it broke");
        // Only the answer was lost: it is claimed, and the worker knows it.
        assert_eq!(claimed.expect("claimed").revision, row.revision + 1);
        assert_eq!(home.story(id).await.attempts.len(), 1);
    }
}
