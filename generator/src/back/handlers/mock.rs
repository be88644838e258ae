//! The first text of a handler where mocks are wanted: the first success of the contract, made up.

use super::answer::{succeeded, with_defaults};
use crate::back::Job;
use crate::plan::operations::OperationPlan;
use crate::plan::outcomes::Success;
use crate::plan::readings::Reading;
use crate::plan::representations::Body;
use crate::plan::rust::Writing;
use crate::plan::{answers, literals, sample};
use zephyrix_ir::vocabulary::{OperationId, Rpc};

/// The body of the method; `None` where no value can be made up.
pub(super) fn body(job: Job<'_>, id: OperationId, to: &mut Writing<'_>) -> Option<String> {
    let plan = job.plan.operation(id);
    let success = plan.successes.first()?;
    let mut value = match &success.body {
        Body::Empty if success.status == 204 => to.uses.add("zephyrix::NoContent"),
        Body::Empty => to.uses.add("zephyrix::Empty"),
        Body::Json(ty) => {
            let json = sample::smallest(job.model, *ty)?.to_string();
            format!("{}({})?", to.uses.add("zephyrix::json::sample"), literals::string(&json))
        }
        Body::Stream(framing, item) => {
            let json = sample::smallest(job.model, *item)?.to_string();
            let stream = to.uses.add(&format!("zephyrix::{}", framing.name()));
            format!("{stream}::all([{}({})?])", to.uses.add("zephyrix::json::sample"), literals::string(&json))
        }
        Body::Text => typed(to, "Text", success, "to_owned"),
        Body::Bytes => typed(to, "Bytes", success, "into"),
    };
    if success.tagged {
        value = format!("{} {{ etag: \"mock\".to_owned(), value: {value} }}", to.uses.add("zephyrix::Tagged"));
    }
    if success.located {
        value = format!("{}::at(\"/\", {value})", to.uses.add("zephyrix::Created"));
    }
    let value = dressed(job, to, plan, success, &value)?;
    Some(format!("Ok({})", succeeded(to, plan, &value)))
}

/// The body of a method of a service of protobuf.
pub(super) fn message(job: Job<'_>, rpc: &Rpc, to: &mut Writing<'_>) -> Option<String> {
    let json = sample::smallest(job.model, rpc.output)?.to_string();
    let value = format!("{}({})?", to.uses.add("zephyrix::json::sample"), literals::string(&json));
    let many = rpc.server_streaming.then(|| format!("{}::Messages::all([{value}])", to.uses.add("zephyrix::rpc")));
    Some(format!("Ok({})", many.unwrap_or(value)))
}

/// The value with what headers it has to have, made up.
fn dressed(job: Job<'_>, to: &mut Writing<'_>, plan: &OperationPlan, success: &Success, value: &str) -> Option<String> {
    let Some(headers) = success.headers.as_ref().filter(|it| !it.are_optional()) else {
        return Some(with_defaults(success, value));
    };
    let mut fields = Vec::new();
    for it in &headers.fields {
        let made = match it.how {
            _ if !it.required => "None".to_owned(),
            Reading::Single(ty) | Reading::JsonText(ty) => {
                let json = sample::smallest(job.model, ty)?.to_string();
                format!("{}({})?", to.uses.add("zephyrix::json::sample"), literals::string(&json))
            }
            Reading::List(..) => "Vec::new()".to_owned(),
            _ => "\"/\".to_owned()".to_owned(),
        };
        fields.push(format!("{}: {made}", it.name));
    }
    let record = answers::of_api(to, plan, &headers.name);
    let headed = to.uses.add("zephyrix::Headed");
    Some(format!("{headed}::new({value}, {record} {{ {} }})", fields.join(", ")))
}

fn typed(to: &mut Writing<'_>, kind: &str, success: &Success, into: &str) -> String {
    let media = success.media.iter().find(|it| !it.contains('*')).map_or("application/octet-stream", String::as_str);
    let (kind, media) = (to.uses.add(&format!("zephyrix::{kind}")), literals::string(media));
    format!("{kind} {{ content_type: {media}.into(), value: \"sample\".{into}() }}")
}
