//! The hundredth day: a contract that is edited two hundred times while its user edits, too, and after each edit all that was promised.
//!
//! `LIFE_EDITS` edits (200) of `LIFE_DOCUMENT` (a petstore) from `LIFE_SEED` (7), the service built every `LIFE_BUILDS` of them (20): the same
//! seed is the same life, and `LIFE_LOG=1` tells it. A life that fails names its seed and its edit.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and tells how it went")]

mod build;
#[path = "../common/mod.rs"]
mod common;
mod contract;
mod promises;
mod user;

use common::Place;
use contract::Contract;
use promises::Tree;
use user::User;

/// What a life is.
struct Life {
    seed: u64,
    edits: u32,
    /// The service is built after so many edits.
    builds: u32,
    document: String,
    is_told: bool,
}

impl Life {
    fn chosen() -> Self {
        let number = |name: &str, default: u32| std::env::var(name).map_or(default, |it| it.parse().unwrap());
        let petstore = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/petstore.yaml");
        Self {
            seed: number("LIFE_SEED", 7).into(),
            edits: number("LIFE_EDITS", 200),
            builds: number("LIFE_BUILDS", 20),
            document: std::env::var("LIFE_DOCUMENT").unwrap_or_else(|_| petstore.to_owned()),
            is_told: std::env::var_os("LIFE_LOG").is_some_and(|it| !it.is_empty()),
        }
    }

    fn tell(&self, line: &str) {
        if self.is_told {
            println!("{line}");
        }
    }
}

#[test]
fn two_hundred_edits_later_every_promise_holds() {
    let life = Life::chosen();
    let mut random = fastrand::Rng::with_seed(life.seed);
    let place = Place::empty();
    let mut contract = Contract::read(&life.document);
    place.write("api.json", &contract.text());
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");
    place.ok(&["new", "life", "--from", "api.json", "--runtime", runtime, "--no-git", "--quiet"]);
    let mut user = User::default();
    let (mut refused, mut repaired) = (0, 0);
    for at in 1..=life.edits {
        let said = user.edit(&place, &mut random);
        let before = Tree::of(&place);
        let mut next = contract.clone();
        let edit = next.edit(&mut random);
        life.tell(&format!("{at}: user: {said}; contract: {edit}"));
        place.write("life/api.json", &next.text());
        let ended = place.run(&["-C", "life", "generate"]);
        let told = format!("seed {}, edit {at}: {edit}\n{}{}", life.seed, ended.err, ended.out);
        match ended.code {
            Some(2) => {
                // Nobody can have what contradicts itself: nothing was written, and the author takes it back.
                Tree::of(&place).is_but_for(&before, &["life/api.json"], &told);
                place.write("life/api.json", &contract.text());
                refused += 1;
                life.tell(&format!("   refused: {}", ended.err.lines().next().unwrap_or_default()));
                continue;
            }
            Some(1) => user.settle(&place, &told),
            code => assert_eq!(code, Some(0), "{told}"),
        }
        contract = next;
        user.is_intact(&place, &before, &told);
        promises::hold(&place, &told);
        promises::migrations_apply(&place, at, &told);
        if at % life.builds == 0 || at == life.edits {
            repaired += build::until_it_builds(&place, &mut user, &told);
            promises::hold(&place, &told);
        }
    }
    let Life { seed, edits, .. } = life;
    println!(
        "seed {seed}: {edits} edits, {refused} refused, {} of the user's own, {repaired} files mended by hand, {} conflicts settled, {} migrations",
        user.count(),
        user.settled,
        promises::migrations(&place)
    );
    assert!(refused * 4 < edits, "most edits are edits: {refused} of {edits} were refused");
}
