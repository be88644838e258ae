//! Bodies that are forms: `application/x-www-form-urlencoded`, WHATWG URL §5.1.
//!
//! Each is read with a list of the members that are neither texts nor in brackets, and how each of those is written.

use super::query::{decoded, pairs};
use super::reader::Call;
use super::styled::readings;
use super::tree::{Members, members};
use crate::json::decode_texts;
use crate::parameter::Style;
use crate::types::Mismatch;
use crate::validate::Validate;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

impl Call<'_> {
    /// The body as a form; one without members where there is none.
    pub fn form<T: DeserializeOwned + Validate>(&mut self, styles: &[(&str, Style)]) -> Option<T> {
        let body = self.whole().unwrap_or_default();
        let text = std::str::from_utf8(&body).ok();
        match text.ok_or(Mismatch::constant("encoding", "Must be UTF-8.")).and_then(|it| tree(it, styles)) {
            Ok(tree) => decode_texts(&tree, &mut self.check),
            Err(why) => self.refuse(format!("The form cannot be read. {}", why.detail)),
        }
    }

    /// The body as a form, or that there is none.
    #[allow(clippy::option_option)] // As `Param::optional`.
    pub fn optional_form<T: DeserializeOwned + Validate>(&mut self, styles: &[(&str, Style)]) -> Option<Option<T>> {
        if self.body.is_none() {
            return Some(None);
        }
        self.form(styles).map(Some)
    }

    /// The body as JSON or as a form, whichever its media type says.
    pub fn json_or_form<T: DeserializeOwned + Validate>(&mut self, styles: &[(&str, Style)]) -> Option<T> {
        if self.is_form() { self.form(styles) } else { self.json() }
    }

    /// The body as JSON or as a form, or that there is none.
    #[allow(clippy::option_option)] // As `Param::optional`.
    pub fn optional_json_or_form<T: DeserializeOwned + Validate>(
        &mut self,
        styles: &[(&str, Style)],
    ) -> Option<Option<T>> {
        if self.is_form() { self.optional_form(styles) } else { self.optional_json() }
    }

    fn is_form(&self) -> bool {
        self.media_type().eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }
}

fn tree(text: &str, styles: &[(&str, Style)]) -> Result<Value, Mismatch> {
    let (own, plain): (Vec<_>, Vec<_>) =
        pairs(text).into_iter().partition(|(name, _)| styles.iter().any(|it| it.0 == name));
    let mut tree = members(&plain, Members::AllBut(&[]))?.unwrap_or_else(|| Map::new().into());
    for (name, style) in styles {
        let values = own.iter().filter(|it| it.0 == *name).map(|it| member(it.1, name, *style));
        let mut values = values.collect::<Result<Vec<Value>, Mismatch>>()?;
        let value = if values.len() > 1 { Value::Array(values) } else { values.pop().unwrap_or_default() };
        if let Some(tree) = tree.as_object_mut().filter(|_| !value.is_null()) {
            tree.insert((*name).to_owned(), value);
        }
    }
    Ok(tree)
}

/// A text that is no object or list is a text; where it should be, its type says by its type what is wrong with it.
fn member(raw: &str, name: &str, style: Style) -> Result<Value, Mismatch> {
    if style == Style::Json {
        let text = decoded(raw)?;
        let json = serde_json::from_str(&text).ok().filter(|it: &Value| it.is_object() || it.is_array());
        return Ok(json.unwrap_or_else(|| text.into()));
    }
    Ok(readings(raw, name, style, decoded)?.into_iter().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_form_is_pairs() {
        let form = |text| tree(text, &[]);
        assert_eq!(form("a=1+2&&b&a=%26").unwrap(), json!({"a": ["1 2", "&"], "b": ""}));
        assert_eq!(form("a[b][]=1&c[0][d]=2").unwrap(), json!({"a": {"b": ["1"]}, "c": [{"d": "2"}]}));
        assert_eq!(form("").unwrap(), json!({}));
        assert!(form("a=%FF").is_err());
    }

    #[test]
    fn members_may_have_a_style() {
        let styles = [("a", Style::Json), ("b", Style::PipeDelimited), ("c", Style::Form { explode: false })];
        let form = |text| tree(text, &styles).unwrap();
        assert_eq!(form("a=%7B%22x%22:1%7D&b=1%7C2&c=1,2"), json!({"a": {"x": 1}, "b": ["1", "2"], "c": ["1", "2"]}));
        assert_eq!(form("a=1&a=x&b=1"), json!({"a": ["1", "x"], "b": "1"}));
        assert_eq!(form("a[x]=1"), json!({"a": {"x": "1"}}));
    }
}
