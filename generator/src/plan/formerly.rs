//! The same service named as its contract called it before, so that what follows from a new name can be told.

use super::Plan;
use super::operations::OperationPlan;
use super::readings::Reading;
use crate::config::Config;
use crate::previous::Previous;
use zephyrix_ir::{Diagnostics, Model};

/// How far back names are looked for: who skipped more of them is told by the compiler.
const GENERATIONS: usize = 8;

/// What would be planned if everything were called as it was: by each earlier name.
pub(crate) fn plans(model: &Model, config: &Config, previous: &Previous) -> Vec<Plan> {
    // What messages and fields are called that nobody describes is in no file of the user's.
    let config = Config { grpc: false, graphql: false, ..config.clone() };
    let all = 0..model.generations().min(GENERATIONS);
    // What there is to say was said of the names of now.
    all.map(|it| super::make(&model.formerly(it), &config, previous, &mut Diagnostics::default())).collect()
}

/// The names of all types of the contract and of all operations, in an order that is that of an earlier plan as well;
/// empty where something has none.
pub(crate) fn types(model: &Model, plan: &Plan) -> Vec<String> {
    let mut all = of_contract(model, plan);
    for (id, _) in model.operations() {
        all.extend(of_operation(plan.operation(id)));
    }
    all.extend(plan.outgoing.iter().flat_map(of_operation));
    all.extend(plan.tags.iter().map(|it| it.trait_name.clone()));
    all.extend(plan.resolvers.iter().map(|it| it.trait_name.clone()));
    all.extend(plan.entities.iter().flat_map(|it| [it.table.clone(), it.query.clone()]));
    all
}

/// The same of the contract's types alone.
pub(crate) fn of_contract(model: &Model, plan: &Plan) -> Vec<String> {
    let mut all = Vec::new();
    for (id, _) in model.types() {
        all.push(plan.rust.name(id).unwrap_or_default().to_owned());
        all.extend(plan.rust.also(id).iter().cloned());
    }
    all
}

/// The same of one operation.
pub(crate) fn of_operation(it: &OperationPlan) -> Vec<String> {
    let mut all = vec![it.request.clone(), it.error.clone(), it.several.clone()];
    all.extend(it.inputs.iter().filter_map(|it| match &it.how {
        Reading::Choice(name, _) => Some(name.clone()),
        _ => None,
    }));
    let headers = it.successes.iter().filter_map(|it| it.headers.as_ref());
    let headers = headers.chain(it.failures.iter().filter_map(|it| it.headers.as_ref()));
    all.extend(headers.map(|it| it.name.clone()));
    all
}
