//! What a client of the petstore lives through: the same with every database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use zephyrix_tests::client::{Answer, Client};

/// A pet that is there to stay.
pub(crate) struct Kept {
    /// Where it is.
    pub(crate) path: String,
    /// All of it.
    pub(crate) body: Value,
}

/// What is served beside the contract.
pub(crate) fn operation(client: &Client, contract: &str) {
    for path in ["/livez", "/readyz"] {
        let _ = client.get(path).expect(200);
    }
    let served = client.get("/openapi.json").expect(200);
    assert_eq!(served.json(), serde_json::from_str::<Value>(contract).unwrap());
    let docs = client.get("/docs");
    let docs = if docs.status == 200 { docs } else { client.get(docs.header("location")).expect(200) };
    assert!(docs.text.contains("swagger-ui"), "{}", docs.text);
    let metrics = client.get("/metrics").expect(200).text;
    assert!(metrics.lines().any(|it| it.starts_with("http_server_request_duration_seconds")), "{metrics}");
}

/// The life of pets, but for one that is left.
pub(crate) fn pets(client: &Client) -> Kept {
    let rex = json!({
        "name": "Rex \u{1F415} Ωmega", "chip": "123456789012345", "weight_kg": null,
        "vaccinations": [{ "name": "rabies", "given_on": "2024-02-29" }],
    });
    let made = client.json("POST", "/pets", &[], &rex).expect(201);
    let path = made.header("location").to_owned();
    let pet = made.json();
    assert_eq!(path, format!("/pets/{}", pet["id"]));
    assert_eq!((&pet["name"], &pet["status"], &pet["weight_kg"]), (&rex["name"], &json!("available"), &Value::Null));
    assert_eq!(pet["vaccinations"], rex["vaccinations"]);
    assert!(pet["created_at"].as_str().is_some_and(|it| it.starts_with("20")), "{pet}");
    let found = client.get(&path).expect(200);
    assert_eq!((found.json(), found.header("etag")), (pet, made.header("etag")));
    let unchanged = client.ask("GET", &path, &[("if-none-match", made.header("etag"))]);
    assert_eq!((unchanged.status, unchanged.text.as_str()), (304, ""));
    changes(client, &path, &made);
    pages(client);
    let body = client.get(&path).expect(200).json();
    Kept { path, body }
}

/// PUT, PATCH and DELETE, each with what stands in its way.
fn changes(client: &Client, path: &str, made: &Answer) {
    let old = [("if-match", made.header("etag"))];
    let taken = json!({ "name": "Twin", "chip": "123456789012345" });
    client.json("POST", "/pets", &[], &taken).problem(409);
    let new = json!({ "name": "Rex", "chip": "123456789012345", "status": "pending", "weight_kg": 12.5 });
    let replaced = client.json("PUT", path, &old, &new).expect(200);
    assert_ne!(replaced.header("etag"), made.header("etag"));
    let body = replaced.json();
    assert_eq!((&body["status"], &body["weight_kg"]), (&json!("pending"), &json!(12.5)));
    assert_eq!(body["created_at"], made.json()["created_at"], "what is read-only stays");
    client.json("PUT", path, &old, &new).problem(412);
    client.json("PATCH", path, &old, &json!({ "name": "X" })).problem(412);
    client.ask("DELETE", path, &old).problem(412);
    let merge = "application/merge-patch+json";
    let patched = client.send("PATCH", path, &[], merge, r#"{"chip":null,"status":"adopted"}"#).expect(200).json();
    assert_eq!((patched.get("chip"), &patched["status"]), (None, &json!("adopted")));
    assert_eq!(patched["weight_kg"], 12.5, "what is not in the patch stays");

    let short = client.json("POST", "/pets", &[], &taken).expect(201);
    let path = short.header("location");
    let now = [("if-match", short.header("etag"))];
    let gone = client.ask("DELETE", path, &now);
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    client.get(path).problem(404);
    client.ask("DELETE", path, &[]).problem(404);
    client.json("PUT", path, &[], &new).problem(404);
    client.json("PATCH", path, &[], &json!({ "name": "X" })).problem(404);
}

/// Every pet is on one page, in order; filters hold.
fn pages(client: &Client) {
    for n in 0..4 {
        let pet = json!({ "name": format!("Puppy {n}"), "status": if n == 0 { "pending" } else { "available" } });
        let _ = client.json("POST", "/pets", &[], &pet).expect(201);
    }
    let (mut seen, mut query, mut pages) = (Vec::new(), "?limit=2".to_owned(), 0);
    loop {
        let page = client.get(&format!("/pets{query}")).expect(200).json();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(items.iter().map(|it| it["id"].as_i64().unwrap()));
        pages += 1;
        let Some(cursor) = page.get("next_cursor").and_then(Value::as_str) else { break };
        query = format!("?limit=2&cursor={cursor}");
    }
    assert_eq!((seen.len(), pages), (5, 3), "{seen:?}");
    assert!(seen.is_sorted_by(|a, b| a < b), "{seen:?}");
    let pending = client.get("/pets?status=pending").expect(200).json();
    let names: Vec<&Value> = pending["items"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["Puppy 0"]);
    client.get("/pets?cursor=nonsense").problem(404);
}

/// Owners: another kind of key, another kind of paging.
pub(crate) fn owners(client: &Client) {
    let paths: Vec<String> = ["Ada", "Bob", "Cyd"]
        .map(|name| {
            let owner = json!({ "name": name, "email": format!("{name}@example.com") });
            client.json("POST", "/owners", &[], &owner).expect(201).header("location").to_owned()
        })
        .into();
    let owner = client.get(&paths[0]).expect(200).json();
    assert_eq!(paths[0], format!("/owners/{}", owner["id"].as_str().unwrap()));
    let all = client.get("/owners").expect(200).json();
    let rest = client.get("/owners?limit=5&offset=1").expect(200).json();
    assert_eq!(all.as_array().unwrap()[1..], *rest.as_array().unwrap());
    assert_eq!(all.as_array().unwrap().len(), 3);
    let _ = client.ask("DELETE", &paths[0], &[]).expect(204);
    client.get(&paths[0]).problem(404);
}

/// What is refused, and how.
pub(crate) fn refusals(client: &Client) {
    let bad = json!({
        "name": "", "chip": "12", "weight_kg": -1, "owner_id": "me", "vaccinations": [{ "name": "" }],
    });
    let problem = client.json("POST", "/pets", &[], &bad).problem(422);
    let errors = problem["errors"].as_array().unwrap();
    let mut pointers: Vec<&str> = errors.iter().map(|it| it["pointer"].as_str().unwrap()).collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        ["/chip", "/name", "/owner_id", "/vaccinations/0/given_on", "/vaccinations/0/name", "/weight_kg"]
    );
    assert!(errors.iter().all(|it| it["in"] == "body" && it["code"].is_string() && it["detail"].is_string()));
    let malformed = client.send("POST", "/pets", &[], "application/json", "{\n  \"name\": oops\n}").problem(400);
    let detail = malformed["detail"].as_str().unwrap();
    assert!(detail.contains("line 2") && detail.contains("column"), "{detail}");
    client.send("POST", "/pets", &[], "text/plain", "name: Rex").problem(415);
    client.get("/pets/abc").problem(422);
    client.get("/pets/0").problem(422);
    client.get("/pets?limit=1000").problem(422);
    client.get("/nowhere").problem(404);
    let refused = client.ask("DELETE", "/pets", &[]).expect(405);
    let mut allowed: Vec<&str> = refused.header("allow").split(',').map(str::trim).collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "HEAD", "POST"]);
    refused.problem(405);
    let head = "POST /pets HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9000000\r\n\r\n";
    let large = client.raw(head);
    assert!(large.starts_with("HTTP/1.1 413 "), "{large}");
    assert!(large.contains("application/problem+json"), "{large}");
}
