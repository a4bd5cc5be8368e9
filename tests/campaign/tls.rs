//! Servers that are not who they should be: not one byte of a request reaches them.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use dimonitor::simulator::{AccountSpec, Permission};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};

use crate::Size;
use crate::common::{World, entry};
use crate::peek::Peek;
use crate::table::Table;

/// Who answers.
enum Server {
    /// A certificate for this host and this span of years, signed by ours or by another authority
    /// or by itself.
    Certified {
        host: &'static str,
        years: (i32, i32),
        by: Signer,
    },
    /// Somebody who speaks nothing newer than TLS 1.0.
    Old,
    /// Somebody who does not speak TLS.
    Plain,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Signer {
    Ours,
    Another,
    Itself,
}

const GOOD: (i32, i32) = (2020, 2090);

fn servers() -> Vec<(&'static str, Server, bool)> {
    let certified = |host, years, by| Server::Certified { host, years, by };
    vec![
        (
            "as it should be",
            certified("localhost", GOOD, Signer::Ours),
            true,
        ),
        (
            "expired",
            certified("localhost", (2020, 2025), Signer::Ours),
            false,
        ),
        (
            "not valid yet",
            certified("localhost", (2080, 2090), Signer::Ours),
            false,
        ),
        (
            "of another host",
            certified("other.example", GOOD, Signer::Ours),
            false,
        ),
        (
            "of an unknown authority",
            certified("localhost", GOOD, Signer::Another),
            false,
        ),
        (
            "signed by itself",
            certified("localhost", GOOD, Signer::Itself),
            false,
        ),
        ("TLS 1.0", Server::Old, false),
        ("no TLS", Server::Plain, false),
    ]
}

/// Tries each of them as token server and as Dimona service.
pub fn run(_: Size) -> Table {
    let mut wrong = Vec::new();
    let (mut tried, mut reached) = (0_usize, 0_usize);
    for for_tokens in [true, false] {
        for (name, server, is_good) in servers() {
            let name = format!("{name}, {}", if for_tokens { "tokens" } else { "service" });
            let heard = encounter(&server, for_tokens, is_good, &name, &mut wrong);
            tried += 1;
            reached += usize::from(heard > 0);
            if !is_good && heard > 0 {
                wrong.push(format!("{name}: heard {heard} bytes of a request"));
            }
        }
    }
    let mut table = Table::new("servers that are not who they should be");
    table.exactly("servers met", tried, 2 * servers().len());
    table.exactly("that a request reached: the right ones", reached, 2_u64);
    table.exactly(
        "unusable authorities refused at start",
        unusable_authorities(&mut wrong),
        4_u64,
    );
    table.none("wrong", &wrong);
    table
}

/// Bytes of requests that the server heard.
fn encounter(
    server: &Server,
    for_tokens: bool,
    is_good: bool,
    name: &str,
    wrong: &mut Vec<String>,
) -> usize {
    let world = World::new();
    let ours = Authority::new();
    let ca = world.file("ca.pem", &ours.pem);
    let (address, heard, met) = listen(server, &ours);
    let place = format!("https://localhost:{}/", address.port());
    let account = account(&world);
    world.configure(&format!(
        "[http]\nca_files = [\"{}\"]\n{account}",
        ca.display()
    ));
    let path = world.home().join("config.toml");
    let config = std::fs::read_to_string(&path).expect("just written");
    let line = if for_tokens { "token_url" } else { "base_url" };
    let config: String = config
        .lines()
        .map(|one| match one.strip_prefix(line) {
            Some(_) => format!(
                "{line} = \"{place}{}\"\n",
                if for_tokens { "token" } else { "" }
            ),
            None => format!("{one}\n"),
        })
        .collect();
    world.write_config(&config);
    let file = world.file("in.json", entry(1).to_string());
    let ran = world.run(["submit", file.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut worker = world.start_watched(["serve"]);
    let begun = Instant::now();
    while met.load(Ordering::Relaxed) == 0 && begun.elapsed() < Duration::from_mins(1) {
        sleep(Duration::from_millis(20));
    }
    // What would come comes at once.
    sleep(Duration::from_millis(300));
    if worker.terminate() != 0 {
        wrong.push(format!("{name}: did not end well"));
    }
    if met.load(Ordering::Relaxed) == 0 {
        wrong.push(format!("{name}: was never met"));
    }
    let state: Option<String> = Peek::into(&world).value("SELECT state FROM submission", []);
    let expected = if is_good && !for_tokens {
        "in_doubt"
    } else {
        "queued"
    };
    if state.as_deref() != Some(expected) {
        wrong.push(format!("{name}: is {}", state.unwrap_or_default()));
    }
    heard.load(Ordering::Relaxed)
}

/// An account that the simulator knows, for the configuration: no address but its own has one ready.
fn account(world: &World) -> String {
    let (key, certificate) = world.certificate("tls");
    let client_id = "self_service_chaman_999001_tlstlstls1";
    let registered = world.nsso().register(AccountSpec {
        client_id: Some(client_id.to_owned()),
        name: "tls".to_owned(),
        sender: "999001".to_owned(),
        permissions: Permission::ALL.to_vec(),
        certificates: vec![std::fs::read_to_string(&certificate).expect("just made")],
    });
    registered.expect("registered");
    format!(
        "[[account]]\nname = \"tls\"\nclient_id = {client_id:?}\nenvironments = [\"sandbox\"]\n\
         key_file = {key:?}\ncertificate_files = [{certificate:?}]\n"
    )
}

/// An authority that the configuration trusts.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = parameters.self_signed(&key).expect("signed").pem();
        Self {
            issuer: Issuer::new(parameters, key),
            pem,
        }
    }
}

fn config(host: &str, years: (i32, i32), by: Signer, ours: &Authority) -> Arc<ServerConfig> {
    let key = KeyPair::generate().expect("a key");
    let mut parameters = CertificateParams::new([host.to_owned()]).expect("a name");
    parameters.not_before = rcgen::date_time_ymd(years.0, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(years.1, 1, 1);
    let made = match by {
        Signer::Ours => parameters.signed_by(&key, &ours.issuer),
        Signer::Another => parameters.signed_by(&key, &Authority::new().issuer),
        Signer::Itself => parameters.self_signed(&key),
    };
    let chain: Vec<CertificateDer<'static>> = vec![made.expect("signed").into()];
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("known versions")
        .with_no_client_auth()
        .with_single_cert(chain, key);
    Arc::new(config.expect("a pair"))
}

/// A server at an address of its own; bytes of requests that it hears; connections.
fn listen(server: &Server, ours: &Authority) -> (SocketAddr, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("localhost:0").expect("a free port");
    let address = listener.local_addr().expect("bound");
    let (heard, met) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let counters = (Arc::clone(&heard), Arc::clone(&met));
    let config = match server {
        Server::Certified { host, years, by } => Some(config(host, *years, *by, ours)),
        Server::Old | Server::Plain => None,
    };
    let is_old = matches!(server, Server::Old);
    thread::spawn(move || {
        for mut client in listener.incoming().map_while(Result::ok) {
            let _ = client.set_read_timeout(Some(Duration::from_secs(2)));
            counters.1.fetch_add(1, Ordering::Relaxed);
            let bytes = match &config {
                Some(config) => decrypted(config, &mut client),
                None => old(&mut client, is_old),
            };
            counters.0.fetch_add(bytes, Ordering::Relaxed);
        }
    });
    (address, heard, met)
}

/// Shakes hands and counts what is said then.
fn decrypted(config: &Arc<ServerConfig>, client: &mut TcpStream) -> usize {
    let Ok(mut connection) = ServerConnection::new(Arc::clone(config)) else {
        return 0;
    };
    let mut request = [0; 4096];
    Stream::new(&mut connection, client)
        .read(&mut request)
        .unwrap_or(0)
}

/// Answers a greeting with one of TLS 1.0, or in plain words, and counts what is neither a greeting
/// nor an alert.
fn old(client: &mut TcpStream, is_old: bool) -> usize {
    let mut bytes = [0; 16_384];
    let _ = client.read(&mut bytes);
    let hello = [
        &[0x16, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1][..],
        &[7; 32],
        // No session, RSA with AES-128-CBC and SHA, no compression.
        &[0, 0, 0x2f, 0],
    ]
    .concat();
    let said: &[u8] = if is_old {
        &hello
    } else {
        b"HTTP/1.1 200 OK\r\n\r\n"
    };
    if client.write_all(said).is_err() {
        return 0;
    }
    match client.read(&mut bytes) {
        // An alert says why it hangs up.
        Ok(count) if count > 0 && bytes[0] != 0x15 => count,
        _ => 0,
    }
}

/// Files that hold no authority: the program says so and does not start. How many it refused.
fn unusable_authorities(wrong: &mut Vec<String>) -> usize {
    let world = World::new();
    let folder = world.folder.path();
    let paths = [
        folder.join("missing.pem"),
        folder.to_owned(),
        world.file("empty.pem", ""),
        world.file("garbage.pem", "-----BEGIN CERTIFICATE-----\nx\n"),
    ];
    let account = account(&world);
    let mut refused = 0;
    for path in paths {
        world.configure(&format!(
            "[http]\nca_files = [\"{}\"]\n{account}",
            path.display()
        ));
        let ran = world.run(["serve", "--until-idle"]);
        let says_so = ran.stderr.contains(path.to_str().expect("UTF-8"));
        if ran.code == 2 && says_so {
            refused += 1;
        } else {
            wrong.push(format!("{}: {} {}", path.display(), ran.code, ran.stderr));
        }
    }
    refused
}
