//! Filters: what a column can be asked for, as records of operators that all lists share.

use super::Service;
use super::checks::Bounds;
use super::columns::ColumnPlan;
use super::names::capital;
use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::relational::{Kind, Repertoire};
use zephyrix_ir::vocabulary::{Docs, Field, Operator, Presence, Rest, Scalar, Shape, TypeName, UnionBy, Variant};

const SAME: &[Operator] = &[Operator::Eq, Operator::Ne, Operator::In];
const TWO: &[Operator] = &[Operator::Eq, Operator::Ne];
const ORDERED: &[Operator] =
    &[Operator::Eq, Operator::Ne, Operator::Lt, Operator::Lte, Operator::Gt, Operator::Gte, Operator::In];
const LIKENED: &[Operator] = &[
    Operator::Eq,
    Operator::Ne,
    Operator::Lt,
    Operator::Lte,
    Operator::Gt,
    Operator::Gte,
    Operator::In,
    Operator::Like,
    Operator::Ilike,
];

/// At most so many values of `in`.
const MOST: u64 = 30;

/// What a kind of values is called, what one is, and what it can be asked for.
struct Family {
    name: &'static str,
    scalar: Scalar,
    operators: &'static [Operator],
}

fn family(kind: &Kind) -> Option<Family> {
    let it = |name, scalar, operators| Some(Family { name, scalar, operators });
    match kind {
        Kind::Boolean => it("Boolean", Scalar::Bool, TWO),
        Kind::Integer { .. } | Kind::Year => it("Integer", Scalar::Int64, ORDERED),
        Kind::Float32 | Kind::Float64 => it("Number", Scalar::Float64, ORDERED),
        Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_) => it("Text", Scalar::Text, LIKENED),
        Kind::Decimal { .. } => it("Decimal", Scalar::Text, ORDERED),
        Kind::Date => it("Date", Scalar::Date, ORDERED),
        Kind::Timestamp { .. } => it("Timestamp", Scalar::DateTime, ORDERED),
        Kind::Uuid => it("Uuid", Scalar::Uuid, SAME),
        Kind::Time { .. }
        | Kind::Bytes(_)
        | Kind::Interval
        | Kind::Json { .. }
        | Kind::Enum(_)
        | Kind::Set(_)
        | Kind::User(_)
        | Kind::Array(_)
        | Kind::Other(_) => None,
    }
}

/// Whether rows can be put in order by a column.
pub(super) fn is_sorted(it: &ColumnPlan<'_>) -> bool {
    it.is_enum || family(&it.declared.kind).is_some() || matches!(it.declared.kind, Kind::Time { .. })
}

impl Service<'_, '_> {
    /// The filter of a column; `None` where nothing can be asked of it.
    pub(super) fn filter(&mut self, record: &str, it: &ColumnPlan<'_>) -> Option<Ref> {
        let (name, operand, operators) = if it.is_enum {
            let name = match &it.declared.kind {
                Kind::User(user) => capital(&user.name),
                _ => format!("{record}{}", capital(&it.column.name)),
            };
            (name, it.ty.clone(), SAME)
        } else {
            let family = family(&it.declared.kind)?;
            let name = format!("{}{}", letters(&family, it), family.name);
            let operand = self.operand(&family, &name, it);
            (name, operand, family.operators)
        };
        let name = if it.nullable { format!("{name}OrNullFilter") } else { format!("{name}Filter") };
        let list = format!("{name}/in");
        let words = TypeName::Inline(vec![name.clone(), "in".to_owned()]);
        let most =
            vec![zephyrix_ir::vocabulary::Constraint::MinItems(1), zephyrix_ir::vocabulary::Constraint::MaxItems(MOST)];
        let many = self.define_with(&list, words, it.column.span, Docs::default(), Shape::List(operand.clone()), most);
        let text = operand.clone();
        let bool = self.scalar("Boolean", Scalar::Bool, it);
        let null = it.nullable.then_some(&Operator::Null);
        let field = |operator: &Operator| {
            let ty = match operator {
                Operator::In => &many,
                Operator::Like | Operator::Ilike => &text,
                Operator::Null => &bool,
                _ => &operand,
            };
            let mut field = Field::new(operator.word(), it.column.span, ty.clone(), Presence::Optional);
            field.docs.description = Some(meaning(*operator).to_owned());
            field
        };
        let fields = operators.iter().chain(null).map(field).collect();
        let shape = Shape::Record { fields, rest: Rest::Refused };
        let docs =
            Docs { summary: None, description: Some("What values are wanted; all that is said must hold.".to_owned()) };
        let record = self.define(&name, TypeName::Declared(name.clone()), it.column.span, docs, shape);
        Some(self.or_equal(&name, operand, record, it))
    }

    /// A filter, or the one value that is wanted.
    fn or_equal(&mut self, name: &str, operand: Ref, record: Ref, it: &ColumnPlan<'_>) -> Ref {
        let span = it.column.span;
        let variant = |ty: Ref| Variant { ty, tags: Vec::new(), otherwise: false, span };
        let variants = vec![variant(record), variant(operand)];
        let either = format!("{name}OrValue");
        let docs = Docs { summary: None, description: Some("The one value that is wanted, or operators.".to_owned()) };
        let shape = Shape::Union { variants, by: UnionBy::AnyOf };
        self.define(&either, TypeName::Declared(either.clone()), span, docs, shape)
    }

    fn operand(&mut self, family: &Family, name: &str, it: &ColumnPlan<'_>) -> Ref {
        let any = match family.name {
            "Decimal" => Kind::Decimal { precision: None, scale: None },
            "Text" => Kind::Text(None),
            _ => return self.scalar(family.name, family.scalar, it),
        };
        let ty = zephyrix_ir::vocabulary::relational::DataType { kind: any, declared: String::new() };
        let mut bounds = Bounds::default();
        if let Some(repertoire) = it.repertoire.filter(|_| family.scalar == Scalar::Text) {
            bounds.made_of(repertoire);
        }
        self.value_type(&format!("operand/{name}"), &[name, "operand"], it.column.span, &ty, &bounds)
    }

    fn scalar(&mut self, name: &str, scalar: Scalar, it: &ColumnPlan<'_>) -> Ref {
        let words = TypeName::Inline(vec![name.to_owned(), "operand".to_owned()]);
        self.define(&format!("operand/{name}"), words, it.column.span, Docs::default(), Shape::Scalar(scalar))
    }
}

/// What the texts of a column are made of, as a part of a name: others cannot be compared with them.
fn letters(family: &Family, it: &ColumnPlan<'_>) -> &'static str {
    match it.repertoire.filter(|_| family.name == "Text") {
        Some(Repertoire::Ascii) => "Ascii",
        Some(Repertoire::Latin1) => "Latin1",
        Some(Repertoire::Basic) => "Basic",
        None => "",
    }
}

fn meaning(it: Operator) -> &'static str {
    match it {
        Operator::Eq => "Equal to it.",
        Operator::Ne => "Not equal to it.",
        Operator::Lt => "Less than it.",
        Operator::Lte => "Less than it, or equal.",
        Operator::Gt => "Greater than it.",
        Operator::Gte => "Greater than it, or equal.",
        Operator::In => "One of these, `a,b`; a comma in one of them is `%2C`. Or repeat it for each.",
        Operator::Like => "Like it, where `%` is any text and `_` any character.",
        Operator::Ilike => "The same, whatever the case.",
        Operator::Null => "NULL where true, not NULL where false.",
    }
}
