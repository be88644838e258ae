//! Parameters that are more than one text: objects, values of one of several types, JSON.

use super::param::Param;
use super::query::{cookies, crumbs, decoded, headers, only, unescaped};
use super::reader::{Call, json_text};
use super::styled::{of_lines, readings, trimmed};
use super::tree::{self, Members};
use crate::json::decode_one_of;
use crate::parameter::Style;
use crate::types::Mismatch;
use crate::validate::{Check, Validate};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// All that a parameter may be, or that it is absent.
type Found = Result<Option<Vec<Value>>, Mismatch>;

impl<'a> Call<'a> {
    /// A value in the path, in a style.
    pub fn path_value<T: DeserializeOwned + Validate>(&mut self, name: &'static str, style: Style) -> Param<'_, T> {
        let found = self.path.raw(name).map(|raw| readings(raw, name, style, unescaped)).transpose();
        self.value("path", name, found)
    }

    /// JSON in the path.
    pub fn path_json<T: DeserializeOwned + Validate>(&mut self, name: &'static str) -> Param<'_, T> {
        Param::read(&mut self.check, "path", name, Ok(self.path.get(name)), json_text)
    }

    /// A value in the query, in a style.
    pub fn query_value<T: DeserializeOwned + Validate>(&mut self, name: &'static str, style: Style) -> Param<'_, T> {
        let pairs = self.query_pairs();
        let found = match style {
            Style::Filter => tree::filter(pairs, name).map(|it| it.map(alone)),
            Style::DeepObject | Style::Form { explode: true } => tree::named(pairs, name).map(|it| it.map(alone)),
            _ => only(pairs.iter().filter(|it| it.0 == name).map(|it| it.1))
                .and_then(|it| it.map(|raw| readings(raw, name, style, decoded)).transpose()),
        };
        self.value("query", name, found)
    }

    /// An object whose members are parameters of their own in the query, or a value under its name.
    pub fn query_members<T: DeserializeOwned + Validate>(
        &mut self,
        name: &'static str,
        members: Members<'_>,
    ) -> Param<'_, T> {
        let pairs = self.query_pairs();
        let found = in_members(pairs, name, members);
        self.value("query", name, found)
    }

    /// JSON in the query.
    pub fn query_json<T: DeserializeOwned + Validate>(&mut self, name: &'static str) -> Param<'_, T> {
        let found = only(self.query_values(name)).and_then(|it| it.map(decoded).transpose());
        Param::read(&mut self.check, "query", name, found, json_text)
    }

    /// A value in a header, in a style; several lines are one value, RFC 9110 §5.3.
    pub fn header_value<T: DeserializeOwned + Validate>(&mut self, name: &'static str, style: Style) -> Param<'_, T> {
        let found = headers(&self.parts.headers, name)
            .and_then(|lines| of_lines(&lines).map(|raw| readings(&raw, name, style, trimmed)).transpose());
        self.value("header", name, found)
    }

    /// JSON in a header.
    pub fn header_json<T: DeserializeOwned + Validate>(&mut self, name: &'static str) -> Param<'_, T> {
        let found = headers(&self.parts.headers, name).and_then(only);
        Param::read(&mut self.check, "header", name, found, json_text)
    }

    /// A value in a cookie, in a style; percent-encoded, as RFC 6265 §4.1.1 has no commas and the like.
    pub fn cookie_value<T: DeserializeOwned + Validate>(&mut self, name: &'static str, style: Style) -> Param<'_, T> {
        let found = match style {
            Style::Form { explode: true } => tree::named(&self.crumb_pairs(), name).map(|it| it.map(alone)),
            _ => only(cookies(&self.parts.headers, name))
                .and_then(|it| it.map(|raw| readings(raw, name, style, unescaped)).transpose()),
        };
        self.value("cookie", name, found)
    }

    /// An object whose members are cookies of their own.
    pub fn cookie_members<T: DeserializeOwned + Validate>(
        &mut self,
        name: &'static str,
        members: Members<'_>,
    ) -> Param<'_, T> {
        let found = in_members(&self.crumb_pairs(), name, members);
        self.value("cookie", name, found)
    }

    /// JSON in a cookie, percent-encoded.
    pub fn cookie_json<T: DeserializeOwned + Validate>(&mut self, name: &'static str) -> Param<'_, T> {
        let found = only(cookies(&self.parts.headers, name)).and_then(|it| it.map(unescaped).transpose());
        Param::read(&mut self.check, "cookie", name, found, json_text)
    }

    fn value<T: DeserializeOwned + Validate>(
        &mut self,
        place: &'static str,
        name: &'static str,
        found: Found,
    ) -> Param<'_, T> {
        let read = |trees: Vec<Value>, check: &mut Check| decode_one_of(&trees, check);
        Param::read(&mut self.check, place, name, found, read)
    }

    fn crumb_pairs(&self) -> Vec<tree::Pair<'a>> {
        crumbs(&self.parts.headers).map(|(name, raw)| (Cow::Borrowed(name), raw)).collect()
    }
}

/// What has no value is an empty text, list or object.
fn alone(tree: Value) -> Vec<Value> {
    let empty = tree.as_str().is_some_and(str::is_empty);
    let more = if empty { vec![Value::Array(Vec::new()), Map::new().into()] } else { Vec::new() };
    std::iter::once(tree).chain(more).collect()
}

/// An object by its members; or, what is no object or has no members, under its own name.
fn in_members(pairs: &[tree::Pair<'_>], name: &str, members: Members<'_>) -> Found {
    let own = matches!(members, Members::Of(names) if names.contains(&name));
    let named = if own { None } else { tree::named(pairs, name)? };
    let named = named.map(alone).unwrap_or_default();
    let all: Vec<Value> = tree::members(pairs, members)?.into_iter().chain(named).collect();
    Ok((!all.is_empty()).then_some(all))
}
