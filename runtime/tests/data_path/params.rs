use crate::client::{get, send};
use axum::body::Body;
use serde_json::json;

#[tokio::test]
async fn parameters_are_read_from_everywhere() {
    let query = "limit=5&cursor=a%2Bb&status=sold&tags=x&tags=y+z&ids=3,4&since=2024-02-29T12:00:00%2B01:00&\
                 filter=%7B%22a%22%3A1%7D&unknown=1";
    let headers = [
        ("x-trace", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"),
        ("x-trace", "00000000-0000-0000-0000-000000000001 , 00000000-0000-0000-0000-000000000002"),
        ("cookie", "a=b; session=s3cret; broken"),
    ];
    let answer = send("GET", &format!("/pets?{query}"), &headers, Body::empty()).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let expected = json!({
        "limit": 5, "cursor": "a+b", "status": "sold", "tags": ["x", "y z"], "ids": [3, 4],
        "since": "2024-02-29T11:00:00Z", "filter": {"a": 1},
        "trace": [
            "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
            "00000000-0000-0000-0000-000000000001",
            "00000000-0000-0000-0000-000000000002",
        ],
        "session": "s3cret",
    });
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn absent_parameters_are_absent_or_their_defaults() {
    let answer = get("/pets").await;
    assert_eq!(answer.json()["limit"], 20);
    assert!(answer.json().as_object().unwrap().iter().all(|(name, it)| name == "limit" || it.is_null()));
}

#[tokio::test]
async fn every_wrong_parameter_is_told() {
    let query = "limit=0&cursor=12345&status=gone&ids=1,x,0,y&since=yesterday&filter=%7B%22a%22%3A%22b%22%7D&tags=%FF";
    let headers = [("x-trace", "zz"), ("cookie", "session=s")];
    let answer = send("GET", &format!("/pets?{query}"), &headers, Body::empty()).await;
    assert_eq!(answer.status, 422);
    let expected = [
        "cookie /session minLength",
        "header /X-Trace/0 format",
        "query /cursor maxLength",
        "query /filter/a type",
        "query /ids/1 type",
        "query /ids/3 type",
        "query /limit minimum",
        "query /since format",
        "query /status enum",
        "query /tags encoding",
    ];
    assert_eq!(answer.violations(), expected);
}

#[tokio::test]
async fn items_of_a_list_are_checked_when_all_can_be_read() {
    assert_eq!(get("/pets?ids=5,0,-1").await.violations(), ["query /ids/1 minimum", "query /ids/2 minimum"]);
}

#[tokio::test]
async fn numbers_are_plain_and_in_range() {
    for (text, code) in [
        ("", "type"),
        ("1.5", "type"),
        ("%2B1", "type"),
        ("NaN", "type"),
        ("1e2", "type"),
        ("2147483648", "maximum"),
        ("-2147483649", "minimum"),
        ("101", "maximum"),
    ] {
        let answer = get(&format!("/pets?limit={text}")).await;
        assert_eq!(answer.violations(), [format!("query /limit {code}")], "{text}");
    }
}

#[tokio::test]
async fn what_may_be_given_once_is_not_given_twice() {
    assert_eq!(get("/pets?limit=1&limit=2").await.violations(), ["query /limit duplicate"]);
    assert_eq!(get("/pets?ids=1&ids=2").await.violations(), ["query /ids duplicate"]);
    let twice = [("if-match", "\"v1\""), ("if-match", "\"v2\"")];
    let answer = send("DELETE", "/pets/1", &twice, Body::empty()).await;
    assert_eq!(answer.violations(), ["header /If-Match duplicate"]);
}

#[tokio::test]
async fn required_parameters_are_missed() {
    assert_eq!(send("DELETE", "/pets/1", &[], Body::empty()).await.violations(), ["header /If-Match required"]);
    assert_eq!(get("/contact").await.violations(), ["query /email required"]);
    assert_eq!(get("/contact?email=nobody").await.violations(), ["query /email format"]);
    assert_eq!(get("/contact?email=a@b.example").await.json(), "a@b.example");
}

#[tokio::test]
async fn path_segments_are_decoded_once() {
    assert_eq!(get("/pets/7/files/a%2Fb%2520+c").await.json(), json!({"pet_id": 7, "file": "a/b%20+c"}));
    let answer = get("/pets/7/files/%FF").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (400, "application/problem+json"));
    assert_eq!(get("/pets/x/files/a").await.violations(), ["path /petId type"]);
    assert_eq!(get("/pets/9223372036854775808/files/a").await.violations(), ["path /petId maximum"]);
    assert_eq!(get("/pets/9223372036854775807/files/a").await.json()["pet_id"], i64::MAX);
}
