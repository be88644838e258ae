//! Operations by method and path: what generated routes are made of.
//!
//! A request is matched once, and by then everything around it, from metrics to path parameters, knows its template.

mod asking;
mod operation;
mod table;
mod template;
mod told;

pub use asking::{Guarded, Optional, guarded, optional};
pub use operation::{Incoming, Operation};

#[cfg(feature = "grpc")]
pub(crate) use asking::{Asked, Asking};

pub(crate) use table::{Found, Owner, Route, Table};

use http::Method;
use operation::{Bound, Handle};

/// All operations of a service, ready to be served, and what stands beside them.
#[derive(Debug, Default)]
pub struct Router {
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) beside: axum::Router,
    #[cfg(feature = "grpc")]
    pub(crate) told: crate::rpc::Told,
    #[cfg(feature = "graphql")]
    pub(crate) graphql: Option<crate::graphql::http::Offered>,
}

/// One operation, bound to what serves it.
#[derive(Debug)]
pub(crate) struct Endpoint {
    method: Method,
    template: &'static str,
    owner: Owner,
    handle: Box<dyn Handle>,
}

impl Router {
    /// Without any operation.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over the operations of another.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.endpoints.extend(other.endpoints);
        self.beside = self.beside.merge(other.beside);
        #[cfg(feature = "grpc")]
        self.told.merge(other.told);
        #[cfg(feature = "graphql")]
        {
            self.graphql = other.graphql.or(self.graphql);
        }
        self
    }

    /// Answers operations of GraphQL, where settings say; one service has one schema.
    #[cfg(feature = "graphql")]
    #[must_use]
    pub fn graphql(
        mut self,
        schema: &'static crate::graphql::Schema,
        graph: std::sync::Arc<dyn crate::graphql::Graph>,
    ) -> Self {
        self.graphql = Some(crate::graphql::http::Offered { schema, graph });
        self
    }

    /// Tells what the methods are described by: a `google.protobuf.FileDescriptorSet` in base64.
    #[cfg(feature = "grpc")]
    #[must_use]
    pub fn descriptors(mut self, set: &'static str) -> Self {
        self.told.descriptors.push(set);
        self
    }

    /// Has all operations be somebody's.
    #[cfg(any(feature = "graphql", feature = "grpc"))]
    pub(crate) fn owned_by(mut self, owner: Owner) -> Self {
        self.endpoints.iter_mut().for_each(|it| it.owner = owner);
        self
    }

    /// Adds routes beside the contract, which are asked where no operation has the path.
    #[must_use]
    pub fn beside(mut self, routes: axum::Router) -> Self {
        self.beside = self.beside.merge(routes);
        self
    }
}

impl From<axum::Router> for Router {
    fn from(routes: axum::Router) -> Self {
        Self::new().beside(routes)
    }
}

/// Collects operations that are served by the same value.
#[derive(Debug)]
pub struct Routes<A> {
    api: A,
    router: Router,
}

impl<A: Clone + Send + Sync + 'static> Routes<A> {
    /// Operations served by `api`, which is cloned for each request.
    pub fn of(api: A) -> Self {
        Self { api, router: Router::new() }
    }

    /// Adds an operation at a path: `/pets/{petId}`, `/files/{name}.{ext}`. It may name pairs that the query must have,
    /// and after a `#` headers that must be there: `/jobs?kind=new`, `/#X-Target=start`.
    #[must_use]
    pub fn on<M, O>(mut self, method: Method, path: &'static str, operation: O) -> Self
    where
        M: 'static,
        O: Operation<A, M>,
    {
        let handle = Box::new(Bound::new(self.api.clone(), operation));
        self.router.endpoints.push(Endpoint { method, template: path, owner: Owner::Contract, handle });
        self
    }

    /// Adds a method of a service: `async fn(api, Cx, input) -> Result<output, Status>`, where input and output are a message
    /// or [`Messages`](crate::rpc::Messages) each.
    #[cfg(feature = "grpc")]
    #[must_use]
    pub fn rpc<R, M, F>(mut self, handler: F) -> Self
    where
        R: crate::rpc::Rpc,
        M: 'static,
        F: Clone,
        crate::rpc::Called<R, F>: Operation<A, M>,
    {
        self.router.told.methods.push(R::PROCEDURE);
        let routes = self.on(Method::POST, R::PROCEDURE, crate::rpc::rpc::<R, F>(handler.clone()));
        if R::SAFE { routes.on(Method::GET, R::PROCEDURE, crate::rpc::rpc::<R, F>(handler)) } else { routes }
    }

    /// Adds a method of a service that an operation of HTTP answers.
    #[cfg(feature = "grpc")]
    #[must_use]
    pub fn bridged<R, M, O>(mut self, operation: O) -> Self
    where
        R: crate::rpc::bridge::Bridged,
        M: 'static,
        O: Operation<A, M> + Clone,
    {
        self.router.told.methods.push(R::PROCEDURE);
        let routes = self.on(Method::POST, R::PROCEDURE, crate::rpc::bridge::bridge::<R, O>(operation.clone()));
        if R::SAFE {
            routes.on(Method::GET, R::PROCEDURE, crate::rpc::bridge::bridge::<R, O>(operation))
        } else {
            routes
        }
    }

    /// Adds an operation under a method that has no name here. What is no method (RFC 9110 §9.1) is never asked for.
    #[must_use]
    pub fn method<M, O>(self, method: &'static str, path: &'static str, operation: O) -> Self
    where
        M: 'static,
        O: Operation<A, M>,
    {
        match Method::try_from(method) {
            Ok(method) => self.on(method, path, operation),
            Err(_) => self,
        }
    }

    /// The operations, whatever serves them.
    pub fn router(self) -> Router {
        self.router
    }
}

/// Adds an operation under its method.
macro_rules! methods {
    ($($name:ident = $method:expr),* $(,)?) => {
        impl<A: Clone + Send + Sync + 'static> Routes<A> {$(
            #[doc = concat!("Adds an operation under the method `", stringify!($name), "`.")]
            #[must_use]
            pub fn $name<M, O>(self, path: &'static str, operation: O) -> Self
            where
                M: 'static,
                O: Operation<A, M>,
            {
                self.on($method, path, operation)
            }
        )*}
    };
}

methods! {
    get = Method::GET,
    head = Method::HEAD,
    post = Method::POST,
    put = Method::PUT,
    patch = Method::PATCH,
    delete = Method::DELETE,
    options = Method::OPTIONS,
    trace = Method::TRACE,
    query = Method::QUERY,
}
