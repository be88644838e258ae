//! Operations at random: aliases, arguments, fragments that share fields, `@skip` and `@include`.

use super::world::Dice;
use apollo_compiler::ast::FieldDefinition;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Node, Schema};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

pub(super) struct Operation {
    pub(super) text: String,
    pub(super) variables: Map<String, Value>,
}

pub(super) struct Operations<'s> {
    schema: &'s Schema,
    dice: Dice,
    /// The type and the depth of each fragment, and its text.
    fragments: Vec<(String, usize, String)>,
    uses: [bool; 5],
}

const VARIABLES: [(&str, &str); 5] =
    [("yes", "Boolean!"), ("no", "Boolean! = true"), ("n", "Int! = 2"), ("pick", "Pick"), ("tag", "String! = \"t\"")];

impl<'s> Operations<'s> {
    pub(super) fn new(schema: &'s Schema, seed: u64) -> Self {
        Self { schema, dice: Dice(seed), fragments: Vec::new(), uses: [false; 5] }
    }

    pub(super) fn operation(mut self) -> Operation {
        let (kind, root) = if self.dice.percent(20) { ("mutation", "Mutation") } else { ("query", "Query") };
        let depth = 2 + self.dice.below(4);
        let set = self.set(root, depth);
        let declared: Vec<String> = (0..VARIABLES.len())
            .filter(|it| self.uses[*it])
            .map(|it| format!("${}: {}", VARIABLES[it].0, VARIABLES[it].1))
            .collect();
        let declared = if declared.is_empty() { String::new() } else { format!("({})", declared.join(", ")) };
        let mut text = format!("{kind} Q{declared} {set}");
        for (at, (ty, _, set)) in self.fragments.iter().enumerate() {
            write!(text, "\nfragment F{at} on {ty} {set}").unwrap();
        }
        let mut variables = Map::new();
        variables.insert("yes".to_owned(), self.dice.percent(50).into());
        if self.dice.percent(50) {
            variables.insert("no".to_owned(), self.dice.percent(50).into());
        }
        if self.dice.percent(50) {
            variables.insert("n".to_owned(), self.dice.below(9).into());
        }
        if self.dice.percent(70) {
            let picks = [json!(null), json!({ "tags": "one" }), json!({ "n": null, "inner": {}, "kind": "SMALL" })];
            variables.insert("pick".to_owned(), picks[self.dice.below(3)].clone());
        }
        Operation { text, variables }
    }

    fn set(&mut self, ty: &str, depth: usize) -> String {
        let selections: Vec<String> = (0..=self.dice.below(4)).map(|_| self.selection(ty, depth)).collect();
        format!("{{ {} }}", selections.join(" "))
    }

    fn selection(&mut self, ty: &str, depth: usize) -> String {
        match self.dice.below(10) {
            0 => "__typename".to_owned(),
            1 if depth > 0 => {
                let directive = self.directive();
                let set = self.set(ty, depth - 1);
                format!("...{directive} {set}")
            }
            2 | 3 if depth > 0 => {
                let on = self.narrower(ty);
                let directive = self.directive();
                let set = self.set(&on, depth - 1);
                format!("... on {on}{directive} {set}")
            }
            4 if depth > 0 => {
                let fragment = self.fragment(ty, depth - 1);
                let directive = self.directive();
                format!("...F{fragment}{directive}")
            }
            _ => self.field(ty, depth),
        }
    }

    /// A type that some objects of a type are of.
    fn narrower(&mut self, ty: &str) -> String {
        let all: &[&str] = match ty {
            "Node" | "Any" => &["Node", "Named", "A", "B", "C", "Any"],
            "Named" => &["Node", "Named", "A", "C", "Any"],
            "A" | "C" => &["Node", "Named", "Any"],
            "B" => &["Node", "Any"],
            other => return other.to_owned(),
        };
        all[self.dice.below(all.len())].to_owned()
    }

    fn fragment(&mut self, ty: &str, depth: usize) -> usize {
        let known = self.fragments.iter().position(|it| it.0 == ty && it.1 <= depth && !it.2.is_empty());
        if let Some(known) = known.filter(|_| self.dice.percent(60)) {
            return known;
        }
        let set = self.set(ty, depth);
        self.fragments.push((ty.to_owned(), depth, set));
        self.fragments.len() - 1
    }

    fn directive(&mut self) -> String {
        let kind = ["skip", "include"][self.dice.below(2)];
        match self.dice.below(12) {
            0 => format!(" @{kind}(if: true)"),
            1 => format!(" @{kind}(if: false)"),
            2 => format!(" @{kind}(if: ${})", self.variable(0)),
            3 => format!(" @{kind}(if: ${})", self.variable(1)),
            _ => String::new(),
        }
    }

    fn variable(&mut self, at: usize) -> &'static str {
        self.uses[at] = true;
        VARIABLES[at].0
    }

    fn field(&mut self, ty: &str, depth: usize) -> String {
        let fields: Vec<Node<FieldDefinition>> = match &self.schema.types[ty] {
            ExtendedType::Object(it) => it.fields.values().cloned().collect(),
            ExtendedType::Interface(it) => it.fields.values().cloned().collect(),
            _ => Vec::new(),
        };
        let leaf = |it: &&Node<FieldDefinition>| self.schema.types[it.ty.inner_named_type()].is_leaf();
        let fields: Vec<_> = fields.iter().filter(|it| depth > 0 || leaf(it)).collect();
        if fields.is_empty() {
            return "__typename".to_owned();
        }
        let field = fields[self.dice.below(fields.len())].clone();
        let args = self.args(&field);
        let directive = self.directive();
        // One name for each field with each arguments, so that fields of one name can be merged.
        let name = match args.as_str() {
            "" if self.dice.percent(80) => field.name.to_string(),
            "" => format!("also_{}: {}", field.name, field.name),
            args => format!(
                "{}_{}: {}",
                field.name,
                args.bytes().fold(7u32, |sum, it| sum.wrapping_mul(31) + u32::from(it)),
                field.name
            ),
        };
        let inner = field.ty.inner_named_type().clone();
        let set = if leaf(&&field) { String::new() } else { self.set(&inner, depth - 1) };
        format!("{name}{args}{directive} {set}")
    }

    fn args(&mut self, field: &FieldDefinition) -> String {
        let mut args = Vec::new();
        for argument in &field.arguments {
            if self.dice.percent(50) {
                continue;
            }
            let value = match argument.name.as_str() {
                "n" => match self.dice.below(3) {
                    0 => format!("${}", self.variable(2)),
                    _ => self.dice.below(5).to_string(),
                },
                "pick" => match self.dice.below(4) {
                    0 => format!("${}", self.variable(3)),
                    1 => "null".to_owned(),
                    2 => format!("{{ n: ${}, tags: [\"a\", ${}] }}", self.variable(2), self.variable(4)),
                    _ => "{ kind: LARGE, tags: \"b\", inner: { n: 9 } }".to_owned(),
                },
                _ => ["[[1], []]", "[1, 2]", "3"][self.dice.below(3)].to_owned(),
            };
            args.push(format!("{}: {value}", argument.name));
        }
        if args.is_empty() { String::new() } else { format!("({})", args.join(", ")) }
    }
}
