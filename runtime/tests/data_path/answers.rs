use crate::client::{get, post_pet, send};
use axum::body::Body;
use serde_json::json;

#[tokio::test]
async fn what_is_new_has_a_place_and_a_tag() {
    let answer = post_pet(r#"{"name": "Rex", "parent": 1, "vaccinations": []}"#).await;
    assert_eq!(answer.status, 201);
    assert_eq!((answer.header("location"), answer.header("etag")), ("/pets/1", "\"v1\""));
    assert_eq!(answer.header("content-type"), "application/json");
}

#[tokio::test]
async fn preconditions_are_kept() {
    assert_eq!(send("DELETE", "/pets/1", &[("if-match", "\"v1\"")], Body::empty()).await.status, 204);
    assert_eq!(send("DELETE", "/pets/1", &[("if-match", "\"v0\"")], Body::empty()).await.status, 412);
}

#[tokio::test]
async fn errors_are_those_of_the_contract() {
    let answer = get("/pets/404/files/a").await;
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let expected = json!({"type": "about:blank", "status": 404, "title": "Not Found", "detail": "No pet has this id."});
    assert_eq!(answer.json(), expected);
    let json = [("content-type", "application/json")];
    let body = r#"{"name": "Rex", "parent": 1, "vaccinations": []}"#;
    let answer = send("POST", "/pets?dryRun=true", &json, body).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (409, "application/json"));
    assert_eq!(answer.json(), json!({"id": 1}));
}

#[tokio::test]
async fn what_went_wrong_inside_stays_inside() {
    let answer = send("PATCH", "/pets/500", &[], Body::empty()).await;
    assert_eq!(answer.json(), json!({"type": "about:blank", "status": 500, "title": "Internal Server Error"}));
}
