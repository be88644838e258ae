//! What documents of OpenAPI say, found once for all rules.

use crate::front::openapi::trees::{Tree, follow, target};
use crate::tree::{Entry, Node, Value};
use std::collections::HashSet;
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::HttpMethod;

/// A path, or a webhook, of an input.
pub(super) struct Path<'a> {
    pub(super) file: usize,
    pub(super) entry: &'a Entry,
    /// Whether others serve it.
    pub(super) is_webhook: bool,
}

/// An operation of one.
pub(super) struct Operation<'a> {
    /// The input that it is an operation of.
    pub(super) root: usize,
    pub(super) path: &'a str,
    /// The method and what it is about.
    pub(super) entry: &'a Entry,
    /// The file that it is written in.
    pub(super) file: usize,
    /// What the path says for all of its operations.
    pub(super) item: &'a Node,
    /// Whether others serve it.
    pub(super) is_webhook: bool,
}

/// A schema, wherever it stands.
#[derive(Clone, Copy)]
pub(super) struct Schema<'a> {
    pub(super) file: usize,
    pub(super) node: &'a Node,
    /// Whether it is one of several that are held together: the others may say more.
    pub(super) is_part: bool,
}

/// A reference.
pub(super) struct Reference<'a> {
    pub(super) file: usize,
    pub(super) to: &'a str,
}

/// What there is.
pub(super) struct Facts<'a> {
    pub(super) trees: &'a [Tree],
    pub(super) paths: Vec<Path<'a>>,
    pub(super) operations: Vec<Operation<'a>>,
    pub(super) schemas: Vec<Schema<'a>>,
    /// Every component that is no schema, by its kind.
    pub(super) components: Vec<(usize, &'static str, &'a Entry)>,
    /// Every schema that has a name.
    pub(super) named: Vec<(usize, &'a Entry)>,
    pub(super) references: Vec<Reference<'a>>,
    pub(super) descriptions: Vec<(&'a str, Span)>,
    /// Schemas that others refer to as parts of themselves.
    pub(super) joined: HashSet<Span>,
}

/// Where components are, and under which word rules know them.
const COMPONENTS: [&str; 8] =
    ["responses", "parameters", "examples", "requestBodies", "headers", "links", "callbacks", "pathItems"];

impl<'a> Facts<'a> {
    pub(super) fn of(trees: &'a [Tree]) -> Self {
        let mut facts = Self {
            trees,
            paths: Vec::new(),
            operations: Vec::new(),
            schemas: Vec::new(),
            components: Vec::new(),
            named: Vec::new(),
            references: Vec::new(),
            descriptions: Vec::new(),
            joined: HashSet::new(),
        };
        let mut open = Vec::new();
        for (file, tree) in trees.iter().enumerate() {
            facts.references(file, &tree.root);
            if tree.is_root {
                facts.root(file, tree);
                open.push((file, &tree.root, Role::Object));
            }
        }
        let mut walk = Walk { facts: &mut facts, seen: HashSet::new(), open };
        while let Some((file, node, role)) = walk.open.pop() {
            walk.visit(file, node, role);
        }
        facts
    }

    /// What a node refers to, or itself.
    pub(super) fn follow(&self, file: usize, node: &'a Node) -> Option<(usize, &'a Node)> {
        follow(self.trees, file, node)
    }

    /// The inputs.
    pub(super) fn roots(&self) -> impl Iterator<Item = (usize, &'a Tree)> {
        self.trees.iter().enumerate().filter(|it| it.1.is_root)
    }

    /// The parameters of an operation, its own and those of its path, with the files that they are in.
    pub(super) fn parameters(&self, it: &Operation<'a>) -> Vec<(usize, &'a Node)> {
        let lists = [it.entry.node.get("parameters"), it.item.get("parameters")];
        let all = lists.into_iter().flatten().filter_map(Node::as_list).flatten();
        all.filter_map(|node| self.follow(it.file, node)).collect()
    }

    fn root(&mut self, file: usize, tree: &'a Tree) {
        for (word, is_webhook) in [("paths", false), ("webhooks", true)] {
            for entry in entries(tree.root.get(word)).filter(|it| !it.key.starts_with("x-")) {
                self.paths.push(Path { file, entry, is_webhook });
                self.path(file, entry, is_webhook);
            }
        }
        let place = if tree.is_swagger { Some(&tree.root) } else { tree.root.get("components") };
        let Some(place) = place else { return };
        let schemas = if tree.is_swagger { "definitions" } else { "schemas" };
        self.named.extend(entries(place.get(schemas)).filter(|it| !it.key.starts_with("x-")).map(|it| (file, it)));
        for kind in COMPONENTS {
            self.components.extend(entries(place.get(kind)).map(|it| (file, kind, it)));
        }
    }

    fn path(&mut self, root: usize, path: &'a Entry, is_webhook: bool) {
        let target = path.node.get("$ref").and_then(|_| self.follow(root, &path.node));
        for (file, item) in [Some((root, &path.node)), target].into_iter().flatten() {
            let own = entries(Some(item)).filter(|it| HttpMethod::ALL.iter().any(|(word, _)| *word == &*it.key));
            let other = entries(item.get("additionalOperations"));
            for entry in own.chain(other).filter(|it| it.node.as_map().is_some()) {
                self.operations.push(Operation { root, path: &path.key, entry, file, item, is_webhook });
            }
        }
    }

    fn references(&mut self, file: usize, node: &'a Node) {
        match node.value() {
            Value::List(items) => items.iter().for_each(|it| self.references(file, it)),
            Value::Map(map) => {
                for entry in map.entries() {
                    if let ("$ref", Some(to)) = (&*entry.key, entry.node.as_text()) {
                        self.references.push(Reference { file, to });
                    }
                    if &*entry.key == "mapping" {
                        let targets = entries(Some(&entry.node)).filter_map(|it| it.node.as_text());
                        self.references.extend(targets.map(|to| Reference { file, to }));
                    }
                    self.references(file, &entry.node);
                }
            }
            _ => {}
        }
    }
}

/// The members of a mapping, if there is one.
pub(super) fn entries(node: Option<&Node>) -> impl Iterator<Item = &Entry> {
    node.and_then(Node::as_map).map_or(&[][..], |it| it.entries()).iter()
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Role {
    /// An object of the specification.
    Object,
    /// Objects by names of the author's.
    Named,
    /// The same of those.
    NamedTwice,
    Schema,
    /// A schema that is held together with others.
    Part,
    /// Schemas by names of the author's.
    Schemas,
    /// Nothing that is looked into.
    Data,
}

/// Members of objects whose keys are names of the author's.
const NAMED: [&str; 16] = [
    "paths",
    "webhooks",
    "responses",
    "headers",
    "content",
    "links",
    "encoding",
    "pathItems",
    "mediaTypes",
    "requestBodies",
    "securitySchemes",
    "securityDefinitions",
    "variables",
    "flows",
    "parameters",
    "additionalOperations",
];

/// Members of schemas that are held together with what is around them.
const PARTS: [&str; 7] = ["allOf", "oneOf", "anyOf", "not", "if", "then", "else"];

/// Members of schemas that are schemas, or lists of them.
const SCHEMA: [&str; 10] = [
    "items",
    "additionalProperties",
    "contains",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentSchema",
    "additionalItems",
    "prefixItems",
    "itemSchema",
];

impl Role {
    /// What a member is.
    fn member(self, key: &str) -> Self {
        match self {
            _ if key.starts_with("x-") && matches!(self, Self::Object | Self::Schema | Self::Part) => Self::Data,
            Self::Named => Self::Object,
            Self::NamedTwice => Self::Named,
            Self::Schemas => Self::Schema,
            Self::Data => Self::Data,
            Self::Schema | Self::Part => match key {
                "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => Self::Schemas,
                key if PARTS.contains(&key) => Self::Part,
                key if SCHEMA.contains(&key) => Self::Schema,
                _ => Self::Data,
            },
            Self::Object => match key {
                "schema" | "itemSchema" => Self::Schema,
                "schemas" | "definitions" => Self::Schemas,
                "example" | "examples" | "default" | "enum" | "security" | "scopes" => Self::Data,
                "callbacks" => Self::NamedTwice,
                key if NAMED.contains(&key) => Self::Named,
                _ => Self::Object,
            },
        }
    }
}

struct Walk<'w, 'a> {
    facts: &'w mut Facts<'a>,
    seen: HashSet<(Span, Role)>,
    /// What is still to be visited: references may lead on and on.
    open: Vec<(usize, &'a Node, Role)>,
}

impl<'a> Walk<'_, 'a> {
    fn visit(&mut self, file: usize, node: &'a Node, role: Role) {
        if role == Role::Data || !self.seen.insert((node.span, role)) {
            return;
        }
        match node.value() {
            Value::List(items) => items.iter().for_each(|it| self.visit(file, it, role)),
            Value::Map(map) => {
                if matches!(role, Role::Schema | Role::Part) {
                    self.facts.schemas.push(Schema { file, node, is_part: role == Role::Part });
                }
                for entry in map.entries() {
                    self.member(file, entry, role);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, file: usize, entry: &'a Entry, role: Role) {
        let is_own = matches!(role, Role::Object | Role::Schema | Role::Part);
        match (&*entry.key, entry.node.as_text()) {
            ("description", Some(text)) if is_own => self.facts.descriptions.push((text, entry.node.span)),
            ("$ref", Some(to)) if is_own => self.reference(file, to, role),
            _ => self.visit(file, &entry.node, role.member(&entry.key)),
        }
    }

    fn reference(&mut self, file: usize, to: &str, role: Role) {
        let Some((other, node)) = target(self.facts.trees, file, to) else { return };
        if role == Role::Part {
            self.facts.joined.insert(node.span);
        }
        // What is in no document of its own is looked at as what it stands for here.
        let is_root = self.facts.trees.get(other).is_some_and(|it| it.is_root);
        if other != file || !is_root {
            self.open.push((other, node, role));
        }
    }
}
