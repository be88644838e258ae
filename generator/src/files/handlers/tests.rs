use super::super::layout::NoLayout;
use super::super::manifest::{Manifest, Written};
use super::{Note, Texts, Wanted, bring_up_to_date};
use crate::files::{FileSet, Merge};
use zephyrix_ir::Diagnostics;

const MINE: &str =
    "use a::B;\n\n// mine\nimpl PetsApi for App {\n    fn get(&self) {   odd  ( ) }\n}\n\nfn more() {}\n";

fn stubs(names: &[&str]) -> Vec<(String, String)> {
    names.iter().map(|it| ((*it).to_owned(), format!("    fn {it}(&self) {{}}\n"))).collect()
}

struct Ran {
    texts: Texts,
    notes: Option<Vec<Note>>,
    log: Diagnostics,
}

fn ran(files: &[(&str, &str)], methods: &[(String, String)], known: &Manifest) -> Ran {
    let mut texts: Texts = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let mut log = Diagnostics::default();
    let files = FileSet::default();
    let wanted = Wanted { files: &files, path: "h.rs", trait_name: "PetsApi", methods };
    let notes = bring_up_to_date(wanted, &mut texts, known, &NoLayout, &mut log);
    Ran { texts, notes, log }
}

/// A manifest that knows methods of `h.rs` as zephyrix left them.
fn knowing(methods: &[(&str, &str, &str)]) -> Manifest {
    let mut files = FileSet::default();
    files.merged("h.rs", String::new(), Merge::Numbers);
    let mut manifest = Manifest::of(&files);
    for (name, made, left) in methods {
        manifest.set_method("h.rs", format!("PetsApi::{name}"), Written::of(made, left));
    }
    manifest
}

#[test]
fn only_what_is_new_is_added_and_only_at_the_end() {
    let known = Manifest::default();
    let first = ran(&[("h.rs", MINE)], &stubs(&["get", "put"]), &known);
    assert_eq!(first.texts["h.rs"], MINE.replace("odd  ( ) }\n", "odd  ( ) }\n\n    fn put(&self) {}\n"));
    assert!(first.log.all().is_empty());
    let notes = first.notes.unwrap();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert_eq!(notes[0].1, "PetsApi::put");
    let again = ran(&[("h.rs", &first.texts["h.rs"])], &stubs(&["get", "put"]), &known);
    assert_eq!(again.texts, first.texts);
}

#[test]
fn what_is_gone_is_reported_and_kept_if_somebody_wrote_it() {
    let left = "fn get(&self) {   odd  ( ) }";
    let kept = ran(&[("h.rs", MINE)], &[], &Manifest::default());
    assert!(kept.log.all()[0].message.contains("h.rs:5"), "{:?}", kept.log.all());
    assert!(!kept.log.has_errors() && kept.texts["h.rs"] == MINE);
    let gone = ran(&[("h.rs", MINE)], &[], &knowing(&[("get", "made", left)]));
    assert_eq!(gone.texts["h.rs"], MINE.replace("    fn get(&self) {   odd  ( ) }\n", ""));
    let commented = MINE.replace("    fn get", "    // why\n    fn get");
    let kept = ran(&[("h.rs", &commented)], &[], &knowing(&[("get", "made", left)]));
    assert_eq!((&kept.texts["h.rs"], kept.log.all().len()), (&commented, 1));
}

#[test]
fn what_nobody_touched_follows() {
    let left = "fn get(&self) {   odd  ( ) }";
    let now = stubs(&["get"]);
    let same = ran(&[("h.rs", MINE)], &now, &knowing(&[("get", &now[0].1, left)]));
    assert_eq!(same.texts["h.rs"], MINE, "the same would be made");
    let follows = ran(&[("h.rs", MINE)], &now, &knowing(&[("get", "before", left)]));
    assert_eq!(follows.texts["h.rs"], MINE.replace(left, "fn get(&self) {}"));
    let touched = ran(&[("h.rs", MINE)], &now, &knowing(&[("get", "before", "fn get(&self) {}")]));
    assert_eq!(touched.texts["h.rs"], MINE);
}

#[test]
fn every_impl_gets_what_it_lacks_wherever_it_is() {
    let there = "mod deep {\r\n    #[cfg(test)]\r\n    impl super::PetsApi for Mock {}\r\n}\r\n";
    let other = "impl PetsApi for App {\n    forward!(put);\n    fn get(&self) {} }\n";
    let ran =
        ran(&[("h.rs", there), ("o.rs", other), ("p.rs", "fn p() {}")], &stubs(&["get", "put"]), &Manifest::default());
    let stubs = "        fn get(&self) {}\r\n\r\n        fn put(&self) {}\r\n";
    assert_eq!(ran.texts["h.rs"], there.replace("{}", &format!("{{\r\n{stubs}    }}")));
    assert_eq!(ran.texts["o.rs"], other);
}

#[test]
fn where_there_is_no_place_the_stub_is_printed() {
    let there = "// nothing yet\n\nours! { impl PetsApi for App { fn get(&self) {} } }\n";
    let ran_ = ran(&[("h.rs", there)], &stubs(&["get", "put"]), &Manifest::default());
    let [found] = ran_.log.all() else { panic!("{:?}", ran_.log) };
    assert!(found.message.contains("`h.rs:3`") && found.message.contains("macro"), "{found:?}");
    assert!(found.notes.iter().any(|it| it.contains("fn put(&self) {}")), "{found:?}");
    assert!(!found.notes.iter().any(|it| it.contains("fn get")), "{found:?}");
    assert_eq!(ran_.texts["h.rs"], there);
    assert!(ran(&[("o.rs", "fn o() {}")], &stubs(&["get"]), &Manifest::default()).notes.is_none(), "to be made");
}

#[test]
fn a_file_that_does_not_parse_is_refused() {
    let ran = ran(&[("h.rs", "impl {")], &stubs(&["get"]), &Manifest::default());
    assert!(ran.log.has_errors() && ran.log.all()[0].message.contains("h.rs:1:6"), "{:?}", ran.log);
}

#[test]
fn imports_go_with_the_only_method_that_used_them() {
    let text = "use a::{Get, GetError, Put};\nuse b::Only;\nuse c::Glob as Other;\nuse d::*;\n\nimpl PetsApi for App {\n    fn get(_: Get, _: Only) {}\n\n    \
                // Other\n    fn put(_: Put) -> Result<GetError> {}\n}\n";
    let known = knowing(&[("get", "before", "fn get(_: Get, _: Only) {}")]);
    let ran = ran(&[("h.rs", text)], &stubs(&["put"]), &known);
    let expected = "use a::{GetError, Put};\nuse c::Glob as Other;\nuse d::*;\n\nimpl PetsApi for App {\n    \
                    // Other\n    fn put(_: Put) -> Result<GetError> {}\n}\n";
    assert_eq!(ran.texts["h.rs"], expected);
}

#[test]
fn stubs_use_the_names_that_a_file_has() {
    let text = "use crate::api::{Get, Put as Send};\nuse zephyrix::Cx;\n\nimpl PetsApi for App {}\n";
    let stub = "    fn get(_: zephyrix::Cx, _: crate::api::Get, _: crate::api::GetError, _: crate::api::Put) { crate::api::Getting }\n";
    let ran = ran(&[("h.rs", text)], &[("get".to_owned(), stub.to_owned())], &Manifest::default());
    let short = "    fn get(_: Cx, _: Get, _: crate::api::GetError, _: Send) { crate::api::Getting }\n";
    assert_eq!(ran.texts["h.rs"], text.replace("{}\n", &format!("{{\n{short}}}\n")));
}
