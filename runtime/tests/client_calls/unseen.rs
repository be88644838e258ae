//! Calls that no service has seen, which are sent again whatever the policy.

use crate::retries::RETRY;
use crate::script::{echo, with};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;
use zephyrix::client::grpc::{Channel, Code};

/// A connection that refuses its first streams, as one that is about to close does: whoever serves has not seen them.
async fn refusing(streams: usize) -> (Channel, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (seen, counted) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let count = counted.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (seen, count) = (seen.clone(), count.clone());
            tokio::spawn(async move {
                let mut connection = h2::server::handshake(socket).await.unwrap();
                while let Some(Ok((_, mut respond))) = connection.accept().await {
                    count.fetch_add(1, Ordering::SeqCst);
                    if seen.fetch_add(1, Ordering::SeqCst) < streams {
                        respond.send_reset(h2::Reason::REFUSED_STREAM);
                        continue;
                    }
                    let ended = axum::http::Response::builder().header("content-type", "application/grpc");
                    respond.send_response(ended.header("grpc-status", "5").body(()).unwrap(), true).unwrap();
                }
            });
        }
    });
    (Channel::connect(&format!("http://{address}")).unwrap(), counted)
}

#[tokio::test]
async fn what_nobody_has_seen_is_sent_again_once() {
    let (channel, count) = refusing(1).await;
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::NotFound);
    assert_eq!(count.load(Ordering::SeqCst), 2);
    let (channel, count) = refusing(2).await;
    assert_eq!(echo(&channel).await.unwrap_err().code(), Code::Unavailable);
    assert_eq!(count.load(Ordering::SeqCst), 2);
    let (channel, count) = refusing(2).await;
    assert_eq!(echo(&with(channel, RETRY)).await.unwrap_err().code(), Code::NotFound);
    assert_eq!(count.load(Ordering::SeqCst), 3, "and then as the policy says");
}
