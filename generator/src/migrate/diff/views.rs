//! Views go before what they show changes, and come again afterwards.

use crate::ddl::views_by_dependency;
use crate::migrate::step::Step;
use crate::migrate::{same, words};
use zephyrix_ir::vocabulary::relational::{Schema, View};

/// What goes first, and what comes last. `touched`: tables whose columns change.
pub(super) fn differences(from: &Schema, to: &Schema, touched: &[String]) -> (Vec<Step>, Vec<Step>) {
    let mut unsteady: Vec<&str> = touched.iter().map(String::as_str).collect();
    let mut kept: Vec<&View> = Vec::new();
    let mut gone: Vec<&View> = Vec::new();
    let mut open: Vec<&View> = from.views.iter().collect();
    // A view of a view goes with it.
    loop {
        let is_gone = |it: &&View| {
            let same = to.view(&it.name).is_some_and(|new| same::view(it, new));
            !same || unsteady.iter().any(|name| words::mentions(&it.query.text, name))
        };
        let (more, rest): (Vec<&View>, Vec<&View>) = open.into_iter().partition(is_gone);
        if more.is_empty() {
            kept.extend(rest);
            break;
        }
        unsteady.extend(more.iter().map(|it| it.name.name.as_str()));
        gone.extend(more);
        open = rest;
    }
    let before = views_by_dependency(&from.views);
    gone.sort_by_key(|it| before.iter().position(|view| view.name == it.name));
    let stays = |it: &View| kept.iter().any(|view| view.name.matches(&it.name, to.database));
    let new = views_by_dependency(&to.views).into_iter().filter(|it| !stays(it)).cloned().map(Step::CreateView);
    let remarks = to
        .views
        .iter()
        .filter(|it| stays(it))
        .filter(|it| from.view(&it.name).is_some_and(|old| old.comment != it.comment));
    let new = new.chain(remarks.cloned().map(Step::CommentView)).collect();
    (gone.into_iter().rev().cloned().map(Step::DropView).collect(), new)
}
