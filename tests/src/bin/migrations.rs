//! `cargo run -p zephyrix-tests --release --bin migrations -- sqlite|postgres|mysql [COUNT] [FIRST SEED]`: random pairs of
//! schemas, each become the other and back on a real database.

use std::process::ExitCode;
use zephyrix_generator::Database;
use zephyrix_tests::migrations;

#[allow(clippy::print_stderr, clippy::print_stdout)]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, otherwise| arguments.get(at).and_then(|it| it.parse().ok()).unwrap_or(otherwise);
    let Some(database) = Database::ALL.into_iter().find(|it| arguments.first().is_some_and(|word| it.word() == word))
    else {
        eprintln!("which: sqlite, postgres or mysql?");
        return ExitCode::FAILURE;
    };
    let (count, first) = (number(1, 500), number(2, 0));
    match migrations::with_server(database, |url| migrations::check(database, url, first..first + count)) {
        Some(Ok(())) => println!("{count} pairs on {}: all become the other, and back", database.word()),
        Some(Err(wrong)) => {
            eprintln!("{wrong}");
            return ExitCode::FAILURE;
        }
        None => return ExitCode::FAILURE,
    }
    ExitCode::SUCCESS
}
