//! Parameters that were called otherwise before: who has not heard of it is understood all the same.

use super::query::crumbs;
use super::reader::Call;
use super::tree::steps;

impl Call<'_> {
    /// The name under which a parameter of the query is given: that of now, unless only an earlier one is there. To be
    /// given both is wrong.
    pub fn query_name(&mut self, now: &'static str, formers: &[&'static str]) -> &'static str {
        let pairs = self.query_pairs();
        let given = |name: &str| pairs.iter().any(|(key, _)| key == name || steps(key).0 == name);
        let (is_there, former) = (given(now), formers.iter().copied().find(|it| given(it)));
        self.chosen("query", now, is_there, former)
    }

    /// The same of a parameter in a header.
    pub fn header_name(&mut self, now: &'static str, formers: &[&'static str]) -> &'static str {
        let given = |name: &str| self.parts.headers.contains_key(name);
        let (is_there, former) = (given(now), formers.iter().copied().find(|it| given(it)));
        self.chosen("header", now, is_there, former)
    }

    /// The same of a parameter in a cookie.
    pub fn cookie_name(&mut self, now: &'static str, formers: &[&'static str]) -> &'static str {
        let given = |name: &str| crumbs(&self.parts.headers).any(|it| it.0 == name);
        let (is_there, former) = (given(now), formers.iter().copied().find(|it| given(it)));
        self.chosen("cookie", now, is_there, former)
    }

    fn chosen(
        &mut self,
        place: &'static str,
        now: &'static str,
        is_there: bool,
        former: Option<&'static str>,
    ) -> &'static str {
        match former {
            Some(former) if is_there => {
                self.check.parameter(place, former, |check| {
                    check.violation("renamed", format!("Is called `{now}` now, which is given as well."));
                });
                now
            }
            Some(former) => former,
            None => now,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::call::path::Captures;
    use crate::call::reader::Call;
    use http::Request;

    /// What a name is found as, and what is wrong.
    fn found(
        uri: &str,
        header: (&str, &str),
        ask: impl FnOnce(&mut Call<'_>) -> &'static str,
    ) -> (&'static str, usize) {
        let request = Request::builder().uri(uri).header(header.0, header.1).body(()).unwrap();
        let (parts, ()) = request.into_parts();
        let mut call = Call::new(&parts, Captures::none().decode("/").unwrap(), None);
        (ask(&mut call), call.check().len())
    }

    #[test]
    fn the_earlier_name_stands_where_that_of_now_is_not_given() {
        for (query, name, wrong) in [
            ("/?size=1", "size", 0),
            ("/?limit=1", "limit", 0),
            ("/?max=1", "max", 0),
            ("/", "size", 0),
            ("/?size=1&limit=1", "size", 1),
            ("/?limit[eq]=1", "limit", 0),
            ("/?limits=1", "size", 0),
        ] {
            let ask = |call: &mut Call<'_>| call.query_name("size", &["limit", "max"]);
            assert_eq!(found(query, ("x", "y"), ask), (name, wrong), "{query}");
        }
        for (header, name) in [(("x-old", "1"), "X-Old"), (("x-new", "1"), "X-New"), (("x", "1"), "X-New")] {
            assert_eq!(found("/", header, |call| call.header_name("X-New", &["X-Old"])), (name, 0));
        }
        for (cookies, name, wrong) in [("old=1", "old", 0), ("a=1; new=2", "new", 0), ("new=2; old=1", "new", 1)] {
            let ask = |call: &mut Call<'_>| call.cookie_name("new", &["old"]);
            assert_eq!(found("/", ("cookie", cookies), ask), (name, wrong), "{cookies}");
        }
    }
}
