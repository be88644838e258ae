//! Paths of templates: `docs/[operation].md` is a file an operation.

use serde_json::Value as Json;
use zephyrix_ir::{Code, Diagnostic, did_you_mean};

/// Of what there is a file each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Operation,
    Type,
    Tag,
    Entity,
    Query,
}

impl Item {
    const ALL: [Self; 5] = [Self::Operation, Self::Type, Self::Tag, Self::Entity, Self::Query];

    /// In a path and a template, and in the model.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Operation => ("operation", "operations"),
            Self::Type => ("type", "types"),
            Self::Tag => ("tag", "tags"),
            Self::Entity => ("entity", "entities"),
            Self::Query => ("query", "queries"),
        }
    }
}

/// A path with holes.
#[derive(Debug)]
pub(super) struct Pattern<'p> {
    parts: Vec<Part<'p>>,
}

#[derive(Debug)]
enum Part<'p> {
    Text(&'p str),
    /// Of which item, and where in it.
    Hole(Item, Vec<&'p str>),
}

impl<'p> Pattern<'p> {
    /// Reads a path. Brackets around anything that is no item are brackets.
    pub(super) fn parse(path: &'p str) -> Result<Self, Box<Diagnostic>> {
        let mut parts = Vec::new();
        let mut rest = path;
        while let Some((before, inside, after)) = bracket(rest) {
            let mut words = inside.split('.');
            let word = words.next().unwrap_or_default();
            if let Some(item) = Item::ALL.into_iter().find(|it| it.names().0 == word) {
                let field: Vec<&str> = words.collect();
                parts.push(Part::Text(before));
                parts.push(Part::Hole(item, if field.is_empty() { vec!["slug"] } else { field }));
            } else if let Some(near) = did_you_mean(word, Item::ALL.map(|it| it.names().0)) {
                let message = format!("`[{inside}]` is no item of the model");
                let found = Diagnostic::new(Code::BAD_OUTPUT, None, message);
                return Err(Box::new(found.help(format!("did you mean `[{near}]`?"))));
            } else {
                parts.push(Part::Text(&rest[..before.len() + inside.len() + 2]));
            }
            rest = after;
        }
        parts.push(Part::Text(rest));
        let pattern = Self { parts };
        let mut items = pattern.items();
        match items.next() {
            Some(first) if items.any(|it| it != first) => {
                let message = format!("`{path}` names items of two kinds: a path has those of one");
                Err(Box::new(Diagnostic::new(Code::BAD_OUTPUT, None, message)))
            }
            _ => {
                drop(items);
                Ok(pattern)
            }
        }
    }

    /// Of what there is a file each.
    pub(super) fn item(&self) -> Option<Item> {
        self.items().next()
    }

    /// The path of an item; `None` where the item has no such name.
    pub(super) fn fill(&self, item: &Json) -> Option<String> {
        let mut path = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => path.push_str(text),
                Part::Hole(_, field) => {
                    let found = field.iter().try_fold(item, |it, key| it.get(key))?;
                    // A name is one segment, whatever is in it.
                    path.push_str(&found.as_str()?.replace(['/', '\\'], "-"));
                }
            }
        }
        Some(path)
    }

    fn items(&self) -> impl Iterator<Item = Item> {
        self.parts.iter().filter_map(|it| match it {
            Part::Text(_) => None,
            Part::Hole(item, _) => Some(*item),
        })
    }
}

fn bracket(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (inside, after) = rest.split_once(']')?;
    Some((before, inside, after))
}

#[cfg(test)]
mod tests {
    use super::{Item, Pattern};
    use serde_json::json;

    #[test]
    fn a_bracket_is_an_item_or_a_bracket() {
        let pet = json!({ "slug": "get_pet", "name": "get/Pet", "rust": { "method": "get_pet" } });
        for (path, item, filled) in [
            ("docs/[operation].md", Some(Item::Operation), Some("docs/get_pet.md")),
            ("[operation.name]/[operation.rust.method]", Some(Item::Operation), Some("get-Pet/get_pet")),
            ("docs/[tag.none].md", Some(Item::Tag), None),
            ("pages/[id].tsx", None, Some("pages/[id].tsx")),
            ("a[b", None, Some("a[b")),
        ] {
            let pattern = Pattern::parse(path).unwrap();
            assert_eq!((pattern.item(), pattern.fill(&pet).as_deref()), (item, filled), "{path}");
        }
        for (path, why) in [("[opration].md", "did you mean `[operation]`?"), ("[tag]/[type].md", "")] {
            assert_eq!(Pattern::parse(path).unwrap_err().help.unwrap_or_default(), why, "{path}");
        }
    }
}
