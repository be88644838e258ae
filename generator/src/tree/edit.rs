//! Changing a tree; what is put in keeps the place where it is written.

use super::builder::MAX_DEPTH;
use super::node::{Entry, Mapping, Node, Value};
use zephyrix_ir::Span;

/// One step down a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the member of this key.
    Member(String),
    /// To the item at this position.
    Item(usize),
}

/// Why two values cannot be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unlike {
    /// What is there.
    pub(crate) old: Span,
    /// What does not fit it.
    pub(crate) new: Span,
}

impl Node {
    /// The node that some steps lead to.
    pub(crate) fn at(&self, steps: &[Step]) -> Option<&Self> {
        steps.iter().try_fold(self, |node, step| match step {
            Step::Member(key) => node.get(key),
            Step::Item(at) => node.as_list()?.get(*at),
        })
    }

    /// The same, to be changed.
    pub(crate) fn at_mut(&mut self, steps: &[Step]) -> Option<&mut Self> {
        steps.iter().try_fold(self, |node, step| match (node.own(), step) {
            (Value::Map(map), Step::Member(key)) => map.get_mut(key),
            (Value::List(items), Step::Item(at)) => items.get_mut(*at),
            _ => None,
        })
    }

    /// Takes out what some steps lead to. The root stays.
    pub(crate) fn remove(&mut self, steps: &[Step]) {
        let Some((last, above)) = steps.split_last() else { return };
        match (self.at_mut(above).map(Self::own), last) {
            (Some(Value::Map(map)), Step::Member(key)) => map.change(|it| it.retain(|it| &*it.key != key)),
            (Some(Value::List(items)), Step::Item(at)) if *at < items.len() => drop(items.remove(*at)),
            _ => {}
        }
    }

    /// Puts in what another says: members are merged, items added, other values replaced.
    pub(crate) fn merge(&mut self, new: &Self) -> Result<(), Unlike> {
        let old = self.span;
        match (self.own(), new.value()) {
            (Value::Map(map), Value::Map(news)) => {
                let mut added = Vec::new();
                for entry in news.entries() {
                    match map.get_mut(&entry.key) {
                        Some(node) => node.merge(&entry.node)?,
                        None => added.push(entry.clone()),
                    }
                }
                if !added.is_empty() {
                    map.change(|it| it.extend(added));
                }
            }
            (Value::List(items), Value::List(news)) => items.extend_from_slice(news),
            (Value::Map(_) | Value::List(_), _) | (_, Value::Map(_) | Value::List(_)) => {
                return Err(Unlike { old, new: new.span });
            }
            _ => *self = new.clone(),
        }
        Ok(())
    }

    /// Adds one item, when it is a list.
    pub(crate) fn push(&mut self, item: Self) {
        if let Value::List(items) = self.own() {
            items.push(item);
        }
    }

    /// How many nodes it is made of, and how deep they are nested; aliases are followed.
    pub(crate) fn size(&self) -> (usize, usize) {
        let join = |(count, depth): (usize, usize), it: &Self| {
            let (more, below) = it.size();
            (count.saturating_add(more), depth.max(below + 1))
        };
        match self.value() {
            Value::List(items) => items.iter().fold((1, 1), join),
            Value::Map(map) => map.entries().iter().map(|it| &it.node).fold((1, 1), join),
            _ => (1, 1),
        }
    }

    /// Whether a value of some depth may be put where some steps lead.
    pub(crate) fn may_hold(steps: &[Step], depth: usize) -> bool {
        steps.len() + depth <= MAX_DEPTH
    }

    /// What it says, by itself: an alias is replaced by what it stands for.
    fn own(&mut self) -> &mut Value {
        while let Value::Shared(shared) = &self.value {
            self.value = shared.value.clone();
        }
        &mut self.value
    }
}

impl Mapping {
    fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let at = self.position(key)?;
        self.entries.get_mut(at).map(|it| &mut it.node)
    }

    fn change(&mut self, how: impl FnOnce(&mut Vec<Entry>)) {
        let mut entries = std::mem::take(&mut self.entries).into_vec();
        how(&mut entries);
        *self = Self::new(entries);
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Step};
    use crate::tree;
    use zephyrix_ir::{Diagnostics, SourceId};

    fn node(text: &str) -> Node {
        tree::parse(SourceId(0), "a.yaml", text, &mut Diagnostics::default()).unwrap()
    }

    fn steps(keys: &[&str]) -> Vec<Step> {
        keys.iter().map(|it| it.parse().map_or_else(|_| Step::Member((*it).to_owned()), Step::Item)).collect()
    }

    #[test]
    fn what_is_merged_joins_what_is_there() {
        let mut it = node("{ a: { b: 1, c: [x] }, d: old }");
        it.merge(&node("{ a: { b: 2, c: [y], e: {} }, f: new }")).unwrap();
        assert_eq!(it.literal(), node("{ a: { b: 2, c: [x, y], e: {} }, d: old, f: new }").literal());
        for other in ["{ a: 1 }", "{ a: [] }", "{ d: {} }", "[]"] {
            assert!(it.merge(&node(other)).is_err(), "{other}");
        }
    }

    #[test]
    fn a_change_stays_where_it_is_made() {
        let mut it = node("{ a: &x { n: [1, 2] }, b: *x }");
        it.at_mut(&steps(&["b", "n"])).unwrap().push(node("3"));
        it.remove(&steps(&["b", "n", "0"]));
        it.remove(&steps(&["b", "gone"]));
        assert_eq!(it.literal(), node("{ a: { n: [1, 2] }, b: { n: [2, 3] } }").literal());
        it.remove(&steps(&["a"]));
        assert_eq!((it.at(&steps(&["a"])).is_none(), it.size()), (true, (5, 4)));
    }
}
