//! Changes as a unified diff.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;
use zephyrix_generator::Change;

/// The unified diff of one file.
pub(crate) fn diff(path: &str, change: &Change) -> String {
    let (before, after) = match change {
        Change::Create(text) => ("", text.as_str()),
        Change::Update { before, after } => (before.as_str(), after.as_str()),
        Change::Remove { before } => (before.as_str(), ""),
    };
    let old = if matches!(change, Change::Create(_)) { "/dev/null".to_owned() } else { format!("a/{path}") };
    let new = if matches!(change, Change::Remove { .. }) { "/dev/null".to_owned() } else { format!("b/{path}") };
    let bold = Style::new().bold();
    let mut text = format!("{bold}--- {old}{bold:#}\n{bold}+++ {new}{bold:#}\n");
    for hunk in TextDiff::from_lines(before, after).unified_diff().context_radius(3).iter_hunks() {
        let cyan = color(AnsiColor::Cyan);
        let _ = writeln!(text, "{cyan}{}{cyan:#}", hunk.header());
        for line in hunk.iter_changes() {
            let style = match line.tag() {
                ChangeTag::Delete => color(AnsiColor::Red),
                ChangeTag::Insert => color(AnsiColor::Green),
                ChangeTag::Equal => Style::new(),
            };
            let body = line.value().trim_end_matches('\n');
            let _ = writeln!(text, "{style}{}{body}{style:#}", line.tag());
            if line.missing_newline() {
                text.push_str("\\ No newline at end of file\n");
            }
        }
    }
    text
}

fn color(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(color.into()))
}
