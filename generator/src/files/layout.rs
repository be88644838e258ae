//! How code of the user's is laid out: as their own formatter would, which only whoever may start programs can ask.

/// Lays out whole files of Rust.
pub trait Layout {
    /// Each text as the user's formatter would leave it, or as it is where there is none.
    fn lay_out(&self, files: &mut [String]);
}

/// Leaves everything as the generator laid it out.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLayout;

impl Layout for NoLayout {
    fn lay_out(&self, _: &mut [String]) {}
}

/// What stands between two methods while they are laid out together.
const BETWEEN: &str = "// ---- the next of the methods ----";

/// Methods, laid out together: to start a formatter takes longer than it takes.
pub(super) fn methods(texts: &[&str], layout: &dyn Layout) -> Vec<String> {
    let between = format!("\n\n    {BETWEEN}\n");
    let as_they_are = || texts.iter().map(|it| it.trim_end().to_owned()).collect();
    let body: Vec<&str> = texts.iter().map(|it| it.trim_end()).collect();
    let mut file = [format!("impl Methods {{\n{}\n}}\n", body.join(&between))];
    if texts.is_empty() {
        return Vec::new();
    }
    layout.lay_out(&mut file);
    let [file] = file;
    let Some(inner) = file.strip_prefix("impl Methods {\n").and_then(|it| it.trim_end().strip_suffix('}')) else {
        return as_they_are();
    };
    let mut laid = vec![String::new()];
    for line in inner.lines() {
        match (line.trim() == BETWEEN, laid.last_mut()) {
            (false, Some(last)) => last.extend([line, "\n"]),
            _ => laid.push(String::new()),
        }
    }
    if laid.len() != texts.len() {
        return as_they_are();
    }
    laid.iter().map(|it| it.trim_matches('\n').to_owned()).collect()
}
