//! How a list operation pages, read off its parameters and its answer.

use crate::TypeId;
use crate::vocabulary::{Field, HttpPlace, Operation, Paging, Scalar, Shape, Type};

const LIMIT: &[&str] = &["limit", "page_size", "pagesize", "per_page", "perpage", "max_results", "maxresults", "size"];
const CURSOR: &[&str] = &["cursor", "after", "page_token", "pagetoken", "starting_after", "next_token", "continuation"];
const OFFSET: &[&str] = &["offset", "skip"];
const NEXT: &[&str] =
    &["next_cursor", "nextcursor", "next_page_token", "nextpagetoken", "next", "cursor", "next_token"];
const TOTAL: &[&str] = &["total", "total_count", "totalcount", "count"];

/// What a list's answer and its parameters say, when the answer is some of `item`; else why it is not.
pub(super) fn of(types: &[Type], operation: &Operation, answer: TypeId, item: TypeId) -> Result<Paging, String> {
    let input = |known: &[&str]| {
        let mut all = operation.inputs.iter().filter(|it| matches!(it.place, HttpPlace::Query(_)));
        all.find(|it| known.contains(&it.field.name.to_lowercase().as_str())).map(|it| it.field.name.clone())
    };
    let mut paging = Paging { limit: input(LIMIT), cursor: input(CURSOR), offset: input(OFFSET), ..Paging::default() };
    match &types[answer.index()].shape {
        Shape::List(it) if *it == item => Ok(paging),
        Shape::Record { fields, .. } => {
            let holds = |it: &&Field| matches!(&types[it.ty.index()].shape, Shape::List(of) if *of == item);
            let Some(items) = fields.iter().find(holds) else {
                return Err("its answer holds no list of the entity".to_owned());
            };
            paging.items = Some(items.name.clone());
            paging.next = named(fields, NEXT, |it| is_text(types, it));
            paging.total = named(fields, TOTAL, |it| is_integer(types, it));
            let left = fields.iter().find(|it| {
                it.presence.is_required()
                    && Some(&it.name) != paging.items.as_ref()
                    && Some(&it.name) != paging.next.as_ref()
                    && Some(&it.name) != paging.total.as_ref()
            });
            match left {
                Some(field) => Err(format!("its answer has a field `{}` that the store cannot fill", field.name)),
                None => Ok(paging),
            }
        }
        _ => Err("its answer is neither a list of the entity nor a record that holds one".to_owned()),
    }
}

fn named(fields: &[Field], known: &[&str], good: impl Fn(&Field) -> bool) -> Option<String> {
    let is = |it: &&Field| known.contains(&it.name.to_lowercase().as_str()) && good(it);
    fields.iter().find(is).map(|it| it.name.clone())
}

fn is_text(types: &[Type], it: &Field) -> bool {
    matches!(types[it.ty.index()].shape, Shape::Scalar(Scalar::Text))
}

fn is_integer(types: &[Type], it: &Field) -> bool {
    matches!(types[it.ty.index()].shape, Shape::Scalar(Scalar::Int32 | Scalar::Int64))
}
