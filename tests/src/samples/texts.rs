//! Texts of a length, of a format, and that a pattern matches.

use super::flat::Flat;
use super::oracle::Oracle;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Value, json};

/// Longer texts are not made.
const LONGEST: u64 = 5000;

/// Formats, what is of them, and what is not.
const FORMATS: [(&str, &[&str], &[&str]); 20] = [
    ("date", &["2024-02-29", "1999-12-31"], &["2023-02-29", "no date"]),
    (
        "date-time",
        &["2024-02-29T12:30:45Z", "2024-02-29T12:30:45.125Z", "2024-02-29T12:30:45+02:00"],
        &["2024-02-30T00:00:00Z", "2024-01-01"],
    ),
    ("time", &["12:30:45Z", "23:59:59.5+01:00"], &["25:00:00Z", "noon"]),
    ("duration", &["P1D", "PT36H", "P1Y2M3DT4H5M6S"], &["1 day", "P"]),
    ("uuid", &["123e4567-e89b-12d3-a456-426614174000"], &["123e4567", "not a uuid"]),
    ("email", &["joe@example.com"], &["joe", "@"]),
    ("hostname", &["www.example.com"], &["-bad-.example", "a b"]),
    ("ipv4", &["192.0.2.1"], &["256.0.0.1", "1.2.3"]),
    ("ipv6", &["2001:db8::1"], &["2001::db8::1", "1.2.3.4"]),
    ("uri", &["https://example.com/a?b=c#d"], &["no uri", "//example.com"]),
    ("uri-reference", &["/a/b", "https://example.com"], &["a\\b", "a b"]),
    ("json-pointer", &["/a~1b/0"], &["a/b", "/~2"]),
    ("regex", &["^a+$"], &["(a"]),
    ("byte", &["aGVsbG8=", "aGVsbG8h"], &["*", "abc"]),
    ("uri-template", &["/a/{b}"], &[]),
    ("iri", &["https://example.com/é"], &[]),
    ("iri-reference", &["/é"], &[]),
    ("idn-email", &["joe@example.com"], &[]),
    ("idn-hostname", &["www.example.com"], &[]),
    ("relative-json-pointer", &["0"], &[]),
];

fn number(flat: &Flat, name: &str) -> Option<u64> {
    flat.get(name).and_then(Value::as_f64).filter(|it| *it >= 0.0).map(|it| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length")]
        let length = it as u64;
        length
    })
}

/// Texts that many patterns match.
const USUAL: [&str; 8] = ["text", "Text1", "a", "a1", "TEXT", "12345", "abc-def", "https://example.com/a"];

/// Texts that meet all that a schema says of texts, as far as they are found.
pub(super) fn inside(flat: &Flat) -> Vec<Value> {
    let of_format = format(flat).map(|it| it.1).unwrap_or_default();
    let mut found: Vec<String> = of_format.iter().map(|it| (*it).to_owned()).collect();
    let (min, max) = (number(flat, "minLength").unwrap_or(0), number(flat, "maxLength"));
    if let Some(pattern) = flat.get("pattern").and_then(Value::as_str) {
        found.extend([false, true].iter().filter_map(|many| matching(pattern, *many)));
        found.extend(USUAL.iter().map(|it| (*it).to_owned()));
        // What looks ahead, and lengths, are not seen to where a text is made from a pattern.
        let mut alone = flat.clone();
        alone.insert("type".to_owned(), "string".into());
        let Ok(oracle) = Oracle::of(&json!({ "definitions": { "text": alone } }), "/definitions/text") else {
            return Vec::new();
        };
        found.retain(|it| oracle.accepts(&Value::String(it.clone())));
    } else if found.is_empty() {
        let usual = of_length(max.unwrap_or(u64::MAX).min(min.max(4)));
        found.extend([usual, of_length(min)]);
        found.extend(max.filter(|it| *it <= LONGEST).map(of_length));
        found.push("é\u{1F600}\"\\\n".to_owned());
    }
    found.into_iter().map(Value::String).collect()
}

/// Texts one of whose keywords does not hold.
pub(super) fn outside(flat: &Flat) -> Vec<(&'static str, Value)> {
    let mut found = Vec::new();
    let of_format = format(flat).map(|it| it.2).unwrap_or_default();
    found.extend(of_format.iter().map(|it| ("format", (*it).to_owned())));
    let shorter = number(flat, "minLength").filter(|it| (1..=LONGEST).contains(it)).map(|it| it - 1);
    let longer = number(flat, "maxLength").filter(|it| *it < LONGEST).map(|it| it + 1);
    let like = |length: u64| {
        let pattern = flat.get("pattern").and_then(Value::as_str);
        pattern.and_then(|it| matching(it, true)).map_or_else(|| of_length(length), |it| fitted(&it, length))
    };
    found.extend(shorter.map(|it| ("minLength", like(it))));
    found.extend(longer.map(|it| ("maxLength", like(it))));
    if let Some(pattern) = flat.get("pattern").and_then(Value::as_str) {
        let near = matching(pattern, false).map(|it| format!("{it} \u{7f}"));
        found.extend(["", "\u{7f}", "~ no ~"].into_iter().map(str::to_owned).chain(near).map(|it| ("pattern", it)));
    }
    found.into_iter().map(|(name, it)| (name, Value::String(it))).collect()
}

fn format(flat: &Flat) -> Option<&'static (&'static str, &'static [&'static str], &'static [&'static str])> {
    let format = flat.get("format")?.as_str()?;
    FORMATS.iter().find(|it| it.0 == format)
}

fn of_length(length: u64) -> String {
    fitted("text", length)
}

/// A text repeated to a length.
fn fitted(text: &str, length: u64) -> String {
    let text = if text.is_empty() { "x" } else { text };
    text.chars().cycle().take(usize::try_from(length.min(LONGEST + 1)).unwrap_or(0)).collect()
}

/// A text that a pattern matches, with as few or rather many repetitions; `None` where it is not regular.
fn matching(pattern: &str, many: bool) -> Option<String> {
    let hir = regex_syntax::parse(&without_looks(pattern).replace("\\/", "/")).ok()?;
    let mut text = String::new();
    write(&hir, many, &mut text)?;
    (text.len() as u64 <= LONGEST).then_some(text)
}

/// A pattern without what looks ahead or behind: most texts that it matches do so anyway.
fn without_looks(pattern: &str) -> String {
    let mut rest = pattern;
    let mut plain = String::new();
    while let Some(at) = ["(?!", "(?=", "(?<!", "(?<="].iter().filter_map(|it| rest.find(it)).min() {
        plain.push_str(&rest[..at]);
        let mut depth = 0;
        let end = rest[at..].find(|it| {
            depth += i32::from(it == '(') - i32::from(it == ')');
            depth == 0
        });
        rest = end.map_or("", |end| &rest[at + end + 1..]);
    }
    plain + rest
}

fn write(hir: &Hir, many: bool, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(it) => text.push_str(std::str::from_utf8(&it.0).ok()?),
        HirKind::Class(Class::Unicode(it)) => {
            let printable = it.ranges().iter().find(|it| it.end() > ' ' && it.start() < '\u{7f}');
            let range = printable.or(it.ranges().first())?;
            text.push(if many { range.end().min('z').max(range.start()) } else { range.start().max('!') });
        }
        HirKind::Class(Class::Bytes(it)) => text.push(char::from(it.ranges().first()?.start())),
        HirKind::Repetition(it) => {
            let most = if many { it.max.unwrap_or(it.min + 3).min(it.min + 40) } else { it.min };
            (0..most.min(2000)).try_for_each(|_| write(&it.sub, many, text))?;
        }
        HirKind::Capture(it) => write(&it.sub, many, text)?,
        HirKind::Concat(all) => all.iter().try_for_each(|it| write(it, many, text))?,
        HirKind::Alternation(all) => write(if many { all.last() } else { all.first() }?, many, text)?,
    }
    Some(())
}
