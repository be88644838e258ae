//! A file and all that it imports: read, parsed and linked.

use super::bundled;
use super::edition::{Adapted, Edition, Noted, adapt};
use super::mend::mend;
use super::places::{Lines, Places};
use super::report::report;
use super::roots::Roots;
use crate::front::Input;
use crate::source::{Loader, Source, Sources};
use prost_reflect::DescriptorPool;
use prost_reflect::prost_types::FileDescriptorProto;
use std::collections::{HashMap, HashSet};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId, Span};

/// So many files may import one another, one inside another.
const DEEPEST: usize = 100;

/// Every file that was read.
pub(super) struct Files {
    /// What they say, linked.
    pub(super) pool: DescriptorPool,
    /// By name: what is known of a file beside.
    pub(super) about: HashMap<String, About>,
    /// The name of the one that was asked for.
    pub(super) main: String,
}

/// What is known of a file beside its descriptor.
pub(super) struct About {
    /// Where it is.
    pub(super) path: String,
    pub(super) edition: Edition,
    pub(super) places: Places,
    /// What is said in words that the grammar lacks, by the paths of its statements.
    pub(super) noted: Vec<(Vec<i32>, Noted)>,
}

/// Reads a file with all that it imports; `None` with errors in `log`.
pub(super) fn read(input: Input<'_>, log: &mut Diagnostics) -> Option<Files> {
    let Input { source, sources, loader, .. } = input;
    let Source { path, text } = sources.get(source).clone();
    let mut roots = Roots::of(&path, &text, loader);
    if let Some(file) = roots.stated.take() {
        sources.add(file);
    }
    let main = roots.name(&path).to_owned();
    let mut reader = Reader {
        sources,
        loader,
        roots,
        files: Files { pool: DescriptorPool::new(), about: HashMap::new(), main: main.clone() },
        ready: Vec::new(),
        lacking: HashSet::new(),
        open: Vec::new(),
        log,
    };
    let good = reader.file(&main, source);
    let linked = reader.link();
    (good && linked).then_some(reader.files)
}

struct Reader<'a> {
    sources: &'a mut Sources,
    loader: &'a dyn Loader,
    roots: Roots,
    files: Files,
    /// What is to be linked, every file after those that it imports.
    ready: Vec<(FileDescriptorProto, SourceId)>,
    /// The names of files that import what cannot be.
    lacking: HashSet<String>,
    /// The names of files whose imports are being read.
    open: Vec<String>,
    log: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// Reads a file after those that it imports. Whether all of it is good.
    fn file(&mut self, name: &str, source: SourceId) -> bool {
        let Source { path, text } = self.sources.get(source).clone();
        let Some((adapted, mut descriptor)) = self.parsed(name, source, &text) else { return false };
        let places = Places::of(&descriptor, source, &text);
        self.open.push(name.to_owned());
        let mut good = true;
        for (at, import) in (0..).zip(&descriptor.dependency) {
            good &= self.import(import, places.span(&[3, at]));
        }
        self.open.pop();
        let noted = mend(&mut descriptor, adapted.edition, &text, &adapted.noted);
        let about = About { path, edition: adapted.edition, places, noted };
        self.files.about.insert(name.to_owned(), about);
        if good {
            self.ready.push((descriptor, source));
        } else {
            self.lacking.insert(name.to_owned());
        }
        good
    }

    /// What a text says, its places those of the text.
    fn parsed(&mut self, name: &str, source: SourceId, text: &str) -> Option<(Adapted, FileDescriptorProto)> {
        let adapted = match adapt(text) {
            Ok(it) => it,
            Err(place) => {
                let span = Span::new(source, place.start, place.end);
                let message = "the edition is not one of those that are known";
                self.log.push(Diagnostic::new(Code::PROTO_SYNTAX, span, message).help("they are 2023 and 2024"));
                return None;
            }
        };
        match protox_parse::parse(name, &adapted.text) {
            Ok(mut it) => {
                if adapted.text != text {
                    relocate(&mut it, &adapted, text);
                }
                Some((adapted, it))
            }
            Err(error) => {
                let place = |at: usize| adapted.original(at);
                report(&error, Code::PROTO_SYNTAX, source, &place, self.log);
                None
            }
        }
    }

    /// Reads what is imported, unless it is read already. Whether it is good.
    fn import(&mut self, name: &str, from: Option<Span>) -> bool {
        let problem = if self.files.about.contains_key(name) {
            return !self.lacking.contains(name);
        } else if self.open.iter().any(|it| it == name) {
            format!("`{name}` imports itself: {} -> {name}", self.open.join(" -> "))
        } else if self.open.len() >= DEEPEST {
            format!("more than {DEEPEST} files import one another")
        } else {
            let found = self.roots.find(name, self.loader);
            match found.or_else(|| bundled::text(name).map(|it| (name.to_owned(), it.to_owned()))) {
                Some((path, text)) => {
                    let source = self.sources.add(Source { path, text });
                    return self.file(name, source);
                }
                None => format!("there is no file `{name}`"),
            }
        };
        let found = Diagnostic::new(Code::PROTO_IMPORT, from, problem).label("imported here");
        self.log
            .push(found.help("imports are looked for in the modules of `buf.yaml` and in the folders around the file: run from a folder that all of them are in"));
        false
    }

    /// Links all files that can be, up to the first whose names and numbers are not good. Whether there is none.
    fn link(&mut self) -> bool {
        let mut ready = std::mem::take(&mut self.ready);
        // What options there are is known before they are read, as it is to `protoc`, whoever imports it.
        match ready.iter().position(|it| defines_options(&it.0)) {
            Some(at) if ready[at].0.dependency.is_empty() => ready[..=at].rotate_right(1),
            Some(_) => {}
            None => self.files.pool = bundled::options(),
        }
        for (descriptor, source) in ready {
            if let Err(error) = self.files.pool.add_file_descriptor_proto(descriptor) {
                let text = self.sources.get(source).text.clone();
                report(&error.with_source_code(&text), Code::PROTO_INVALID, source, &|it| it, self.log);
                return false;
            }
        }
        true
    }
}

/// Whether a file is the user's own `descriptor.proto`, whatever it is called.
fn defines_options(file: &FileDescriptorProto) -> bool {
    file.package() == "google.protobuf" && file.message_type.iter().any(|it| it.name() == "FileOptions")
}

/// Turns places in a text that was made of another into places in that.
fn relocate(descriptor: &mut FileDescriptorProto, adapted: &Adapted, original: &str) {
    let (from, to) = (Lines::of(&adapted.text), Lines::of(original));
    let place = |line: i32, column: i32| to.place(adapted.original(from.at(line, column)));
    for it in descriptor.source_code_info.iter_mut().flat_map(|it| &mut it.location) {
        let (first, last) = match *it.span {
            [line, start, end] => (place(line, start), place(line, end)),
            [line, start, last, end] => (place(line, start), place(last, end)),
            _ => continue,
        };
        it.span = match (first, last) {
            ((line, start), (last, end)) if line == last => vec![line, start, end],
            ((line, start), (last, end)) => vec![line, start, last, end],
        };
    }
}
