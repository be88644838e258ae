//! A document that was read, held against the limits and the schema, and is kept for whoever asks the same again.

use super::cache_control;
use super::catalog::Catalog;
use super::cost::{self, Cost};
use super::plan::{Conditions, Plan};
use super::request::{CacheHint, OperationKind};
use super::settings::Limits;
use super::trouble::{Place, Refusal};
use super::{authorise, grammar, limits};
use apollo_compiler::ast::OperationType;
use apollo_compiler::executable::Operation;
use apollo_compiler::introspection;
use apollo_compiler::parser::Parser;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Name, Node};
use serde_json::{Map, Value};
use std::sync::{Arc, Mutex, PoisonError};

/// How deep a document may be nested before it is looked at: nobody's stack ends within.
const NESTING: usize = 256;

/// Under how many sets of conditions a plan is kept.
const PLANS: usize = 16;

/// An operation that may be executed.
pub(super) struct Document {
    pub(super) text: Arc<str>,
    pub(super) parsed: Arc<Valid<ExecutableDocument>>,
    pub(super) operation: Node<Operation>,
    pub(super) kind: OperationKind,
    /// The root, by its position.
    root: usize,
    pub(super) introspects: bool,
    /// Everything that a field may ask of the caller.
    pub(super) needs: Vec<usize>,
    /// What it costs, unless variables decide.
    pub(super) cost: Cost,
    pub(super) cache: Option<CacheHint>,
    /// The variables that decide what is left out, and the plans that were made.
    conditions: Vec<Name>,
    plans: Mutex<Vec<(Conditions, Arc<Plan>)>>,
}

impl Document {
    /// # Errors
    /// Why it may not be executed.
    pub(super) fn new(
        catalog: &Catalog,
        limits: &Limits,
        text: &str,
        operation_name: Option<&str>,
        may_introspect: bool,
    ) -> Result<Self, Refusal> {
        let document = Arc::new(read(catalog, limits, text)?);
        let operation = document.operations.get(operation_name);
        let operation = operation.map_err(|it| Refusal::new("OPERATION_RESOLUTION_FAILURE", it.message().to_string()));
        let operation = operation?.clone();
        let introspects = operation.root_fields(&document).any(|it| matches!(it.name.as_str(), "__schema" | "__type"));
        if introspects && !may_introspect {
            return Err(Refusal::new("INTROSPECTION_DISABLED", "The schema is not told here."));
        }
        let too_deep = introspection::check_max_depth(&document, &operation);
        too_deep.map_err(|it| Refusal::new("DEPTH_LIMIT", format!("{}.", it.message())))?;
        let root = catalog.position(operation.object_type());
        let root = root.ok_or_else(|| Refusal::new(super::Error::INTERNAL, "Something went wrong."))?;
        let cost = cost::of(catalog, &document, &operation, None)?;
        cost.within(limits)?;
        Ok(Self {
            text: text.into(),
            kind: match operation.operation_type {
                OperationType::Query => OperationKind::Query,
                OperationType::Mutation => OperationKind::Mutation,
                OperationType::Subscription => OperationKind::Subscription,
            },
            root,
            introspects,
            needs: authorise::of_operation(catalog, &document, &operation.selection_set),
            cost,
            cache: cache_control::hint(catalog, &document, &operation),
            conditions: Conditions::variables(&document, &operation),
            plans: Mutex::default(),
            parsed: document,
            operation,
        })
    }

    /// The plan for the values of the variables.
    ///
    /// # Errors
    /// Where a condition is null.
    pub(super) fn plan(&self, catalog: &Arc<Catalog>, variables: &Map<String, Value>) -> Result<Arc<Plan>, Refusal> {
        let conditions = Conditions::new(&self.conditions, variables);
        let conditions =
            conditions.map_err(|it| Refusal::new("BAD_USER_INPUT", format!("`${it}` must not be null here.")))?;
        if let Some((_, plan)) = self.plans().iter().find(|(it, _)| *it == conditions) {
            return Ok(plan.clone());
        }
        let (catalog, document) = (catalog.clone(), self.parsed.clone());
        let plan = Arc::new(Plan::new(catalog, document, &self.operation, self.root, conditions.clone()));
        let mut plans = self.plans();
        if plans.len() < PLANS {
            plans.push((conditions, plan.clone()));
        }
        Ok(plan)
    }

    fn plans(&self) -> std::sync::MutexGuard<'_, Vec<(Conditions, Arc<Plan>)>> {
        self.plans.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a document, and holds it against the limits before the schema is looked at.
fn read(catalog: &Catalog, limits: &Limits, text: &str) -> Result<Valid<ExecutableDocument>, Refusal> {
    let mut parser = Parser::new().token_limit(limits.tokens).recursion_limit(NESTING);
    let read = parser.parse_ast(text, "document").map_err(|it| refused(&it.errors, limits, "GRAPHQL_PARSE_FAILED"))?;
    limits::check(&read, limits)?;
    if let Some(at) = grammar::missing(text) {
        let told = ("syntax error: expected a value for the argument".to_owned(), Some(Place::of(text, at)));
        return Err(Refusal::several("GRAPHQL_PARSE_FAILED", vec![told]));
    }
    let valid = read.to_executable_validate(&catalog.schema);
    valid.map_err(|it| refused(&it.errors, limits, "GRAPHQL_VALIDATION_FAILED"))
}

/// What is wrong with a document: a limit of whoever reads it, or everything else.
fn refused(errors: &DiagnosticList, limits: &Limits, code: &'static str) -> Refusal {
    // Their places are not asked for: all lines of a text would be counted that is too long to be read.
    let says = |what: &str| errors.iter().any(|it| it.error.to_string().contains(what));
    if says("token limit reached") {
        return Refusal::new("TOKEN_LIMIT", format!("A document may have at most {} tokens.", limits.tokens));
    }
    if says("recursion limit reached") || says("too much recursion") {
        return Refusal::new("DEPTH_LIMIT", format!("At most {} levels of fields may be asked for.", limits.depth));
    }
    Refusal::several(code, told(errors))
}

/// What is wrong with a document: at most so much as anybody reads.
fn told(errors: &DiagnosticList) -> Vec<(String, Option<Place>)> {
    const ENOUGH: usize = 100;
    let one = |it: apollo_compiler::response::GraphQLError| {
        let place = it.locations.first().map(|it| Place { line: it.line, column: it.column });
        (it.message, place)
    };
    errors.iter().take(ENOUGH).map(|it| one(it.to_json())).collect()
}
