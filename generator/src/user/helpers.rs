//! How handlebars is set up: strict, and with helpers that are strict, too.

use super::functions::{FUNCTIONS, Function};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonTruthy, Output, PathAndJson, RenderContext, RenderError,
    RenderErrorReason, Renderable, ScopedJson,
};

/// Everything but templates.
pub(super) fn registry() -> Handlebars<'static> {
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    // It would write to a log that nobody reads.
    handlebars.unregister_helper("log");
    handlebars.register_helper("if", Box::new(Condition { holds: true }));
    handlebars.register_helper("unless", Box::new(Condition { holds: false }));
    for function in FUNCTIONS {
        handlebars.register_helper(function.name, Box::new(Call(function)));
    }
    handlebars
}

/// `if` and `unless`: those of the library take what is missing for false, whatever the mode.
struct Condition {
    holds: bool,
}

impl HelperDef for Condition {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        r: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = there(h, 0)?.value().is_truthy(false);
        let template = if value == self.holds { h.template() } else { h.inverse() };
        template.map_or(Ok(()), |it| it.render(r, ctx, rc, out))
    }
}

/// A function of values.
struct Call(&'static Function);

impl HelperDef for Call {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let count = h.params().len();
        if count < self.0.least || count > self.0.most {
            let wanted = if self.0.least == self.0.most {
                self.0.least.to_string()
            } else {
                format!("{} to {}", self.0.least, self.0.most)
            };
            return Err(other(format!("`{}` takes {wanted} values, not {count}", self.0.name)));
        }
        let values = (0..count).map(|at| Ok(there(h, at)?.value())).collect::<Result<Vec<_>, RenderError>>()?;
        let made = (self.0.run)(&values, ctx.data()).map_err(|why| other(format!("`{}` {why}", self.0.name)))?;
        Ok(ScopedJson::Derived(made))
    }
}

/// A value that is given and there.
fn there<'h, 'rc>(h: &'h Helper<'rc>, at: usize) -> Result<&'h PathAndJson<'rc>, RenderError> {
    let it = h.param(at).ok_or_else(|| other(format!("`{}` is given nothing", h.name())))?;
    if it.is_value_missing() { Err(RenderError::strict_error(it.relative_path())) } else { Ok(it) }
}

fn other(why: String) -> RenderError {
    RenderErrorReason::Other(why).into()
}
