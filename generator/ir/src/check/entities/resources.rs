//! Resources of protobuf, and the standard methods on them (AIP-121, AIP-131 to AIP-135), by the rules of `docs/entities.md`.

use super::columns::{column, snake};
use crate::vocabulary::relational::Name;
use crate::vocabulary::{
    Action, Column, ColumnType, Entity, EntityId, Field, Generated, Index, Operation, Paging, ProtoType, Rpc, Scalar,
    Serves, Shape, Type,
};
use crate::{Code, Diagnostic, Diagnostics, TypeId};

/// The standard methods.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Get,
    List,
    Create,
    Update,
    Delete,
}

/// How their names begin.
const VERBS: [(&str, Verb); 5] = [
    ("Get", Verb::Get),
    ("List", Verb::List),
    ("Create", Verb::Create),
    ("Update", Verb::Update),
    ("Delete", Verb::Delete),
];

/// A message that is a resource, and how its names are made.
struct Resource<'a> {
    ty: TypeId,
    of: &'a Type,
    /// `Book`, of `library.v1.Book`.
    message: &'a str,
    fields: &'a [Field],
    /// The position of the field that holds its name.
    name: usize,
    /// `books`, of `shelves/{shelf}/books/{book}`.
    collection: &'a str,
    /// Whether it is in another.
    has_parent: bool,
    /// `book`.
    singular: String,
}

/// Finds every resource that a method gets, and tells the methods on it what they do.
pub(super) fn settle(types: &[Type], operations: &mut [Operation], entities: &mut Vec<Entity>, log: &mut Diagnostics) {
    for (at, of) in types.iter().enumerate() {
        let Some(resource) = resource(TypeId(u32::try_from(at).unwrap_or(u32::MAX)), of) else { continue };
        let Some(get) = operations.iter().find_map(|it| resource.gets(types, it)) else { continue };
        let service = get.service.clone();
        let entity = resource.entity(types);
        if entities.iter().any(|it| it.table == entity.table) {
            let message = format!("`{}` would be kept in the table of another", entity.name);
            let found = Diagnostic::new(Code::ENTITY_CONFLICT, entity.span, message);
            log.push(found.note(format!("the methods of `{service}` on it are left to you")));
            continue;
        }
        let id = EntityId(u32::try_from(entities.len()).unwrap_or(u32::MAX));
        for it in operations.iter_mut().filter(|it| it.serves.is_none()) {
            let Some(rpc) = it.rpc.as_deref().filter(|it| it.service == service) else { continue };
            match resource.action(types, rpc, &entity) {
                None => {}
                Some(Ok(action)) => it.serves = Some(Serves { entity: id, action }),
                Some(Err(why)) => log.push(
                    Diagnostic::new(Code::NOT_ENTITY, it.span, format!("`{}` is left to you: {why}", it.name))
                        .note(format!("it looks like a standard method on `{}`, see docs/entities.md", entity.name)),
                ),
            }
        }
        entities.push(entity);
    }
}

fn resource(ty: TypeId, of: &Type) -> Option<Resource<'_>> {
    let Some(ProtoType::Message(message)) = of.proto.as_deref() else { return None };
    let Shape::Record { fields, .. } = &of.shape else { return None };
    let said = message.resource.as_ref()?;
    let (parent, collection, hole) = said.collections().next()?;
    let name = fields.iter().position(|it| it.written() == said.name_field)?;
    let singular = snake(said.singular.as_deref().unwrap_or(hole));
    let message = message.name.rsplit('.').next()?;
    Some(Resource { ty, of, message, fields, name, collection, has_parent: !parent.is_empty(), singular })
}

impl Resource<'_> {
    /// The method that gets one, if this is it.
    fn gets<'o>(&self, types: &[Type], it: &'o Operation) -> Option<&'o Rpc> {
        let rpc = it.rpc.as_deref()?;
        let gets = self.verb(rpc)? == Verb::Get && rpc.output == self.ty && takes(types, rpc, "name").is_some();
        gets.then_some(rpc)
    }

    /// What the name of a method begins with, where it goes on with the resource's.
    fn verb(&self, rpc: &Rpc) -> Option<Verb> {
        let (verb, noun) = VERBS.iter().find_map(|(word, verb)| Some((*verb, rpc.method.strip_prefix(word)?)))?;
        let is_own = match verb {
            Verb::List => noun == pascal(self.collection) || noun.starts_with(self.message),
            _ => noun == self.message,
        };
        (is_own && !rpc.client_streaming && !rpc.server_streaming).then_some(verb)
    }

    fn entity(&self, types: &[Type]) -> Entity {
        let mut columns: Vec<Column> = self.fields.iter().map(|it| column(types, it)).collect();
        for it in &mut columns {
            it.generated = match (it.ty, it.name.as_str()) {
                (ColumnType::Scalar(Scalar::DateTime), "create_time") => Some(Generated::CreatedAt),
                (ColumnType::Scalar(Scalar::DateTime), "update_time") => Some(Generated::UpdatedAt),
                (ColumnType::Scalar(Scalar::Text), "uid") => Some(Generated::Uuid),
                _ => None,
            };
        }
        let version = free(&columns, ["version", "row_version"]);
        let mut indexes = Vec::new();
        if self.has_parent {
            let name = free(&columns, ["parent", "parent_name"]);
            indexes.push(Index { columns: vec![name.clone(), columns[self.name].name.clone()], unique: false });
            columns.push(Column {
                name,
                field: String::new(),
                ty: ColumnType::Scalar(Scalar::Text),
                nullable: false,
                unique: false,
                generated: Some(Generated::Parent),
                declared: None,
                default: None,
            });
        }
        Entity {
            name: self.of.name.text(),
            table: self.of.table.clone().unwrap_or_else(|| Name::new(snake(self.collection))),
            ty: self.ty,
            columns,
            key: vec![self.name],
            version: Some(version),
            indexes,
            relations: Vec::new(),
            constraints: Vec::new(),
            span: self.of.span,
        }
    }

    /// What a method does; `None` for one that is no standard method on it.
    fn action(&self, types: &[Type], rpc: &Rpc, entity: &Entity) -> Option<Result<Action, String>> {
        let verb = self.verb(rpc)?;
        let asked = self.asked(types, rpc, verb);
        Some(asked.and_then(|()| match verb {
            Verb::Get => self.answers(rpc, Action::Get),
            Verb::List => self.list(types, rpc, entity),
            Verb::Create => self.answers(rpc, Action::Create),
            Verb::Update => self.answers(rpc, Action::Replace),
            Verb::Delete if is_empty(types, rpc.output) => Ok(Action::Delete),
            Verb::Delete => Err("its answer is not `google.protobuf.Empty`".to_owned()),
        }))
    }

    /// Whether the request of a method has what it needs, and nothing else.
    fn asked(&self, types: &[Type], rpc: &Rpc, verb: Verb) -> Result<(), String> {
        let fields = record(types, rpc.input);
        let own = fields.iter().find(|it| it.ty == self.ty).map(Field::written);
        let id = format!("{}_id", self.singular);
        let parent = self.has_parent.then_some("parent");
        if own.is_none() && matches!(verb, Verb::Create | Verb::Update) {
            return Err(format!("no field of its request is the `{}`", self.singular));
        }
        let (needed, further): (&[Option<&str>], &[&str]) = match verb {
            Verb::Get | Verb::Delete => (&[Some("name")], &[]),
            Verb::List => (&[], &["parent", "page_size", "page_token", "filter", "order_by"]),
            Verb::Create => (&[own, parent], &[&id]),
            Verb::Update => (&[own], &["update_mask"]),
        };
        let needed: Vec<&str> = needed.iter().copied().flatten().collect();
        if let Some(missing) = needed.iter().find(|it| takes(types, rpc, it).is_none()) {
            return Err(format!("its request has no field `{missing}`"));
        }
        let known = |it: &str| needed.contains(&it) || further.contains(&it) && (self.has_parent || it != "parent");
        if let Some(it) = fields.iter().map(Field::written).find(|it| !known(it)) {
            return Err(format!("nothing is known of what the field `{it}` of its request does"));
        }
        let odd = fields.iter().find(|it| Some(it.written()) != own && !is_as_usual(types, it));
        odd.map_or(Ok(()), |it| {
            Err(format!("the field `{}` of its request is of another type than usual", it.written()))
        })
    }

    fn answers(&self, rpc: &Rpc, action: Action) -> Result<Action, String> {
        if rpc.output == self.ty { Ok(action) } else { Err(format!("its answer is not the `{}`", self.singular)) }
    }

    fn list(&self, types: &[Type], rpc: &Rpc, entity: &Entity) -> Result<Action, String> {
        let fields = record(types, rpc.output);
        let holds = |it: &&Field| matches!(types[it.ty.index()].shape, Shape::List(of) if of == self.ty);
        let items = fields.iter().find(holds).ok_or("its answer holds no list of it")?;
        let asks = |name: &str| takes(types, rpc, name).map(|it| it.name.clone());
        let (Some(limit), Some(cursor)) = (asks("page_size"), asks("page_token")) else {
            return Err("its request has no `page_size` and `page_token` (AIP-158)".to_owned());
        };
        let next = fields.iter().find(|it| it.written() == "next_page_token");
        let next = next.ok_or("its answer has no `next_page_token` (AIP-158)")?;
        let total = fields.iter().find(|it| it.written() == "total_size" && is_count(types, it));
        let kept = entity.columns.iter().find(|it| it.generated == Some(Generated::Parent));
        let filters = asks("parent").zip(kept).map(|(input, kept)| (input, kept.name.clone()));
        let paging = Paging {
            limit: Some(limit),
            cursor: Some(cursor),
            offset: None,
            items: Some(items.name.clone()),
            next: Some(next.name.clone()),
            total: total.map(|it| it.name.clone()),
        };
        Ok(Action::List { paging, filters: filters.into_iter().collect(), choice: None })
    }
}

/// The first of these names that no column has.
fn free(columns: &[Column], names: [&str; 2]) -> String {
    let [first, second] = names;
    if columns.iter().any(|it| it.name == first) { second.to_owned() } else { first.to_owned() }
}

fn record(types: &[Type], id: TypeId) -> &[Field] {
    match &types[id.index()].shape {
        Shape::Record { fields, .. } => fields,
        _ => &[],
    }
}

/// The field of a request.
fn takes<'t>(types: &'t [Type], rpc: &Rpc, name: &str) -> Option<&'t Field> {
    record(types, rpc.input).iter().find(|it| it.written() == name)
}

fn is_count(types: &[Type], it: &Field) -> bool {
    matches!(types[it.ty.index()].shape, Shape::Scalar(Scalar::Int32 | Scalar::Int64))
}

/// Whether a field with a name that standard methods know is of the type that it has there.
fn is_as_usual(types: &[Type], it: &Field) -> bool {
    let wanted = match it.written() {
        "name" | "parent" | "page_token" | "filter" | "order_by" => Scalar::Text,
        "page_size" => Scalar::Int32,
        "update_mask" => Scalar::FieldMask,
        _ => return true,
    };
    types[it.ty.index()].shape == Shape::Scalar(wanted)
}

/// `google.protobuf.Empty`, or a message like it.
fn is_empty(types: &[Type], id: TypeId) -> bool {
    matches!(&types[id.index()].shape, Shape::Record { fields, .. } if fields.is_empty())
}

/// `cryptoKeys` as `CryptoKeys`.
fn pascal(text: &str) -> String {
    let words = snake(text);
    let capital = |it: &str| {
        it.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }).collect::<String>()
    };
    words.split('_').map(capital).collect()
}
