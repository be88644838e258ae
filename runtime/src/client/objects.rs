//! Objects and JSON in requests: parameters that are more than one text, and forms.

use super::call::{Call, between, encoded, joined};
use crate::parameter::{Layout, path_segment};
use serde::Serialize;
use serde_json::Value;

/// A member's name and value.
type Pair = (String, String);

impl Call<'_> {
    /// Fills a hole of the path with an object.
    pub fn path_object<T: Serialize>(mut self, name: &str, value: &T, layout: Layout) -> Self {
        let members = self.members(name, value);
        let text = one_text(members, layout, ",", |it| path_segment(&it));
        self.fill(name, &text);
        self
    }

    /// Fills a hole of the path with JSON.
    pub fn path_json<T: Serialize>(mut self, name: &str, value: &T) -> Self {
        let text = self.json_text(name, value);
        self.fill(name, &path_segment(&text));
        self
    }

    /// An object in the query.
    pub fn query_object<T: Serialize>(mut self, name: &str, value: Option<&T>, layout: Layout) -> Self {
        let Some(value) = value else { return self };
        let members = self.members(name, value);
        match layout {
            Layout::Members => members.iter().for_each(|(key, it)| self.pair(key, &encoded(it))),
            Layout::Deep => members.iter().for_each(|(key, it)| self.pair(&format!("{name}[{key}]"), &encoded(it))),
            Layout::Assigned | Layout::Listed(_) => {
                let between = between(layout.separator()).unwrap_or(",");
                self.pair(name, &one_text(members, layout, between, |it| encoded(&it)));
            }
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

    /// An object in a header.
    pub fn header_object<T: Serialize>(mut self, name: &str, value: Option<&T>, layout: Layout) -> Self {
        if let Some(value) = value {
            let members = self.members(name, value);
            self.line(name, &one_text(members, layout, ",", |it| it));
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

    /// A body that is a form, WHATWG URL §5.2.
    pub fn form<T: Serialize>(mut self, value: Option<&T>) -> Self {
        let Some(value) = value else { return self };
        let members = self.members("body", value);
        let pairs = members.iter().map(|(name, it)| format!("{}={}", encoded(name), encoded(it)));
        let text = joined(pairs, "&");
        self.body("application/x-www-form-urlencoded", text.into())
    }

    /// The members of an object as texts, those of a list one by one; null is written by leaving it out.
    fn members<T: Serialize>(&mut self, name: &str, value: &T) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let Ok(Value::Object(members)) = serde_json::to_value(value) else {
            self.refuse(format!("`{name}` is no object"));
            return pairs;
        };
        for (key, value) in members {
            let items = if let Value::Array(items) = value { items } else { vec![value] };
            for item in items {
                match item {
                    Value::Null => {}
                    Value::String(text) => pairs.push((key.clone(), text)),
                    Value::Bool(_) | Value::Number(_) => pairs.push((key.clone(), item.to_string())),
                    Value::Array(_) | Value::Object(_) => self.refuse(format!("`{key}` of `{name}` is no text")),
                }
            }
        }
        pairs
    }

    fn json_text<T: Serialize>(&mut self, name: &str, value: &T) -> String {
        serde_json::to_string(value).unwrap_or_else(|error| {
            self.refuse(format!("`{name}` cannot be written as JSON: {error}"));
            String::new()
        })
    }
}

/// All members in one text.
fn one_text(members: Vec<Pair>, layout: Layout, between: &str, written: impl Fn(String) -> String) -> String {
    let assign = if layout == Layout::Assigned { "=" } else { between };
    joined(members.into_iter().map(|(name, value)| format!("{}{assign}{}", written(name), written(value))), between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Endpoint;
    use crate::parameter::Separator;
    use serde_json::json;

    #[test]
    fn objects_are_written_in_their_layout() {
        let endpoint = Endpoint::new("http://a").unwrap();
        let value = json!({"a": 1, "b": "x y", "c": null});
        for (layout, query) in [
            (Layout::Members, "a=1&b=x%20y"),
            (Layout::Deep, "n%5Ba%5D=1&n%5Bb%5D=x%20y"),
            (Layout::Assigned, "n=a=1,b=x%20y"),
            (Layout::Listed(Separator::Comma), "n=a,1,b,x%20y"),
            (Layout::Listed(Separator::Pipe), "n=a%7C1%7Cb%7Cx%20y"),
        ] {
            let call = endpoint.call("GET", "/").query_object("n", Some(&value), layout);
            assert_eq!(call.request().unwrap().url().query(), Some(query));
        }
        let call = endpoint.call("GET", "/{n}").path_object("n", &value, Layout::Assigned);
        assert_eq!(call.request().unwrap().url().path(), "/a=1,b=x%20y");
        let call = endpoint.call("GET", "/").header_object("x", Some(&value), Layout::Listed(Separator::Comma));
        assert_eq!(call.request().unwrap().headers()["x"], "a,1,b,x y");
        assert!(endpoint.call("GET", "/").query_object("n", Some(&json!({"a": {}})), Layout::Deep).request().is_err());
    }

    #[test]
    fn a_form_is_a_body() {
        let endpoint = Endpoint::new("http://a").unwrap();
        let value = json!({"a": ["1&", "2"], "é": true});
        let request = endpoint.call("POST", "/").form(Some(&value)).request().unwrap();
        assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
        let body = request.body().and_then(|it| it.as_bytes());
        assert_eq!(body, Some("a=1%26&a=2&%C3%A9=true".as_bytes()));
    }
}
