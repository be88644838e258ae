//! What is changed in a file, and what is not.

use super::edits::apply;
use super::{Pair, Renames, reconcile};
use crate::files::{Change, FileSet, Manner, Merge, NoLayout};
use crate::previous::Previous;
use zephyrix_ir::Diagnostics;

const MANNER: Manner<'_> = Manner { force: false, upgrade: false, layout: &NoLayout };

fn pair(old: &str, new: &str) -> Pair {
    Pair { old: old.to_owned(), new: new.to_owned() }
}

fn renames() -> Renames {
    Renames {
        types: vec![pair("GetPet", "FetchPet"), pair("PetsApi", "AnimalsApi"), pair("Pet", "Animal")],
        methods: vec![(pair("PetsApi", "AnimalsApi"), pair("get_pet", "fetch_pet"))],
        members: vec![(pair("Pet", "Animal"), pair("color", "colour"))],
        modules: vec![pair("pets", "animals")],
        tables: vec![pair("pets", "animals")],
    }
}

/// The text after, which differs from that before in what is told.
fn after(text: &str) -> String {
    apply(text, &renames(), &[]).map_or_else(|| text.to_owned(), |it| it.0)
}

#[test]
fn names_that_follow_are_changed_and_all_else_stays() {
    let before = "use crate::generated::api::pets::{GetPet,   PetsApi};
use crate::generated::models::Pet; // Pet

impl PetsApi for App {
    async  fn get_pet(&self, _: Cx, GetPet{ id }: GetPet) -> R<Pet> { /* get_pet */ self.store.pets.find( id ).await }
    fn other(&self) { self.get_pet(1); self.x.get_pet(); get_pet(); \"GetPet\"; vec![GetPet { id: 1 }]; paths::get_pet(1); }
}
";
    let expected = "use crate::generated::api::animals::{FetchPet,   AnimalsApi};
use crate::generated::models::Animal; // Pet

impl AnimalsApi for App {
    async  fn fetch_pet(&self, _: Cx, FetchPet{ id }: FetchPet) -> R<Animal> { /* get_pet */ self.store.animals.find( id ).await }
    fn other(&self) { self.fetch_pet(1); self.x.get_pet(); get_pet(); \"GetPet\"; vec![FetchPet { id: 1 }]; paths::fetch_pet(1); }
}
";
    assert_eq!(after(before), expected);
    assert_eq!(after(expected), expected, "again");
    assert_eq!(after(&before.replace('\n', "\r\n")), expected.replace('\n', "\r\n"));
}

#[test]
fn fields_are_changed_where_a_record_is_made_or_taken_apart() {
    for (before, expected) in [
        ("fn f(Pet { color, .. }: Pet) { color }", "fn f(Animal { colour: color, .. }: Animal) { color }"),
        ("fn f(Pet { ref color, .. }: Pet) {}", "fn f(Animal { colour: ref color, .. }: Animal) {}"),
        ("fn f(Pet { color: x }: Pet) {}", "fn f(Animal { colour: x }: Animal) {}"),
        ("fn f() { Pet { color } }", "fn f() { Animal { colour: color } }"),
        ("fn f() { m::Pet { color: color.color } }", "fn f() { m::Pet { colour: color.color } }"),
        ("fn f() { Cat { color } }", "fn f() { Cat { color } }"),
        ("fn f() { Animal { color: 1 } }", "fn f() { Animal { colour: 1 } }"),
        ("fn f() { Animal { color: 1, colour: 2 } }", "fn f() { Animal { color: 1, colour: 2 } }"),
    ] {
        assert_eq!(after(before), expected);
    }
}

#[test]
fn what_is_the_users_own_stays() {
    for text in [
        "struct Pet; fn f() -> Pet { Pet }",
        "use other::Pet; fn f() -> Pet {}",
        "use other::{a, b::Pet}; fn f() -> Pet {}",
        "fn f() -> other::Pet {}",
        "fn f<Pet>(it: Pet) {}",
        "use crate::generated::models::Animal; fn f() -> Pet {}",
        "impl Other for App { fn get_pet(&self) {} }",
        "impl App { fn get_pet(&self) { self.get_pet() } }",
        "impl PetsApi for App { fn get_pet(&self) {} ",
        "\u{feff}fn f() -> Pet {}",
        "mod pets;",
    ] {
        assert_eq!(after(text), text);
    }
    let half = "impl AnimalsApi for App { fn get_pet(&self) {} fn fetch_pet(&self) {} }";
    assert_eq!(after(half), half, "both are there: whoever wrote them knows why");
}

#[test]
fn texts_that_name_the_method_follow() {
    let before = "impl PetsApi for App { fn get_pet() { Err(Unwritten::new(\"get_pet\", \"src/handlers/pets.rs\")) } }";
    let expected = "impl AnimalsApi for App { fn fetch_pet() { Err(Unwritten::new(\"fetch_pet\", \"src/handlers/animals.rs\")) } }";
    assert_eq!(after(before), expected);
}

#[test]
fn files_move_and_are_looked_for_where_they_are() {
    let mut files = FileSet { renames: renames(), ..FileSet::default() };
    let methods = vec![("fetch_pet".to_owned(), "fn fetch_pet() {}".to_owned())];
    let merge = Merge::Handlers { trait_name: "AnimalsApi".to_owned(), methods };
    files.merged("src/handlers/animals.rs", "new".to_owned(), merge);
    files.merged("src/handlers/mod.rs", "mod animals;\n".to_owned(), Merge::Modules(vec!["animals".to_owned()]));
    let mut previous = Previous::default();
    let mine = "impl PetsApi for App {\n    fn get_pet() {}\n}\n";
    for (path, text) in [("src/handlers/pets.rs", mine), ("src/handlers/mod.rs", "pub(crate) mod pets;\n")] {
        previous.files.insert(path.to_owned(), text.to_owned());
    }
    let mut log = Diagnostics::default();
    let done = reconcile(&files, &previous, MANNER, &mut log);
    assert!(log.all().is_empty(), "{:?}", log.all());
    let change = |path: &str| done.changes.get(path).cloned();
    assert_eq!(change("src/handlers/pets.rs"), Some(Change::Remove { before: mine.to_owned() }));
    let moved = "impl AnimalsApi for App {\n    fn fetch_pet() {}\n}\n".to_owned();
    assert_eq!(change("src/handlers/animals.rs"), Some(Change::Create(moved.clone())));
    let (before, after) = ("pub(crate) mod pets;\n".to_owned(), "pub(crate) mod animals;\n".to_owned());
    assert_eq!(change("src/handlers/mod.rs"), Some(Change::Update { before, after: after.clone() }));
    assert_eq!(done.moved().collect::<Vec<_>>(), ["src/handlers/animals.rs"]);
    // Once more, with what is there now: nothing but the manifest is left to write.
    previous.files = [("src/handlers/animals.rs", moved), ("src/handlers/mod.rs", after)]
        .map(|(path, text)| (path.to_owned(), text))
        .into();
    let again = reconcile(&files, &previous, MANNER, &mut log);
    assert_eq!(again.changes.keys().collect::<Vec<_>>(), [".zephyrix/manifest.json"]);
    assert!(again.renamed.is_empty() && log.all().is_empty());
}
