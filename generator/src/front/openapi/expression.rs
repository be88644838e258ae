//! Runtime expressions in URLs (OpenAPI 3.2 §4.21.4): `{$request.body#/url}?from={$url}`.

use zephyrix_ir::vocabulary::{Expression, Source, TargetPart};

/// The pieces of a URL, or the expression that is none.
pub(super) fn target(text: &str) -> Result<Vec<TargetPart>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}').ok_or_else(|| after.to_owned())?;
        if !before.is_empty() {
            parts.push(TargetPart::Text(before.to_owned()));
        }
        parts.push(TargetPart::Found(expression(inside).ok_or_else(|| inside.to_owned())?));
        rest = after;
    }
    // An expression may also stand by itself, without braces.
    match expression(rest).filter(|_| parts.is_empty()) {
        Some(it) => parts.push(TargetPart::Found(it)),
        None if !rest.is_empty() => parts.push(TargetPart::Text(rest.to_owned())),
        None => {}
    }
    Ok(parts)
}

fn expression(text: &str) -> Option<Expression> {
    match text {
        "$url" => Some(Expression::Url),
        "$method" => Some(Expression::Method),
        "$statusCode" => Some(Expression::Status),
        _ => match text.split_once('.')? {
            ("$request", rest) => source(rest).map(Expression::Request),
            ("$response", rest) => source(rest).map(Expression::Response),
            _ => None,
        },
    }
}

fn source(text: &str) -> Option<Source> {
    if let Some(rest) = text.strip_prefix("body") {
        let pointer = if rest.is_empty() { "" } else { rest.strip_prefix('#')? };
        return (pointer.is_empty() || pointer.starts_with('/')).then(|| Source::Body(pointer.to_owned()));
    }
    match text.split_once('.')? {
        (_, "") => None,
        ("header", name) => Some(Source::Header(name.to_owned())),
        ("query", name) => Some(Source::Query(name.to_owned())),
        ("path", name) => Some(Source::Path(name.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: Source) -> TargetPart {
        TargetPart::Found(Expression::Request(source))
    }

    #[test]
    fn urls_with_expressions() {
        let body = || found(Source::Body("/url".to_owned()));
        let text = |it: &str| TargetPart::Text(it.to_owned());
        for (written, parts) in [
            ("{$request.body#/url}", vec![body()]),
            ("$request.body#/url", vec![body()]),
            (
                "http://a?b={$request.query.b.c}&d",
                vec![text("http://a?b="), found(Source::Query("b.c".to_owned())), text("&d")],
            ),
            ("{$request.body}", vec![found(Source::Body(String::new()))]),
            ("http://a", vec![text("http://a")]),
        ] {
            assert_eq!(target(written).unwrap(), parts, "{written}");
        }
        for bad in
            ["{$request.body#url}", "{id}", "{$request.query.}", "{$request.cookie.a}", "http://a/{", "{$x.body}"]
        {
            assert!(target(bad).is_err(), "{bad}");
        }
    }
}
