//! Addresses of services: what comes before the paths of a contract.

use super::endpoint::Misconfigured;
use reqwest::Url;
use std::borrow::Cow;

/// Where some operations of a service are, when they are not where the others are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(Cow<'static, str>);

impl Base {
    /// At a base URL, such as `https://uploads.example.org`.
    ///
    /// # Errors
    /// When the URL is not one of HTTP, or holds a query.
    pub fn new(url: &str) -> Result<Self, Misconfigured> {
        checked(url).map(|it| Self(it.into()))
    }

    /// As a contract declares it: a URL, or a path that is relative to the base of the others, RFC 3986 §5.
    pub const fn declared(url: &'static str) -> Self {
        Self(Cow::Borrowed(url))
    }

    /// The URL, without a slash at its end, where the others are at `main`.
    pub(super) fn beside(&self, main: &str) -> Result<String, Misconfigured> {
        let main = Url::parse(main).map_err(|error| unfit(&error.to_string()))?;
        let url = main.join(&self.0).map_err(|error| unfit(&error.to_string()))?;
        checked(url.as_str())
    }
}

/// A base URL in its canonical form, without a slash at its end.
pub(super) fn checked(base: &str) -> Result<String, Misconfigured> {
    let url = web(base).map_err(|why| unfit(&why))?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(unfit("it has a query or a fragment"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// A URL of HTTP that holds no credentials, or why it is none.
pub(super) fn web(url: &str) -> Result<Url, String> {
    let url = Url::parse(url).map_err(|error| error.to_string())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("it begins with neither http:// nor https://".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it holds a name or password, which is for `basic` to set".to_owned());
    }
    Ok(url)
}

fn unfit(why: &str) -> Misconfigured {
    Misconfigured::new(format!("this is not the base URL of a service: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_an_address_and_nothing_else() {
        assert_eq!(checked("HTTP://Example.org:80/api/").unwrap(), "http://example.org/api");
        for bad in ["", "example.org", "ftp://a", "http://a?b=c", "http://a#b", "http://u:p@a", "/api"] {
            assert!(checked(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_declared_may_be_relative() {
        let beside = |it: &'static str| Base::declared(it).beside("http://a/v1").unwrap();
        assert_eq!(beside("/v2"), "http://a/v2");
        assert_eq!(beside("https://b.test/"), "https://b.test");
        assert!(Base::declared("ftp://b").beside("http://a").is_err());
    }
}
