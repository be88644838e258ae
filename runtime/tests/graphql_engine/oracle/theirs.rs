//! The same answers, by apollo-compiler's executor.

use super::world::{Made, Thing, World};
use apollo_compiler::ExecutableDocument;
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::resolvers::{Execution, ExecutionError, ObjectValue, ResolveInfo, ResolvedValue};
use apollo_compiler::response::{JsonMap, JsonValue};
use serde_json::{Map, Value};

/// What is answered, as text, and the path and the places of each error.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) data: String,
    pub(super) errors: Vec<Value>,
}

/// The answer to an operation; nothing where it is not valid.
pub(super) fn answer(world: &World, text: &str, variables: &Map<String, Value>) -> Option<Answer> {
    let document = ExecutableDocument::parse_and_validate(&world.schema, text, "document").ok()?;
    let operation = document.operations.get(None).ok()?;
    let given: JsonMap =
        variables.iter().map(|(name, it)| (name.as_str().into(), JsonValue::from(it.clone()))).collect();
    let variables = coerce_variable_values(&world.schema, operation, &given).unwrap();
    let execution = Execution::new(&world.schema, &document).operation(operation).coerced_variable_values(&variables);
    let root = Theirs { world, thing: &world.root(operation.object_type()) };
    let response = execution.execute_sync(&root).unwrap();
    let data = serde_json::to_string(&response.data).unwrap();
    Some(Answer { data, errors: super::errors(&serde_json::to_string(&response).unwrap()) })
}

struct Theirs<'w> {
    world: &'w World,
    thing: &'w Thing,
}

/// The same, of a thing that nobody else holds.
struct Owned<'w> {
    world: &'w World,
    thing: Box<Thing>,
}

impl ObjectValue for Theirs<'_> {
    fn type_name(&self) -> &str {
        self.world.served.objects[self.thing.index].name
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, ExecutionError> {
        let args: Value = serde_json::to_value(info.arguments()).unwrap();
        let made = self.world.answer(self.thing, info.field_name(), args.as_object().unwrap());
        made.map(|it| resolved(self.world, it)).ok_or_else(|| ExecutionError { message: "made up".to_owned() })
    }
}

impl ObjectValue for Owned<'_> {
    fn type_name(&self) -> &str {
        self.world.served.objects[self.thing.index].name
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, ExecutionError> {
        let args: Value = serde_json::to_value(info.arguments()).unwrap();
        let made = self.world.answer(&self.thing, info.field_name(), args.as_object().unwrap());
        made.map(|it| resolved(self.world, it)).ok_or_else(|| ExecutionError { message: "made up".to_owned() })
    }
}

fn resolved(world: &World, made: Made) -> ResolvedValue<'_> {
    match made {
        Made::Null => ResolvedValue::null(),
        Made::Bool(it) => ResolvedValue::leaf(it),
        Made::Int(it) => ResolvedValue::leaf(it),
        Made::Float(it) => ResolvedValue::leaf(it),
        Made::Text(it) => ResolvedValue::leaf(it),
        Made::Json(it) => ResolvedValue::Leaf(it.into()),
        Made::Object(thing) => ResolvedValue::object(Owned { world, thing }),
        Made::List(items) => ResolvedValue::list(items.into_iter().map(move |it| resolved(world, it))),
    }
}
