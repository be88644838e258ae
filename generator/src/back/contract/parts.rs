//! A body of parts to test with: a text of its own, as a client would send it.

use super::Job;
use crate::plan::parts::{PartKind, PartPlan, PartsPlan};
use crate::plan::{literals, sample};
use serde_json::Value as Json;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Constraint, Field, MediaType, Shape, Style};

/// The call that adds the body; `None` where none can be made up.
pub(super) fn body(job: Job<'_>, id: TypeId, parts: &PartsPlan) -> Option<String> {
    let fields: &[Field] = match job.model.shape(id) {
        Shape::Record { fields, .. } => fields,
        _ => &[],
    };
    if !job.model[id].constraints.is_empty() {
        return None;
    }
    let mut text = String::new();
    for (field, part) in fields.iter().zip(&parts.members).filter(|(it, _)| it.presence.is_required()) {
        let head = head(&field.name, part);
        for value in values(job, field.ty, part)? {
            text.extend(["--sample\r\n", &head, "\r\n\r\n", &value, "\r\n"]);
        }
    }
    text.push_str("--sample--\r\n");
    Some(format!(".body(\"multipart/form-data; boundary=sample\", {})", literals::string(&text)))
}

fn head(name: &str, part: &PartPlan) -> String {
    let head = format!("content-disposition: form-data; name=\"{}\"", name.replace('"', "%22"));
    let media = part.media.iter().find(|it| !it.is_range()).map_or("application/octet-stream", MediaType::as_str);
    match part.kind {
        PartKind::File | PartKind::OneOrMany(..) | PartKind::FileOr(..) => {
            format!("{head}; filename=\"sample\"\r\ncontent-type: {media}")
        }
        PartKind::Text(_) | PartKind::Json(_) | PartKind::Value(..) => head,
    }
}

/// What is in each part of a member.
fn values(job: Job<'_>, ty: TypeId, part: &PartPlan) -> Option<Vec<String>> {
    let several = |it: &Constraint<TypeId>| matches!(it, Constraint::MinItems(2..));
    if job.model[ty].constraints.iter().any(several) {
        return None;
    }
    match part.kind {
        PartKind::File | PartKind::OneOrMany(..) | PartKind::FileOr(..) => Some(vec!["sample".to_owned()]),
        PartKind::Value(item, style) => {
            let value = sample::smallest(job.model, item)?;
            let items = value.as_array().cloned().unwrap_or_else(|| vec![value]);
            let text = |it: &Json| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
            // In any other style, there would have to be more than parts of this name.
            (style == Style::Form { explode: true }).then(|| items.iter().map(text).collect())
        }
        PartKind::Json(item) | PartKind::Text(item) => {
            let json = matches!(part.kind, PartKind::Json(_));
            let value = sample::smallest(job.model, if part.repeated { item } else { ty })?;
            let text = value.as_str().filter(|_| !json).map_or_else(|| value.to_string(), str::to_owned);
            Some(vec![text])
        }
    }
}
