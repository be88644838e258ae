//! Data that are made up from numbers, so that whoever asks is told the same.

use apollo_compiler::Schema;
use apollo_compiler::ast::Type;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::Valid;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use zephyrix::graphql::{self, Ask, Column, Error, Events, Field, Graph, Object, ObjectType, Out, Output, Rows};

const SDL: &str = include_str!("world.graphql");

pub(super) struct World {
    pub(super) schema: Valid<Schema>,
    pub(super) served: &'static graphql::Schema,
    /// What the roots are made up from.
    pub(super) seed: AtomicU64,
}

/// What is made up for one field.
pub(super) enum Made {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Json(Value),
    Object(Box<Thing>),
    List(Vec<Made>),
}

/// An object of any type.
pub(super) struct Thing {
    pub(super) index: usize,
    pub(super) seed: u64,
    /// What it has by itself, made when it is looked at.
    plain: Vec<OnceLock<Made>>,
}

/// A sequence of numbers that look random (SplitMix64).
#[derive(Clone)]
pub(super) struct Dice(pub u64);

impl Dice {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let it = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    /// True so often of a hundred.
    pub(super) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

impl World {
    pub(super) fn new() -> Self {
        let schema = Schema::parse_and_validate(SDL, "world.graphql").unwrap();
        let objects = schema.types.values().filter(|it| !it.is_built_in()).filter_map(ExtendedType::as_object);
        let objects: Vec<ObjectType> = objects
            .map(|it| {
                let field = |field: &apollo_compiler::Node<apollo_compiler::ast::FieldDefinition>| {
                    let name: &'static str = field.name.to_string().leak();
                    if field.directives.has("resolved") { Field::Resolved(name) } else { Field::Plain(name) }
                };
                let fields: Vec<Field> = it.fields.values().map(field).collect();
                ObjectType { name: it.name.to_string().leak(), fields: fields.leak() }
            })
            .collect();
        let served = Box::leak(Box::new(graphql::Schema { sdl: SDL, objects: objects.leak() }));
        Self { schema, served, seed: AtomicU64::new(0) }
    }

    pub(super) fn root(&self, name: &str) -> Thing {
        self.thing(name, self.seed.load(Ordering::Relaxed))
    }

    pub(super) fn thing(&self, name: &str, seed: u64) -> Thing {
        let index = self.served.objects.iter().position(|it| it.name == name).unwrap();
        let plain = self.served.objects[index].fields.iter().map(|_| OnceLock::new()).collect();
        Thing { index, seed, plain }
    }

    /// What a field of an object answers; nothing for an error.
    pub(super) fn answer(&self, thing: &Thing, field: &str, args: &Map<String, Value>) -> Option<Made> {
        let object = &self.served.objects[thing.index];
        let mut hasher = DefaultHasher::new();
        (thing.seed, object.name, field, sorted(args)).hash(&mut hasher);
        let mut dice = Dice(hasher.finish());
        let known = object.fields.iter().find(|it| it.name() == field).unwrap();
        if matches!(known, Field::Resolved(_)) && dice.percent(6) {
            return None;
        }
        let ty = &self.schema.type_field(object.name, field).unwrap().ty;
        Some(self.made(ty, &mut dice))
    }

    fn made(&self, ty: &Type, dice: &mut Dice) -> Made {
        if dice.percent(if ty.is_non_null() { 3 } else { 12 }) {
            return Made::Null;
        }
        if dice.percent(1) && ty.inner_named_type() != "JSON" {
            // Of no type that is asked for.
            return if ty.is_list() { Made::Int(1) } else { Made::List(vec![Made::Bool(true)]) };
        }
        let name = match ty {
            Type::List(item) | Type::NonNullList(item) => {
                let items = 0..dice.below(4);
                return Made::List(items.map(|_| self.made(item, dice)).collect());
            }
            Type::Named(name) | Type::NonNullNamed(name) => name,
        };
        let possible = |dice: &mut Dice, all: Vec<&str>| all[dice.below(all.len())].to_owned();
        let object = match &self.schema.types[name] {
            ExtendedType::Object(it) => it.name.to_string(),
            ExtendedType::Union(it) => possible(dice, it.members.iter().map(|it| it.as_str()).collect()),
            // Now and then one that it is not.
            ExtendedType::Interface(_) if dice.percent(2) => "Stray".to_owned(),
            ExtendedType::Interface(_) => {
                let all = self.schema.types.values().filter_map(ExtendedType::as_object);
                possible(
                    dice,
                    all.filter(|it| it.implements_interfaces.contains(name)).map(|it| it.name.as_str()).collect(),
                )
            }
            _ => return leaf(name, dice),
        };
        Made::Object(Box::new(self.thing(&object, dice.next())))
    }
}

/// A leaf; now and then none of its type.
fn leaf(name: &str, dice: &mut Dice) -> Made {
    let odd = dice.percent(2);
    match name {
        "Int" if odd => Made::Int(1 << 40),
        "Int" => Made::Int(i64::try_from(dice.below(1000)).unwrap() - 500),
        "Float" => Made::Float(f64::from(u16::try_from(dice.below(1000)).unwrap()) + 0.5),
        "Boolean" if odd => Made::Text("true".to_owned()),
        "Boolean" => Made::Bool(dice.percent(50)),
        "ID" if dice.percent(50) => Made::Int(7),
        "Kind" if odd => Made::Text("OTHER".to_owned()),
        "Kind" => Made::Text(["SMALL", "LARGE"][dice.below(2)].to_owned()),
        "JSON" => Made::Json(json!({ "a": [dice.below(9), null, "\"\u{1f4a9}\n"] })),
        "String" if odd => Made::Int(1),
        _ => Made::Text(["plain", "\"quoted\" \\ \u{0}\n", "ü€"][dice.below(3)].to_owned()),
    }
}

/// The same text for the same arguments.
fn sorted(args: &Map<String, Value>) -> String {
    let mut all: Vec<_> = args.iter().map(|(name, it)| (name, canonical(it))).collect();
    all.sort();
    format!("{all:?}")
}

fn canonical(value: &Value) -> String {
    match value {
        Value::Object(it) => sorted(it),
        Value::Array(items) => format!("{:?}", items.iter().map(canonical).collect::<Vec<_>>()),
        Value::Number(it) => it.as_f64().unwrap().to_string(),
        other => other.to_string(),
    }
}

impl Output for Made {
    fn out(&self) -> Out<'_> {
        match self {
            Self::Null => Out::Null,
            Self::Bool(it) => Out::Bool(*it),
            Self::Int(it) => Out::Int(*it),
            Self::Float(it) => Out::Float(*it),
            Self::Text(it) => Out::Text(it.as_str().into()),
            Self::Json(it) => Out::Json(it),
            Self::Object(it) => Out::Object(&**it),
            Self::List(it) => Out::List(it),
        }
    }
}

impl Object for Thing {
    fn index(&self) -> usize {
        self.index
    }

    fn field(&self, index: usize) -> Out<'_> {
        let world = WORLD.get_or_init(World::new);
        let name = world.served.objects[self.index].fields[index].name();
        self.plain[index].get_or_init(|| world.answer(self, name, &Map::new()).unwrap()).out()
    }
}

/// For objects, which know no world.
static WORLD: OnceLock<World> = OnceLock::new();

impl Graph for World {
    fn resolve<'a>(&'a self, ask: Ask<'a>) -> BoxFuture<'a, graphql::Result<Box<dyn Column>>> {
        Box::pin(async move {
            let object = &self.served.objects[ask.object];
            let name = object.fields[ask.field].name();
            if ask.field.is_multiple_of(2) {
                tokio::task::yield_now().await;
            }
            let roots;
            let of = if matches!(object.name, "Query" | "Mutation") {
                roots = vec![self.root(object.name)];
                roots.iter().collect()
            } else {
                ask.of::<Thing>()?
            };
            let rows = of.into_iter().map(|it| {
                self.answer(it, name, ask.args.values()).ok_or_else(|| Error::new("MADE_UP", "It is said to fail."))
            });
            Ok(Box::new(Rows(rows.collect())) as Box<dyn Column>)
        })
    }

    fn subscribe<'a>(&'a self, _: Ask<'a>) -> BoxFuture<'a, graphql::Result<Events>> {
        Box::pin(async { Err(Error::new("MADE_UP", "There are no events.")) })
    }
}
