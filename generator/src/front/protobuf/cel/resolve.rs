//! Names and literals: what each part of an expression is.

use super::{Scope, comprehension, functions, known, operators, word};
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SelectExpr};
use prost_reflect::{DynamicMessage, Kind, Value};
use std::sync::Arc;
use zephyrix_ir::vocabulary::{Cel, CelFunction, CelItem, CelLiteral, CelNode, CelType};

/// Messages whose fields Rust has another form for.
const SEALED: &[&str] =
    &["google.protobuf.Any", "google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue"];

/// Resolves the names of one expression.
pub(super) struct Resolver<'a> {
    pub(super) scope: &'a Scope<'a>,
    /// What comprehensions call their items, innermost last.
    pub(super) names: Vec<(String, CelItem)>,
}

/// What a part of an expression is.
pub(super) enum Found {
    /// An expression.
    Cel(Cel),
    /// What an option says.
    Known(Value, Kind),
}

impl<'a> Resolver<'a> {
    pub(super) fn of(scope: &'a Scope<'a>) -> Self {
        Self { scope, names: Vec::new() }
    }

    /// A part as an expression.
    pub(super) fn value(&mut self, it: &IdedExpr) -> Result<Cel, String> {
        match self.found(it)? {
            Found::Cel(it) => Ok(it),
            Found::Known(value, kind) => {
                known::literal(&value, &kind).ok_or_else(|| "a message of options is not a value".to_owned())
            }
        }
    }

    /// Parts as expressions.
    pub(super) fn values(&mut self, all: &[IdedExpr]) -> Result<Vec<Cel>, String> {
        all.iter().map(|it| self.value(it)).collect()
    }

    fn found(&mut self, it: &IdedExpr) -> Result<Found, String> {
        let cel = match &it.expr {
            Expr::Literal(it) => Cel::literal(literal(it)),
            Expr::Ident(name) => return self.name(name),
            Expr::Select(select) => return self.select(select),
            Expr::List(list) => self.list(&list.elements)?,
            Expr::Call(call) => return self.call(call),
            Expr::Comprehension(it) => comprehension::resolve(self, it)?,
            Expr::Map(_) => return Err("a map that is written in place is not compiled".to_owned()),
            Expr::Struct(_) => return Err("a message that is written in place is not compiled".to_owned()),
            Expr::Unspecified => return Err("it is empty".to_owned()),
        };
        Ok(Found::Cel(cel))
    }

    fn name(&self, name: &str) -> Result<Found, String> {
        let variable = |ty| Ok(Found::Cel(Cel { ty, node: CelNode::Variable(name.to_owned()) }));
        if let Some((_, item)) = self.names.iter().rev().find(|it| it.0 == name) {
            return variable(item.ty());
        }
        match name {
            "this" => variable(self.scope.this.clone()),
            "now" => Ok(Found::Cel(Cel { ty: CelType::Timestamp, node: CelNode::Now })),
            "rules" if let Some(rules) = self.scope.rules => Ok(rules_of(rules)),
            "rule" if let Some((value, kind)) = &self.scope.rule => Ok(Found::Known(value.clone(), kind.clone())),
            _ => Err(format!("nothing is called `{name}`")),
        }
    }

    fn list(&mut self, items: &[IdedExpr]) -> Result<Cel, String> {
        let items = self.values(items)?;
        let first = items.first().map(|it| it.ty.clone()).ok_or("an empty list has no type")?;
        if let Some(other) = items.iter().find(|it| it.ty != first) {
            return Err(format!("a list of {} holds {}", word(&first), word(&other.ty)));
        }
        Ok(Cel { ty: CelType::List(Box::new(CelItem::Made(first))), node: CelNode::List(items) })
    }

    fn select(&mut self, it: &SelectExpr) -> Result<Found, String> {
        if let Some(number) = self.enum_value(it) {
            return Ok(Found::Cel(Cel::literal(CelLiteral::Int(number.into()))));
        }
        match self.found(&it.operand)? {
            Found::Known(Value::Message(of), _) => known_field(&of, &it.field, it.test),
            Found::Known(..) => Err(format!("`{}` of a value that is no message", it.field)),
            Found::Cel(of) => self.field(of, &it.field, it.test).map(Found::Cel),
        }
    }

    /// A field of a message.
    fn field(&self, of: Cel, field: &str, test: bool) -> Result<Cel, String> {
        let CelType::Message(name) = &of.ty else {
            return Err(format!("{} has no field `{field}`", word(&of.ty)));
        };
        if SEALED.contains(&&**name) {
            return Err(format!("fields of `{name}` are not compiled"));
        }
        let message = self.scope.pool.get_message_by_name(name);
        let found = message.and_then(|it| it.get_field_by_name(field));
        let found = found.ok_or_else(|| format!("`{name}` has no field `{field}`"))?;
        Ok(if test {
            Cel { ty: CelType::Bool, node: CelNode::Has(Box::new(of), field.to_owned()) }
        } else {
            Cel { ty: super::field_type(&found), node: CelNode::Field(Box::new(of), field.to_owned()) }
        })
    }

    /// `library.v1.Color.RED`.
    fn enum_value(&self, it: &SelectExpr) -> Option<i32> {
        let mut path = vec![it.field.as_str()];
        let mut open = &it.operand.expr;
        loop {
            match open {
                Expr::Select(select) if !select.test => {
                    path.push(&select.field);
                    open = &select.operand.expr;
                }
                Expr::Ident(name) => {
                    path.push(name);
                    break;
                }
                _ => return None,
            }
        }
        path.reverse();
        let (value, ty) = path.split_last()?;
        let found = self.scope.pool.get_enum_by_name(&ty.join("."))?.get_value_by_name(value)?.number();
        Some(found)
    }

    fn call(&mut self, it: &CallExpr) -> Result<Found, String> {
        match (it.func_name.as_str(), it.args.as_slice()) {
            ("getField", [of, name]) => {
                let Expr::Literal(LiteralValue::String(name)) = &name.expr else {
                    return Err("`getField` takes the name of a field".to_owned());
                };
                let of = Box::new(of.clone());
                return self.select(&SelectExpr { operand: of, field: name.inner().to_owned(), test: false });
            }
            // Every type is known here.
            ("dyn", [of]) => return self.found(of),
            ("format", [list]) if let (Some(text), Expr::List(list)) = (&it.target, &list.expr) => {
                let (text, of) = (self.value(text)?, self.values(&list.elements)?);
                return super::format::put_together(&text, of).map(Found::Cel);
            }
            _ => {}
        }
        let mut of = Vec::new();
        if let Some(target) = &it.target {
            of.push(self.value(target)?);
        }
        of.extend(self.values(&it.args)?);
        match operators::named(&it.func_name) {
            Some(operator) => operators::typed(operator, of),
            None => functions::typed(&it.func_name, of),
        }
        .map(Found::Cel)
    }
}

fn rules_of(it: &DynamicMessage) -> Found {
    use prost_reflect::ReflectMessage;
    Found::Known(Value::Message(it.clone()), Kind::Message(it.descriptor()))
}

/// A field of what options say.
fn known_field(of: &DynamicMessage, field: &str, test: bool) -> Result<Found, String> {
    use prost_reflect::ReflectMessage;
    let it = of.descriptor();
    let found = it.get_field_by_name(field).ok_or_else(|| format!("`{}` has no field `{field}`", it.full_name()))?;
    if test {
        return Ok(Found::Cel(Cel::literal(CelLiteral::Bool(of.has_field(&found)))));
    }
    Ok(Found::Known(of.get_field(&found).into_owned(), found.kind()))
}

fn literal(it: &LiteralValue) -> CelLiteral {
    match it {
        LiteralValue::Null => CelLiteral::Null,
        LiteralValue::Boolean(it) => CelLiteral::Bool(*it.inner()),
        LiteralValue::Int(it) => CelLiteral::Int(*it.inner()),
        LiteralValue::UInt(it) => CelLiteral::Uint(*it.inner()),
        LiteralValue::Double(it) => CelLiteral::Double(it.inner().to_bits()),
        LiteralValue::String(it) => CelLiteral::Text(it.inner().to_owned()),
        LiteralValue::Bytes(it) => CelLiteral::Bytes(it.inner().to_vec()),
    }
}

/// What programs call the type that an `Any` holds.
pub(in crate::front::protobuf) fn type_url(any: Cel) -> Cel {
    debug_assert!(matches!(&any.ty, CelType::Message(name) if **name == *"google.protobuf.Any"));
    Cel::call(CelType::Text, CelFunction::TypeUrl, vec![any])
}

/// A message of some name.
pub(in crate::front::protobuf) fn message(name: &str) -> CelType {
    CelType::Message(Arc::from(name))
}
