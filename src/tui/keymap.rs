//! The one table of actions: keys, footer, help and palette are all read from it.
//!
//! Adding an action means one row here and two sentences in the catalogue. Which keys are in
//! force is the business of [`super::keys::Keymap`].

use super::key::{Code, Key};

/// Where a key is pressed. Exactly one holds at any moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The dashboard.
    Dashboard,
    /// The queue.
    Queue,
    /// One submission.
    Detail,
    /// The form, with no field being typed into.
    Declare,
    /// A field of the form.
    Field,
    /// Sender, contact, accounts, portal checklist.
    Accounts,
    /// Every certificate.
    Certificates,
    /// The log.
    Log,
    /// The figures.
    Stats,
    /// Three sides of employments.
    Reconcile,
    /// The help overlay.
    Help,
    /// A question with yes and no.
    Confirm,
    /// An overlay with one or more lines to type into.
    Prompt,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 13] = [
        Self::Dashboard,
        Self::Queue,
        Self::Detail,
        Self::Declare,
        Self::Field,
        Self::Accounts,
        Self::Certificates,
        Self::Log,
        Self::Stats,
        Self::Reconcile,
        Self::Help,
        Self::Confirm,
        Self::Prompt,
    ];

    /// Its name, as the configuration's mistakes and the list of keys have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dashboard => "dashboard",
            Self::Queue => "queue",
            Self::Detail => "detail",
            Self::Declare => "declare",
            Self::Field => "field",
            Self::Accounts => "accounts",
            Self::Certificates => "certificates",
            Self::Log => "log",
            Self::Stats => "statistics",
            Self::Reconcile => "reconcile",
            Self::Help => "help",
            Self::Confirm => "confirm",
            Self::Prompt => "prompt",
        }
    }

    /// Whether characters are text here and not commands.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Field | Self::Prompt)
    }
}

/// What an operator can want.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below says what each one does")]
pub enum Action {
    ShowDashboard,
    ShowQueue,
    ShowDeclare,
    ShowAccounts,
    ShowCertificates,
    ShowLog,
    ShowStats,
    StatsPeriod,
    StatsEarlier,
    StatsLater,
    ShowReconcile,
    ReconcileFile,
    ReconcileStop,
    ReconcileTick,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Next,
    Previous,
    Left,
    Right,
    Open,
    Accept,
    Back,
    Filter,
    SaveFilter,
    SortLeft,
    SortRight,
    SortReverse,
    PollNow,
    Withdraw,
    Hold,
    Resolve,
    Reveal,
    Copy,
    Send,
    Correct,
    Remedies,
    Decide,
    Many,
    Export,
    CopyCommand,
    Pick,
    Undo,
    SwitchKind,
    Identity,
    Which,
    Drafts,
    Import,
    ClearForm,
    NewCertificate,
    NewRequest,
    StartRotation,
    RotationNext,
    RotationBack,
    CopyFingerprint,
    CopySerial,
    GoToAccount,
    Level,
    Follow,
    Mark,
    MarkRange,
    MarkAll,
    MarkInvert,
    Columns,
    GoTo,
    Split,
    Peek,
    EditSender,
    EditContact,
    NewAccount,
    Rename,
    SetPermissions,
    AddCertificate,
    ReplaceCertificate,
    RemoveCertificate,
    ReplaceSshKey,
    SetKey,
    RemoveAccount,
    Tick,
    ShowDone,
    TestConnection,
    DownloadCertificate,
    DownloadSshKey,
    CopyClientId,
    Help,
    Palette,
    Themes,
    Redraw,
    Mouse,
    Suspend,
    Quit,
    Interrupt,
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    /// The action.
    pub action: Action,
    /// Its name in the configuration.
    pub name: &'static str,
    /// Catalogue key of its name, for the footer and the palette.
    pub label: &'static str,
    /// Catalogue key of the sentence that explains it.
    pub help: &'static str,
    /// Where it is valid.
    pub contexts: &'static [Context],
    /// Its keys unless the configuration says otherwise; the first one is shown in the footer.
    pub keys: &'static [Key],
    /// Place in the footer, lowest first; none when the footer leaves it out.
    pub footer: Option<u8>,
    /// It changes something outside this screen: absent in read-only mode.
    pub dangerous: bool,
}

use Context as C;
const SCREENS: &[C] = &[
    C::Dashboard,
    C::Queue,
    C::Detail,
    C::Declare,
    C::Accounts,
    C::Certificates,
    C::Log,
    C::Stats,
    C::Reconcile,
];
const LISTS: &[C] = &[
    C::Dashboard,
    C::Queue,
    C::Detail,
    C::Accounts,
    C::Certificates,
    C::Log,
    C::Stats,
    C::Reconcile,
    C::Help,
];
const MOVING: &[C] = &[
    C::Dashboard,
    C::Queue,
    C::Detail,
    C::Declare,
    C::Field,
    C::Accounts,
    C::Certificates,
    C::Log,
    C::Stats,
    C::Reconcile,
    C::Help,
    C::Prompt,
];
const SUBMISSION: &[C] = &[C::Queue, C::Detail];
const TYPED: &[C] = &[C::Declare, C::Field];
const FORM: &[C] = &[C::Declare, C::Field, C::Prompt];
const ACCOUNTS: &[C] = &[C::Accounts];
const EVERYWHERE: &[C] = &C::ALL;

macro_rules! actions {
    ($($action:ident $name:literal, $contexts:expr, [$($key:expr),*], $footer:expr, $dangerous:literal;)*) => {
        /// Every action, in the order of help and palette.
        pub const ACTIONS: &[Binding] = &[$(Binding {
            action: Action::$action,
            name: $name,
            label: concat!("tui-action-", $name),
            help: concat!("tui-help-", $name),
            contexts: $contexts,
            keys: &[$($key),*],
            footer: $footer,
            dangerous: $dangerous,
        },)*];
    };
}

actions! {
    Open "open", &[C::Dashboard, C::Queue, C::Accounts, C::Certificates, C::Stats, C::Reconcile], [Key::plain(Code::Enter)], Some(1), false;
    Accept "accept", &[C::Declare, C::Field, C::Confirm, C::Prompt, C::Help], [Key::plain(Code::Enter)], Some(1), false;
    PollNow "poll", SUBMISSION, [Key::char('p')], Some(3), true;
    Withdraw "withdraw", SUBMISSION, [Key::char('w')], Some(4), true;
    Hold "hold", SUBMISSION, [Key::char('H')], Some(5), true;
    Resolve "resolve", SUBMISSION, [Key::char('r')], Some(2), true;
    Reveal "reveal", SUBMISSION, [Key::char('x')], Some(6), false;
    Copy "copy", SUBMISSION, [Key::char('y')], None, false;
    Filter "filter", &[C::Queue, C::Log], [Key::char('/')], Some(2), false;
    SaveFilter "save-filter", &[C::Prompt], [Key::plain(Code::Function(2))], Some(4), false;
    SortRight "sort-right", &[C::Queue], [Key::char('>')], Some(7), false;
    SortLeft "sort-left", &[C::Queue], [Key::char('<')], None, false;
    SortReverse "sort-reverse", &[C::Queue], [Key::char('R'), Key::char('s')], None, false;
    Send "send", FORM, [Key::ctrl('t')], Some(2), true;
    Correct "correct", SUBMISSION, [Key::char('c')], Some(1), true;
    Remedies "remedies", SUBMISSION, [Key::char('f')], Some(2), false;
    Decide "decide", SUBMISSION, [Key::char('d')], Some(3), true;
    Many "many", &[C::Queue], [Key::char('a')], Some(7), true;
    Export "export", &[C::Queue, C::Stats, C::Reconcile], [Key::char('e')], Some(8), false;
    CopyCommand "copy-command", SUBMISSION, [Key::char('Y')], None, false;
    Pick "pick", TYPED, [Key::plain(Code::Function(2))], Some(4), false;
    Which "which", TYPED, [Key::plain(Code::Function(3))], Some(9), false;
    SwitchKind "switch-kind", TYPED, [Key::plain(Code::Function(4))], Some(9), false;
    Identity "identity", TYPED, [Key::plain(Code::Function(5))], None, false;
    Drafts "drafts", TYPED, [Key::plain(Code::Function(6))], None, false;
    Import "import", &[C::Queue, C::Declare], [Key::char('i')], Some(9), true;
    Undo "undo", TYPED, [Key::ctrl('o')], Some(9), false;
    ClearForm "clear-form", &[C::Declare, C::Field], [Key::ctrl('r')], Some(5), false;
    NewCertificate "new-certificate", &[C::Certificates], [Key::char('n')], Some(4), true;
    NewRequest "new-request", &[C::Certificates], [Key::char('c')], Some(7), true;
    StartRotation "start-rotation", &[C::Certificates], [Key::char('r')], Some(3), true;
    RotationNext "rotation-next", &[C::Certificates], [Key::char('f')], Some(2), true;
    RotationBack "rotation-back", &[C::Certificates], [Key::char('b')], Some(3), true;
    GoToAccount "go-to-account", &[C::Certificates], [Key::char('a')], Some(6), false;
    CopyFingerprint "copy-fingerprint", &[C::Certificates], [Key::char('y')], Some(8), false;
    CopySerial "copy-serial", &[C::Certificates], [Key::char('Y')], None, false;
    Level "level", &[C::Log], [Key::char('l')], Some(3), false;
    Mark "mark", &[C::Queue], [Key::char(' ')], Some(8), false;
    MarkRange "mark-range", &[C::Queue], [Key::char('v')], None, false;
    MarkAll "mark-all", &[C::Queue], [Key::char('*')], None, false;
    MarkInvert "mark-invert", &[C::Queue], [Key::char('!')], None, false;
    GoTo "go-to", &[C::Queue], [Key::ctrl('g')], None, false;
    Columns "columns", &[C::Queue], [Key::char('C')], None, false;
    Split "split", &[C::Queue], [Key::char('S')], None, false;
    Peek "peek", &[C::Queue], [Key::char('P')], None, false;
    Follow "follow", &[C::Queue, C::Log], [Key::char('F')], Some(9), false;
    NewAccount "new-account", ACCOUNTS, [Key::char('n')], Some(4), true;
    TestConnection "test-connection", &[C::Accounts, C::Certificates], [Key::char('t')], Some(3), false;
    EditContact "edit-contact", ACCOUNTS, [Key::char('c')], Some(5), true;
    EditSender "edit-sender", ACCOUNTS, [Key::char('s')], None, true;
    Rename "rename", ACCOUNTS, [Key::char('r')], None, true;
    SetPermissions "permissions", ACCOUNTS, [Key::char('p')], Some(6), true;
    AddCertificate "add-certificate", ACCOUNTS, [Key::char('a')], Some(4), true;
    ReplaceCertificate "replace-certificate", ACCOUNTS, [Key::char('R')], Some(4), true;
    RemoveCertificate "remove-certificate", ACCOUNTS, [Key::char('d')], Some(2), true;
    DownloadCertificate "download-certificate", ACCOUNTS, [Key::char('w')], None, true;
    ReplaceSshKey "replace-ssh-key", ACCOUNTS, [Key::char('S')], None, true;
    DownloadSshKey "download-ssh-key", ACCOUNTS, [Key::char('W')], None, true;
    SetKey "set-key", ACCOUNTS, [Key::char('K')], None, true;
    CopyClientId "copy-client-id", ACCOUNTS, [Key::char('y')], None, false;
    RemoveAccount "remove-account", ACCOUNTS, [Key::char('D')], None, true;
    Tick "tick", ACCOUNTS, [Key::char('x')], Some(1), true;
    ShowDone "show-done", ACCOUNTS, [Key::char('h')], Some(2), false;
    StatsPeriod "stats-period", &[C::Stats], [Key::char('p')], Some(2), false;
    StatsEarlier "stats-earlier", &[C::Stats], [Key::char('[')], Some(3), false;
    StatsLater "stats-later", &[C::Stats], [Key::char(']')], Some(4), false;
    ReconcileFile "reconcile-file", &[C::Reconcile], [Key::char('i')], Some(2), false;
    ReconcileStop "reconcile-stop", &[C::Reconcile], [Key::char('s')], Some(1), false;
    ReconcileTick "reconcile-tick", &[C::Reconcile], [Key::char('x')], Some(3), false;
    Next "next", &[C::Dashboard, C::Stats, C::Reconcile, C::Declare, C::Field, C::Accounts, C::Certificates, C::Prompt], [Key::plain(Code::Tab)], Some(3), false;
    Previous "previous", &[C::Dashboard, C::Stats, C::Reconcile, C::Declare, C::Field, C::Accounts, C::Certificates, C::Prompt], [Key::shift(Code::Tab)], None, false;
    Left "left", &[C::Dashboard, C::Declare, C::Stats, C::Reconcile], [Key::plain(Code::Left)], None, false;
    Right "right", &[C::Dashboard, C::Declare, C::Stats, C::Reconcile], [Key::plain(Code::Right)], None, false;
    Down "down", MOVING, [Key::plain(Code::Down), Key::char('j')], None, false;
    Up "up", MOVING, [Key::plain(Code::Up), Key::char('k')], None, false;
    PageDown "page-down", LISTS, [Key::plain(Code::PageDown), Key::ctrl('f')], None, false;
    PageUp "page-up", LISTS, [Key::plain(Code::PageUp), Key::ctrl('u')], None, false;
    First "first", LISTS, [Key::char('g'), Key::plain(Code::Home)], None, false;
    Last "last", LISTS, [Key::char('G'), Key::plain(Code::End)], None, false;
    ShowDashboard "dashboard", SCREENS, [Key::char('1')], None, false;
    ShowQueue "queue", SCREENS, [Key::char('2')], None, false;
    ShowDeclare "declare", SCREENS, [Key::char('3')], None, false;
    ShowAccounts "accounts", SCREENS, [Key::char('4')], None, false;
    ShowCertificates "certificates", SCREENS, [Key::char('5')], None, false;
    ShowLog "log", SCREENS, [Key::char('6')], None, false;
    ShowStats "statistics", SCREENS, [Key::char('7')], None, false;
    ShowReconcile "reconcile", SCREENS, [Key::char('8')], None, false;
    Back "back", EVERYWHERE, [Key::plain(Code::Esc)], Some(10), false;
    Palette "palette", &[C::Dashboard, C::Queue, C::Detail, C::Declare, C::Field, C::Accounts, C::Certificates, C::Log, C::Stats, C::Reconcile], [Key::char(':'), Key::ctrl('p')], Some(9), false;
    Help "help", &[C::Dashboard, C::Queue, C::Detail, C::Declare, C::Field, C::Accounts, C::Certificates, C::Log, C::Stats, C::Reconcile, C::Help, C::Prompt], [Key::char('?'), Key::plain(Code::Function(1))], Some(6), false;
    Themes "themes", SCREENS, [Key::char('T')], None, false;
    Redraw "redraw", EVERYWHERE, [Key::ctrl('l')], None, false;
    Mouse "mouse", SCREENS, [Key::char('m')], None, false;
    Suspend "suspend", EVERYWHERE, [Key::ctrl('z')], None, false;
    Quit "quit", SCREENS, [Key::char('q')], Some(11), false;
    Interrupt "interrupt", EVERYWHERE, [Key::ctrl('c')], None, false;
}

impl Binding {
    /// Whether it is valid in this context, and allowed.
    pub fn applies(&self, context: Context, read_only: bool) -> bool {
        self.contexts.contains(&context) && !(read_only && self.dangerous)
    }
}

/// The row of an action.
///
/// # Panics
///
/// Never: a test holds that every action has a row.
pub fn binding(action: Action) -> &'static Binding {
    ACTIONS
        .iter()
        .find(|binding| binding.action == action)
        .expect("every action has a row")
}

/// Whether an action changes something outside this screen.
pub fn is_dangerous(action: Action) -> bool {
    binding(action).dangerous
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Catalogue, Language};

    #[test]
    fn every_action_stands_in_the_table_once_and_is_explained() {
        for language in [Language::En, Language::Nl] {
            let catalogue = Catalogue::new(language);
            for row in ACTIONS {
                let twins = ACTIONS.iter().filter(|other| other.action == row.action);
                assert_eq!(twins.count(), 1, "{:?}", row.action);
                let namesakes = ACTIONS.iter().filter(|other| other.name == row.name);
                assert_eq!(namesakes.count(), 1, "{}", row.name);
                assert!(catalogue.has(row.label), "{}", row.label);
                assert!(catalogue.has(row.help), "{}", row.help);
                assert!(!row.keys.is_empty(), "{:?} has no key", row.action);
                assert!(!row.contexts.is_empty(), "{:?} is nowhere", row.action);
            }
        }
    }
}
