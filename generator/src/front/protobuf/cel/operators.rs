//! Operators, by the types of what is beside them.

use super::{alike, fold, word};
use zephyrix_ir::vocabulary::{Cel, CelFunction, CelNode, CelType};

/// As the parser calls them.
const NAMES: &[(&str, Operator)] = &[
    ("!_", Operator::Logic(CelFunction::Not)),
    ("_&&_", Operator::Logic(CelFunction::And)),
    ("_||_", Operator::Logic(CelFunction::Or)),
    ("_==_", Operator::Equality(CelFunction::Equal)),
    ("_!=_", Operator::Equality(CelFunction::NotEqual)),
    ("_<_", Operator::Order(CelFunction::Less)),
    ("_<=_", Operator::Order(CelFunction::LessEqual)),
    ("_>_", Operator::Order(CelFunction::Greater)),
    ("_>=_", Operator::Order(CelFunction::GreaterEqual)),
    ("_+_", Operator::Arithmetic(CelFunction::Add)),
    ("_-_", Operator::Arithmetic(CelFunction::Subtract)),
    ("_*_", Operator::Arithmetic(CelFunction::Multiply)),
    ("_/_", Operator::Arithmetic(CelFunction::Divide)),
    ("_%_", Operator::Arithmetic(CelFunction::Remainder)),
    ("-_", Operator::Negate),
    ("_?_:_", Operator::Conditional),
    ("_[_]", Operator::Index),
    ("@in", Operator::In),
];

/// A family of operators.
#[derive(Clone, Copy)]
pub(super) enum Operator {
    Logic(CelFunction),
    Equality(CelFunction),
    Order(CelFunction),
    Arithmetic(CelFunction),
    Negate,
    Conditional,
    Index,
    In,
}

/// The operator of a name.
pub(super) fn named(name: &str) -> Option<Operator> {
    NAMES.iter().find(|it| it.0 == name).map(|it| it.1)
}

/// An operator over these.
pub(super) fn typed(it: Operator, of: Vec<Cel>) -> Result<Cel, String> {
    match it {
        Operator::Logic(function) => logic(function, of),
        Operator::Conditional => conditional(of),
        Operator::Negate => match only::<1>(of)? {
            [a] if matches!(a.ty, CelType::Int | CelType::Double) => Ok(fold::negate(a)),
            [a] => Err(format!("no overload of `-{}`", word(&a.ty))),
        },
        Operator::Equality(function) => equality(function, only(of)?),
        Operator::Order(function) => order(function, only(of)?),
        Operator::Arithmetic(function) => arithmetic(function, only(of)?),
        Operator::Index => index(only(of)?),
        Operator::In => is_in(only(of)?),
    }
}

fn only<const N: usize>(of: Vec<Cel>) -> Result<[Cel; N], String> {
    of.try_into().map_err(|_| "an operator with too few or too many operands".to_owned())
}

fn logic(function: CelFunction, of: Vec<Cel>) -> Result<Cel, String> {
    match of.iter().find(|it| it.ty != CelType::Bool) {
        Some(other) => Err(format!("a logical operator over {}", word(&other.ty))),
        None => Ok(fold::logic(function, of)),
    }
}

fn conditional(of: Vec<Cel>) -> Result<Cel, String> {
    let [test, then, otherwise] = only(of)?;
    if test.ty != CelType::Bool {
        return Err(format!("the condition of `? :` is {}", word(&test.ty)));
    }
    match test.as_bool() {
        Some(true) => return Ok(then),
        Some(false) => return Ok(otherwise),
        None => {}
    }
    if then.ty != otherwise.ty {
        return Err(format!("the branches of `? :` are {} and {}", word(&then.ty), word(&otherwise.ty)));
    }
    if then == otherwise {
        return Ok(then);
    }
    Ok(Cel { ty: then.ty.clone(), node: CelNode::If(Box::new([test, then, otherwise])) })
}

fn equality(function: CelFunction, [a, b]: [Cel; 2]) -> Result<Cel, String> {
    match (a, b) {
        (it, null) | (null, it) if null.ty == CelType::Null => Ok(absent(function, it)),
        (a, b) if alike(&a.ty, &b.ty) => Ok(fold::compare(function, a, b)),
        (a, b) => Err(format!("{} is compared with {}", word(&a.ty), word(&b.ty))),
    }
}

/// `this.author == null`.
fn absent(function: CelFunction, it: Cel) -> Cel {
    let equal = function == CelFunction::Equal;
    match it {
        Cel { ty: CelType::Null, .. } => fold::truth(equal),
        Cel { ty: CelType::Message(_), node: CelNode::Field(of, name) } => {
            let has = Cel { ty: CelType::Bool, node: CelNode::Has(of, name) };
            if equal { fold::logic(CelFunction::Not, vec![has]) } else { has }
        }
        // Whatever else there is is there.
        _ => fold::truth(!equal),
    }
}

fn order(function: CelFunction, [a, b]: [Cel; 2]) -> Result<Cel, String> {
    let ordered = !matches!(a.ty, CelType::List(_) | CelType::Map(..) | CelType::Message(_) | CelType::Null);
    if ordered && a.ty == b.ty {
        return Ok(fold::compare(function, a, b));
    }
    Err(format!("{} is compared with {}", word(&a.ty), word(&b.ty)))
}

fn arithmetic(function: CelFunction, [a, b]: [Cel; 2]) -> Result<Cel, String> {
    use CelFunction::{Add, Remainder, Subtract};
    use CelType::{Double, Duration, Int, Text, Timestamp, Uint};
    let ty = match (&a.ty, function, &b.ty) {
        (Text, Add, Text) => return Ok(fold::concat(vec![a, b])),
        (Int, _, Int) => Int,
        (Uint, _, Uint) => Uint,
        (Double, it, Double) if it != Remainder => Double,
        (Timestamp, Subtract, Timestamp) | (Duration, Add | Subtract, Duration) => Duration,
        (Timestamp, Add | Subtract, Duration) | (Duration, Add, Timestamp) => Timestamp,
        (a, _, b) => return Err(format!("no overload of an operator over {} and {}", word(a), word(b))),
    };
    Ok(Cel::call(ty, function, vec![a, b]))
}

fn index([of, at]: [Cel; 2]) -> Result<Cel, String> {
    let ty = match (&of.ty, &at.ty) {
        (CelType::List(item), CelType::Int) => item.ty(),
        (CelType::Map(key, value), at) if key.ty() == *at => value.ty(),
        (of, at) => return Err(format!("{} has nothing at {}", word(of), word(at))),
    };
    Ok(Cel::call(ty, CelFunction::Index, vec![of, at]))
}

fn is_in([it, of]: [Cel; 2]) -> Result<Cel, String> {
    let item = match &of.ty {
        CelType::List(item) => item,
        CelType::Map(key, _) => key,
        other => return Err(format!("nothing is in {}", word(other))),
    };
    let nothing = matches!(&of.node, CelNode::List(items) if items.is_empty());
    match item.ty() {
        ty if nothing && alike(&ty, &it.ty) => Ok(fold::truth(false)),
        ty if alike(&ty, &it.ty) => Ok(Cel::call(CelType::Bool, CelFunction::In, vec![it, of])),
        other => Err(format!("{} is in a list of {}", word(&it.ty), word(&other))),
    }
}
