//! What messages are made of, as tables of the runtime's.

use super::Job;
use crate::plan::exported::{Entry, Exported, Form, Kind, Many, Message, Presence};
use crate::plan::literals;
use crate::plan::uses::Uses;
use std::fmt::Write;
use zephyrix_templates::Template;
use zephyrix_templates::proto as view;

pub(super) fn file(job: Job<'_>, it: &Exported) -> String {
    let mut uses = Uses::default();
    uses.all(&["zephyrix::rpc::bridge::Layout"]);
    let layouts = it.messages.iter().map(|message| layout(it, message, &mut uses)).collect();
    let literals: Vec<_> = it
        .enums
        .iter()
        .map(|of| view::Literals {
            full: format!("{}.{}", it.package, of.name),
            name: of.constant.clone(),
            values: of
                .values
                .iter()
                .map(|it| {
                    format!(
                        "Literal::new({}, {}, {})",
                        literals::string(&it.text),
                        literals::string(&it.name),
                        it.number
                    )
                })
                .collect(),
        })
        .collect();
    if !literals.is_empty() {
        uses.add("zephyrix::rpc::bridge::Literal");
    }
    view::Layouts { source: job.source, uses: uses.lines(), layouts, literals }.render().unwrap_or_default()
}

fn layout(it: &Exported, message: &Message, uses: &mut Uses) -> view::Layout {
    let (form, tag) = match &message.form {
        Form::Record => ("record", None),
        Form::List => ("list", None),
        Form::Choice { tag, values, otherwise, .. } => {
            uses.add("zephyrix::rpc::bridge::Tag");
            let values = values.iter().map(|(tag, at)| format!("({}, {at})", literals::string(tag)));
            let values = values.collect::<Vec<_>>().join(", ");
            ("choice", Some(view::Tag { member: literals::string(tag), values, otherwise: format!("{otherwise:?}") }))
        }
    };
    let full = format!("{}.{}", it.package, message.name);
    let entries: Vec<String> = message.entries.iter().map(|entry| self::entry(it, entry)).collect();
    if !entries.is_empty() {
        uses.all(&["zephyrix::rpc::bridge::Entry", "zephyrix::rpc::bridge::Holds"]);
    }
    view::Layout { full, name: message.constant.clone(), form, tag, entries }
}

fn entry(exported: &Exported, it: &Entry) -> String {
    let holds = match it.kind {
        Kind::Scalar(it) => it.holds.to_owned(),
        Kind::Enum(at) => format!("Enum({})", exported.enums[at].constant),
        Kind::Message(at) => format!("Message(&{})", exported.messages[at].constant),
    };
    let (json, name) = (literals::string(&it.json), literals::string(&it.name));
    let mut text = format!("Entry::new({}, {json}, {name}, Holds::{holds})", it.number);
    text.push_str(match it.many {
        Many::One => "",
        Many::List => ".repeated()",
        Many::Map => ".map()",
        Many::Others => ".others()",
    });
    text.push_str(match it.presence {
        Presence::Required => "",
        Presence::Optional => ".optional()",
        Presence::Nullable => ".nullable()",
    });
    if let Some(null) = &it.null {
        let _ = write!(text, ".or_null({})", null.number);
    }
    text
}
