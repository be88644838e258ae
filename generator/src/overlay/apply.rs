//! Actions on a document.

use super::read::file;
use super::{Action, Change, Overlays};
use crate::tree::{Node, Step, Value};
use serde_json::Value as Json;
use serde_json_path::{JsonPath, PathElement};
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// How many nodes all overlays together may put in: what is copied often enough grows beyond all bounds.
const MAX_ADDED: usize = 2_000_000;

impl Overlays {
    /// Changes the document at a path. What cannot be done is reported.
    pub(crate) fn apply(&mut self, path: &str, root: &mut Node, log: &mut Diagnostics) {
        if self.0.is_empty() {
            return;
        }
        let mut document = Overlaid { json: json(root), root, added: 0 };
        for overlay in &mut self.0 {
            if overlay.extends.as_deref().is_some_and(|it| it != file(path)) {
                continue;
            }
            for action in &mut overlay.actions {
                if let Err(found) = document.act(action) {
                    log.push(*found);
                    return;
                }
            }
        }
    }
}

/// A document that is changed: as a tree, and beside it as the values that a path looks at.
struct Overlaid<'a> {
    root: &'a mut Node,
    json: Json,
    added: usize,
}

impl Overlaid<'_> {
    fn act(&mut self, action: &mut Action) -> Result<(), Box<Diagnostic>> {
        let targets = self.find(&action.target);
        action.matched |= !targets.is_empty();
        let bad = |message: &str| Box::new(Diagnostic::new(Code::BAD_OVERLAY, action.span, message));
        let new = match &action.change {
            Change::Remove if targets.iter().any(Vec::is_empty) => {
                return Err(bad("the whole document cannot be removed"));
            }
            Change::Remove => {
                // From the end, so that positions before it hold.
                for steps in targets.iter().rev() {
                    self.root.remove(steps);
                    self.follow(&steps[..steps.len() - 1]);
                }
                return Ok(());
            }
            Change::Update(node) => node.clone(),
            Change::Copy(from, span) => match self.find(from).as_slice() {
                [one] => self.root.at(one).cloned().ok_or_else(|| bad("what is copied is gone"))?,
                found => {
                    let message = format!("`{from}` finds {} values, and one can be copied", found.len());
                    return Err(Box::new(Diagnostic::new(Code::BAD_OVERLAY, *span, message)));
                }
            },
        };
        let (count, depth) = new.size();
        self.added = self.added.saturating_add(count.saturating_mul(targets.len()));
        if self.added > MAX_ADDED || !targets.iter().all(|steps| Node::may_hold(steps, depth)) {
            return Err(bad("this makes the document too large, or nests it too deep"));
        }
        for steps in &targets {
            self.put(steps, &new, action)?;
        }
        Ok(())
    }

    fn put(&mut self, steps: &[Step], new: &Node, action: &Action) -> Result<(), Box<Diagnostic>> {
        let Some(old) = self.root.at_mut(steps) else { return Ok(()) };
        if old.as_list().is_some() && new.as_list().is_none() {
            old.push(new.clone());
        } else if let Err(unlike) = old.merge(new) {
            let message = format!("what is to be merged at `{}` is of another kind than what is there", action.target);
            let found = Diagnostic::new(Code::BAD_OVERLAY, unlike.new, message).related(unlike.old, "this is there");
            return Err(Box::new(found.help("remove it first: `remove: true`")));
        }
        self.follow(steps);
        Ok(())
    }

    fn find(&self, path: &JsonPath) -> Vec<Vec<Step>> {
        let mut found = path.query_located(&self.json);
        found.dedup_in_place();
        let step = |it: &PathElement<'_>| match it {
            PathElement::Name(name) => Step::Member((*name).to_owned()),
            PathElement::Index(at) => Step::Item(*at),
        };
        found.iter().map(|it| it.location().iter().map(step).collect()).collect()
    }

    /// Has the values say what the tree says by now, at some place.
    fn follow(&mut self, steps: &[Step]) {
        let Some(node) = self.root.at(steps) else { return };
        let mut open = Some(&mut self.json);
        for step in steps {
            open = open.and_then(|it| match step {
                Step::Member(key) => it.get_mut(key),
                Step::Item(at) => it.get_mut(*at),
            });
        }
        if let Some(value) = open {
            *value = json(node);
        }
    }
}

fn json(node: &Node) -> Json {
    match node.value() {
        Value::Null | Value::Shared(_) => Json::Null,
        Value::Bool(it) => Json::Bool(*it),
        Value::Number(it) => serde_json::from_str(it.as_str()).unwrap_or_default(),
        Value::Text(it) => Json::String(it.to_string()),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(map) => Json::Object(map.entries().iter().map(|it| (it.key.to_string(), json(&it.node))).collect()),
    }
}
