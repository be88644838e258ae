//! `'%s of %d'.format([a, b])`: texts, one after another.

use super::{fold, functions};
use zephyrix_ir::vocabulary::{Cel, CelFunction, CelLiteral, CelNode, CelType};

/// The text of a template.
pub(super) fn put_together(template: &Cel, of: Vec<Cel>) -> Result<Cel, String> {
    let Some(CelLiteral::Text(template)) = template.as_literal() else {
        return Err("`format` takes a text that is written in place".to_owned());
    };
    let mut of = of.into_iter();
    let mut parts = Vec::new();
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        parts.push(text(before));
        let verb = after.chars().next().ok_or("`format` ends with `%`")?;
        rest = after.get(verb.len_utf8()..).unwrap_or_default();
        if verb == '%' {
            parts.push(text("%"));
            continue;
        }
        let it = of.next().ok_or("`format` has too few values")?;
        parts.push(match verb {
            's' | 'd' => shown(it)?,
            'x' | 'X' => hex(it)?,
            other => return Err(format!("`%{other}` is not compiled")),
        });
    }
    parts.push(text(rest));
    Ok(fold::concat(parts))
}

fn text(it: &str) -> Cel {
    Cel::literal(CelLiteral::Text(it.to_owned()))
}

/// A value as people read it.
fn shown(it: Cel) -> Result<Cel, String> {
    match &it.node {
        CelNode::List(items) => {
            let mut parts = vec![text("[")];
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    parts.push(text(", "));
                }
                parts.push(shown(item.clone())?);
            }
            parts.push(text("]"));
            Ok(fold::concat(parts))
        }
        CelNode::Literal(CelLiteral::Bytes(it)) => Ok(text(&String::from_utf8_lossy(it))),
        _ if it.ty == CelType::Text => Ok(it),
        _ => functions::typed("string", vec![it]),
    }
}

fn hex(it: Cel) -> Result<Cel, String> {
    use std::fmt::Write as _;
    if let Some(CelLiteral::Bytes(bytes)) = it.as_literal() {
        let mut shown = String::new();
        for byte in bytes {
            let _ = write!(shown, "{byte:02x}");
        }
        return Ok(text(&shown));
    }
    match it.ty {
        CelType::Bytes => Ok(Cel::call(CelType::Text, CelFunction::ToHex, vec![it])),
        _ => Err("`%x` takes bytes".to_owned()),
    }
}
