//! Two texts, compared.

use zephyrix_generator::{Breaks, Compared, Config, Job, NoLoader, Previous, Severity, Source, Sources, compare};

/// Whom a change breaks, by what is an error to whom; `surprise` where nobody is broken, and somebody is warned. And all codes.
pub(crate) fn worst(path: &str, old: &str, new: &str) -> (&'static str, Vec<&'static str>) {
    let worst = |it: &Compared| it.log.all().iter().map(|it| it.severity).max();
    let all = compared(path, old, new, Breaks::Data);
    let codes = all.log.all().iter().map(|it| it.code.id).collect();
    let word = match worst(&all) {
        Some(Severity::Error) => {
            let is_broken = |breaks| worst(&compared(path, old, new, breaks)) == Some(Severity::Error);
            Breaks::ALL.into_iter().find(|it| is_broken(it.1)).map_or("?", |it| it.0)
        }
        Some(Severity::Warning) => "surprise",
        _ => "nothing",
    };
    (word, codes)
}

pub(crate) fn compared(path: &str, old: &str, new: &str, breaks: Breaks) -> Compared {
    between((path, old), (path, new), breaks)
}

/// What is found between two texts, each at a path.
pub(crate) fn between((path, old): (&str, &str), (other, new): (&str, &str), breaks: Breaks) -> Compared {
    let config = |sources: &Sources| {
        let inputs = sources.iter().map(|it| it.1.path.clone()).collect();
        Config { inputs, ..Config::default() }
    };
    let (mut old, mut sources) = (files(path, old), files(other, new));
    let (before, now, previous) = (config(&old), config(&sources), Previous::default());
    let job = |config| Job { loader: &NoLoader, config, previous: &previous };
    let compared = compare((&mut old, job(&before)), (&mut sources, job(&now)), breaks);
    compared.unwrap_or_else(|it| panic!("{:?}\n{new}", it.log.all()))
}

/// A text at a path; a line `-- file: NAME` begins another file.
pub(crate) fn files(path: &str, text: &str) -> Sources {
    let mut sources = Sources::default();
    let mut parts = text.split("-- file: ");
    let first = parts.next().unwrap_or_default();
    sources.add(Source { path: path.to_owned(), text: first.to_owned() });
    for (name, text) in parts.map(|it| it.split_once('\n').unwrap()) {
        sources.add(Source { path: name.to_owned(), text: text.to_owned() });
    }
    sources
}
