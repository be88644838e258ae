//! What each format looks like.

use super::*;
use crate::source::Source;
use zephyrix_ir::{Code, Diagnostic, SourceId};

const TEXT: &str =
    "openapi: 3.1.0\npaths:\n  /pets/{id:\n    get: {}\n  # filler\n  # filler\n  # filler\n  /péts: {}\n";

fn sources() -> (Sources, SourceId) {
    let mut sources = Sources::default();
    let id = sources.add(Source { path: "my api.yaml".to_owned(), text: TEXT.to_owned() });
    (sources, id)
}

fn span(source: SourceId, text: &str) -> Span {
    let at = TEXT.find(text).unwrap();
    Span::new(source, at, at + text.len())
}

fn log() -> (Diagnostics, Sources) {
    let (mut sources, id) = sources();
    let other = sources.add(Source { path: "b.yaml".to_owned(), text: "x: 1\n".to_owned() });
    let mut log = Diagnostics::default();
    log.push(
        Diagnostic::new(Code::BAD_PATH, span(id, "/pets/{id"), "`/pets/{id` cannot be routed")
            .label("a `{` is not closed")
            .related(span(id, "/péts"), "another path")
            .related(Span::new(other, 0, 1), "in another file")
            .note("100% sure,\nreally: yes")
            .help("close it"),
    );
    log.push(Diagnostic::new(Code::NO_SOURCES, None, "nothing to generate from"));
    (log, sources)
}

#[test]
fn people_see_what_rustc_shows() {
    let (log, sources) = log();
    let text = render(&log, &sources, Format::Human { color: false });
    let wanted = "\
error[ZX0207]: `/pets/{id` cannot be routed
 --> my api.yaml:3:3
  |
3 |   /pets/{id:
  |   ^^^^^^^^^ a `{` is not closed
...
8 |   /péts: {}
  |   ----- another path
  |
 ::: b.yaml:1:1
  |
1 | x: 1
  | - in another file
  |
  = note: 100% sure,
          really: yes
  = help: close it

error[ZX0005]: nothing to generate from
";
    assert_eq!(text, wanted, "{text}");
    assert!(render(&log, &sources, Format::Human { color: true }).contains("\u{1b}["));
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let mut sources = Sources::default();
    let text = format!("{{\"a\":\"{}\",\"é\":tru,\"b\":\"{}\"}}", "x".repeat(50_000), "y".repeat(50_000));
    let at = text.find("tru").unwrap();
    let id = sources.add(Source { path: "a.json".to_owned(), text });
    let mut log = Diagnostics::default();
    log.push(Diagnostic::new(Code::SYNTAX, Span::new(id, at, at + 3), "this is not JSON").label("here"));
    let text = render(&log, &sources, Format::Human { color: false });
    assert!(text.contains("--> a.json:1:50013\n"), "{text}");
    assert!(text.contains("^^^ here"), "{text}");
    assert!(text.len() < 700, "{text}");
}

#[test]
fn spans_of_many_lines_and_at_the_end_are_shown() {
    let (sources, id) = sources();
    let mut log = Diagnostics::default();
    log.push(Diagnostic::new(Code::MISSING, Span::new(id, 0, TEXT.len()), "there is no `info`"));
    log.push(Diagnostic::new(Code::SYNTAX, Span::new(id, TEXT.len(), TEXT.len()), "it ends too soon"));
    let text = render(&log, &sources, Format::Human { color: false });
    assert!(text.contains("1 | openapi: 3.1.0\n  | ^^^^^^^^^^^^^^\n"), "{text}");
    assert!(text.contains("--> my api.yaml:9:1"), "{text}");
}

#[test]
fn programs_read_an_object_a_line() {
    let (log, sources) = log();
    let text = render(&log, &sources, Format::Json);
    let lines: Vec<serde_json::Value> = text.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["code"], &lines[0]["line"], &lines[0]["column"]), (&"ZX0207".into(), &3.into(), &3.into()));
    assert_eq!(lines[0]["end"]["column"], 12);
    assert_eq!(lines[0]["related"][1]["path"], "b.yaml");
    assert!(lines[1]["path"].is_null());
}

#[test]
fn github_commands_are_escaped() {
    let (log, sources) = log();
    let text = render(&log, &sources, Format::Github);
    let first = text.lines().next().unwrap();
    assert_eq!(
        first,
        "::error file=my api.yaml,line=3,endLine=3,col=3,endColumn=12,title=ZX0207%3A a path template that cannot be \
         routed::`/pets/{id` cannot be routed%0Anote: my api.yaml:8: another path%0Anote: b.yaml:1: in another file%0Anote: 100%25 sure,%0Areally: yes%0Ahelp: close it"
    );
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn sarif_has_rules_results_and_places() {
    let (log, sources) = log();
    let document: serde_json::Value = serde_json::from_str(&render(&log, &sources, Format::Sarif)).unwrap();
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 2);
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20api.yaml");
    assert_eq!(place["region"]["endColumn"], 12);
    assert_eq!(run["results"][0]["relatedLocations"].as_array().unwrap().len(), 2);
    assert!(run["results"][1].get("locations").is_none());
    let empty = render(&Diagnostics::default(), &sources, Format::Sarif);
    assert!(serde_json::from_str::<serde_json::Value>(&empty).unwrap()["runs"][0]["results"].is_array());
}
