//! Lists that come in pages, as streams.

use super::Names;
use super::requests::kind;
use crate::plan::operations::OperationPlan;
use crate::plan::readings::Reading;
use crate::plan::representations::Body;
use crate::plan::rust::{FieldKind, Writing};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Action, Field, Operation, Scalar, Shape};
use zephyrix_templates::client::Pages;

/// The stream of a list whose pages name the next one; `None` where there is no such list.
pub(super) fn pages<'a>(
    to: &mut Writing<'_>,
    it: &Operation,
    plan: &'a OperationPlan,
    names: &Names<'_>,
    method: &str,
) -> Option<Pages<'a>> {
    let Some(Action::List { paging, .. }) = it.serves.as_ref().map(|it| &it.action) else { return None };
    let (asked, items, next) = (paging.cursor.as_ref()?, paging.items.as_ref()?, paging.next.as_ref()?);
    let at = it.inputs.iter().position(|it| it.field.name == *asked)?;
    let cursor = &plan.inputs[at];
    let is_text = |id: TypeId| *to.model.shape(id) == Shape::Scalar(Scalar::Text);
    if !matches!(cursor.how, Reading::Single(id) if is_text(id)) || kind(cursor) == FieldKind::Plain {
        return None;
    }
    let [success] = plan.successes.as_slice() else { return None };
    let Body::Json(page) = success.body else { return None };
    let Shape::Record { fields, .. } = to.model.shape(page) else { return None };
    if success.tagged || success.located {
        return None;
    }
    let (items, next) = (Member::find(to, page, fields, items)?, Member::find(to, page, fields, next)?);
    let Shape::List(item) = *to.model.shape(items.ty) else { return None };
    if !is_text(next.ty) || to.rust.name(items.ty).is_some() {
        return None;
    }
    to.uses.all(&["zephyrix::client::Stream", "zephyrix::client::pages"]);
    Some(Pages {
        method: names.taken.clone().claim(format!("{method}_all")),
        item: to.ty(item),
        request: &plan.request,
        items: items.or_none(),
        next: next.as_option(),
        cursor: &cursor.name,
        others: plan.inputs.len() > 1,
    })
}

/// A field of a page.
struct Member {
    /// The expression that takes it out.
    text: String,
    kind: FieldKind,
    ty: TypeId,
}

impl Member {
    fn find(to: &Writing<'_>, page: TypeId, fields: &[Field], name: &str) -> Option<Self> {
        let at = fields.iter().position(|it| it.name == name)?;
        let text = format!("page.{}", to.rust.members(page)[at]);
        Some(Self { text, kind: to.rust.field_kind(page, at, &fields[at]), ty: fields[at].ty })
    }

    /// The list, empty where there is none.
    fn or_none(&self) -> String {
        match self.kind {
            FieldKind::Plain | FieldKind::Defaulted => self.text.clone(),
            FieldKind::Maybe => format!("{}.flatten().unwrap_or_default()", self.text),
            _ => format!("{}.unwrap_or_default()", self.text),
        }
    }

    /// The cursor, none where it is empty: that would be the first page again.
    fn as_option(&self) -> String {
        let text = &self.text;
        match self.kind {
            FieldKind::Plain | FieldKind::Defaulted => format!("Some({text}).filter(|it| !it.is_empty())"),
            FieldKind::Maybe => format!("{text}.flatten()"),
            _ => text.clone(),
        }
    }
}
