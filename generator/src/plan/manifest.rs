//! What generated packages depend on, as values of their `Cargo.toml`.

use crate::config::Runtime;

/// The runtime crate as a dependency; `up` leads from the package to the project.
pub(crate) fn runtime(runtime: &Runtime, up: &str, features: &[&str]) -> String {
    let from = match runtime {
        Runtime::Vendored => format!("path = \"{up}vendor/zephyrix\""),
        Runtime::Registry => "version = \"0.1\"".to_owned(),
        Runtime::Path(path) if is_absolute(path) => format!("path = {}", toml_string(path)),
        Runtime::Path(path) => format!("path = {}", toml_string(&format!("{up}{path}"))),
    };
    let features: Vec<String> = features.iter().map(|it| toml_string(it)).collect();
    format!("{{ {from}, default-features = false, features = [{}] }}", features.join(", "))
}

/// A string of TOML.
pub(crate) fn toml_string(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_owned()
}

/// On Unix, or on Windows, wherever this runs: the same configuration gives the same bytes.
fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\']) || path.as_bytes().get(1) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_are_from_the_package() {
        let to = |path: &str| runtime(&Runtime::Path(path.to_owned()), "../", &[]);
        assert!(to("../runtime").contains("\"../../runtime\""));
        assert!(to("/runtime").contains("\"/runtime\"") && to("C:/runtime").contains("\"C:/runtime\""));
    }
}
