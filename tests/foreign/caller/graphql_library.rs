//! The generated client of documents, as a foreign service meets it: at the address that `GRAPHQL_LIBRARY` names.

use futures_util::StreamExt;
use graphql_library_client::graphql::{Events, GraphqlClient, Refused, Service};
use graphql_library_client::models::{
    Filter, LendInput, LendVariables, LentData, LentVariables, Range, SearchSearch, SearchVariables, Section, TagBy,
    TagVariables, ThingNode, ThingVariables, WorkParts, WorkVariables,
};
use graphql_library_client::{Endpoint, Error};

fn url(path: &str) -> String {
    let address = std::env::var("GRAPHQL_LIBRARY").expect("nobody said where the library is");
    format!("{}{path}", address.trim())
}

fn client() -> GraphqlClient {
    GraphqlClient::new(&url("/graphql")).unwrap()
}

async fn thing(id: &str, deep: Option<Option<bool>>) -> ThingNode {
    let variables = ThingVariables { deep, ..ThingVariables::new(id) };
    client().thing(&variables).await.unwrap().complete().unwrap().node.unwrap()
}

#[tokio::test]
async fn whatever_it_is() {
    let ThingNode::Work(work) = thing("b1", None).await else { panic!() };
    assert!(work.title.as_deref() == Some("A") && format!("{:?}", work.by).contains("Ann"));
    let ThingNode::Person(person) = thing("p1", None).await else { panic!() };
    assert_eq!(person.called, "Ann");
    // Absent is the default, which is not to ask.
    let ThingNode::Studio(studio) = thing("s1", None).await else { panic!() };
    assert_eq!(studio.extra, None);
    let ThingNode::Studio(studio) = thing("s1", Some(Some(true))).await else { panic!() };
    assert_eq!(studio.extra.unwrap()["deep"][0], 1);
    // Of a type that the schema did not have.
    let ThingNode::Other(other) = thing("c1", None).await else { panic!() };
    assert_eq!((other.typename.as_str(), other.id.as_str()), ("Comic", "c1"));
    assert!(client().thing(&ThingVariables::new("none")).await.unwrap().complete().unwrap().node.is_none());
}

async fn asked(variables: &SearchVariables) -> String {
    let data = client().search(variables).await.unwrap().complete().unwrap();
    let [Some(SearchSearch::Book(book)), Some(SearchSearch::Film(film)), Some(other), Some(person), None] =
        data.search.as_slice()
    else {
        panic!("{data:?}")
    };
    assert!(matches!((other, person), (SearchSearch::Other(a), SearchSearch::Other(b))
        if (a.typename.as_str(), b.typename.as_str()) == ("Comic", "Person")));
    // A value that the schema did not list.
    assert_eq!((&book.section, film.length), (&Section::Unknown("COMICS".to_owned()), 90));
    assert_eq!(book.r#type.is_some(), variables.r#type);
    assert_eq!(book.author.as_ref().map(|it| (it.name.as_str(), it.born.is_some())), Some(("Ann", true)));
    book.title.clone()
}

#[tokio::test]
async fn absent_is_not_null() {
    let absent = SearchVariables::new("t", false);
    assert_eq!(asked(&absent).await, r#"{"text":"t","in":["FICTION"],"first":5}"#);
    let null = SearchVariables { r#in: Some(None), filter: Some(None), r#type: true, ..absent.clone() };
    assert_eq!(asked(&null).await, r#"{"text":"t","in":null,"first":5,"filter":null}"#);
    let inner = Filter { section: None, before: Some(None), ..Filter::default() };
    let filter = Filter { all: Some(Some(vec![inner])), pages: Some(Some(Range::default())), ..Filter::default() };
    let sections = Some(Some(vec![Section::Type, Section::Facts]));
    let given = SearchVariables { r#in: sections, first: Some(1), filter: Some(Some(filter)), ..absent };
    assert_eq!(
        asked(&given).await,
        concat!(
            r#"{"text":"t","in":["type","FACTS"],"first":1,"filter":{"section":"FACTS","#,
            r#""all":[{"section":null,"before":null}],"pages":{"from":0}}}"#
        )
    );
}

#[tokio::test]
async fn lists_within_lists() {
    let data = client().shelves().await.unwrap().complete().unwrap();
    let shelves = data.shelves.unwrap();
    assert_eq!(shelves.iter().map(Vec::len).collect::<Vec<_>>(), [2, 0]);
    assert_eq!(shelves[0][0].as_ref().unwrap().author.as_ref().unwrap().name, "Ann");
    let more = data.more.unwrap();
    let loans = &more[0][0].as_ref().unwrap().loans;
    assert!(loans[0].self_.is_none() && loans[1].self_.as_ref().unwrap().self_.as_ref().unwrap().id == "l1");
    let kinds = client().kinds().await.unwrap().complete().unwrap();
    assert!(kinds.schema.types.iter().any(|it| it.name.as_deref() == Some("Comic")));
}

#[tokio::test]
async fn what_can_be_had_is_there() {
    let answer = client().work(&WorkVariables::new("f1")).await.unwrap();
    let Some(WorkParts::Film(film)) = answer.data.as_ref().and_then(|it| it.work.as_ref()) else { panic!() };
    assert!(film.minutes == 90 && film.by.is_none());
    let [error] = answer.errors.as_slice() else { panic!() };
    assert_eq!((error.code(), error.to_string().as_str()), (Some("UNKNOWN_STUDIO"), "nobody knows at `work.by`"));
    assert_eq!(answer.clone().complete().unwrap_err().code(), Some("UNKNOWN_STUDIO"));
    assert!(answer.partial().is_ok());
}

#[tokio::test]
async fn changes_are_posted() {
    let input = LendInput { note: Some(Some(serde_json::json!({ "a": 1 }))), ..LendInput::new("b1", "p1") };
    let client = GraphqlClient::over(Service::new(&url("/graphql")).unwrap().by_get());
    let lent = client.lend(&LendVariables::new(input)).await.unwrap().complete().unwrap().lend.unwrap();
    assert_eq!(lent.problem.unwrap(), r#"{"book":"b1","to":"p1","note":{"a":1}}"#);
    assert_eq!(lent.loan.unwrap().to.name, "Ann");
    // By GET.
    assert!(client.shelves().await.unwrap().complete().is_ok());
    let variables = ThingVariables::new("a &=#+é");
    assert!(client.thing(&variables).await.unwrap().complete().unwrap().node.is_none());
}

#[tokio::test]
async fn a_request_that_is_refused() {
    let one = TagBy { section: Some(Section::Facts), words: None };
    assert_eq!(client().tag(&TagVariables::new("b1", one.clone())).await.unwrap().complete().unwrap().tag.section, Section::Facts);
    let both = TagBy { words: Some(Vec::new()), ..one };
    match client().tag(&TagVariables::new("b1", both)).await {
        Err(Error::Api(Refused { errors })) => assert!(errors[0].message.contains("Exactly one key"), "{errors:?}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_no_graphql() {
    let down = GraphqlClient::new(&url("/down")).unwrap();
    assert!(matches!(down.shelves().await, Err(Error::Unexpected(it)) if it.status() == 502));
    assert!(matches!(down.lent(&LentVariables::default()).await, Err(Error::Unexpected(it)) if it.status() == 502));
    let nobody = GraphqlClient::over(Service::at(Endpoint::new("http://127.0.0.1:1/graphql").unwrap()));
    assert!(matches!(nobody.shelves().await, Err(Error::Transport(it)) if it.is_connect()));
}

async fn events(of: Option<Option<String>>) -> Events<LentData> {
    client().lent(&LentVariables { of }).await.unwrap()
}

#[tokio::test]
async fn events_come_one_by_one() {
    let ids = |of| async { events(of).await.map(|it| it.unwrap().complete().unwrap().lent.id).collect::<Vec<_>>().await };
    assert_eq!(ids(None).await, ["l1", "undefined"]);
    assert_eq!(ids(Some(None)).await, ["l1", "null"]);
    assert_eq!(ids(Some(Some("x".to_owned()))).await, ["l1", "x"]);
}

#[tokio::test]
async fn events_that_go_wrong() {
    // Where an event is null, those after it come all the same.
    let all: Vec<_> = events(Some(Some("wrong".to_owned()))).await.collect().await;
    let all: Vec<_> = all.into_iter().map(Result::unwrap).collect();
    assert_eq!(all.iter().map(|it| (it.data.is_some(), it.errors.len())).collect::<Vec<_>>(), [(true, 0), (false, 1), (true, 0)]);
    let all: Vec<_> = events(Some(Some("broken".to_owned()))).await.collect().await;
    assert!(all.len() == 2 && all[0].is_ok() && matches!(all[1], Err(Error::Transport(_))), "{all:?}");
}
