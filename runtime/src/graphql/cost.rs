//! What an operation may cost, told from the document alone: `@cost` and `@listSize` (the cost specification of IBM).
//!
//! An object costs 1, a leaf nothing, unless `@cost` tells better on the field or its type; a list so often as it may be
//! long: its slicing argument, its assumed size, or else 10. What is merged when it is executed is counted twice here.

use super::catalog::Catalog;
use super::coerce;
use super::settings::Limits;
use super::trouble::Refusal;
use apollo_compiler::ast::{Directive, DirectiveList, Type, Value as Literal};
use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{ExecutableDocument, Name};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::ptr;

/// How long a list is of which nothing is said.
const ASSUMED: u64 = 10;

/// What an operation costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    Known(u64),
    /// Variables decide.
    Open,
}

impl Cost {
    /// # Errors
    /// Where it is more than an operation may cost.
    pub(super) fn within(self, limits: &Limits) -> Result<(), Refusal> {
        match self {
            Self::Known(cost) if cost > limits.complexity && limits.complexity > 0 => {
                let message = format!("The operation may cost {cost}, of at most {}.", limits.complexity);
                Err(Refusal::new("COST_LIMIT", message))
            }
            _ => Ok(()),
        }
    }
}

/// How long the lists of some fields are, as the field around them says.
struct Sizes<'d> {
    said: &'d Directive,
    fields: Vec<&'d str>,
    size: u64,
}

/// The position of what is said around.
type Around = Option<usize>;

struct Counter<'d> {
    catalog: &'d Catalog,
    document: &'d ExecutableDocument,
    variables: Option<&'d Map<String, Value>>,
    is_open: bool,
    refusal: Option<Refusal>,
    sizes: Vec<Sizes<'d>>,
    /// What fragments cost, by what is said around them: what is alike is counted once.
    fragments: HashMap<(&'d str, Around), u64>,
}

/// What an operation costs, for these values of its variables.
///
/// # Errors
/// Where a list is to be sliced by exactly one argument, and is not.
pub(super) fn of(
    catalog: &Catalog,
    document: &ExecutableDocument,
    operation: &Operation,
    variables: Option<&Map<String, Value>>,
) -> Result<Cost, Refusal> {
    let (sizes, fragments) = (Vec::new(), HashMap::new());
    let mut counter = Counter { catalog, document, variables, is_open: false, refusal: None, sizes, fragments };
    let cost = counter.set(&operation.selection_set, None);
    match counter.refusal {
        Some(refusal) => Err(refusal),
        None if counter.is_open => Ok(Cost::Open),
        None => Ok(Cost::Known(cost)),
    }
}

impl<'d> Counter<'d> {
    fn set(&mut self, set: &'d SelectionSet, around: Around) -> u64 {
        set.selections.iter().fold(0, |sum, selection| {
            sum.saturating_add(match selection {
                Selection::Field(field) => self.field(&set.ty, field, around),
                Selection::InlineFragment(it) => self.set(&it.selection_set, around),
                Selection::FragmentSpread(it) => self.fragment(&it.fragment_name, around),
            })
        })
    }

    fn fragment(&mut self, name: &'d Name, around: Around) -> u64 {
        let key = (name.as_str(), around);
        if let Some(cost) = self.fragments.get(&key) {
            return *cost;
        }
        let fragment = self.document.fragments.get(name);
        let cost = fragment.map_or(0, |it| self.set(&it.selection_set, around));
        self.fragments.insert(key, cost);
        cost
    }

    fn field(&mut self, of: &Name, field: &'d Field, around: Around) -> u64 {
        let definition = &field.definition;
        let said = definition.directives.get("listSize");
        let is_list = definition.ty.is_list();
        let outer = around.map(|it| &self.sizes[it]).filter(|it| is_list && it.fields.contains(&field.name.as_str()));
        let size = match outer {
            Some(sizes) => sizes.size,
            None => said.map_or(ASSUMED, |it| self.size(it, field)),
        };
        let inner = said.filter(|_| !is_list).map(|it| self.sizes(it, size));
        let inside = field.selection_set.as_ref().map_or(0, |it| self.set(it, inner));
        // How far one may look into the schema has a limit of its own.
        let times = if is_list && !of.starts_with("__") { size.saturating_mul(nested(&definition.ty)) } else { 1 };
        let each = self.weight(field).saturating_add(inside);
        times.saturating_mul(each).saturating_add(given(field))
    }

    /// The position of what is said inside of a field.
    fn sizes(&mut self, said: &'d Directive, size: u64) -> usize {
        let known = self.sizes.iter().position(|it| ptr::eq(it.said, said) && it.size == size);
        known.unwrap_or_else(|| {
            self.sizes.push(Sizes { said, fields: texts(said, "sizedFields"), size });
            self.sizes.len() - 1
        })
    }

    /// What one answer of a field costs by itself.
    fn weight(&self, field: &Field) -> u64 {
        let ty = self.catalog.schema.types.get(field.definition.ty.inner_named_type());
        let said = cost(&field.definition.directives).or_else(|| cost(ty?.directives()));
        said.unwrap_or_else(|| ty.is_some_and(|it| !is_leaf(it)).into())
    }

    /// How long a list is, by `@listSize`.
    fn size(&mut self, said: &'d Directive, field: &Field) -> u64 {
        let slicing = texts(said, "slicingArguments");
        let given: Vec<u64> = slicing.iter().filter_map(|it| self.slice(it, field)).collect();
        let only = said.specified_argument_by_name("requireOneSlicingArgument").and_then(|it| it.to_bool());
        if only.unwrap_or(true) && !slicing.is_empty() && given.len() != 1 && !self.is_open {
            let message = format!("Exactly one of these must be given to `{}`: {}.", field.name, slicing.join(", "));
            self.refusal.get_or_insert_with(|| Refusal::new("GRAPHQL_VALIDATION_FAILED", message));
        }
        let assumed = said.specified_argument_by_name("assumedSize").and_then(|it| it.to_i32());
        let assumed = assumed.and_then(|it| u64::try_from(it).ok());
        given.into_iter().max().or(assumed).unwrap_or(ASSUMED)
    }

    /// The value of a slicing argument, which may be inside of another: `page.first`.
    fn slice(&mut self, path: &str, field: &Field) -> Option<u64> {
        let mut steps = path.split('.');
        let name = steps.next()?;
        let given = field.arguments.iter().find(|it| it.name == name).map(|it| &it.value);
        let default = field.definition.argument_by_name(name).and_then(|it| it.default_value.as_ref());
        if self.variables.is_none() && given.is_some_and(|it| coerce::has_variable(it)) {
            self.is_open = true;
        }
        let read = |it: &Literal| coerce::literal(it, self.variables);
        let value = given.and_then(|it| read(it)).or_else(|| default.and_then(|it| read(it)))?;
        let value = steps.try_fold(&value, |it, step| it.get(step))?;
        value.as_i64().map(|it| u64::try_from(it).unwrap_or_default())
    }
}

/// What the arguments cost that are given to a field.
fn given(field: &Field) -> u64 {
    let given = field.arguments.iter().filter_map(|it| field.definition.argument_by_name(&it.name));
    given.filter_map(|it| cost(&it.directives)).fold(0, u64::saturating_add)
}

fn is_leaf(ty: &ExtendedType) -> bool {
    matches!(ty, ExtendedType::Scalar(_) | ExtendedType::Enum(_))
}

/// How many items a list has in lists inside of it.
fn nested(ty: &Type) -> u64 {
    let item = ty.item_type();
    if item.is_list() { ASSUMED.saturating_mul(nested(item)) } else { 1 }
}

/// `@cost(weight:)`, which is a number with Apollo and a text with IBM.
fn cost(directives: &DirectiveList) -> Option<u64> {
    let weight = directives.get("cost")?.specified_argument_by_name("weight")?;
    let number = weight.as_str().and_then(|it| it.parse().ok()).or_else(|| weight.to_f64())?;
    // Weights are small, and no less than nothing.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Some(number.ceil() as u64)
}

fn texts<'d>(directive: &'d Directive, name: &str) -> Vec<&'d str> {
    let value = directive.specified_argument_by_name(name).map(AsRef::as_ref);
    match value {
        Some(Literal::List(all)) => all.iter().filter_map(|it| it.as_str()).collect(),
        other => other.and_then(Literal::as_str).into_iter().collect(),
    }
}
