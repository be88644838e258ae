//! `all`, `exists`, `exists_one`, `filter` and `map`: the parser writes each as a loop with an accumulator, which is told apart here.

use super::fold;
use super::resolve::Resolver;
use super::word;
use cel::common::ast::{ComprehensionExpr, Expr, IdedExpr, LiteralValue};
use zephyrix_ir::vocabulary::{Cel, CelEach, CelFold, CelItem, CelNode, CelType};

/// What a loop is.
pub(super) fn resolve(to: &mut Resolver<'_>, it: &ComprehensionExpr) -> Result<Cel, String> {
    let over = to.value(&it.iter_range)?;
    let item = match &over.ty {
        CelType::List(item) => (**item).clone(),
        CelType::Map(key, _) => (**key).clone(),
        other => return Err(format!("{} has no items", word(other))),
    };
    let (how, body) = told(it).ok_or("a comprehension that is not known")?;
    match how {
        How::One(fold) => each(to, fold, over, &it.iter_var, item, body),
        How::FilterMap(test) => {
            let kept = each(to, CelFold::Filter, over, &it.iter_var, item.clone(), test)?;
            each(to, CelFold::Map, kept, &it.iter_var, item, body)
        }
    }
}

enum How<'a> {
    One(CelFold),
    FilterMap(&'a IdedExpr),
}

/// Which macro was written, and its body.
fn told(it: &ComprehensionExpr) -> Option<(How<'_>, &IdedExpr)> {
    let Expr::Call(step) = &it.loop_step.expr else { return None };
    match (&it.accu_init.expr, step.args.as_slice()) {
        (Expr::Literal(LiteralValue::Boolean(all)), [_, body]) => {
            Some((How::One(if *all.inner() { CelFold::All } else { CelFold::Exists }), body))
        }
        (Expr::Literal(LiteralValue::Int(_)), [body, _, _]) => Some((How::One(CelFold::ExistsOne), body)),
        (Expr::List(_), [_, made]) => Some((How::One(CelFold::Map), only(made)?)),
        (Expr::List(_), [test, added, _]) => {
            let Expr::Call(added) = &added.expr else { return None };
            let made = only(added.args.get(1)?)?;
            if matches!(&made.expr, Expr::Ident(name) if *name == it.iter_var) {
                return Some((How::One(CelFold::Filter), test));
            }
            Some((How::FilterMap(test), made))
        }
        _ => None,
    }
}

/// The only item of a list.
fn only(it: &IdedExpr) -> Option<&IdedExpr> {
    match &it.expr {
        Expr::List(list) => list.elements.first(),
        _ => None,
    }
}

fn each(
    to: &mut Resolver<'_>,
    how: CelFold,
    over: Cel,
    name: &str,
    item: CelItem,
    body: &IdedExpr,
) -> Result<Cel, String> {
    to.names.push((name.to_owned(), item.clone()));
    let body = to.value(body);
    to.names.pop();
    let body = body?;
    if how != CelFold::Map && body.ty != CelType::Bool {
        return Err(format!("the test of a comprehension is {}", word(&body.ty)));
    }
    let ty = match how {
        CelFold::All | CelFold::Exists | CelFold::ExistsOne => CelType::Bool,
        CelFold::Filter => CelType::List(Box::new(item)),
        CelFold::Map => CelType::List(Box::new(made(&body.ty)?)),
    };
    if let (CelFold::All, Some(true)) | (CelFold::Exists, Some(false)) = (how, body.as_bool()) {
        return Ok(fold::truth(how == CelFold::All));
    }
    Ok(Cel { ty, node: CelNode::Each(Box::new(CelEach { how, over, name: name.to_owned(), body })) })
}

/// What a list of made values holds.
fn made(ty: &CelType) -> Result<CelItem, String> {
    match ty {
        CelType::Bool | CelType::Int | CelType::Uint | CelType::Double | CelType::Timestamp | CelType::Duration => {
            Ok(CelItem::Made(ty.clone()))
        }
        CelType::Text => Ok(CelItem::Kept(zephyrix_ir::vocabulary::ProtoKind::String)),
        other => Err(format!("a list of {} is not made", word(other))),
    }
}
