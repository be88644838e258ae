//! The user: writes into whatever is theirs, and wants every word of it back.

use super::common::Place;
use super::promises::Tree;
use fastrand::Rng;

/// What somebody wrote: a line that is nowhere else.
#[derive(Clone, Debug)]
struct Mark {
    /// The line, without its indentation.
    line: String,
    /// The file it was written into.
    path: String,
    /// The handler that it is in, where it is in one.
    method: Option<String>,
}

/// All that somebody wrote.
#[derive(Default)]
pub(crate) struct User {
    marks: Vec<Mark>,
    written: u32,
    /// Conflicts that were settled by hand.
    pub(crate) settled: u32,
}

/// Files that are the user's and ours, and how a remark begins in them.
const SHARED: &[(&str, &str)] = &[
    ("Dockerfile", "#"),
    ("compose.yaml", "#"),
    (".github/workflows/zephyrix.yml", "#"),
    ("config/default.toml", "#"),
    ("config/production.toml", "#"),
    ("Cargo.toml", "#"),
    (".gitignore", "#"),
    ("src/app.rs", "//"),
    ("src/main.rs", "//"),
    ("src/lib.rs", "//"),
];

impl User {
    /// How much was written.
    pub(crate) fn count(&self) -> u32 {
        self.written
    }

    /// Writes something somewhere; what it was.
    pub(crate) fn edit(&mut self, place: &Place, random: &mut Rng) -> String {
        self.written += 1;
        let mine = self.written;
        if random.u8(0..3) == 0 {
            let (path, sign) = random.choice(SHARED).copied().unwrap_or_default();
            return self.remark(place, random, path, &format!("{sign} mine {mine}"));
        }
        let handlers: Vec<String> = place.files("life/src/handlers").into_keys().filter(|it| it != "mod.rs").collect();
        let Some(file) = random.choice(&handlers) else { return "nothing".to_owned() };
        let path = format!("src/handlers/{file}");
        let text = place.read(&format!("life/{path}"));
        let methods = methods(&text);
        let Some(method) = random.choice(&methods).filter(|_| random.u8(0..5) != 0) else {
            let line = format!("// mine {mine}");
            place.write(&format!("life/{path}"), &format!("{text}\n{line}\n"));
            self.marks.push(Mark { line: line.clone(), path: path.clone(), method: None });
            return format!("{line} at the end of {path}");
        };
        let line = format!("let _mine_{mine} = {mine};");
        place.write(&format!("life/{path}"), &with_statement(&text, method, &line));
        self.marks.push(Mark { line, path: path.clone(), method: Some(method.clone()) });
        format!("a statement in {path}: {method}")
    }

    fn remark(&mut self, place: &Place, random: &mut Rng, path: &str, line: &str) -> String {
        let place_of = format!("life/{path}");
        if !place.path(&place_of).exists() {
            return "nothing".to_owned();
        }
        let text = place.read(&place_of);
        let mut lines: Vec<&str> = text.lines().collect();
        // Within what goes over several lines, a remark may be something else.
        let places: Vec<usize> = (0..=lines.len())
            .filter(|at| lines.get(*at).is_none_or(|it| !it.is_empty() && !it.starts_with([' ', '}', ']', ')'])))
            .collect();
        let at = random.choice(&places).copied().unwrap_or(0);
        lines.insert(at, line);
        place.write(&place_of, &(lines.join("\n") + "\n"));
        self.marks.push(Mark { line: line.to_owned(), path: path.to_owned(), method: None });
        format!("{line} in {path}")
    }

    /// Settles every conflict: both sides are right, what is marked as mine goes first.
    pub(crate) fn settle(&mut self, place: &Place, told: &str) {
        let mut found = false;
        for (path, _) in SHARED {
            let path = format!("life/{path}");
            if !place.path(&path).exists() {
                continue;
            }
            let text = place.read(&path);
            if !text.contains("<<<<<<< yours\n") {
                continue;
            }
            let (mut kept, mut is_base) = (String::new(), false);
            for line in text.lines() {
                match line {
                    "<<<<<<< yours" | ">>>>>>> generated now" => {}
                    "||||||| generated before" => is_base = true,
                    "=======" => is_base = false,
                    _ if is_base => {}
                    line => kept.extend([line, "\n"]),
                }
            }
            place.write(&path, &kept);
            self.settled += 1;
            found = true;
        }
        assert!(found, "it ended with 1, and no file has a conflict: {told}");
        place.ok(&["-C", "life", "generate"]);
    }

    /// Every word is still there, once; and methods that somebody wrote in are as they were, unless they are called otherwise.
    pub(crate) fn is_intact(&self, place: &Place, before: &Tree, told: &str) {
        let now = Tree::of(place);
        let text = |tree: &Tree| -> String {
            let theirs = tree.0.iter().filter(|(path, _)| !path.starts_with("life/.zephyrix/"));
            theirs.map(|(_, it)| String::from_utf8_lossy(it)).collect()
        };
        let all = text(&now);
        for mark in &self.marks {
            let count = all.lines().filter(|it| it.trim() == mark.line).count();
            assert_eq!(count, 1, "{mark:?} is there {count} times: {told}");
        }
        if told.contains("renamed") {
            return;
        }
        let touched = self.marks.iter().filter_map(|it| Some((&it.path, it.method.as_ref()?)));
        for (path, method) in touched {
            let Some(was) = before.0.get(&format!("life/{path}")) else { continue };
            let was = String::from_utf8_lossy(was);
            let Some((begin, end)) = span(&was, method) else { continue };
            assert!(all.contains(&was[begin..end]), "{path}: {method} has changed: {told}");
        }
    }

    /// Mends a file as people do: as it would be made now, with what is mine put where it was. Where nothing makes it any more, it goes.
    pub(crate) fn mend(&mut self, place: &Place, path: &str) {
        let ended = place.run(&["-C", "life", "generate", "--print", path]);
        let file = format!("life/{path}");
        let there = place.read(&file);
        let is_in = |mark: &Mark| there.lines().any(|it| it.trim() == mark.line);
        let (mine, others): (Vec<Mark>, Vec<Mark>) = std::mem::take(&mut self.marks).into_iter().partition(is_in);
        self.marks = others;
        if ended.code != Some(0) {
            std::fs::remove_file(place.path(&file)).unwrap();
            let (folder, name) = file.rsplit_once('/').unwrap();
            let declared = format!("mod {};", name.trim_end_matches(".rs"));
            let list = format!("{folder}/mod.rs");
            let kept: Vec<String> = place.read(&list).lines().filter(|it| *it != declared).map(str::to_owned).collect();
            place.write(&list, &(kept.join("\n") + "\n"));
            return;
        }
        let mut text = ended.out;
        for mark in mine {
            match mark.method.as_ref().filter(|it| span(&text, it).is_some()) {
                Some(method) => text = with_statement(&text, method, &mark.line),
                None if mark.method.is_some() => continue,
                None => text = format!("{text}\n{}\n", mark.line),
            }
            self.marks.push(mark);
        }
        place.write(&file, &text);
    }
}

/// The names of the handlers in a file.
fn methods(text: &str) -> Vec<String> {
    let name = |line: &str| Some(line.trim().strip_prefix("async fn ")?.split(['(', '<']).next()?.to_owned());
    text.lines().filter(|it| it.starts_with("    async fn ")).filter_map(name).collect()
}

/// Where a method is, from its name to its end.
fn span(text: &str, method: &str) -> Option<(usize, usize)> {
    let begin = text.find(&format!("    async fn {method}("))?;
    let end = begin + text[begin..].find("\n    }\n")? + "\n    }\n".len();
    Some((begin, end))
}

/// The text with a statement at the beginning of a method.
fn with_statement(text: &str, method: &str, statement: &str) -> String {
    let Some((begin, end)) = span(text, method) else { return text.to_owned() };
    let open = begin + text[begin..end].find("{\n").map_or(0, |it| it + 2);
    // What is matched in the arguments is no body.
    let body = text[begin..end].find(" -> ").map_or(open, |at| {
        let from = begin + at;
        from + text[from..end].find("{\n").map_or(0, |it| it + 2)
    });
    format!("{}        {statement}\n{}", &text[..body], &text[body..])
}
