//! What the fuzzer and its test begin with: good files of every kind that a door knows, and those
//! that are often handed over in their place. All persons, firms and keys are made up.

use dimonitor::cert::generate::{KeyKind, Subject, request, self_signed};
use dimonitor::rsz::key::seal;
use secrecy::SecretString;

/// Door and bytes.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    let mut seeds = keys_and_certificates();
    for (door, texts) in [
        ("ssh_key", &SSH_KEYS[..]),
        ("problem", &PROBLEMS),
        ("answer", &ANSWERS),
        ("location", &LOCATIONS),
        ("config", &CONFIGS),
        ("register", &REGISTERS),
        ("csv", &CSV),
        ("json", &JSON),
        ("filter", &FILTERS),
        ("theme", &THEMES),
    ] {
        seeds.extend(texts.iter().map(|text| (door, text.as_bytes().to_vec())));
    }
    seeds
}

fn keys_and_certificates() -> Vec<(&'static str, Vec<u8>)> {
    let moment = |text: &str| text.parse().expect("a moment");
    let (from, until) = (
        moment("2026-01-01T00:00:00Z"),
        moment("2028-01-01T00:00:00Z"),
    );
    let subject = |name: &str| Subject {
        company: "Testfirma NV".to_owned(),
        common_name: name.to_owned(),
    };
    let passphrase = SecretString::from("passphrase");
    let mut seeds = Vec::new();
    for kind in [KeyKind::P384, KeyKind::P521, KeyKind::Rsa2048] {
        let made = self_signed(kind, &subject("Zoë \u{202e}\u{1b}[31m"), from, until)
            .expect("a certificate");
        let asked = request(kind, &subject("a request")).expect("a request");
        let locked = seal(&made.key, &passphrase).expect("a locked key");
        for text in [&made.certificate, &asked.request] {
            seeds.push(("certificate", der(text)));
            seeds.push(("certificate", text.clone().into_bytes()));
            seeds.push(("pem", text.clone().into_bytes()));
        }
        for text in [&made.key, &locked] {
            seeds.push(("pem", text.as_bytes().to_vec()));
            seeds.push(("pkcs8", text.as_bytes().to_vec()));
            seeds.push(("pkcs8", der(text)));
        }
        let chain = format!("text\r\n{}{}", made.certificate, made.certificate);
        seeds.push(("pem", chain.replace('\n', "\r\n").into_bytes()));
    }
    seeds
}

fn der(pem: &str) -> Vec<u8> {
    use base64::Engine as _;
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    let encoded: String = lines.collect();
    base64::engine::general_purpose::STANDARD
        .decode(encoded)
        .expect("PEM of our own")
}

const SSH_KEYS: [&str; 3] = [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl a@example.test\n",
    "---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"made up\"\nAAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n---- END SSH2 PUBLIC KEY ----\n",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
];

const PROBLEMS: [&str; 5] = [
    "120\n{\"type\":\"urn:problem-type:belgif:badRequest\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"d\",\"issues\":[{\"detail\":\"is required\",\"in\":\"body\",\"name\":\"dimonaIn.features\",\"value\":{\"ssin\":\"85073099734\"}}]}",
    "Sun, 22 Nov 2026 12:30:00 GMT\n{\"type\":\"urn:problem-type:belgif:serviceUnavailable\",\"title\":\"T\",\"retryAfterSec\":30,\"retryAfter\":\"2026-11-22T12:10:00Z\"}",
    "\n{\"error\":\"invalid_client\",\"error_description\":\"Bearer abc.def\"}",
    "-1\n<html><head><style>a{}</style><script>x</script></head><body>&lt;Bad&gt; <b>Gateway</b></body></html>",
    "99999999999999999999\nnot JSON at all 85.07.30-997.34 eyJhbGciOiJSUzI1NiJ9.e30.x",
];

const ANSWERS: [&str; 5] = [
    "{\"href\":\"/x\",\"worker\":{\"ssin\":\"85073099734\"},\"dimonaIn\":{\"startDate\":\"2026-12-01\",\"features\":{\"workerType\":\"OTH\"}},\"declarationStatus\":{\"declarationId\":1000000000001,\"result\":\"A\",\"period\":{\"id\":900000000101}}}",
    "{\"declarationStatus\":{\"declarationId\":\"1000000000001\",\"result\":\"B\",\"anomalies\":[{\"errorId\":\"00913-355\",\"label\":{\"nl\":\"a\",\"fr\":\"b\"}},{\"code\":\"x\",\"labelNl\":\"y\",\"descriptionFr\":\"z\"}]}}",
    "{\"dimonaDeclarationId\":\"1000000000001\",\"dimonaPeriodId\":\"42\",\"result\":\"W\",\"anomalies\":[],\"informations\":[\"i\"]}",
    "{\"items\":[{\"declarationStatus\":{\"declarationId\":1000000000001},\"employer\":{\"enterpriseNumber\":\"0999999922\"},\"dimonaIn\":{\"startDate\":\"2026-12-01\",\"startHour\":\"1700\",\"plannedHoursNumber\":8}},{\"id\":900000000101,\"startDate\":\"2026-12-01\",\"features\":{\"workerType\":\"FLX\",\"jointCommissionNumber\":\"302\"},\"locked\":\"true\"}],\"total\":2,\"next\":{\"href\":\"?page=2\"}}",
    "{\"periodId\":42,\"worker\":{\"ssin\":1},\"employer\":{\"employerId\":\"0099999026\"},\"cancelled\":true,\"endDate\":\"9999-12-31\"}",
];

const LOCATIONS: [&str; 7] = [
    "http://127.0.0.1:8377/REST/dimona/v2/declarations/1000000000001",
    "/declarations/900000000101?x=1#y",
    "900000000101",
    "//elsewhere.example/declarations/1",
    "https://127.0.0.1:8377@elsewhere.example/1",
    "/declarations/9999999999999999999",
    "http:\\\\127.0.0.1:8377\\declarations\\7",
];

const CONFIGS: [&str; 3] = [
    include_str!("../../config.example.toml"),
    "environment = \"simulation\"\n[[account]]\nname = \"a\"\nclient_id = \"self_service_expeditor_123456_abc\"\nkey_file = \"k.pem\"\nemployers = [\"0999999922\"]\n",
    "[keys]\nquit = [\"Q\", \"ctrl-c\"]\n[environments.production]\nbase_url = \"http://example.be\"\n",
];

const REGISTERS: [&str; 2] = [
    "",
    "[sender]\nnumber = \"999001\"\nname = \"Testfirma NV\"\n[contact]\nname = \"Alex Testmans\"\nphone = \"2 555 01 01\"\nemail = \"alex@example.test\"\nlanguage = \"nl\"\n",
];

const CSV: [&str; 4] = [
    "kind;reference;enterprise_number;ssin;start_date;end_date;start_hour;end_hour;worker_type;joint_committee;period_id;family_name;given_name\r\nin;csv-1;0999999922;85073099734;01/12/2026;;;;OTH;XXX;;Testmans;Zoë\r\nin;csv-2;0999999823;85073099734;2026-12-01;2026-12-01;17:00;22:30;FLX;XXX;;;\r\n",
    "reference,kind,period_id,end_date\nA-3,out,900000000101,31/12/2026\nA-4,cancel,900000000102,\n",
    "\u{feff}kind\treference\nin\t\"=cmd|' /C calc'!A0\"\n",
    "kind;reference\nin;\"two\nlines \"\"and quotes\"\"\"\n",
];

const JSON: [&str; 4] = [
    "{\"reference\":\"A-1\",\"kind\":\"in\",\"enterprise_number\":\"0999999922\",\"ssin\":\"85073099734\",\"start_date\":\"2026-12-01\",\"worker_type\":\"OTH\",\"joint_committee\":\"XXX\"}",
    "[{\"reference\":\"nested\",\"employer\":{\"employerId\":999990265},\"worker\":{\"ssin\":\"92041599827\"},\"dimonaIn\":{\"startDate\":\"2026-12-01\",\"startHour\":\"1700\",\"endDate\":\"2026-12-01\",\"endHour\":\"2230\",\"features\":{\"workerType\":\"FLX\",\"jointCommissionNumber\":\"XXX\"}}}]",
    "{\"reference\":\"A-2\",\"dimonaOut\":{\"periodId\":900000000101,\"endDate\":\"2026-12-31\"}}\n{\"dimonaCancel\":{\"periodId\":1}}\n",
    "{\"dimonaUpdate\":{\"periodId\":800000000381,\"startDate\":\"2026-10-01\",\"endDate\":\"2026-12-31\",\"plannedHoursNumber\":40}}",
];

const FILTERS: [&str; 6] = [
    "state:refused,accepted_warning !employer:0999999922 since:2d \"a b\"",
    "code:00913-355 worker:\"Test mans\" !@doubt @refused kind:in",
    "!!x ssin:85073099734 start:2026-12-01..2026-12-31",
    "reference:\"\\\"\" type:FLX account:main",
    "since:999999999999999999d",
    "zoë \u{202e} 李",
];

const THEMES: [&str; 3] = [
    include_str!("../../themes/default.toml"),
    include_str!("../../themes/colour-blind-safe.toml"),
    "[text]\nfg = \"no colour\"\n",
];
