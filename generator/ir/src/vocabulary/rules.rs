//! What must hold of values of protobuf, beyond what keywords of JSON Schema say: rules, each a test that is typed already.
//!
//! A test is what an expression of CEL (<https://cel.dev>) says, with every name resolved and every overload chosen.

use super::ProtoKind;
use crate::Span;
use std::sync::Arc;

/// What must hold of a field's value, or of a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// There, and without presence not the default of its kind.
    pub required: bool,
    /// Which values nothing is asked of.
    pub passes: Passes,
    /// Of the value itself.
    pub tests: Vec<RuleTest>,
    /// Of every item, or of every value of a map.
    pub items: Option<Box<Rules>>,
    /// Of every key of a map.
    pub keys: Option<Box<Rules>>,
}

/// Which values nothing is asked of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Passes {
    /// Those that are not there.
    #[default]
    Absent,
    /// Also the default of its kind.
    Zero,
    /// All.
    All,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleTest {
    /// What programs know it by: `string.min_len`.
    pub id: String,
    /// What people are told; empty where the test says it.
    pub message: String,
    /// A [`CelType::Bool`] that must be true, or a [`CelType::Text`] that says what is wrong and is empty if nothing is.
    pub test: Cel,
    /// Where it is written.
    pub span: Span,
}

/// Fields of which at most one is set to something else than its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageOneof {
    /// Their names as written.
    pub fields: Vec<String>,
    /// One must be.
    pub required: bool,
}

/// An expression and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cel {
    /// What it is.
    pub ty: CelType,
    /// What it says.
    pub node: CelNode,
}

/// The types of expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CelType {
    /// `true`, `false`.
    Bool,
    /// 64 bits with a sign; also enums, by their numbers.
    Int,
    /// 64 bits without a sign.
    Uint,
    /// A float of 64 bits.
    Double,
    /// Unicode text.
    Text,
    /// Bytes.
    Bytes,
    /// A moment.
    Timestamp,
    /// A span of time.
    Duration,
    /// No value.
    Null,
    /// A message, by its full name.
    Message(Arc<str>),
    /// Any number of one type.
    List(Box<CelItem>),
    /// Values by keys.
    Map(Box<CelItem>, Box<CelItem>),
}

/// What a list or map holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CelItem {
    /// Values as messages have them.
    Kept(ProtoKind),
    /// Values as expressions have them.
    Made(CelType),
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CelNode {
    /// A literal.
    Literal(CelLiteral),
    /// A list of these.
    List(Vec<Cel>),
    /// `this`, or what a comprehension calls an item.
    Variable(String),
    /// The moment of the check.
    Now,
    /// A field of a message, by its name as written; its default where it is absent.
    Field(Box<Cel>, String),
    /// Whether a field is there.
    Has(Box<Cel>, String),
    /// A function of these.
    Call(CelFunction, Vec<Cel>),
    /// If the first holds the second, else the third.
    If(Box<[Cel; 3]>),
    /// Over the items of a list, or the keys of a map.
    Each(Box<CelEach>),
}

/// A comprehension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CelEach {
    /// What is made of the items.
    pub how: CelFold,
    /// The list or map.
    pub over: Cel,
    /// What an item is called.
    pub name: String,
    /// What is asked of each, or made of each.
    pub body: Cel,
}

/// What a comprehension makes of the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CelFold {
    /// Whether the body holds of all.
    All,
    /// Of one or more.
    Exists,
    /// Of exactly one.
    ExistsOne,
    /// Those that it holds of.
    Filter,
    /// The body of each.
    Map,
}

/// A literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CelLiteral {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// 64 bits with a sign.
    Int(i64),
    /// 64 bits without.
    Uint(u64),
    /// A float, by its bits.
    Double(u64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Nanoseconds since 1970.
    Timestamp(i128),
    /// Nanoseconds.
    Duration(i128),
}

macro_rules! functions {
    ($($name:ident $what:literal;)*) => {
        /// The operators and functions of CEL and protovalidate's own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum CelFunction {
            $(#[doc = $what] $name,)*
        }
    };
}

functions! {
    Not "`!a`.";
    And "`a && b`.";
    Or "`a || b`.";
    Equal "`a == b`.";
    NotEqual "`a != b`.";
    Less "`a < b`.";
    LessEqual "`a <= b`.";
    Greater "`a > b`.";
    GreaterEqual "`a >= b`.";
    Add "`a + b` of numbers, moments and spans.";
    Subtract "`a - b`.";
    Multiply "`a * b`.";
    Divide "`a / b`.";
    Remainder "`a % b`.";
    Negate "`-a`.";
    Concat "`a + b` of texts, and what `format` puts together.";
    In "`a in b`.";
    Index "`a[b]`.";
    Size "`size(a)`: characters, bytes, items.";
    Count "`uint(size(a))`.";
    Contains "`a.contains(b)`.";
    StartsWith "`a.startsWith(b)`.";
    EndsWith "`a.endsWith(b)`.";
    Matches "`a.matches(b)`.";
    ToInt "`int(a)`.";
    ToUint "`uint(a)`.";
    ToDouble "`double(a)`.";
    ToText "`string(a)`.";
    ToBytes "`bytes(a)`.";
    ToHex "`'%x'.format([a])`.";
    Unique "`a.unique()`.";
    IsNan "`a.isNan()`.";
    IsInf "`a.isInf()`, or with a sign.";
    IsEmail "`a.isEmail()`.";
    IsHostname "`a.isHostname()`.";
    IsHostAndPort "`a.isHostAndPort(port)`.";
    IsIp "`a.isIp(version)`; 0 is any.";
    IsIpPrefix "`a.isIpPrefix(version, strict)`.";
    IsUri "`a.isUri()`.";
    IsUriRef "`a.isUriRef()`.";
    IsDefined "Whether a number is one of an enum's.";
    TypeUrl "What an `Any` holds.";
    LowerAscii "`a.lowerAscii()`.";
    UpperAscii "`a.upperAscii()`.";
    Trim "`a.trim()`.";
    IndexOf "`a.indexOf(b)`.";
    Year "`a.getFullYear()`, UTC.";
    Month "`a.getMonth()`, UTC, from 0.";
    Day "`a.getDate()`, UTC, from 1.";
    Weekday "`a.getDayOfWeek()`, UTC, Sunday is 0.";
    Hours "`a.getHours()`.";
    Minutes "`a.getMinutes()`.";
    Seconds "`a.getSeconds()`.";
}

impl Cel {
    /// A literal.
    pub fn literal(it: CelLiteral) -> Self {
        let ty = match &it {
            CelLiteral::Null => CelType::Null,
            CelLiteral::Bool(_) => CelType::Bool,
            CelLiteral::Int(_) => CelType::Int,
            CelLiteral::Uint(_) => CelType::Uint,
            CelLiteral::Double(_) => CelType::Double,
            CelLiteral::Text(_) => CelType::Text,
            CelLiteral::Bytes(_) => CelType::Bytes,
            CelLiteral::Timestamp(_) => CelType::Timestamp,
            CelLiteral::Duration(_) => CelType::Duration,
        };
        Self { ty, node: CelNode::Literal(it) }
    }

    /// A call.
    pub fn call(ty: CelType, function: CelFunction, of: Vec<Self>) -> Self {
        Self { ty, node: CelNode::Call(function, of) }
    }

    /// The literal that it is.
    pub fn as_literal(&self) -> Option<&CelLiteral> {
        if let CelNode::Literal(it) = &self.node { Some(it) } else { None }
    }

    /// The truth that it is.
    pub fn as_bool(&self) -> Option<bool> {
        if let Some(CelLiteral::Bool(it)) = self.as_literal() { Some(*it) } else { None }
    }

    /// The parts of it.
    pub fn parts(&self) -> Vec<&Self> {
        match &self.node {
            CelNode::Literal(_) | CelNode::Variable(_) | CelNode::Now => Vec::new(),
            CelNode::List(all) | CelNode::Call(_, all) => all.iter().collect(),
            CelNode::Field(of, _) | CelNode::Has(of, _) => vec![of],
            CelNode::If(all) => all.iter().collect(),
            CelNode::Each(it) => vec![&it.over, &it.body],
        }
    }
}

impl CelItem {
    /// The type of one.
    pub fn ty(&self) -> CelType {
        match self {
            Self::Kept(kind) => CelType::of(kind),
            Self::Made(ty) => ty.clone(),
        }
    }
}

impl CelType {
    /// What a value of a message is in an expression.
    pub fn of(kind: &ProtoKind) -> Self {
        match kind {
            ProtoKind::Double | ProtoKind::Float => Self::Double,
            ProtoKind::UInt32 | ProtoKind::UInt64 | ProtoKind::Fixed32 | ProtoKind::Fixed64 => Self::Uint,
            ProtoKind::Bool => Self::Bool,
            ProtoKind::String => Self::Text,
            ProtoKind::Bytes => Self::Bytes,
            ProtoKind::Int32
            | ProtoKind::Int64
            | ProtoKind::SInt32
            | ProtoKind::SInt64
            | ProtoKind::SFixed32
            | ProtoKind::SFixed64
            | ProtoKind::Enum(_) => Self::Int,
            ProtoKind::Group(name) => Self::Message(name.clone()),
            ProtoKind::Message(name) => match &**name {
                "google.protobuf.Timestamp" => Self::Timestamp,
                "google.protobuf.Duration" => Self::Duration,
                "google.protobuf.BoolValue" => Self::Bool,
                "google.protobuf.Int32Value" | "google.protobuf.Int64Value" => Self::Int,
                "google.protobuf.UInt32Value" | "google.protobuf.UInt64Value" => Self::Uint,
                "google.protobuf.FloatValue" | "google.protobuf.DoubleValue" => Self::Double,
                "google.protobuf.StringValue" => Self::Text,
                "google.protobuf.BytesValue" => Self::Bytes,
                _ => Self::Message(name.clone()),
            },
        }
    }
}
