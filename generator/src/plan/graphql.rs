//! What GraphQL has of the service in Rust: a module and a trait for each object type that resolvers answer fields of.

use super::names::{Scope, camel, module, snake};
use super::rust::{RustPlan, Writing};
use super::tags::TagPlan;
use zephyrix_ir::vocabulary::{ColumnType, Graph, GraphField, GraphObject, GraphRoot, Map, Resolved, Shape, Type};
use zephyrix_ir::{Model, TypeId};

/// An object type of which resolvers answer fields.
#[derive(Debug)]
pub(crate) struct ResolverPlan {
    /// Its position among the object types of the schema.
    pub(crate) at: usize,
    /// Its module: `order`.
    pub(crate) module: String,
    /// Its trait: `OrderResolver`.
    pub(crate) trait_name: String,
    /// By field: the method that answers it, where one does.
    pub(crate) methods: Vec<Option<String>>,
}

impl ResolverPlan {
    /// The object type itself.
    pub(crate) fn object<'m>(&self, graph: &'m Graph) -> &'m GraphObject {
        &graph.objects[self.at]
    }

    /// The fields that resolvers answer, by their position, with the methods that do.
    pub(crate) fn fields<'m>(&'m self, graph: &'m Graph) -> impl Iterator<Item = (usize, &'m GraphField, &'m str)> {
        let methods = self.methods.iter().zip(&self.object(graph).fields).enumerate();
        methods.filter_map(|(at, (method, field))| Some((at, field, method.as_deref()?)))
    }
}

/// Every object type that has such a field, in order.
pub(crate) fn plan(model: &Model, tags: &[TagPlan], rust: &mut RustPlan) -> Vec<ResolverPlan> {
    let Some(graph) = model.graph() else { return Vec::new() };
    let mut modules = Scope::with(tags.iter().map(|it| it.module.as_str()).chain(["mod_"]));
    let resolver = |(at, it): (usize, &GraphObject)| {
        if it.fields.iter().all(|it| it.resolved.is_none()) {
            return None;
        }
        let mut methods = Scope::default();
        let mut method = |it: &GraphField| it.resolved.as_ref().map(|_| methods.claim(snake(&it.name)));
        Some(ResolverPlan {
            at,
            module: modules.claim(module(&it.name)),
            trait_name: rust.scope.claim(format!("{}Resolver", camel(&it.name))),
            methods: it.fields.iter().map(&mut method).collect(),
        })
    };
    graph.objects.iter().enumerate().filter_map(resolver).collect()
}

/// What a method is asked with and answers, as types.
pub(crate) struct Signature {
    /// The objects that are asked, where it is not a root.
    pub(crate) of: Option<String>,
    /// The record of the arguments, where there are any.
    pub(crate) request: Option<String>,
    /// `graphql::Result<Order>`, `graphql::Each<Option<Customer>>`.
    pub(crate) answer: String,
}

/// The types of a method.
pub(crate) fn signature(to: &mut Writing<'_>, object: &GraphObject, it: &Resolved) -> Signature {
    let of = object.ty.filter(|_| object.root.is_none()).map(|ty| to.ty(ty));
    let request = it.request.map(|ty| to.ty(ty));
    let answer = to.ty(it.answer);
    let answer = if it.nullable { format!("Option<{answer}>") } else { answer };
    let graphql = to.uses.add("zephyrix::graphql");
    let answer = match (object.root, &of) {
        (Some(GraphRoot::Subscription), _) => format!("{graphql}::Result<{graphql}::Stream<{answer}>>"),
        (Some(_), _) | (None, None) => format!("{graphql}::Result<{answer}>"),
        (None, Some(_)) => format!("{graphql}::Each<{answer}>"),
    };
    Signature { of, request, answer }
}

/// The union of what a router may ask a subgraph for by key, where the schema is one.
pub(crate) fn keyed(model: &Model) -> Option<TypeId> {
    let query = model.graph()?.objects.iter().find(|it| it.root == Some(GraphRoot::Query))?;
    let field = query.fields.iter().find(|it| it.name == "_entities")?;
    let Shape::List(of) = model.shape(field.resolved.as_ref()?.answer) else { return None };
    match model.shape(*of) {
        Shape::Nullable(inner) => Some(*inner),
        _ => None,
    }
}

/// How each type is used by GraphQL; beside, whether JSON is.
#[derive(Debug, Default)]
pub(crate) struct GraphTypes {
    /// By type: the position of the object type that it is the record of.
    objects: Vec<Option<usize>>,
    /// By type: whether fields answer values of it.
    answered: Vec<bool>,
    /// By type: whether only those who serve GraphQL know it.
    served: Vec<bool>,
    /// By type: whether only those who ask by documents know it.
    called: Vec<bool>,
    /// By type: whether values of it are read from JSON or kept as JSON.
    coded: Vec<bool>,
}

impl GraphTypes {
    /// Of a model.
    pub(crate) fn new(model: &Model) -> Self {
        let Some(graph) = model.graph() else { return Self::default() };
        let mut objects = vec![None; model.types().count()];
        for (at, it) in graph.objects.iter().enumerate() {
            if let Some(ty) = it.ty {
                objects[ty.index()] = Some(at);
            }
        }
        let fields = || graph.objects.iter().flat_map(|it| &it.fields);
        let resolved = || fields().filter_map(|it| it.resolved.as_ref());
        let objects_of = |it: &Type| match &it.shape {
            // Interfaces and unions that no field is of are of GraphQL all the same.
            Shape::Union { variants, .. } => variants.iter().any(|it| objects[it.ty.index()].is_some()),
            _ => false,
        };
        let unions = model.types().filter(|(_, it)| objects_of(it)).map(|(id, _)| id);
        let answers = graph.objects.iter().filter_map(|it| it.ty).chain(resolved().map(|it| it.answer)).chain(unions);
        let requests: Vec<TypeId> = resolved().filter_map(|it| it.request).collect();
        let answered = reached(model, answers.collect());
        let mut spoken = Vec::new();
        for it in model.every_operation() {
            it.map(&mut |id: &TypeId| spoken.push(*id));
        }
        let spoken = reached(model, spoken);
        let asked = reached(model, requests.clone());
        let kept = model.entities().flat_map(|(_, it)| &it.columns).filter_map(|it| match it.ty {
            ColumnType::Json(id) => Some(id),
            ColumnType::Scalar(_) | ColumnType::Enum(_) => None,
        });
        let coded = reached(model, requests.into_iter().chain(kept).collect());
        let documents = graph.operations.iter().flat_map(|it| it.variables.into_iter().chain([it.data]));
        let called = reached(model, documents.collect());
        let by_type = |holds: &dyn Fn(usize) -> bool| (0..objects.len()).map(holds).collect::<Vec<bool>>();
        let is_served = |at: usize| answered[at] || asked[at];
        Self {
            served: by_type(&|at| is_served(at) && !spoken[at] && !called[at]),
            called: by_type(&|at| called[at] && !spoken[at] && !is_served(at)),
            coded: by_type(&|at| coded[at] || spoken[at]),
            objects,
            answered,
        }
    }

    /// The position of the object type that it is the record of.
    pub(crate) fn object(&self, id: TypeId) -> Option<usize> {
        self.objects.get(id.index()).copied().flatten()
    }

    /// Whether fields answer values of it.
    pub(crate) fn is_answered(&self, id: TypeId) -> bool {
        self.answered.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether only those who serve GraphQL know it, so that clients do not.
    pub(crate) fn is_only_served(&self, id: TypeId) -> bool {
        self.served.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether only those who ask by documents know it, so that the service does not.
    pub(crate) fn is_only_called(&self, id: TypeId) -> bool {
        self.called.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether nothing but fields answers values of it: no JSON is read as one.
    pub(crate) fn is_plain(&self, id: TypeId) -> bool {
        self.is_answered(id) && !self.coded[id.index()]
    }
}

/// By type: whether it can be reached from some.
fn reached(model: &Model, mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; model.types().count()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.index()], true) {
            Shape::map(model.shape(id), &mut |it: &TypeId| open.push(*it));
        }
    }
    reached
}
