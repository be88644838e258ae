//! Services of GraphQL, asked as their callers do.

use crate::client::{Answer, Client};
use crate::served::Service;
use serde_json::{Value, json};

/// A service that answers at `/graphql`.
#[derive(Debug)]
pub struct Graph(pub Service);

impl Graph {
    /// What is answered to an operation with variables, and with headers.
    ///
    /// # Panics
    /// When the service cannot be asked.
    pub fn asked(&self, query: &str, variables: impl Into<Option<Value>>, headers: &[(&str, &str)]) -> Answer {
        let variables: Option<Value> = variables.into();
        let address = self.0.address.parse().unwrap_or_else(|error| panic!("{error}"));
        let asked = json!({ "query": query, "variables": variables });
        Client::new(address).json("POST", "/graphql", headers, &asked)
    }

    /// The same as JSON.
    ///
    /// # Panics
    /// When the service cannot be asked.
    pub fn ask(&self, query: &str, variables: impl Into<Option<Value>>, headers: &[(&str, &str)]) -> Value {
        self.asked(query, variables, headers).json()
    }

    /// The data, where nothing goes wrong.
    ///
    /// # Panics
    /// When something does.
    #[track_caller]
    pub fn data(&self, query: &str, variables: impl Into<Option<Value>>) -> Value {
        let answer = self.ask(query, variables, &[]);
        assert!(answer.get("errors").is_none(), "{answer}");
        answer["data"].clone()
    }

    /// The code of the one thing that goes wrong.
    ///
    /// # Panics
    /// When another number of things does.
    #[track_caller]
    pub fn fails(&self, query: &str, variables: impl Into<Option<Value>>) -> String {
        let answer = self.ask(query, variables, &[]);
        let errors = answer["errors"].as_array().unwrap_or_else(|| panic!("{answer}"));
        assert_eq!(errors.len(), 1, "{answer}");
        errors[0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }
}
