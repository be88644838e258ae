//! From one version of zephyrix to a later one: what becomes of a project beside being generated anew.

mod adopt;

use super::layout::Layout;
use super::{FileSet, Manifest};
use crate::previous::Previous;
use semver::Version;
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// What a version of zephyrix asks of projects that an earlier one made.
#[derive(Debug)]
pub struct Step {
    /// The version that asks for it.
    pub since: Version,
    /// What it does, in a sentence for people.
    pub says: &'static str,
    take: fn(&mut Upgrade<'_>) -> Found,
}

/// Every step, in the order in which they are taken. What only changes what is made needs none: it is made.
pub const STEPS: &[Step] = &[Step {
    since: Version::new(0, 1, 0),
    says: "files and handlers of yours that are as they would be made now are taken for untouched: they follow the contract from now on",
    take: adopt::adopt,
}];

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The version that asked for it.
    pub since: Version,
    /// What it did, in a sentence for people.
    pub says: &'static str,
    /// The files that it was about.
    pub paths: Vec<String>,
    /// The user's files that stay as they are, and would be made otherwise now.
    pub left: Vec<String>,
}

/// A project on its way.
struct Upgrade<'a> {
    /// What is made now.
    files: &'a FileSet,
    /// What is there.
    previous: &'a Previous,
    /// What is known of it.
    known: &'a mut Manifest,
    layout: &'a dyn Layout,
}

/// What a step was about.
#[derive(Default)]
struct Found {
    paths: Vec<String>,
    left: Vec<String>,
}

/// The version that runs.
pub fn this() -> Version {
    // It is cargo that says it.
    Version::parse(env!("CARGO_PKG_VERSION")).unwrap_or_else(|_| Version::new(0, 0, 0))
}

/// Whether a project of a version has steps to take.
pub(super) fn is_due(level: &Version) -> bool {
    STEPS.iter().any(|it| it.since > *level)
}

/// Takes every step that is due.
pub(super) fn take(files: &FileSet, previous: &Previous, known: &mut Manifest, layout: &dyn Layout) -> Vec<Taken> {
    let Some(level) = known.level() else { return Vec::new() };
    let mut upgrade = Upgrade { files, previous, known, layout };
    let mut taken = Vec::new();
    for step in STEPS.iter().filter(|it| it.since > level) {
        let Found { paths, left } = (step.take)(&mut upgrade);
        taken.push(Taken { since: step.since.clone(), says: step.says, paths, left });
    }
    upgrade.known.set_upgraded();
    taken
}

/// Refuses a project that a later version made.
pub fn refuse_later(previous: &Previous, log: &mut Diagnostics) {
    let this = this();
    let maker = previous.files.get(Manifest::PATH).and_then(|text| Manifest::maker(text));
    let Some(maker) = maker.filter(|it| *it > this) else { return };
    let message = format!("this project was made by zephyrix {maker}, and this is {this}");
    let help = format!("`cargo install zephyrix-cli --locked --version {maker}`");
    let found = Diagnostic::new(Code::LATER_VERSION, None, message);
    log.push(found.note("an earlier version would take back what the later one has done").help(help));
}

/// Says when a project was made by an earlier version, and not upgraded since.
pub fn tell_earlier(previous: &Previous, log: &mut Diagnostics) {
    let this = this();
    let Some(level) = level(previous).filter(|it| *it < this) else { return };
    let message = format!("this project is as zephyrix {} left it, and this is {this}", shown(&level));
    let help = "`zephyrix upgrade --dry-run` shows what changes, `zephyrix upgrade` does it";
    log.push(Diagnostic::new(Code::EARLIER_VERSION, None, message).help(help));
}

/// The version that a project is as, in words; `None`: there is nothing that says it.
pub fn left_by(previous: &Previous) -> Option<String> {
    level(previous).map(|it| shown(&it))
}

fn level(previous: &Previous) -> Option<Version> {
    Manifest::parse(previous.files.get(Manifest::PATH)?).ok()?.level()
}

/// The first projects do not say by which version they were made.
fn shown(level: &Version) -> String {
    if *level == Version::new(0, 0, 0) { "before 0.1.0".to_owned() } else { level.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_in_order_and_of_no_version_to_come() {
        assert!(STEPS.windows(2).all(|it| it[0].since <= it[1].since));
        assert!(STEPS.iter().all(|it| it.since <= this()));
    }

    #[test]
    fn versions_are_told_apart() {
        let told = |manifest: &str| {
            let files = [(Manifest::PATH.to_owned(), manifest.to_owned())].into();
            let mut log = Diagnostics::default();
            let previous = Previous { files, ..Previous::default() };
            refuse_later(&previous, &mut log);
            tell_earlier(&previous, &mut log);
            log.all().first().map(|it| (it.code.id, it.message.clone()))
        };
        let this = this();
        assert_eq!(told(r#"{"version":2,"files":{}}"#), None);
        assert_eq!(told(&format!(r#"{{"version":2,"zephyrix":"{this}","files":{{}}}}"#)), None);
        let (code, message) = told(r#"{"version":9,"zephyrix":"99.0.0-rc.1","files":{},"new":1}"#).unwrap();
        assert!(code == "ZX0513" && message.contains("99.0.0-rc.1"), "{message}");
        for (manifest, version) in [
            (r#"{"version":2,"zephyrix":"0.0.9","files":{}}"#.to_owned(), "0.0.9"),
            (r#"{"version":1,"files":{}}"#.to_owned(), "before 0.1.0"),
            (format!(r#"{{"version":2,"zephyrix":"{this}","upgrade_from":"0.0.8","files":{{}}}}"#), "0.0.8"),
        ] {
            let (code, message) = told(&manifest).unwrap();
            assert!(code == "ZX0512" && message.contains(version), "{message}");
        }
    }
}
