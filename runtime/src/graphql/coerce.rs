//! Values that come in, made what their types say (GraphQL §3, "Input Coercion").

use apollo_compiler::Name;
use apollo_compiler::Schema;
use apollo_compiler::ast::{FieldDefinition, Type, Value as Literal};
use apollo_compiler::executable::{Field, Operation};
use apollo_compiler::schema::{ExtendedType, InputObjectType, InputValueDefinition};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// Makes values what their types say, and keeps what is wrong with them.
pub(super) struct Coercion<'s> {
    schema: &'s Schema,
    /// Where in a value the one at hand is: `$order.lines[2].count`.
    at: String,
    wrong: Vec<String>,
}

/// The most that one answer tells.
const ENOUGH: usize = 100;

/// The variables of an operation (`CoerceVariableValues`, GraphQL §6.1.2); one without a value is not there.
///
/// # Errors
/// Everything that is wrong with them.
pub(super) fn variables(
    schema: &Schema,
    operation: &Operation,
    given: &Map<String, Value>,
) -> Result<Map<String, Value>, Vec<String>> {
    let mut coerced = Map::new();
    let mut coercion = Coercion::new(schema);
    for variable in &operation.variables {
        let name = variable.name.as_str();
        coercion.at = format!("${name}");
        let value = match (given.get(name), &variable.default_value) {
            (Some(value), _) => coercion.value(&variable.ty, value),
            (None, Some(default)) => literal(default, None).and_then(|it| coercion.value(&variable.ty, &it)),
            (None, None) if variable.ty.is_non_null() => coercion.wrong("is required"),
            (None, None) => continue,
        };
        coerced.extend(value.map(|it| (name.to_owned(), it)));
    }
    coercion.finish(coerced)
}

/// The arguments of a field (`CoerceArgumentValues`, GraphQL §6.4.1); one that is not given is not there.
///
/// # Errors
/// Everything that is wrong with them.
pub(super) fn arguments(
    schema: &Schema,
    definition: &FieldDefinition,
    field: &Field,
    variables: Option<&Map<String, Value>>,
) -> Result<Map<String, Value>, Vec<String>> {
    let mut coerced = Map::new();
    let mut coercion = Coercion::new(schema);
    for argument in &definition.arguments {
        let name = argument.name.as_str();
        name.clone_into(&mut coercion.at);
        let given = field.arguments.iter().find(|it| it.name == argument.name);
        let given = given.and_then(|it| literal(&it.value, variables));
        let value = coercion.defaulted(argument, given.as_ref());
        coerced.extend(value.map(|it| (name.to_owned(), it)));
    }
    coercion.finish(coerced)
}

/// Whether the arguments of a field depend on variables.
pub(super) fn depends(field: &Field) -> bool {
    field.arguments.iter().any(|it| has_variable(&it.value))
}

/// Whether a variable is anywhere in a value.
pub(super) fn has_variable(value: &Literal) -> bool {
    match value {
        Literal::Variable(_) => true,
        Literal::List(all) => all.iter().any(|it| has_variable(it)),
        Literal::Object(all) => all.iter().any(|(_, it)| has_variable(it)),
        _ => false,
    }
}

/// A literal as JSON, variables replaced by their values; nothing for one that has none.
pub(super) fn literal(value: &Literal, variables: Option<&Map<String, Value>>) -> Option<Value> {
    let item = |it: &Literal| literal(it, variables).unwrap_or_default();
    Some(match value {
        Literal::Null => Value::Null,
        Literal::Variable(name) => variables?.get(name.as_str())?.clone(),
        Literal::Enum(name) => name.as_str().into(),
        Literal::String(text) => text.as_str().into(),
        Literal::Boolean(it) => (*it).into(),
        // A number that JSON's cannot be is kept as a text, which no type of numbers takes.
        Literal::Int(it) => it.as_str().parse().map_or_else(|_| it.as_str().into(), Value::Number),
        Literal::Float(it) => it.as_str().parse().map_or_else(|_| it.as_str().into(), Value::Number),
        Literal::List(all) => all.iter().map(|it| item(it)).collect(),
        Literal::Object(all) => {
            let member =
                |(name, it): &(Name, apollo_compiler::Node<Literal>)| Some((name.to_string(), literal(it, variables)?));
            Value::Object(all.iter().filter_map(member).collect())
        }
    })
}

impl<'s> Coercion<'s> {
    fn new(schema: &'s Schema) -> Self {
        Self { schema, at: String::new(), wrong: Vec::new() }
    }

    fn finish(self, coerced: Map<String, Value>) -> Result<Map<String, Value>, Vec<String>> {
        if self.wrong.is_empty() { Ok(coerced) } else { Err(self.wrong) }
    }

    fn wrong(&mut self, what: &str) -> Option<Value> {
        if self.wrong.len() < ENOUGH {
            self.wrong.push(format!("`{}` {what}.", self.at));
        }
        None
    }

    /// The value of an argument or an input field, or its default, or none.
    fn defaulted(&mut self, definition: &InputValueDefinition, given: Option<&Value>) -> Option<Value> {
        match (given, &definition.default_value) {
            (Some(value), _) => self.value(&definition.ty, value),
            (None, Some(default)) => literal(default, None).and_then(|it| self.value(&definition.ty, &it)),
            (None, None) if definition.ty.is_non_null() => self.wrong("is required"),
            (None, None) => None,
        }
    }

    fn value(&mut self, ty: &Type, value: &Value) -> Option<Value> {
        if value.is_null() {
            return if ty.is_non_null() {
                self.wrong(&format!("must not be null: it is {ty}"))
            } else {
                Some(Value::Null)
            };
        }
        let name = match ty {
            Type::List(item) | Type::NonNullList(item) => return self.list(item, value),
            Type::Named(name) | Type::NonNullNamed(name) => name,
        };
        match self.schema.types.get(name) {
            Some(ExtendedType::Enum(it)) => match value.as_str() {
                Some(text) if it.values.contains_key(text) => Some(value.clone()),
                _ => {
                    let values: Vec<&str> = it.values.keys().map(Name::as_str).take(20).collect();
                    self.wrong(&format!("must be one of {name}: {}", values.join(", ")))
                }
            },
            Some(ExtendedType::InputObject(it)) => match value {
                Value::Object(members) => self.object(&it.clone(), members),
                _ => self.wrong(&format!("must be an object of {name}")),
            },
            _ => self.scalar(name, value),
        }
    }

    /// Items; anything else is a list of itself.
    fn list(&mut self, ty: &Type, value: &Value) -> Option<Value> {
        let Value::Array(items) = value else { return Some(Value::Array(vec![self.value(ty, value)?])) };
        let (outer, before) = (self.at.len(), self.wrong.len());
        let mut coerced = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            // Writing to a text does not fail.
            let _ = write!(self.at, "[{index}]");
            coerced.extend(self.value(ty, item));
            self.at.truncate(outer);
        }
        (self.wrong.len() == before).then_some(Value::Array(coerced))
    }

    fn object(&mut self, ty: &InputObjectType, given: &Map<String, Value>) -> Option<Value> {
        let (outer, before) = (self.at.len(), self.wrong.len());
        if let Some(unknown) = given.keys().find(|it| !ty.fields.contains_key(it.as_str())) {
            self.wrong(&format!("must not have `{unknown}`, which {} has not", ty.name));
        }
        if ty.is_one_of() && (given.len() != 1 || given.values().any(Value::is_null)) {
            self.wrong(&format!("must have exactly one member of {}, which is not null", ty.name));
        }
        let mut coerced = Map::new();
        for (name, definition) in &ty.fields {
            self.at.push('.');
            self.at.push_str(name);
            let value = self.defaulted(definition, given.get(name.as_str()));
            coerced.extend(value.map(|it| (name.to_string(), it)));
            self.at.truncate(outer);
        }
        (self.wrong.len() == before).then_some(Value::Object(coerced))
    }

    fn scalar(&mut self, name: &str, value: &Value) -> Option<Value> {
        let coerced = match name {
            "Int" => whole(value).map(Into::into),
            "Float" => value.is_number().then(|| value.clone()),
            "String" => value.is_string().then(|| value.clone()),
            "Boolean" => value.is_boolean().then(|| value.clone()),
            "ID" => match value {
                Value::Number(it) if it.is_i64() || it.is_u64() => Some(it.to_string().into()),
                _ => value.is_string().then(|| value.clone()),
            },
            _ => Some(value.clone()),
        };
        coerced.or_else(|| {
            self.wrong(match name {
                "Int" => "must be a whole number of 32 bits",
                "Float" => "must be a number",
                "String" => "must be a text",
                "Boolean" => "must be true or false",
                _ => "must be an ID: a text or a whole number",
            })
        })
    }
}

/// A whole number of 32 bits, `1.0` among them.
fn whole(value: &Value) -> Option<i32> {
    if let Some(it) = value.as_i64() {
        return i32::try_from(it).ok();
    }
    let it = value.as_f64().filter(|it| it.fract() == 0.0 && it.abs() <= f64::from(i32::MAX))?;
    // It was just seen to fit.
    #[allow(clippy::cast_possible_truncation)]
    Some(it as i32)
}
