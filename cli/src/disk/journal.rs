//! What is being done to a project, written down before it is done.

use anyhow::Context;
use serde::{Deserialize, Serialize};

/// Where new texts wait, relative to the project.
pub(super) const STAGING: &str = ".zephyrix/staging";

/// Where the journal is, relative to the project. While it is there, the change that it tells of is under way.
pub(super) const JOURNAL: &str = ".zephyrix/journal.json";

/// A change under way.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
}

/// What is done to one file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Step {
    /// The staged file `from` becomes the file at `path`.
    Put { path: String, from: String },
    /// The file at `path` goes.
    Remove { path: String },
}

impl Step {
    pub(super) fn path(&self) -> &str {
        match self {
            Self::Put { path, .. } | Self::Remove { path } => path,
        }
    }
}

impl Journal {
    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let journal: Self = serde_json::from_str(text).with_context(|| format!("`{JOURNAL}` cannot be read"))?;
        let number = |it: &Step| !matches!(it, Step::Put { from, .. } if from.parse::<usize>().is_err());
        anyhow::ensure!(journal.steps.iter().all(number), "`{JOURNAL}` is not one of ours");
        Ok(journal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_was_and_names_no_other_folder() {
        let journal = Journal {
            steps: vec![
                Step::Put { path: "a/b.rs".into(), from: "0".into() },
                Step::Remove { path: "c\"\n.rs".into() },
            ],
        };
        assert_eq!(Journal::parse(&journal.to_text()).unwrap(), journal);
        assert!(Journal::parse(r#"{"steps":[{"put":{"path":"a","from":"../../x"}}]}"#).is_err());
        assert!(Journal::parse("{").is_err());
    }
}
