//! Who has not heard of new names is understood; what is answered is called as it is now.

use renames::app::App;
use renames::generated::{SERVICE, router};
use serde_json::{Value, json};
use zephyrix::testing::{Answer, TestApp, start};

const FORM: &str = "application/x-www-form-urlencoded";

async fn app() -> TestApp {
    start(&SERVICE, async |start| Ok(router(App::new(&start).await?))).await
}

/// What is wrong, as `where code`.
fn wrong(answer: &Answer) -> Vec<String> {
    let problem = answer.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    errors.iter().map(|it| format!("{} {}", text(&it["pointer"]), text(&it["code"]))).collect()
}

#[tokio::test]
async fn bodies_are_read_under_either_name_and_answered_under_that_of_now() {
    let app = app().await;
    let now = json!({"name": "Tom", "colour": "red", "home": {"street": "a"}});
    let before = json!({"name": "Tom", "color": "red", "cage": {"road": "a"}});
    for (at, body) in [(1, &now), (2, &before)] {
        let answer = app.post("/animals").json(body).send().await;
        let expected = json!({"id": at, "name": "Tom", "colour": "red", "home": {"street": "a"}});
        assert_eq!((answer.status(), answer.json()), (201, expected.clone()), "{body}");
        assert_eq!(app.get(&format!("/animals/{at}")).send().await.json(), expected);
    }
}

#[tokio::test]
async fn both_names_at_once_are_wrong() {
    let app = app().await;
    let body = json!({"name": "Tom", "color": "red", "colour": "blue", "home": {"road": "a", "street": "b", "x": 1}});
    let answer = app.post("/animals").json(&body).send().await;
    assert_eq!(answer.status(), 422, "{}", answer.text());
    let mut found = wrong(&answer);
    found.sort();
    assert_eq!(found, ["/color renamed", "/home/road renamed", "/home/x additionalProperties"]);
    assert!(answer.text().contains("Is called `colour` now"), "{}", answer.text());
}

#[tokio::test]
async fn parameters_are_found_under_either_name() {
    let app = app().await;
    // Nobody has written the handler: whatever is understood is answered with that.
    for query in ["colour=red", "color=red", "kind=a&kind=b", "kinds=a"] {
        assert_eq!(app.get(&format!("/animals?{query}")).send().await.status(), 501, "{query}");
    }
    for (query, expected) in [("color=much-too-long", "/color maxLength"), ("color=a&colour=b", "/color renamed")] {
        let answer = app.get(&format!("/animals?{query}")).send().await;
        assert_eq!(wrong(&answer), [expected], "{}", answer.text());
    }
    let cookie = app.get("/animals").header("cookie", "s=maybe").send().await;
    assert_eq!(wrong(&cookie), ["/s type"], "{}", cookie.text());
}

#[tokio::test]
async fn forms_are_read_under_either_name() {
    let app = app().await;
    for form in ["who=a", "name=a", "buyer=a&words=%5B%5B%22x%22%5D%5D"] {
        let answer = app.post("/forms").body(FORM, form).send().await;
        assert_eq!(answer.status(), 501, "{form}: {}", answer.text());
    }
    let answer = app.post("/forms").body(FORM, "who=a&name=b&other=c").send().await;
    let mut found = wrong(&answer);
    found.sort();
    assert_eq!(found, ["/name renamed", "/other additionalProperties"], "{}", answer.text());
}
