//! A page of a connection (GraphQL Cursor Connections Specification).

use super::super::scaffold::assign;
use super::scaffold::{Scaffold, maybe};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{ColumnType, Connection, Field, Scalar, Shape};

/// The body of the method.
pub(super) fn body(at: &mut Scaffold<'_, '_, '_>, it: &Connection) -> Option<String> {
    let window = format!("{}::Window", at.graphql());
    let given = |name: &str| at.given(name).unwrap_or_else(|| "None".to_owned());
    let asked = ["first", "after", "last", "before"].map(given).join(", ");
    let query = at.query(vec![
        ("limit", "window.limit".to_owned()),
        ("after", "window.after.clone()".to_owned()),
        ("before", "window.before.clone()".to_owned()),
        ("backward", "window.backward".to_owned()),
    ])?;
    let (table, key) = (at.table(), at.entity.key.first().copied()?);
    let key = at.job.plan.rust.members(at.entity.ty)[key].clone();
    let mut lines = vec![format!("let window = {window}::new({asked})?;"), format!("let query = {query};")];
    if it.total.is_some() {
        lines.push(format!("let total = {table}.count(&query).await?;"));
    }
    let text = at.entity.key_column()?.ty == ColumnType::Scalar(Scalar::Text);
    let key = format!("it.{key}.{}", if text { "clone()" } else { "to_string()" });
    lines.push(format!("let found = {table}.list(query).await?;"));
    lines.push(format!("let page = window.page(found, |it| {key});"));
    let answer = connection(at, it);
    lines.push(format!("Ok({})", maybe(at.resolved.nullable, answer)));
    Some(lines.join(" "))
}

fn connection(at: &mut Scaffold<'_, '_, '_>, it: &Connection) -> String {
    let ty = at.resolved.answer;
    let page = page(at, it.page);
    let edge = it.edge.map(|edge| (edge, self::edge(at, edge)));
    let members: Vec<(String, Field)> = at.fields(ty).map(|(member, it)| (member.to_owned(), it.clone())).collect();
    let mut all = Vec::new();
    for (member, field) in members {
        let list = bare(at, field.ty);
        let value = match (field.name.as_str(), &edge) {
            ("pageInfo", _) => page.clone(),
            ("edges", Some((_, edge))) => {
                let wrapped = maybe(holds_null(at, list), edge.clone());
                // What stands in it without edges, too, is needed twice.
                let items = if it.nodes { "page.items.clone()" } else { "page.items" };
                format!("{items}.into_iter().map(|(cursor, node)| {wrapped}).collect()")
            }
            ("nodes", _) => {
                let wrapped = maybe(holds_null(at, list), "node".to_owned());
                format!("page.items.into_iter().map(|(_, node)| {wrapped}).collect()")
            }
            _ => "i32::try_from(total).unwrap_or(i32::MAX)".to_owned(),
        };
        // They are made in the order in which they are written, and what takes the items comes last.
        let order = ["edges", "nodes"].iter().position(|it| *it == field.name);
        all.push((order, assign(&member, &maybe(field.presence.is_nullable(), value))));
    }
    all.sort_by_key(|(order, _)| *order);
    let record = at.to.ty(ty);
    let all: Vec<String> = all.into_iter().map(|(_, it)| it).collect();
    format!("{record} {{ {} }}", all.join(", "))
}

fn edge(at: &mut Scaffold<'_, '_, '_>, edge: TypeId) -> String {
    let field = |(member, it): (&str, &Field)| {
        let value = if it.name == "node" { "node" } else { "cursor" };
        assign(member, &maybe(it.presence.is_nullable(), value.to_owned()))
    };
    let fields: Vec<String> = at.fields(edge).map(field).collect();
    format!("{} {{ {} }}", at.to.ty(edge), fields.join(", "))
}

fn page(at: &mut Scaffold<'_, '_, '_>, page: TypeId) -> String {
    let field = |(member, it): (&str, &Field)| {
        let value = match it.name.as_str() {
            "hasNextPage" => maybe(it.presence.is_nullable(), "page.has_next".to_owned()),
            "hasPreviousPage" => maybe(it.presence.is_nullable(), "page.has_previous".to_owned()),
            name => {
                let end = if name == "startCursor" { "page.start()" } else { "page.end()" };
                if it.presence.is_nullable() { end.to_owned() } else { format!("{end}.unwrap_or_default()") }
            }
        };
        assign(member, &value)
    };
    let fields: Vec<String> = at.fields(page).map(field).collect();
    format!("{} {{ {} }}", at.to.ty(page), fields.join(", "))
}

fn bare(at: &Scaffold<'_, '_, '_>, id: TypeId) -> TypeId {
    match at.job.model.shape(id) {
        Shape::Nullable(inner) => *inner,
        _ => id,
    }
}

fn holds_null(at: &Scaffold<'_, '_, '_>, list: TypeId) -> bool {
    matches!(at.job.model.shape(list), Shape::List(of) if matches!(at.job.model.shape(*of), Shape::Nullable(_)))
}
