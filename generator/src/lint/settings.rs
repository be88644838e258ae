//! `[lint]` of `zephyrix.toml`: which rules are asked, and what they want.

use super::case::Case;
use super::rule::{Language, Level, Rule};
use super::sink::Finding;
use super::table;
use super::things::Kind;
use crate::selection::fits;
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use zephyrix_ir::did_you_mean;

/// What is asked of contracts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lint {
    /// What holds for rules of which nothing is said.
    pub extends: Base,
    /// How bad it is when single rules are not kept.
    pub rules: BTreeMap<RuleName, Level>,
    /// How names are written.
    pub style: Styles,
    /// What need not keep a rule.
    pub except: Vec<Except>,
}

/// What holds for rules of which nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Base {
    /// What the table of rules says.
    #[default]
    Recommended,
    /// The same, and those that are off are warnings.
    All,
    /// None is asked.
    None,
}

/// The name of a rule that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleName(pub(super) &'static str);

impl RuleName {
    /// The rule of this name, or a sentence that says why there is none.
    ///
    /// # Errors
    ///
    /// When no rule is called so.
    pub fn parse(name: &str) -> Result<Self, String> {
        if let Some(rule) = table::rule(name) {
            return Ok(Self(rule.name));
        }
        let near = did_you_mean(name, table::RULES.iter().map(|it| it.name));
        Err(match near {
            Some(near) => format!("there is no rule `{name}`, but `{near}`"),
            None => format!("there is no rule `{name}`: `zephyrix lint --rules` shows all"),
        })
    }
}

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(de::Error::custom)
    }
}

/// How names are written, language by language, where that is not what the language has by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Styles {
    /// In OpenAPI, where nobody but the contract itself has a habit.
    pub openapi: Cases,
    /// In protobuf.
    pub protobuf: Cases,
    /// In GraphQL.
    pub graphql: Cases,
    /// In SQL.
    pub sql: Cases,
}

/// How names of one language are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cases {
    /// Names of operations.
    #[serde(rename = "operation-case")]
    pub operation: Option<Case>,
    /// Names of types.
    #[serde(rename = "type-case")]
    pub ty: Option<Case>,
    /// Names of fields.
    #[serde(rename = "field-case")]
    pub field: Option<Case>,
    /// Names of parameters and arguments.
    #[serde(rename = "parameter-case")]
    pub parameter: Option<Case>,
    /// Values of enums.
    #[serde(rename = "enum-value-case")]
    pub value: Option<Case>,
    /// Fixed parts of paths.
    #[serde(rename = "path-case")]
    pub path: Option<Case>,
    /// Names of tables.
    #[serde(rename = "table-case")]
    pub table: Option<Case>,
    /// Names of columns.
    #[serde(rename = "column-case")]
    pub column: Option<Case>,
}

impl Styles {
    /// How names of one kind are to be written, where that is said.
    pub(super) fn of(&self, language: Language, kind: Kind) -> Option<Case> {
        let cases = match language {
            Language::OpenApi => &self.openapi,
            Language::Protobuf => &self.protobuf,
            Language::GraphQl => &self.graphql,
            Language::Sql => &self.sql,
        };
        match kind {
            Kind::Operation => cases.operation,
            Kind::Type | Kind::Service => cases.ty,
            Kind::Field => cases.field,
            Kind::Parameter => cases.parameter,
            Kind::EnumValue => cases.value,
            Kind::PathSegment => cases.path,
            Kind::Table => cases.table,
            Kind::Column => cases.column,
        }
    }
}

/// Something that need not keep a rule, and why. In patterns `*` stands for any text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Except {
    /// Which rule.
    pub rule: RuleName,
    /// What it is called: `listPets`, `Pet.owner`.
    pub name: Option<String>,
    /// The path of the operation.
    pub path: Option<String>,
    /// The file that it is written in.
    pub file: Option<String>,
    /// Why.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: RuleName,
    name: Option<String>,
    path: Option<String>,
    file: Option<String>,
    reason: String,
}

impl TryFrom<Written> for Except {
    type Error = String;

    fn try_from(it: Written) -> Result<Self, String> {
        let Written { rule, name, path, file, reason } = it;
        if name.is_none() && path.is_none() && file.is_none() {
            return Err(format!("an exception from `{}` says what it is for: `name`, `path` or `file`", rule.0));
        }
        if reason.trim().is_empty() {
            return Err(format!("an exception from `{}` says why in `reason`", rule.0));
        }
        Ok(Self { rule, name, path, file, reason })
    }
}

impl Except {
    /// Whether it is for a finding, in a file.
    pub(super) fn is_for(&self, found: &Finding, file: &str) -> bool {
        let is = |wanted: &Option<String>, text: &str| wanted.as_ref().is_none_or(|it| fits(it, text));
        found.rule.name == self.rule.0
            && is(&self.name, &found.name)
            && is(&self.path, &found.path)
            && is(&self.file, file)
    }

    /// What it is for, as it is written.
    pub(super) fn shown(&self) -> String {
        let part = |key: &str, it: &Option<String>| it.as_ref().map(|it| format!("{key} = \"{it}\""));
        let parts = [part("name", &self.name), part("path", &self.path), part("file", &self.file)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl Lint {
    /// How bad it is when a rule is not kept.
    pub fn level(&self, rule: &Rule) -> Level {
        if let Some(level) = self.rules.get(&RuleName(rule.name)) {
            return *level;
        }
        match (self.extends, rule.level) {
            (Base::None, _) => Level::Off,
            (Base::All, Level::Off) => Level::Warning,
            (_, level) => level,
        }
    }

    /// The same where these rules alone are asked for: one that is off is a warning then.
    pub(super) fn level_among(&self, rule: &Rule, only: &[RuleName]) -> Level {
        match (only.is_empty(), only.contains(&RuleName(rule.name)), self.level(rule)) {
            (true, _, level) => level,
            (_, false, _) => Level::Off,
            (_, true, Level::Off) => rule.level.max(Level::Warning),
            (_, true, level) => level,
        }
    }
}
