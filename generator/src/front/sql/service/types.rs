//! Types of the database as types of the draft.

use super::Service;
use super::checks::Bounds;
use super::names::capital;
use zephyrix_ir::vocabulary::relational::{DataType, Kind, UserTypeKind};
use zephyrix_ir::vocabulary::{
    Assertion, AssertionId, Constraint, Dialect, Docs, EnumValue, Keyword, Number, Scalar, Shape, TypeName, Value,
};
use zephyrix_ir::{DraftShape, DraftType, Ref, Span};

/// A length of time or of day as the databases write it: nothing more is known of what they take.
const TIME: &str = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?([+-](0\d|1[0-4])(:[0-5]\d)?)?$";

/// A length of time as PostgreSQL writes it by default (`intervalstyle = 'postgres'`).
const INTERVAL: &str =
    r"^(-?\d{1,5} years? ?)?(-?\d{1,5} mons? ?)?(-?\d{1,5} days? ?)?(-?\d{1,5}:[0-5]\d:[0-5]\d(\.\d{1,6})?)?$";

/// A text without U+0000.
const NO_NUL: &str = r"^[^\u0000]*$";

impl Service<'_, '_> {
    /// Defines a type.
    pub(super) fn define(&mut self, key: &str, name: TypeName, span: Span, docs: Docs, shape: Shape<Ref>) -> Ref {
        self.define_with(key, name, span, docs, shape, Vec::new())
    }

    /// The same, with constraints.
    pub(super) fn define_with(
        &mut self,
        key: &str,
        name: TypeName,
        span: Span,
        docs: Docs,
        shape: Shape<Ref>,
        constraints: Vec<Constraint<Ref>>,
    ) -> Ref {
        let key = format!("sql:{key}");
        let ty = DraftType {
            name,
            renamed_from: Vec::new(),
            origin: key.trim_start_matches("sql:").replace('/', ".").into(),
            span,
            docs,
            shape: DraftShape::Known(shape),
            constraints,
            examples: Vec::new(),
            deprecated: false,
            table: None,
            proto: None,
        };
        self.draft.define(key.as_str(), ty);
        Ref::new(key.as_str(), span)
    }

    /// The enums that a schema defines.
    pub(super) fn user_types(&mut self) {
        for it in &self.schema.types {
            if let UserTypeKind::Enum(words) = &it.kind {
                let docs = Docs { summary: None, description: it.comment.clone() };
                let name = TypeName::Declared(capital(&it.name.name));
                let shape = words_of(words, it.span);
                self.define(&format!("type:{}", it.name), name, it.span, docs, shape);
            }
        }
    }

    /// What a type is below all domains, and the conditions and NOT NULL of these.
    pub(super) fn resolved(&self, ty: &DataType) -> (DataType, Vec<String>, bool) {
        let (mut ty, mut checks, mut not_null) = (ty.clone(), Vec::new(), false);
        // A domain may be of a domain, and never of itself.
        for _ in 0..32 {
            let Kind::User(name) = &ty.kind else { break };
            let Some(UserTypeKind::Domain { base, not_null: strict, checks: more, .. }) =
                self.schema.user_type(name).map(|it| &it.kind)
            else {
                break;
            };
            checks.extend(more.iter().map(|it| it.expression.text.clone()));
            not_null |= strict;
            ty = base.clone();
        }
        (ty, checks, not_null)
    }

    /// The type of a column's values. `bounds`: what its checks say of it.
    pub(super) fn value_type(&mut self, key: &str, words: &[&str], span: Span, ty: &DataType, bounds: &Bounds) -> Ref {
        let name = || TypeName::Inline(words.iter().map(|it| capital(it)).collect());
        if let Kind::User(user) = &ty.kind
            && matches!(self.schema.user_type(user).map(|it| &it.kind), Some(UserTypeKind::Enum(_)))
        {
            return Ref::new(format!("sql:type:{user}").as_str(), span);
        }
        let listed = bounds.words.as_ref().filter(|_| is_text(&ty.kind));
        if let Kind::Enum(words) = &ty.kind {
            return self.define(key, name(), span, Docs::default(), words_of(words, span));
        }
        if let Some(words) = listed {
            return self.define(key, name(), span, Docs::default(), words_of(words, span));
        }
        if let Kind::Array(item) = &ty.kind {
            let (item, checks, _) = self.resolved(item);
            let bounds = Bounds::of(checks.iter().map(String::as_str), "VALUE");
            let item = self.value_type(&format!("{key}[]"), &[words, &["item"]].concat(), span, &item, &bounds);
            return self.define(key, name(), span, Docs::default(), Shape::List(item));
        }
        let (shape, mut constraints) = shape(&ty.kind);
        if is_text(&ty.kind) && !self.schema.database.keeps_nul() {
            constraints.push(Constraint::Pattern(NO_NUL.to_owned(), Dialect::Ecma));
        }
        constraints.extend(bounds.constraints(&ty.kind));
        if let Some(pattern) = bounds.moments {
            constraints.push(Constraint::Valid(self.moments(pattern, span)));
        }
        self.define_with(key, name(), span, Docs::default(), shape, constraints)
    }
}

impl Service<'_, '_> {
    /// The assertion that moments are written so: they are looked at as they are written again, in UTC.
    fn moments(&mut self, pattern: &str, span: Span) -> AssertionId {
        *self.moments.get_or_insert_with(|| {
            let pattern = Constraint::Pattern(pattern.to_owned(), Dialect::Ecma);
            self.draft.assertions.push(Assertion {
                name: TypeName::Declared("Moment".to_owned()),
                origin: "TIMESTAMP".to_owned(),
                span,
                keywords: vec![Keyword::Constraint(pattern)],
            });
            AssertionId(u32::try_from(self.draft.assertions.len()).unwrap_or(u32::MAX) - 1)
        })
    }
}

/// A text, of which a check may list the words.
pub(super) fn is_text(kind: &Kind) -> bool {
    matches!(kind, Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_))
}

fn words_of(words: &[String], span: Span) -> Shape<Ref> {
    let value = |it: &String| EnumValue { value: Value::Text(it.clone()), name: None, docs: Docs::default(), span };
    Shape::Enum { values: words.iter().map(value).collect(), open: false }
}

/// The shape of a single value, and what its type says of it.
fn shape(kind: &Kind) -> (Shape<Ref>, Vec<Constraint<Ref>>) {
    let plain = |it: Scalar| (Shape::Scalar(it), Vec::new());
    let text = |constraint: Option<Constraint<Ref>>| (Shape::Scalar(Scalar::Text), constraint.into_iter().collect());
    match kind {
        Kind::Boolean => plain(Scalar::Bool),
        Kind::Integer { bits, unsigned } => integer(*bits, *unsigned),
        Kind::Decimal { precision, scale } => {
            text(Some(Constraint::Pattern(decimal(*precision, *scale), Dialect::Ecma)))
        }
        Kind::Float32 => {
            let bound = |text: &str| Number::parse(text);
            let bounds = bound("-3.4e38").map(Constraint::Minimum).into_iter();
            (Shape::Scalar(Scalar::Float32), bounds.chain(bound("3.4e38").map(Constraint::Maximum)).collect())
        }
        Kind::Float64 => plain(Scalar::Float64),
        Kind::Char(length) | Kind::Varchar(length) => text(length.map(Constraint::MaxLength)),
        Kind::Bytes(_) => plain(Scalar::Base64),
        Kind::Date => plain(Scalar::Date),
        Kind::Timestamp { .. } => plain(Scalar::DateTime),
        Kind::Time { .. } => text(Some(Constraint::Pattern(TIME.to_owned(), Dialect::Ecma))),
        Kind::Year => {
            let (shape, _) = plain(Scalar::Int32);
            (shape, vec![Constraint::Minimum(Number::from(1901)), Constraint::Maximum(Number::from(2155))])
        }
        Kind::Uuid => plain(Scalar::Uuid),
        Kind::Json { .. } => (Shape::Any, Vec::new()),
        Kind::Interval => (
            Shape::Scalar(Scalar::Text),
            vec![Constraint::MinLength(1), Constraint::Pattern(INTERVAL.to_owned(), Dialect::Ecma)],
        ),
        Kind::Set(words) => text(Some(Constraint::Pattern(some_of(words), Dialect::Ecma))),
        Kind::Text(_) | Kind::Enum(_) | Kind::User(_) | Kind::Array(_) | Kind::Other(_) => text(None),
    }
}

/// Some words with commas between, in any order.
fn some_of(words: &[String]) -> String {
    let escaped = |word: &String| {
        let special = |it: char| r"\^$.|?*+()[]{}/".contains(it);
        word.chars().flat_map(|it| special(it).then_some('\\').into_iter().chain([it])).collect::<String>()
    };
    let any = words.iter().map(escaped).collect::<Vec<_>>().join("|");
    format!("^((?:{any})(?:,(?:{any}))*)?$")
}

fn integer(bits: u8, unsigned: bool) -> (Shape<Ref>, Vec<Constraint<Ref>>) {
    let scalar = if bits < 32 || bits == 32 && !unsigned { Scalar::Int32 } else { Scalar::Int64 };
    let bounds = match (bits, unsigned) {
        (64, true) => (Some(0), None),
        (32 | 64, false) => (None, None),
        (bits, true) => (Some(0), Some((1_i64 << bits.min(62)) - 1)),
        (bits, false) => (Some(-(1_i64 << (bits.clamp(1, 62) - 1))), Some((1_i64 << (bits.clamp(1, 62) - 1)) - 1)),
    };
    let minimum = bounds.0.map(|it| Constraint::Minimum(Number::from(it)));
    let maximum = bounds.1.map(|it| Constraint::Maximum(Number::from(it)));
    (Shape::Scalar(scalar), minimum.into_iter().chain(maximum).collect())
}

/// What an exact decimal looks like: a text, so that no float rounds it on its way.
fn decimal(precision: Option<u64>, scale: Option<i64>) -> String {
    let scale = u64::try_from(scale.unwrap_or(0)).unwrap_or(0);
    let Some(precision) = precision else { return r"^-?\d{1,60}(\.\d{1,60})?$".to_owned() };
    let whole = precision.saturating_sub(scale).max(1);
    let fraction = if scale == 0 { String::new() } else { format!(r"(\.\d{{1,{scale}}})?") };
    format!(r"^-?\d{{1,{whole}}}{fraction}$")
}
