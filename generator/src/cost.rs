//! What a service costs those who build it: how much there is of it, and what `cargo check` will take.

use crate::{Job, Sources, back, files, plan, selected};
use zephyrix_ir::Diagnostics;

/// What a service costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// Operations that are served.
    pub operations: usize,
    /// Types with a name of their own.
    pub types: usize,
    /// Lines of each kind of file, kinds without a file left out.
    pub kinds: Vec<KindCost>,
    /// Groups of operations, those with most lines first.
    pub tags: Vec<TagCost>,
    /// What checking the service takes, without what it depends on; `None` where no service is wanted.
    pub check: Option<Check>,
}

/// Files of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindCost {
    /// `models`, `routes`, …
    pub name: &'static str,
    /// How many there are.
    pub files: usize,
    /// Their lines.
    pub lines: usize,
}

/// One group of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCost {
    /// As the schema calls it.
    pub name: String,
    /// How many it has.
    pub operations: usize,
    /// Lines of its traits, routes and handlers.
    pub lines: usize,
}

/// What `cargo check` takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// CPU seconds, on one core of a server of 2025.
    pub seconds: f64,
    /// Peak memory in MB.
    pub megabytes: f64,
}

impl Check {
    /// A linear model of `cargo check --lib` with dependencies built: so much for nothing, for an operation, for a type.
    ///
    /// The coefficients are the least squares, weighted to equal relative error, over six services measured with
    /// `corpus --check` (rustc 1.95; operations, types → CPU seconds, peak MB; the service without its client):
    ///
    /// | | operations | types | s | MB |
    /// |---|---|---|---|---|
    /// | GitHub | 1,223 | 2,441 | 10.4 | 1,960 |
    /// | `OpenAI` | 281 | 2,489 | 6.8 | 1,250 |
    /// | Stripe | 452 | 1,868 | 6.1 | 1,200 |
    /// | Kubernetes | 845 | 534 | 3.9 | 900 |
    /// | Twilio | 197 | 260 | 1.7 | 386 |
    /// | five operations | 5 | 1 | 0.2 | 113 |
    ///
    /// It is within 16 % of each of these in seconds, and within 8 % in memory; adding lines makes it no better.
    fn of(operations: usize, types: usize) -> Self {
        let count = |it: usize| f64::from(u32::try_from(it).unwrap_or(u32::MAX));
        let linear = |[base, operation, ty]: [f64; 3]| base + operation * count(operations) + ty * count(types);
        Self { seconds: linear([0.17, 0.0033, 0.0024]), megabytes: linear([111.0, 0.73, 0.39]) }
    }
}

/// Kinds of files, and how their paths begin; a file is of the first kind that fits.
const KINDS: &[(&str, &[&str])] = &[
    ("models", &["src/generated/models.rs", "src/generated/assertions.rs", "src/generated/patterns.rs"]),
    ("traits", &["src/generated/api/"]),
    ("routes", &["src/generated/routes/", "src/generated/paths.rs"]),
    ("store", &["src/generated/store/"]),
    ("senders", &["src/generated/webhooks.rs", "src/generated/callbacks.rs"]),
    ("handlers", &["src/handlers/"]),
    ("client", &["client/"]),
    ("tests", &["tests/"]),
    ("document", &["openapi.json"]),
    ("others", &[""]),
];

/// What the service of some sources costs; `None` when there are errors.
pub fn cost(sources: &mut Sources, job: Job<'_>, log: &mut Diagnostics) -> Option<Cost> {
    let model = zephyrix_ir::check(selected(sources, job, log), log)?;
    let plan = plan::make(&model, job.config, job.previous, log);
    if log.has_errors() {
        return None;
    }
    let Job { config, previous, .. } = job;
    let files = back::emit(back::Job { model: &model, plan: &plan, config, previous, source: "", package: "service" });
    let lines = |file: &files::File| file.text.lines().count();
    let kind = |path: &str| KINDS.iter().find(|(_, starts)| starts.iter().any(|it| path.starts_with(it)));
    let kinds = KINDS.iter().map(|(name, _)| {
        let own = files.iter().filter(|(path, _)| kind(path).is_some_and(|it| it.0 == *name));
        own.fold(KindCost { name, files: 0, lines: 0 }, |sum, (_, file)| KindCost {
            files: sum.files + 1,
            lines: sum.lines + lines(file),
            ..sum
        })
    });
    let tag = |tag: &plan::tags::TagPlan| {
        let folders = ["src/generated/api", "src/generated/routes", "src/handlers"];
        let own = folders.iter().filter_map(|it| files.get(&format!("{it}/{}.rs", tag.module)));
        TagCost { name: tag.name.clone(), operations: tag.operations.len(), lines: own.map(lines).sum() }
    };
    let mut tags: Vec<TagCost> = plan.tags.iter().map(tag).collect();
    tags.sort_by_key(|it| std::cmp::Reverse(it.lines));
    let operations = model.operations().count();
    let types = model.types().filter(|(id, _)| plan.rust.name(*id).is_some()).count();
    Some(Cost {
        operations,
        types,
        kinds: kinds.filter(|it| it.files > 0).collect(),
        tags,
        check: config.generate.server.then(|| Check::of(operations, types)),
    })
}

#[cfg(test)]
mod tests {
    use super::Check;

    #[test]
    fn the_model_is_near_what_was_measured() {
        for (operations, types, seconds, megabytes) in [
            (1223, 2441, 10.4, 1960.0),
            (281, 2489, 6.8, 1250.0),
            (452, 1868, 6.1, 1200.0),
            (845, 534, 3.9, 900.0),
            (197, 260, 1.72, 386.0),
            (5, 1, 0.19, 113.0),
        ] {
            let it = Check::of(operations, types);
            assert!((it.seconds / seconds - 1.0_f64).abs() < 0.17, "{operations}: {it:?}");
            assert!((it.megabytes / megabytes - 1.0_f64).abs() < 0.09, "{operations}: {it:?}");
        }
    }
}
