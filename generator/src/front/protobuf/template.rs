//! Path templates of `google.api.http`: `/v1/{name=shelves/*/books/*}:archive`.
//!
//! ```text
//! Template = "/" Segments [ ":" verb ]      Segment  = "*" | "**" | literal | Variable
//! Variable = "{" field.path [ "=" Segments ] "}"
//! ```

/// A template, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Template {
    pub(super) segments: Vec<Segment>,
    /// Without its colon.
    pub(super) verb: Option<String>,
}

/// What is between two slashes, or a variable of several segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    Literal(String),
    /// `*`: one segment.
    One,
    /// `**`: all that are left.
    All,
    /// A field of the message, and what its value is like.
    Variable(Vec<String>, Vec<Segment>),
}

/// Reads a template, or says why it is none.
pub(super) fn parse(text: &str) -> Result<Template, String> {
    let mut reader = Reader { rest: text };
    reader.expect("/")?;
    let segments = reader.segments(true)?;
    let verb = if reader.take(":") { Some(reader.until("")) } else { None };
    if !reader.rest.is_empty() || verb.as_deref() == Some("") {
        return Err(format!("`{}` is not expected here", if reader.rest.is_empty() { ":" } else { reader.rest }));
    }
    let flat = segments.iter().flat_map(|it| match it {
        Segment::Variable(_, inner) => inner.as_slice(),
        it => std::slice::from_ref(it),
    });
    let flat: Vec<&Segment> = flat.collect();
    if flat.iter().rev().skip(1).any(|it| **it == Segment::All) {
        return Err("`**` is not the last segment".to_owned());
    }
    Ok(Template { segments, verb })
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, what: &str) -> Result<(), String> {
        if self.take(what) { Ok(()) } else { Err(format!("`{what}` is expected before `{}`", self.rest)) }
    }

    /// All before the first of some characters.
    fn until(&mut self, stop: &str) -> String {
        let end = self.rest.find(|it| stop.contains(it)).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        text.to_owned()
    }

    fn segments(&mut self, variables: bool) -> Result<Vec<Segment>, String> {
        let mut all = Vec::new();
        loop {
            all.push(self.segment(variables)?);
            if !self.take("/") {
                return Ok(all);
            }
        }
    }

    fn segment(&mut self, variables: bool) -> Result<Segment, String> {
        if self.take("**") {
            return Ok(Segment::All);
        }
        if self.take("*") {
            return Ok(Segment::One);
        }
        if variables && self.take("{") {
            let field: Vec<String> = self.until("=}").split('.').map(|it| it.trim().to_owned()).collect();
            if field.iter().any(String::is_empty) {
                return Err("a variable has no field".to_owned());
            }
            let value = if self.take("=") { self.segments(false)? } else { vec![Segment::One] };
            self.expect("}")?;
            return Ok(Segment::Variable(field, value));
        }
        let literal = self.until(if variables { "/:{}" } else { "/{}" });
        if literal.is_empty() { Err("a segment is empty".to_owned()) } else { Ok(Segment::Literal(literal)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(all: &[Segment]) -> String {
        let one = |it: &Segment| match it {
            Segment::Literal(text) => text.clone(),
            Segment::One => "*".to_owned(),
            Segment::All => "**".to_owned(),
            Segment::Variable(field, value) => format!("<{} {}>", field.join("."), shown(value)),
        };
        all.iter().map(one).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn templates_are_read() {
        for (text, says) in [
            ("/v1/messages", Some("v1|messages")),
            ("/v1/{message_id}", Some("v1|<message_id *>")),
            ("/v1/{a.b=shelves/*/books/**}:move", Some("v1|<a.b shelves|*|books|**>:move")),
            ("/{a}/b/{c}", Some("<a *>|b|<c *>")),
            ("/v1/*/b", Some("v1|*|b")),
            ("v1", None),
            ("/", None),
            ("/a//b", None),
            ("/{a", None),
            ("/{}", None),
            ("/{a={b}}", None),
            ("/{a=**}/b", None),
            ("/a:", None),
        ] {
            let found = parse(text).ok();
            let found = found.map(|it| shown(&it.segments) + &it.verb.map_or(String::new(), |it| format!(":{it}")));
            assert_eq!(found.as_deref(), says, "{text}");
        }
    }
}
