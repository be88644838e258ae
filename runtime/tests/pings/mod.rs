//! A message that tests of calls send, and the service that they belong to.

use zephyrix::proto::{Implicit, Int32, Text};
use zephyrix::{Check, Service, Validate};

pub(crate) static SERVICE: Service =
    Service { name: "s", title: "S", version: "1", openapi: "{}", operations: &[], migrations: &[] };

/// Its text has five characters at most.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ping {
    pub(crate) text: String,
    pub(crate) count: i32,
}

zephyrix::message!(Ping "t.Ping" {
    0: 1 "text" "text" => text: Implicit<Text>,
    1: 2 "count" "count" => count: Implicit<Int32>,
});

impl Validate for Ping {
    fn validate(&self, check: &mut Check) {
        check.at("text").max_length(&self.text, 5);
    }
}

pub(crate) fn ping(text: &str, count: i32) -> Ping {
    Ping { text: text.into(), count }
}
