//! From one way of referring to types to another: how a draft's vocabulary becomes a model's.

use super::{
    Constraint, Content, Field, Graph, GraphField, GraphObject, GraphOperation, Header, HttpPlace, Input, Operation,
    Outcome, Outgoing, Resolved, Rest, Route, Rpc, Shape, Variant,
};

/// Replaces every reference in a piece of vocabulary.
pub trait Map<R> {
    /// The same piece, referring by `S`.
    type To<S>;

    /// Replaces every reference by what `to` says.
    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Self::To<S>;
}

impl<R> Map<R> for Shape<R> {
    type To<S> = Shape<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Shape<S> {
        match self {
            Self::Record { fields, rest } => {
                Shape::Record { fields: fields.iter().map(|it| it.map(to)).collect(), rest: rest.map(to) }
            }
            Self::Enum { values, open } => Shape::Enum { values: values.clone(), open: *open },
            Self::Union { variants, by } => {
                Shape::Union { variants: variants.iter().map(|it| it.map(to)).collect(), by: by.clone() }
            }
            Self::List(item) => Shape::List(to(item)),
            Self::Map(value) => Shape::Map(to(value)),
            Self::Tuple { items, rest } => {
                Shape::Tuple { items: items.iter().map(&mut *to).collect(), rest: rest.as_ref().map(to) }
            }
            Self::Scalar(scalar) => Shape::Scalar(*scalar),
            Self::Nullable(inner) => Shape::Nullable(to(inner)),
            Self::Any => Shape::Any,
            Self::Stream(item) => Shape::Stream(to(item)),
        }
    }
}

impl<R> Map<R> for Rest<R> {
    type To<S> = Rest<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Rest<S> {
        match self {
            Self::Ignored => Rest::Ignored,
            Self::Refused => Rest::Refused,
            Self::Kept(value) => Rest::Kept(to(value)),
        }
    }
}

impl<R> Map<R> for Field<R> {
    type To<S> = Field<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Field<S> {
        Field {
            name: self.name.clone(),
            renamed_from: self.renamed_from.clone(),
            span: self.span,
            ty: to(&self.ty),
            presence: self.presence,
            default: self.default.clone(),
            read_only: self.read_only,
            write_only: self.write_only,
            sensitive: self.sensitive,
            unique: self.unique,
            deprecated: self.deprecated,
            docs: self.docs.clone(),
            proto: self.proto.clone(),
        }
    }
}

impl<R> Map<R> for Variant<R> {
    type To<S> = Variant<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Variant<S> {
        Variant { ty: to(&self.ty), tags: self.tags.clone(), otherwise: self.otherwise, span: self.span }
    }
}

impl<R> Map<R> for Constraint<R> {
    type To<S> = Constraint<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Constraint<S> {
        match self {
            Self::MinLength(it) => Constraint::MinLength(*it),
            Self::MaxLength(it) => Constraint::MaxLength(*it),
            Self::Pattern(text, dialect) => Constraint::Pattern(text.clone(), *dialect),
            Self::Format(it) => Constraint::Format(*it),
            Self::Minimum(it) => Constraint::Minimum(it.clone()),
            Self::Maximum(it) => Constraint::Maximum(it.clone()),
            Self::ExclusiveMinimum(it) => Constraint::ExclusiveMinimum(it.clone()),
            Self::ExclusiveMaximum(it) => Constraint::ExclusiveMaximum(it.clone()),
            Self::MultipleOf(it) => Constraint::MultipleOf(it.clone()),
            Self::MinItems(it) => Constraint::MinItems(*it),
            Self::MaxItems(it) => Constraint::MaxItems(*it),
            Self::UniqueItems => Constraint::UniqueItems,
            Self::Contains { item, min, max } => Constraint::Contains { item: to(item), min: *min, max: *max },
            Self::MinProperties(it) => Constraint::MinProperties(*it),
            Self::MaxProperties(it) => Constraint::MaxProperties(*it),
            Self::PropertyNames(it) => Constraint::PropertyNames(to(it)),
            Self::DependentRequired(name, others) => Constraint::DependentRequired(name.clone(), others.clone()),
            Self::DependentSchema(name, it) => Constraint::DependentSchema(name.clone(), to(it)),
            Self::Not(it) => Constraint::Not(to(it)),
            Self::Conditional { condition, then, otherwise } => Constraint::Conditional {
                condition: to(condition),
                then: then.as_ref().map(&mut *to),
                otherwise: otherwise.as_ref().map(to),
            },
            Self::Valid(it) => Constraint::Valid(*it),
            Self::Const(it) => Constraint::Const(it.clone()),
        }
    }
}

impl<R> Map<R> for Content<R> {
    type To<S> = Content<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Content<S> {
        Content {
            media: self.media.clone(),
            ty: self.ty.as_ref().map(to),
            encodings: self.encodings.clone(),
            span: self.span,
        }
    }
}

impl<R> Map<R> for Header<R> {
    type To<S> = Header<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Header<S> {
        Header { field: self.field.map(to), style: self.style }
    }
}

impl<R> Map<R> for Outcome<R> {
    type To<S> = Outcome<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Outcome<S> {
        Outcome {
            status: self.status,
            docs: self.docs.clone(),
            headers: self.headers.iter().map(|it| it.map(to)).collect(),
            content: self.content.iter().map(|it| it.map(to)).collect(),
            links: self.links.clone(),
            span: self.span,
        }
    }
}

impl<R> Map<R> for HttpPlace<R> {
    type To<S> = HttpPlace<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> HttpPlace<S> {
        match self {
            Self::Path(style) => HttpPlace::Path(*style),
            Self::Query(style) => HttpPlace::Query(*style),
            Self::Header(style) => HttpPlace::Header(*style),
            Self::Cookie(style) => HttpPlace::Cookie(*style),
            Self::Body(content) => HttpPlace::Body(content.iter().map(|it| it.map(to)).collect()),
        }
    }
}

impl<R> Map<R> for Input<R> {
    type To<S> = Input<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Input<S> {
        Input { field: self.field.map(to), place: self.place.map(to), implied: self.implied }
    }
}

impl<R> Map<R> for Operation<R> {
    type To<S> = Operation<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Operation<S> {
        Operation {
            name: self.name.clone(),
            renamed_from: self.renamed_from.clone(),
            span: self.span,
            tag: self.tag.clone(),
            docs: self.docs.clone(),
            inputs: self.inputs.iter().map(|it| it.map(to)).collect(),
            outcomes: self.outcomes.iter().map(|it| it.map(to)).collect(),
            security: self.security.clone(),
            hints: self.hints.clone(),
            http: self.http.clone(),
            serves: self.serves.clone(),
            rpc: self.rpc.as_ref().map(|it| Box::new(it.map(to))),
            deprecated: self.deprecated,
        }
    }
}

impl<R> Map<R> for Rpc<R> {
    type To<S> = Rpc<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Rpc<S> {
        Rpc {
            service: self.service.clone(),
            method: self.method.clone(),
            input: to(&self.input),
            output: to(&self.output),
            client_streaming: self.client_streaming,
            server_streaming: self.server_streaming,
            idempotency: self.idempotency,
            transcoding: self.transcoding.clone(),
            additional: self.additional.iter().map(|it| it.map(to)).collect(),
            long_running: self.long_running.clone(),
        }
    }
}

impl<R> Map<R> for Route<R> {
    type To<S> = Route<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Route<S> {
        Route {
            http: self.http.clone(),
            inputs: self.inputs.iter().map(|it| it.map(to)).collect(),
            transcoding: self.transcoding.clone(),
        }
    }
}

impl<R> Map<R> for Outgoing<R> {
    type To<S> = Outgoing<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Outgoing<S> {
        Outgoing { operation: self.operation.map(to), occasion: self.occasion.clone() }
    }
}

impl<R> Map<R> for Graph<R> {
    type To<S> = Graph<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Graph<S> {
        Graph {
            sdl: self.sdl.clone(),
            scopes: self.scopes.clone(),
            objects: self.objects.iter().map(|it| it.map(to)).collect(),
            operations: self.operations.iter().map(|it| it.map(to)).collect(),
        }
    }
}

impl<R> Map<R> for GraphOperation<R> {
    type To<S> = GraphOperation<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> GraphOperation<S> {
        GraphOperation {
            name: self.name.clone(),
            span: self.span,
            docs: self.docs.clone(),
            root: self.root,
            text: self.text.clone(),
            variables: self.variables.as_ref().map(&mut *to),
            data: to(&self.data),
        }
    }
}

impl<R> Map<R> for GraphObject<R> {
    type To<S> = GraphObject<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> GraphObject<S> {
        GraphObject {
            name: self.name.clone(),
            span: self.span,
            docs: self.docs.clone(),
            renamed_from: self.renamed_from.clone(),
            root: self.root,
            ty: self.ty.as_ref().map(&mut *to),
            fields: self.fields.iter().map(|it| it.map(to)).collect(),
        }
    }
}

impl<R> Map<R> for GraphField<R> {
    type To<S> = GraphField<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> GraphField<S> {
        GraphField {
            name: self.name.clone(),
            renamed_from: self.renamed_from.clone(),
            span: self.span,
            docs: self.docs.clone(),
            deprecated: self.deprecated,
            guarded: self.guarded,
            resolved: self.resolved.as_ref().map(|it| it.map(to)),
        }
    }
}

impl<R> Map<R> for Resolved<R> {
    type To<S> = Resolved<S>;

    fn map<S>(&self, to: &mut dyn FnMut(&R) -> S) -> Resolved<S> {
        Resolved {
            args: self.args.iter().map(|it| it.map(to)).collect(),
            request: self.request.as_ref().map(&mut *to),
            answer: to(&self.answer),
            nullable: self.nullable,
            serves: self.serves.clone(),
        }
    }
}
