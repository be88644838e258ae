//! Service configs from JSON, by the rules of gRPC's proposal A6 and `grpc/service_config/service_config.proto`.

use super::json::At;
use super::{Hedging, InvalidServiceConfig, MethodConfig, Policy, Retry, ServiceConfig};
use crate::client::grpc::throttle::Throttle;
use crate::status::Code;
use std::collections::HashMap;
use std::sync::Arc;

type Result<T> = std::result::Result<T, InvalidServiceConfig>;

/// However many attempts a service config wants, no more are made.
const MOST_ATTEMPTS: u32 = 5;

/// What is at the top; how to balance load, and what to ask about health, is for channels of several connections.
const TOP: [&str; 5] =
    ["loadBalancingPolicy", "loadBalancingConfig", "methodConfig", "retryThrottling", "healthCheckConfig"];

pub(super) fn config(json: &str) -> Result<ServiceConfig> {
    let value = serde_json::from_str(json)
        .map_err(|error| InvalidServiceConfig { path: String::new(), why: format!("it is not JSON: {error}") })?;
    let top = At { value: &value, path: String::new() }.object(&TOP)?;
    let mut methods = HashMap::new();
    for it in top.get("methodConfig").map_or_else(|| Ok(Vec::new()), |it| it.list())? {
        add(&mut methods, &it)?;
    }
    Ok(ServiceConfig { methods, throttle: top.optional("retryThrottling", throttling)? })
}

fn add(methods: &mut HashMap<String, Arc<MethodConfig>>, at: &At<'_>) -> Result<()> {
    let (names, config) = method_config(at)?;
    let config = Arc::new(config);
    for (name, at) in names {
        if methods.insert(name, config.clone()).is_some() {
            return at.wrong("is named twice");
        }
    }
    Ok(())
}

/// Names with their places, and what is said of them.
fn method_config<'a>(at: &At<'a>) -> Result<(Vec<(String, At<'a>)>, MethodConfig)> {
    let object = at.object(&[
        "name",
        "waitForReady",
        "timeout",
        "maxRequestMessageBytes",
        "maxResponseMessageBytes",
        "retryPolicy",
        "hedgingPolicy",
    ])?;
    let mut names = Vec::new();
    for it in object.get("name").map_or_else(|| Ok(Vec::new()), |it| it.list())? {
        names.push((name(&it)?, it));
    }
    let retry = object.optional("retryPolicy", retry)?.map(Policy::Retry);
    let hedging = object.optional("hedgingPolicy", hedging)?.map(Policy::Hedging);
    if retry.is_some() && hedging.is_some() {
        return object.required("hedgingPolicy")?.wrong("there is a retryPolicy already: it is one or the other");
    }
    let bytes = |name| Ok(object.optional(name, At::integer)?.map(|it| it as usize));
    let config = MethodConfig {
        wait_for_ready: object.optional("waitForReady", At::bool)?.unwrap_or_default(),
        timeout: object.optional("timeout", At::duration)?,
        max_request: bytes("maxRequestMessageBytes")?,
        max_response: bytes("maxResponseMessageBytes")?,
        policy: retry.or(hedging),
    };
    Ok((names, config))
}

/// `service/method`, `service/`, or nothing for all.
fn name(at: &At<'_>) -> Result<String> {
    let object = at.object(&["service", "method"])?;
    let part = |name| Ok(object.optional(name, At::text)?.unwrap_or_default());
    match (part("service")?, part("method")?) {
        ("", "") => Ok(String::new()),
        ("", _) => at.wrong("has a method, but no service"),
        (service, method) => Ok(format!("{service}/{method}")),
    }
}

fn retry(at: &At<'_>) -> Result<Retry> {
    let object =
        at.object(&["maxAttempts", "initialBackoff", "maxBackoff", "backoffMultiplier", "retryableStatusCodes"])?;
    let codes_at = object.required("retryableStatusCodes")?;
    let retryable = codes(&codes_at)?;
    if retryable.is_empty() {
        return codes_at.wrong("must name a code");
    }
    Ok(Retry {
        max_attempts: attempts(&object.required("maxAttempts")?)?,
        initial_backoff: object.required("initialBackoff")?.positive_duration()?,
        max_backoff: object.required("maxBackoff")?.positive_duration()?,
        multiplier: object.required("backoffMultiplier")?.positive()?,
        retryable,
    })
}

fn hedging(at: &At<'_>) -> Result<Hedging> {
    let object = at.object(&["maxAttempts", "hedgingDelay", "nonFatalStatusCodes"])?;
    Ok(Hedging {
        max_attempts: attempts(&object.required("maxAttempts")?)?,
        delay: object.optional("hedgingDelay", At::duration)?.unwrap_or_default(),
        non_fatal: object.optional("nonFatalStatusCodes", codes)?.unwrap_or_default(),
    })
}

fn attempts(at: &At<'_>) -> Result<u32> {
    match at.integer()? {
        0 | 1 => at.wrong("must be greater than 1"),
        it => Ok(it.min(MOST_ATTEMPTS)),
    }
}

/// Codes by name or number.
fn codes(at: &At<'_>) -> Result<Vec<Code>> {
    let code = |at: &At<'_>| {
        let number = at.value.as_i64().and_then(|it| i32::try_from(it).ok()).filter(|it| (0..=16).contains(it));
        let code = at.value.as_str().map_or_else(|| number.map(Code::of), Code::named);
        code.map_or_else(|| at.wrong("must be a code, such as \"UNAVAILABLE\" or 14"), Ok)
    };
    at.list()?.iter().map(code).collect()
}

fn throttling(at: &At<'_>) -> Result<Throttle> {
    let object = at.object(&["maxTokens", "tokenRatio"])?;
    let most = object.required("maxTokens")?;
    let tokens = most.integer()?;
    if !(1..=1000).contains(&tokens) {
        return most.wrong("must be from 1 to 1000");
    }
    // Three decimals count; more than a whole bucket is a whole bucket.
    let thousandths = (object.required("tokenRatio")?.positive()? * 1000.0).min(1_000_000.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is positive, and bounded")]
    Ok(Throttle::new(tokens * 1000, thousandths as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::time::Duration;

    /// A config of one method with a policy.
    fn with(name: &str, policy: &serde_json::Value) -> String {
        json!({ "methodConfig": [{ "name": [{}], name: policy }] }).to_string()
    }

    fn retry_with(change: &serde_json::Value) -> String {
        let mut policy = json!({
            "maxAttempts": 3, "initialBackoff": "0.1s", "maxBackoff": ".5s", "backoffMultiplier": 2,
            "retryableStatusCodes": ["UNAVAILABLE", 10],
        });
        let change = change.as_object().cloned().unwrap_or_default();
        policy.as_object_mut().unwrap().extend(change);
        with("retryPolicy", &policy)
    }

    fn policy(json: &str) -> Policy {
        config(json).unwrap().method("/s/m").unwrap().policy.clone().unwrap()
    }

    #[test]
    fn policies_are_read() {
        let retry = Retry {
            max_attempts: 3,
            initial_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_millis(500),
            multiplier: 2.0,
            retryable: vec![Code::Unavailable, Code::Aborted],
        };
        assert_eq!(policy(&retry_with(&json!({}))), Policy::Retry(retry.clone()));
        let capped = retry_with(&json!({ "maxAttempts": 100 }));
        assert_eq!(policy(&capped), Policy::Retry(Retry { max_attempts: 5, ..retry }));
        let hedging = Hedging { max_attempts: 2, delay: Duration::ZERO, non_fatal: Vec::new() };
        assert_eq!(policy(&with("hedgingPolicy", &json!({ "maxAttempts": "2" }))), Policy::Hedging(hedging));
    }

    #[test]
    fn the_most_specific_name_wins() {
        let timeout = |names: serde_json::Value, timeout: &str| json!({ "name": names, "timeout": timeout });
        let json = json!({ "methodConfig": [
            timeout(json!([{}]), "1s"),
            timeout(json!([{ "service": "a.S", "method": null }, { "service": "a.T" }]), "2s"),
            timeout(json!([{ "service": "a.S", "method": "M" }]), "3s"),
            timeout(json!([]), "4s"),
        ] });
        let config = config(&json.to_string()).unwrap();
        let seconds = |path| config.method(path).unwrap().timeout.unwrap().as_secs();
        assert_eq!((seconds("/a.S/M"), seconds("/a.S/N"), seconds("/a.T/M"), seconds("/b.S/M")), (3, 2, 2, 1));
        assert!(super::config("{}").unwrap().method("/a.S/M").is_none());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_path() {
        let retry = "methodConfig[0].retryPolicy";
        let at = |name: &str| format!("{retry}.{name}");
        let top = |value: serde_json::Value| value.to_string();
        let methods = |value: serde_json::Value| json!({ "methodConfig": [value] }).to_string();
        let throttling =
            |most, ratio| json!({ "retryThrottling": { "maxTokens": most, "tokenRatio": ratio } }).to_string();
        let cases: Vec<(String, String, &str)> = vec![
            ("{".to_owned(), String::new(), "is not JSON"),
            (top(json!([])), String::new(), "must be an object"),
            (top(json!({ "methodConfigs": [] })), "methodConfigs".to_owned(), "is not known"),
            (top(json!({ "methodConfig": {} })), "methodConfig".to_owned(), "must be a list"),
            (methods(json!({ "name": [{ "method": "M" }] })), "methodConfig[0].name[0]".to_owned(), "no service"),
            (methods(json!({ "name": [{}, {}] })), "methodConfig[0].name[1]".to_owned(), "twice"),
            (methods(json!({ "name": [{ "service": 1 }] })), "methodConfig[0].name[0].service".to_owned(), "a string"),
            (methods(json!({ "timeout": "1" })), "methodConfig[0].timeout".to_owned(), "a duration"),
            (methods(json!({ "timeout": "-1s" })), "methodConfig[0].timeout".to_owned(), "a duration"),
            (methods(json!({ "waitForReady": "yes" })), "methodConfig[0].waitForReady".to_owned(), "true or false"),
            (
                methods(json!({ "maxRequestMessageBytes": 1.5 })),
                "methodConfig[0].maxRequestMessageBytes".to_owned(),
                "whole",
            ),
            (retry_with(&json!({ "maxAttempts": 1 })), at("maxAttempts"), "greater than 1"),
            (retry_with(&json!({ "maxAttempts": -2 })), at("maxAttempts"), "whole number"),
            (retry_with(&json!({ "initialBackoff": "0s" })), at("initialBackoff"), "more than 0s"),
            (retry_with(&json!({ "maxBackoff": null })), at("maxBackoff"), "missing"),
            (retry_with(&json!({ "backoffMultiplier": 0 })), at("backoffMultiplier"), "greater than 0"),
            (retry_with(&json!({ "retryableStatusCodes": [] })), at("retryableStatusCodes"), "must name a code"),
            (retry_with(&json!({ "retryableStatusCodes": ["GONE"] })), at("retryableStatusCodes[0]"), "must be a code"),
            (retry_with(&json!({ "retryableStatusCodes": [17] })), at("retryableStatusCodes[0]"), "must be a code"),
            (retry_with(&json!({ "perAttempt": 1 })), at("perAttempt"), "is not known"),
            (
                methods(json!({ "hedgingPolicy": { "maxAttempts": 1 } })),
                "methodConfig[0].hedgingPolicy.maxAttempts".to_owned(),
                "greater than 1",
            ),
            (throttling(0, 0.1), "retryThrottling.maxTokens".to_owned(), "from 1 to 1000"),
            (throttling(1001, 0.1), "retryThrottling.maxTokens".to_owned(), "from 1 to 1000"),
            (throttling(10, 0.0), "retryThrottling.tokenRatio".to_owned(), "greater than 0"),
        ];
        for (json, path, why) in cases {
            let error = config(&json).map(|_| ()).unwrap_err();
            assert!(error.path() == path && error.to_string().contains(why), "{json}: {error}");
        }
    }

    #[test]
    fn it_is_one_policy_or_the_other() {
        let mut both: serde_json::Value = serde_json::from_str(&retry_with(&json!({}))).unwrap();
        both["methodConfig"][0]["hedgingPolicy"] = json!({ "maxAttempts": 2 });
        let error = config(&both.to_string()).map(|_| ()).unwrap_err();
        assert_eq!(error.path(), "methodConfig[0].hedgingPolicy");
    }
}
