//! Servers of single operations: what of their address is the path under which this service serves them.
//!
//! This service stands for the document's first server, whatever path that has elsewhere. An operation whose own server
//! has another path is served below that path, so that operations of two servers keep apart.

use crate::vocabulary::{HttpBinding, Operation, PathPart, Server};

/// Puts each operation under the path of its own server; servers that are the document's are none of its own.
pub(super) fn settle(operations: &mut [Operation], document: &[Server]) {
    let main = document.first().map(|it| path_of(&it.url)).unwrap_or_default();
    for http in operations.iter_mut().map(|it| &mut it.http) {
        if http.servers.iter().all(|own| document.iter().any(|it| same(it, own))) {
            http.servers.clear();
        }
        if let Some(own) = http.servers.first() {
            let path = path_of(&own.url);
            let below = path.strip_prefix(main.as_slice()).map(<[&str]>::to_vec).unwrap_or(path);
            let below = below.into_iter().map(str::to_owned).collect();
            put_under(http, below);
        }
    }
}

/// Whether two servers are the same place, by whatever scheme.
fn same(one: &Server, other: &Server) -> bool {
    place(&one.url) == place(&other.url)
}

fn place(url: &str) -> (&str, &str) {
    let url = url.trim_end_matches('/');
    split(url).unwrap_or(("", url))
}

/// Host and path of a URL, which may leave out its scheme (RFC 3986 §4.2).
fn split(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("//").or_else(|| url.split_once("://").map(|(_, rest)| rest))?;
    Some(rest.split_once('/').unwrap_or((rest, "")))
}

/// The segments of a URL's path, or of a path by itself.
fn path_of(url: &str) -> Vec<&str> {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let path = split(url).map_or(url, |(_, path)| path);
    path.split('/').filter(|it| !matches!(*it, "" | "." | "..")).collect()
}

fn put_under(http: &mut HttpBinding, segments: Vec<String>) {
    http.base = segments.iter().flat_map(|it| ["/", it]).collect();
    http.path.text.insert_str(0, &http.base);
    http.path.segments.splice(0..0, segments.into_iter().map(|it| vec![PathPart::Text(it)]));
}

#[cfg(test)]
mod tests {
    use super::{path_of, place};

    #[test]
    fn the_path_of_a_server() {
        for (url, path) in [
            ("https://a.test", ""),
            ("https://a.test/v1/", "v1"),
            ("https://a.test/v1/x?y#z", "v1/x"),
            ("//a.test/v1", "v1"),
            ("/v2", "v2"),
            ("../v2", "v2"),
            ("/", ""),
        ] {
            assert_eq!(path_of(url).join("/"), path, "{url}");
        }
        assert_eq!(place("//a.test/"), place("https://a.test"));
        assert_ne!(place("/a.test"), place("https://a.test"));
    }
}
