//! Large bodies over a real socket: what they cost in memory, what is left of them, and where they end.
#![allow(clippy::unwrap_used)]

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use http_body::Frame;
use http_body_util::StreamBody;
use std::fmt::Write;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;
use zephyrix::config::{Config, Limits};
use zephyrix::{Accepts, BodyStream, Call, FromCall, Routes, Service, Upload};

static SERVICE: Service =
    Service { name: "drive", title: "Drive", version: "1", openapi: "{}", operations: &[], migrations: &[] };

/// The memory and the open files of this process are measured: one test at a time.
static ALONE: Mutex<()> = Mutex::const_new(());

const MIB: usize = 1 << 20;

struct Put {
    title: String,
    files: Vec<Upload>,
}

impl FromCall for Put {
    const BODY: Accepts = Accepts::required(&["multipart/form-data"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        call.multipart(|parts| {
            let title = parts.text("title").or(String::new());
            let files = parts.files("file", &[]).required();
            Some(Self { title: title?, files: files? })
        })
    }
}

struct Pour(BodyStream);

impl FromCall for Pour {
    const BODY: Accepts = Accepts::required(&["application/octet-stream"]).streamed(&["application/octet-stream"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        call.stream().map(Self)
    }
}

struct Keep(Bytes);

impl FromCall for Keep {
    const BODY: Accepts = Accepts::required(&["application/octet-stream"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        call.bytes().map(Self)
    }
}

/// How many bytes come, and the sum of them all.
async fn measured(mut chunks: impl Stream<Item = io::Result<Bytes>> + Unpin) -> io::Result<(usize, u64)> {
    let (mut size, mut sum) = (0, 0);
    while let Some(chunk) = chunks.next().await.transpose()? {
        size += chunk.len();
        sum += chunk.iter().map(|it| u64::from(*it)).sum::<u64>();
    }
    Ok((size, sum))
}

fn router() -> zephyrix::Router {
    Routes::of(())
        .post("/files", async |(), _, it: Put| {
            let mut said = format!("{:?}", it.title);
            for file in &it.files {
                let (size, sum) = measured(file.stream()).await.unwrap();
                assert_eq!(size as u64, file.size());
                write!(said, " {:?} {size} {sum}", file.file_name).unwrap();
            }
            said
        })
        .post("/pour", async |(), _, it: Pour| format!("{:?}", measured(it.0).await.ok()))
        .post("/few", async |(), _, it: Pour| format!("{:?}", it.0.collect(10).await.map_err(|it| it.kind())))
        .post("/read", async |(), _, it: Pour| {
            let mut text = String::new();
            it.0.into_reader().read_to_string(&mut text).await.unwrap();
            text
        })
        .post("/keep", async |(), _, it: Keep| it.0.len().to_string())
        .router()
}

async fn serve(limits: impl FnOnce(&mut Limits)) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut config = Config::defaults(SERVICE.name);
    config.server.limits.body_read = Duration::from_mins(10);
    config.server.limits.request = Duration::from_mins(10);
    limits(&mut config.server.limits);
    let app = zephyrix::http::app(&SERVICE, router(), &config);
    tokio::spawn(async move { zephyrix::http::serve(listener, app, &config.server, std::future::pending()).await });
    address
}

const BODIES: &str = "application/octet-stream";
const PARTS: &str = "multipart/form-data; boundary=b";

fn part(head: &str) -> Bytes {
    format!("\r\n--b\r\ncontent-disposition: form-data; {head}\r\n\r\n").into()
}

/// A mebibyte each.
fn data(mebibytes: usize) -> Vec<Bytes> {
    vec![Bytes::from(vec![1; MIB]); mebibytes]
}

/// Sends a body in chunks; the status, the type and the text of the answer.
async fn post(
    address: std::net::SocketAddr,
    path: &str,
    media: &str,
    chunks: impl IntoIterator<Item = Bytes, IntoIter: Send + Sync + 'static>,
) -> (u16, String, String) {
    let frames = chunks.into_iter().map(|it| Ok::<_, io::Error>(Frame::data(it)));
    let body = reqwest::Body::wrap(StreamBody::new(stream::iter(frames)));
    let request = client().post(format!("http://{address}{path}")).header("content-type", media);
    let response = request.body(body).send().await.unwrap();
    let media = response.headers()["content-type"].to_str().unwrap().to_owned();
    (response.status().as_u16(), media, response.text().await.unwrap())
}

/// The memory of this process in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
}

/// The most memory that was used while something was done, beyond what was used before.
async fn growth<T>(work: impl Future<Output = T>) -> (T, usize) {
    let before = resident();
    let mut most = before;
    let mut work = std::pin::pin!(work);
    loop {
        match tokio::time::timeout(Duration::from_millis(20), &mut work).await {
            Ok(done) => return (done, most.max(resident()) - before),
            Err(_) => most = most.max(resident()),
        }
    }
}

/// The files that this process has open although nobody can find them any more.
fn nameless() -> usize {
    let open = std::fs::read_dir("/proc/self/fd").unwrap();
    let open = open.filter_map(|it| std::fs::read_link(it.ok()?.path()).ok());
    open.filter(|it| it.to_string_lossy().ends_with(" (deleted)")).count()
}

async fn until(what: impl Fn() -> bool) {
    for _ in 0..500 {
        if what() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come to be");
}

fn large(limits: &mut Limits) {
    (limits.upload, limits.file) = (400 * MIB, 300 * MIB);
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn large_bodies_need_little_memory() {
    let _alone = ALONE.lock().await;
    let address = serve(large).await;
    let form = |file: usize| {
        let head = [part("name=\"title\""), "t".into(), part("name=\"file\"; filename=\"../../x\"")];
        head.into_iter().chain(data(file)).chain([
            part("name=\"file\"; filename=\"b\""),
            "23".into(),
            "\r\n--b--".into(),
        ])
    };
    // What is only needed once is not counted.
    post(address, "/files", PARTS, form(4)).await;
    post(address, "/pour", BODIES, data(4)).await;

    let ((status, _, said), grown) = growth(post(address, "/files", PARTS, form(200))).await;
    let size = 200 * MIB;
    assert_eq!((status, said), (200, format!("\"t\" Some(\"../../x\") {size} {size} Some(\"b\") 2 101")));
    assert!(grown < 48 * MIB, "{grown}");
    until(|| nameless() == 0).await;

    let ((status, _, said), grown) = growth(post(address, "/pour", BODIES, data(200))).await;
    assert_eq!((status, said), (200, format!("Some(({size}, {size}))")));
    assert!(grown < 48 * MIB, "{grown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_answered_413() {
    let _alone = ALONE.lock().await;
    let address = serve(|it| (it.body, it.upload, it.file) = (MIB, 6 * MIB, 3 * MIB)).await;
    let file = || part("name=\"file\"; filename=\"a\"");
    let files = |each: usize, count: usize| (0..count).flat_map(move |_| [file()].into_iter().chain(data(each)));
    let texts = |count: usize| (0..count).flat_map(|_| [part("name=\"other\""), vec![b'a'; MIB / 2].into()]);
    let forms: [(&str, Vec<Bytes>); 5] = [
        ("file", files(4, 1).collect()),
        ("all", files(3, 3).collect()),
        ("texts", texts(4).collect()),
        ("head", vec![part("name=\"file\"").slice(..9), vec![b'a'; MIB].into(), vec![b'a'; MIB].into()]),
        ("count", vec![[part("name=\"file\""), "x".into()].concat().repeat(1001).into()]),
    ];
    for (what, form) in forms {
        let answer = post(address, "/files", PARTS, form).await;
        let expected = if what == "head" { 400 } else { 413 };
        assert_eq!((answer.0, &*answer.1), (expected, "application/problem+json"), "{what}: {answer:?}");
    }
    for (path, size, status) in [("/pour", 7, 413), ("/pour", 5, 200), ("/keep", 2, 413), ("/keep", 1, 200)] {
        let answer = post(address, path, BODIES, data(size)).await;
        assert_eq!(answer.0, status, "{path} {answer:?}");
        assert_eq!(answer.1 == "application/problem+json", status == 413);
    }
    until(|| nameless() == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_are_collected_within_a_limit_or_read() {
    let _alone = ALONE.lock().await;
    let address = serve(large).await;
    let few = async |text: &'static str| post(address, "/few", BODIES, ["12345".into(), Bytes::from(text)]).await.2;
    assert_eq!(few("67890").await, "Ok(b\"1234567890\")");
    assert_eq!(few("67890a").await, "Err(FileTooLarge)");
    assert_eq!(post(address, "/read", BODIES, ["a".into(), "b".into()]).await.2, "ab");
    assert_eq!(post(address, "/read", "text/plain", ["a".into()]).await.0, 415);
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let _alone = ALONE.lock().await;
    let address = serve(large).await;
    let mut socket = TcpStream::connect(address).await.unwrap();
    let head =
        format!("POST /files HTTP/1.1\r\nhost: test\r\ncontent-type: {PARTS}\r\ncontent-length: 9000000\r\n\r\n");
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(&part("name=\"file\"; filename=\"a\"")).await.unwrap();
    socket.write_all(&vec![1; 4 * MIB]).await.unwrap();
    until(|| nameless() == 1).await;
    drop(socket);
    until(|| nameless() == 0).await;
}

/// A client of another make than ours; with TLS in it, one has to say whose.
fn client() -> reqwest::Client {
    #[cfg(feature = "client-tls")]
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
