//! Which entities were inferred, by which rules, and why the other operations are left to the user.

use super::{Section, vocabulary};
use std::fmt::Write as _;
use zephyrix_ir::vocabulary::{
    Action, Column, ColumnType, Entity, EntityId, Generated, GraphAction, HttpMethod, Operation, Paging, PathPart,
    ProtoResource, ProtoType,
};
use zephyrix_ir::{Code, Diagnostics, Model};

/// Every entity, then every operation that none serves.
pub(super) fn sections(model: &Model, log: &Diagnostics) -> Vec<Section> {
    let entities = model.entities().map(|(id, it)| Section::new(it.name.clone(), entity(model, id, it)));
    let left = model.operations().filter(|(_, it)| it.serves.is_none()).map(|(_, it)| {
        let (method, path) = (it.http.method.token(), &it.http.path.text);
        let text = format!("operation {} ({method} {path}) is left to you: {}\n", it.name, why(model, it, log));
        Section::new(it.name.clone(), text)
    });
    entities.chain(left).collect()
}

fn entity(model: &Model, id: EntityId, it: &Entity) -> String {
    let mut text = format!("entity {}: kept in the table `{}`\n", it.name, it.table);
    let serving: Vec<(&Operation, &Action)> = model
        .operations()
        .filter_map(|(_, op)| op.serves.as_ref().filter(|it| it.entity == id).map(|it| (op, &it.action)))
        .collect();
    // Writing to a string cannot fail.
    if it.is_stated() {
        let key: Vec<&str> = it.key_columns().map(|it| it.name.as_str()).collect();
        let key = if key.is_empty() { "no key".to_owned() } else { format!("key `{}`", key.join("`, `")) };
        let _ = writeln!(text, "  stated by its table; {key}");
    } else if let Some(resource) = resource(model, it) {
        let kind = &resource.kind;
        let _ = writeln!(text, "  found because its message is the resource `{kind}`, and a method gets it");
        let _ = writeln!(text, "  key `{}`: the names of resources", resource.name_field);
    } else if let Some(get) = item_get(model, it) {
        let path = &get.http.path.text;
        let _ = writeln!(text, "  found because GET {path} answers with it, and {} is there too", above(path));
        if let Some(key) = it.key_column() {
            let _ = writeln!(text, "  key `{}`: {}", key.field, key_rule(key, get));
        }
    } else if model.graph().is_some_and(|graph| graph.objects.iter().any(|object| object.ty == Some(it.ty))) {
        text.push_str("  found because it has an `id`, and queries of GraphQL lead to it\n");
    }
    let counted = match resource(model, it) {
        Some(_) => "each row counts its changes: of two at once, the second is told so",
        None => "each row counts its changes: an operation on one declares If-Match, 412 or an ETag",
    };
    for relation in &it.relations {
        let many = if relation.many { "rows" } else { "a row" };
        let _ = writeln!(text, "  `{}`: {many} of `{}`", relation.name, model[relation.to].table);
    }
    let _ = writeln!(text, "  {}", if it.version.is_some() { counted } else { "rows do not count their changes" });
    text.extend(it.columns.iter().map(|it| column(model, it)));
    for index in &it.indexes {
        let _ = writeln!(text, "  index on {}, since lists filter by it", index.columns.join(", "));
    }
    for (op, action) in serving {
        let _ = writeln!(text, "  served: {} ({})", op.name, self::action(action));
    }
    for object in model.graph().into_iter().flat_map(|it| &it.objects) {
        for field in &object.fields {
            let serves = field.resolved.as_ref().and_then(|it| it.serves.as_ref()).filter(|it| it.entity == id);
            if let Some(serves) = serves {
                let _ = writeln!(text, "  served: {}.{} ({})", object.name, field.name, resolved(&serves.action));
            }
        }
    }
    text
}

/// What a resolver of GraphQL does.
fn resolved(it: &GraphAction) -> String {
    match it {
        GraphAction::Get { .. } => "get".to_owned(),
        GraphAction::List { connection, .. } => {
            if connection.is_some() {
                "a page".to_owned()
            } else {
                "list".to_owned()
            }
        }
        GraphAction::Create { .. } => "create".to_owned(),
        GraphAction::Patch { .. } => "patch".to_owned(),
        GraphAction::Delete { .. } => "delete".to_owned(),
        GraphAction::One { by } => format!("the one of each whose key is `{by}`"),
        GraphAction::Key { by } => format!("of each, `{by}` and nothing else"),
        GraphAction::Many { by } => format!("all of each, by `{by}`"),
    }
}

/// What protobuf says of a resource.
fn resource<'a>(model: &'a Model, it: &Entity) -> Option<&'a ProtoResource> {
    match model[it.ty].proto.as_deref()? {
        ProtoType::Message(it) => it.resource.as_ref(),
        ProtoType::Enum(_) => None,
    }
}

/// The operation that the entity was found by.
fn item_get<'a>(model: &'a Model, entity: &Entity) -> Option<&'a Operation> {
    let answers = |op: &Operation| {
        let good = op.outcomes.iter().find(|it| it.status.is_success());
        good.and_then(|it| it.content.iter().find(|it| it.media.is_json())?.ty) == Some(entity.ty)
    };
    let mut all = model.operations().map(|(_, it)| it);
    all.find(|it| it.http.method == HttpMethod::Get && hole(it).is_some() && answers(it))
}

/// The name of the hole that a path ends in.
fn hole(it: &Operation) -> Option<&str> {
    match it.http.path.segments.last().map(Vec::as_slice) {
        Some([PathPart::Hole(name)]) => Some(name),
        _ => None,
    }
}

fn above(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(above, _)| above)
}

fn key_rule(key: &Column, get: &Operation) -> String {
    let hole = hole(get).unwrap_or_default();
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let field = &key.field;
    if plain(field) == plain(hole) {
        format!("the parameter `{{{hole}}}` is called like it")
    } else if plain(field) == "id" {
        format!("no field is called like the parameter `{{{hole}}}`, and this one is `id`, of the same type")
    } else {
        format!("it is called after the path, and is of the type of the parameter `{{{hole}}}`")
    }
}

fn column(model: &Model, it: &Column) -> String {
    let ty = match it.ty {
        ColumnType::Scalar(scalar) => format!("{scalar:?}").to_lowercase(),
        ColumnType::Enum(id) => format!("{}, one of its values", vocabulary::called(model, id, 1)),
        ColumnType::Json(id) => format!("{}, as JSON", vocabulary::called(model, id, 1)),
    };
    let filled = match it.generated {
        None => "",
        Some(Generated::Sequence) => "; the database counts it up",
        Some(Generated::Uuid) => "; the service makes a UUID",
        Some(Generated::CreatedAt) => "; the moment of creation",
        Some(Generated::UpdatedAt) => "; the moment of the last change",
        Some(Generated::Parent) => "; what its name begins with",
        Some(Generated::Database) => "; the database fills it",
    };
    let null = if it.nullable { ", may be NULL" } else { "" };
    let unique = if it.unique { ", unique" } else { "" };
    format!("    {}: {ty}{null}{unique}{filled}\n", it.name)
}

fn action(it: &Action) -> String {
    match it {
        Action::List { paging, filters, .. } => {
            let filters: Vec<&str> = filters.iter().map(|(input, _)| input.as_str()).collect();
            let filters =
                if filters.is_empty() { String::new() } else { format!(", filtered by {}", filters.join(", ")) };
            format!("list{}{filters}", self::paging(paging))
        }
        Action::Get => "get".to_owned(),
        Action::Create => "create".to_owned(),
        Action::CreateMany => "create many".to_owned(),
        Action::Replace => "replace".to_owned(),
        Action::Patch => "patch".to_owned(),
        Action::Delete => "delete".to_owned(),
    }
}

fn paging(it: &Paging) -> String {
    let roles = [
        ("at most", &it.limit),
        ("after", &it.cursor),
        ("skipping", &it.offset),
        ("items in", &it.items),
        ("next page in", &it.next),
        ("count in", &it.total),
    ];
    roles.iter().filter_map(|(role, name)| Some(format!(", {role} `{}`", name.as_ref()?))).collect()
}

/// Why an operation serves no entity.
fn why(model: &Model, it: &Operation, log: &Diagnostics) -> String {
    let about = log.all().iter().find(|found| found.code == Code::NOT_ENTITY && found.span == Some(it.span));
    if let Some((_, why)) = about.and_then(|found| found.message.split_once(" is left to you: ")) {
        return why.to_owned();
    }
    let path = it.http.path.text.as_str();
    let of = model.entities().find(|(_, entity)| {
        item_get(model, entity).is_some_and(|get| get.http.path.text == path || above(&get.http.path.text) == path)
    });
    match of {
        Some((_, entity)) => format!("this method on this path does nothing that is known to `{}`", entity.name),
        None => "its path is neither that of an entity's collection nor that of its item".to_owned(),
    }
}
