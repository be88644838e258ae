//! Values in requests that are more than one text: objects, lists in objects, JSON; and forms.

use super::call::Call;
use crate::parameter::{FORM, Style, between, encoded, form, joined, pairs, path_segment};
use serde::Serialize;
use serde_json::Value;

impl Call<'_> {
    /// Fills a hole of the path with a value, in a style.
    pub fn path_value<T: Serialize>(mut self, name: &str, value: &T, style: Style) -> Self {
        let tree = self.tree(name, value);
        // A dot may stand between items: one inside them has to be encoded.
        let dot = if matches!(style, Style::Label { explode: true }) { "%2E" } else { "." };
        let text = self.one_text(name, &tree, style, |it| path_segment(&it).replace('.', dot));
        self.fill(name, &text);
        self
    }

    /// Fills a hole of the path with JSON.
    pub fn path_json<T: Serialize>(mut self, name: &str, value: &T) -> Self {
        let text = self.json_text(name, value);
        self.fill(name, &path_segment(&text));
        self
    }

    /// A value in the query, in a style.
    pub fn query_value<T: Serialize>(mut self, name: &str, value: Option<&T>, style: Style) -> Self {
        let Some(value) = value else { return self };
        let tree = self.tree(name, value);
        if matches!(style, Style::DeepObject | Style::Filter | Style::Form { explode: true }) {
            for (name, it) in pairs(name, &tree, style) {
                self.pair(&name, &encoded(&it));
            }
        } else {
            let text = self.one_text(name, &tree, style, encoded);
            self.pair(name, &text);
        }
        self
    }

    /// JSON in the query.
    pub fn query_json<T: Serialize>(mut self, name: &str, value: Option<&T>) -> Self {
        if let Some(value) = value {
            let text = self.json_text(name, value);
            self.pair(name, &encoded(&text));
        }
        self
    }

    /// A value in a header, in a style.
    pub fn header_value<T: Serialize>(mut self, name: &str, value: Option<&T>, style: Style) -> Self {
        if let Some(value) = value {
            let tree = self.tree(name, value);
            let text = self.one_text(name, &tree, style, str::to_owned);
            self.line(name, &text);
        }
        self
    }

    /// JSON in a header.
    pub fn header_json<T: Serialize>(mut self, name: &str, value: Option<&T>) -> Self {
        if let Some(value) = value {
            let text = self.json_text(name, value);
            self.line(name, &text);
        }
        self
    }

    /// A value in a cookie, in a style; percent-encoded, as a cookie can have no commas and the like.
    pub fn cookie_value<T: Serialize>(mut self, name: &str, value: Option<&T>, style: Style) -> Self {
        let Some(value) = value else { return self };
        let tree = self.tree(name, value);
        if let Style::Form { explode: true } = style {
            for (name, it) in pairs(name, &tree, style) {
                self.crumb(&name, &encoded(&it));
            }
        } else {
            let text = self.one_text(name, &tree, style, encoded).replace(',', "%2C");
            self.crumb(name, &text);
        }
        self
    }

    /// JSON in a cookie, percent-encoded.
    pub fn cookie_json<T: Serialize>(mut self, name: &str, value: Option<&T>) -> Self {
        if let Some(value) = value {
            let text = self.json_text(name, value);
            self.crumb(name, &encoded(&text));
        }
        self
    }

    /// A body that is a form; with the members that are neither texts nor lists of them, and how each is written.
    pub fn form<T: Serialize>(mut self, value: Option<&T>, styles: &[(&str, Style)]) -> Self {
        let Some(value) = value else { return self };
        let tree = self.tree("body", value);
        let body = form(&tree, styles).unwrap_or_else(|| {
            self.refuse("the form has values inside of values, which their style has no place for".to_owned());
            String::new()
        });
        self.body(FORM, body.into())
    }

    fn tree<T: Serialize>(&mut self, name: &str, value: &T) -> Value {
        serde_json::to_value(value).unwrap_or_else(|error| {
            self.refuse(format!("`{name}` cannot be written: {error}"));
            Value::Null
        })
    }

    fn json_text<T: Serialize>(&mut self, name: &str, value: &T) -> String {
        serde_json::to_string(value).unwrap_or_else(|error| {
            self.refuse(format!("`{name}` cannot be written as JSON: {error}"));
            String::new()
        })
    }

    /// A value as one text, in a style that is one.
    fn one_text(&mut self, name: &str, tree: &Value, style: Style, escaped: impl Fn(&str) -> String) -> String {
        let between = between(style.separator()).unwrap_or(",");
        joined(name, tree, style, between, escaped).unwrap_or_else(|| {
            self.refuse(format!("`{name}` has values inside of values, which its style has no place for"));
            String::new()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Endpoint;
    use serde_json::json;

    #[test]
    fn objects_are_written_in_their_style() {
        let endpoint = Endpoint::new("http://a").unwrap();
        let value = json!({"a": 1, "b": "x y", "c": null});
        for (style, query) in [
            (Style::Form { explode: true }, "a=1&b=x%20y"),
            (Style::DeepObject, "n%5Ba%5D=1&n%5Bb%5D=x%20y"),
            (Style::Form { explode: false }, "n=a,1,b,x%20y"),
            (Style::PipeDelimited, "n=a%7C1%7Cb%7Cx%20y"),
        ] {
            let call = endpoint.call("GET", "/").query_value("n", Some(&value), style);
            assert_eq!(call.request().unwrap().url().query(), Some(query));
        }
        for (style, path) in [
            (Style::Simple { explode: true }, "/a=1,b=x%20y"),
            (Style::Label { explode: true }, "/.a=1.b=x%20y"),
            (Style::Matrix { explode: false }, "/;n=a,1,b,x%20y"),
            (Style::Matrix { explode: true }, "/;a=1;b=x%20y"),
        ] {
            let call = endpoint.call("GET", "/{n}").path_value("n", &value, style);
            assert_eq!(call.request().unwrap().url().path(), path);
        }
        let call = endpoint.call("GET", "/").header_value(
            "x",
            Some(&json!({"a": 1, "b": "x y"})),
            Style::Simple { explode: false },
        );
        assert_eq!(call.request().unwrap().headers()["x"], "a,1,b,x y");
        let nested = json!({"a": {"b": [1, {"c": 2}]}});
        let deep = endpoint.call("GET", "/").query_value("n", Some(&nested), Style::DeepObject).request().unwrap();
        assert_eq!(deep.url().query(), Some("n%5Ba%5D%5Bb%5D%5B0%5D=1&n%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=2"));
        let flat = endpoint.call("GET", "/").query_value("n", Some(&nested), Style::Form { explode: false });
        assert!(flat.request().is_err());
    }

    #[test]
    fn lists_and_texts_have_styles_too() {
        let endpoint = Endpoint::new("http://a").unwrap();
        for (value, style, path) in [
            (json!(["a", 1.5]), Style::Label { explode: true }, "/.a.1%2E5"),
            (json!(["a", "b"]), Style::Label { explode: false }, "/.a,b"),
            (json!(["a", "b"]), Style::Matrix { explode: true }, "/;n=a;n=b"),
            (json!(["a", "b"]), Style::Matrix { explode: false }, "/;n=a,b"),
            (json!("a;b"), Style::Matrix { explode: false }, "/;n=a%3Bb"),
        ] {
            let call = endpoint.call("GET", "/{n}").path_value("n", &value, style);
            assert_eq!(call.request().unwrap().url().path(), path);
        }
    }

    #[test]
    fn a_form_is_a_body() {
        let endpoint = Endpoint::new("http://a").unwrap();
        let value = json!({"a": ["1&", "2"], "o": {"x": 1}, "p": ["1", "2"], "q": {"x": [1]}, "é": true});
        let styles = [("p", Style::PipeDelimited), ("q", Style::Json)];
        let request = endpoint.call("POST", "/").form(Some(&value), &styles).request().unwrap();
        assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
        let body = request.body().and_then(|it| it.as_bytes()).map(String::from_utf8_lossy);
        let written = "a=1%26&a=2&o%5Bx%5D=1&p=1%7C2&q=%7B%22x%22%3A%5B1%5D%7D&%C3%A9=true";
        assert_eq!(body.as_deref(), Some(written));
    }
}
