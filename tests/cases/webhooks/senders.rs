//! What the service sends arrives where it is to, and what is answered is understood.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::{JoinHandle, spawn};
use webhooks::generated::api::default::Subscribe;
use webhooks::generated::callbacks::{Callbacks, OnEvent, OnEventError, on_event_url, on_secret_url, stream_ended_url};
use webhooks::generated::models::{Event, EventKind, Pet, SubscribeBody, Subscription};
use webhooks::generated::webhooks::{NewPet, NewPetOk, Webhooks};
use zephyrix::client::{Error, Sender};

/// Answers one request; gives its first line, and its body.
fn receiver(answer: &'static str) -> (String, JoinHandle<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let received = spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let (mut first, mut length) = (String::new(), 0);
        reader.read_line(&mut first).unwrap();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if let Some(it) = line.to_lowercase().strip_prefix("content-length:") {
                length = it.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
        (first.trim().to_owned(), String::from_utf8(body).unwrap())
    });
    (url, received)
}

fn subscribe(url: &str, token: Option<&str>) -> Subscribe {
    let body = SubscribeBody { callback_url: url.to_owned(), secret: None };
    Subscribe { room: "a/b".to_owned(), token: token.map(str::to_owned), body }
}

#[tokio::test]
async fn a_webhook_arrives() {
    let (url, received) = receiver("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n");
    let pet = Pet { id: 7, name: "Rex".to_owned(), nickname: None };
    let webhooks = Webhooks::new(Sender::new().unwrap());
    let answer = webhooks.new_pet(&format!("{url}/hook?for=me"), &NewPet::new(pet)).await.unwrap();
    assert_eq!(answer, NewPetOk::Accepted);
    let (line, body) = received.join().unwrap();
    assert_eq!(line, "POST /hook?for=me HTTP/1.1");
    assert_eq!(body, r#"{"id":7,"name":"Rex"}"#, "what only the service says is said");
}

#[tokio::test]
async fn a_callback_goes_where_the_request_said() {
    let refused = "HTTP/1.1 422 No\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{\"why\":\"odd\"}";
    let (url, received) = receiver(refused);
    let to = on_event_url(&subscribe(&url, Some("x&y"))).unwrap();
    let event = OnEvent::new(Event { kind: EventKind::Joined });
    let error = Callbacks::new(Sender::new().unwrap()).on_event(&to, &event).await.unwrap_err();
    let Error::Api(OnEventError::UnprocessableContent(complaint)) = error else { panic!("{error:?}") };
    assert_eq!(complaint.why.as_deref(), Some("odd"));
    let (line, body) = received.join().unwrap();
    assert_eq!((line.as_str(), body.as_str()), ("POST /rooms/a%2Fb?token=x%26y HTTP/1.1", r#"{"kind":"joined"}"#));
}

#[test]
fn urls_are_read_off_requests_and_answers() {
    assert_eq!(on_event_url(&subscribe("http://a", None)), None, "the token is needed");
    assert_eq!(on_secret_url(&subscribe("http://a", None)).as_deref(), Some("http://a"));
    let id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    let answer = Subscription { id: id.parse().unwrap() };
    assert_eq!(stream_ended_url(&answer), Some(format!("https://hooks.example.test/{id}")));
}
