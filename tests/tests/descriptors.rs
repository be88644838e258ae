//! What becomes of `.proto` files, beside what `protoc` says of them: whether they are good, and their descriptors.
//!
//! For a person, with what differs: `cargo run -p zephyrix-tests --bin corpus-descriptors -- FOLDER`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use zephyrix_tests::cargo::finish;
use zephyrix_tests::folder;
use zephyrix_tests::foreign;
use zephyrix_tests::proto::{Row, documents, lay_out, verdicts};

/// Options, numbers and visibility in every spelling.
#[test]
fn what_is_not_said_plainly() {
    let files = documents(&folder::of_repository("tests/foreign"));
    let laid_out = tempfile::tempdir().unwrap();
    assert_eq!(lay_out(&files, laid_out.path()), vec![true; files.len()], "{files:?}");
    equal(laid_out.path());
}

/// Maps in options are in no order when they are read.
#[test]
fn bytes_are_the_same_each_time() {
    let file = folder::of_repository("tests/foreign/descriptors/options.proto");
    let laid_out = tempfile::tempdir().unwrap();
    assert_eq!(lay_out(&[file.clone(), file], laid_out.path()), [true, true]);
    let read = |folder: &str| {
        let folder = laid_out.path().join(folder);
        let name = std::fs::read_to_string(folder.join("main")).unwrap();
        std::fs::read(folder.join("ours").join(name)).unwrap()
    };
    assert_eq!(read("0"), read("1"));
}

/// Whatever is read of the cases, so that none of them is what nobody else would take.
#[test]
fn cases() {
    let files = documents(&folder::of_repository("tests/cases"));
    let laid_out = tempfile::tempdir().unwrap();
    let read = lay_out(&files, laid_out.path()).into_iter().filter(|it| *it).count();
    assert!(read > 8, "{read} of {files:?}");
    equal(laid_out.path());
}

/// Every file of the corpus: read where `protoc` reads it, and else refused with a place.
#[test]
fn real_files() {
    let Some(corpus) = folder::corpus_for("descriptors of real protobuf") else { return };
    let (files, verdicts) = (documents(&corpus.join("protobuf")), verdicts(&corpus));
    let laid_out = tempfile::tempdir().unwrap();
    let read = lay_out(&files, laid_out.path());
    let differs = |(path, read): (&PathBuf, &bool)| {
        let name = path.strip_prefix(&corpus).unwrap().to_string_lossy().into_owned();
        let verdict = verdicts.get(&name).copied();
        // Only those that are refused are read again, for the place.
        let agrees = if *read { verdict != Some(false) } else { Row::of(path, &name, verdict).agrees() };
        (!agrees).then_some(name)
    };
    let differ: Vec<String> = files.iter().zip(&read).filter_map(differs).collect();
    assert!(differ.is_empty() && files.len() > 400, "{} files: {differ:#?}", files.len());
    equal(laid_out.path());
}

fn equal(laid_out: &Path) {
    let Some(python) = foreign::python(env!("CARGO_TARGET_TMPDIR")) else { return };
    if let Err(why) = finish(python.run("descriptors.py").arg(laid_out)) {
        panic!("{why}");
    }
}
