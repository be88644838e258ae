//! Reads the layers and puts them together.

use super::{Config, check};
use figment::providers::{Format, Serialized, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use std::fmt;
use std::path::{Path, PathBuf};

/// Where settings come from.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The folder of the TOML files.
    pub folder: PathBuf,
    /// Which of its files is read besides `default.toml` and `local.toml`.
    pub environment: String,
    /// The environment variables.
    pub variables: Vec<(String, String)>,
}

/// Settings, and what is known of how they came to be.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// `development`, `production` or whatever `APP_ENV` says.
    pub environment: String,
    /// What was ignored.
    pub warnings: Vec<String>,
    pub(super) origins: Figment,
}

/// Everything that is wrong with the settings, one sentence each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors(pub Vec<String>);

impl Sources {
    /// The folder `config` and the variables of this process.
    pub fn process() -> Self {
        let variables: Vec<_> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let environment = variables.iter().find(|(name, _)| name == "APP_ENV").map(|(_, value)| value.clone());
        Self {
            folder: PathBuf::from("config"),
            environment: environment.unwrap_or_else(|| "development".to_owned()),
            variables,
        }
    }
}

impl Config {
    /// Reads all layers.
    ///
    /// # Errors
    /// Returns everything that is wrong, not just the first.
    pub fn load(name: &str, sources: &Sources) -> Result<Loaded, ConfigErrors> {
        let defaults = Self::defaults(name).in_environment(&sources.environment);
        let mut findings = check::Findings::new(&defaults)?;
        let mut origins = Figment::from(Layer::new("default", Serialized::defaults(&defaults).data()?));
        for file in ["default", &sources.environment, "local"] {
            match read_file(&sources.folder.join(format!("{file}.toml"))) {
                Ok(Some(layer)) => {
                    findings.file(&layer);
                    origins = origins.merge(layer);
                }
                Ok(None) => {}
                Err(error) => findings.errors.push(error),
            }
        }
        for layer in variables(&sources.variables, &mut findings.errors) {
            if findings.variable(&layer) {
                origins = origins.merge(layer);
            }
        }
        if !findings.errors.is_empty() {
            return Err(ConfigErrors(findings.errors));
        }
        Ok(Loaded {
            config: origins.extract_lossy()?,
            environment: sources.environment.clone(),
            warnings: findings.warnings,
            origins,
        })
    }
}

/// One place that sets values, and its name.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) name: String,
    pub(super) values: Dict,
}

impl Layer {
    fn new(name: impl Into<String>, data: Map<Profile, Dict>) -> Self {
        let values = data.into_values().next().unwrap_or_default();
        Self { name: name.into(), values }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone())
    }

    fn data(&self) -> figment::error::Result<Map<Profile, Dict>> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}

fn read_file(path: &Path) -> Result<Option<Layer>, String> {
    let name = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{name}: {error}")),
    };
    let data = Toml::string(&text).data().map_err(|error| format!("{name}: {error}"))?;
    Ok(Some(Layer::new(name, data)))
}

/// One layer for each `APP__…`, those that name files last.
fn variables(all: &[(String, String)], errors: &mut Vec<String>) -> Vec<Layer> {
    let mut named: Vec<_> = all.iter().filter(|(name, _)| name.starts_with("APP__")).collect();
    named.sort();
    let (files, values): (Vec<_>, Vec<_>) = named.into_iter().partition(|(name, _)| name.ends_with("_FILE"));
    let mut layers: Vec<_> = values.into_iter().map(|(name, value)| variable(name, name, value)).collect();
    for (name, path) in files {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let text = text.strip_suffix('\n').map_or(text.as_str(), |it| it.strip_suffix('\r').unwrap_or(it));
                let key = name.strip_suffix("_FILE").unwrap_or(name);
                layers.push(variable(key, &format!("{name} ({path})"), text));
            }
            Err(error) => errors.push(format!("{name}: {path}: {error}")),
        }
    }
    layers
}

fn variable(key: &str, name: &str, value: &str) -> Layer {
    let path = key.trim_start_matches("APP__").to_ascii_lowercase();
    let mut nested = Value::from(value);
    for part in path.rsplit("__") {
        nested = Value::from(Dict::from([(part.to_owned(), nested)]));
    }
    Layer { name: name.to_owned(), values: nested.into_dict().unwrap_or_default() }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for ConfigErrors {}

impl From<figment::Error> for ConfigErrors {
    fn from(error: figment::Error) -> Self {
        Self(error.into_iter().map(|it| it.to_string()).collect())
    }
}
