//! Rows of many keys: one statement for all of them.

use sqlx::{Database, QueryBuilder};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Pushes each key once, with commas between them; whether there is any.
pub fn among<D: Database, K: Eq + Hash + ?Sized>(
    keys: &[Option<&K>],
    to: &mut QueryBuilder<D>,
    mut push: impl FnMut(&K, &mut QueryBuilder<D>),
) -> bool {
    let mut seen = HashSet::with_capacity(keys.len());
    let mut any = false;
    for key in keys.iter().copied().flatten().filter(|it| seen.insert(*it)) {
        if std::mem::replace(&mut any, true) {
            to.push(", ");
        }
        push(key, to);
    }
    any
}

/// The row of each key, where there is one.
pub fn one_each<K: Eq + Hash + ?Sized, T: Clone>(
    keys: &[Option<&K>],
    rows: &[T],
    key: impl Fn(&T) -> Option<&K>,
) -> Vec<Option<T>> {
    let rows: HashMap<&K, &T> = rows.iter().filter_map(|it| Some((key(it)?, it))).collect();
    keys.iter().map(|it| rows.get((*it)?).map(|it| (*it).clone())).collect()
}

/// The rows of each key, in their order.
pub fn many_each<K: Eq + Hash + ?Sized, T: Clone>(
    keys: &[Option<&K>],
    rows: &[T],
    key: impl Fn(&T) -> Option<&K>,
) -> Vec<Vec<T>> {
    let mut groups: HashMap<&K, Vec<&T>> = HashMap::new();
    for row in rows {
        if let Some(key) = key(row) {
            groups.entry(key).or_default().push(row);
        }
    }
    let group = |it: &K| groups.get(it).map(|it| it.iter().copied().cloned().collect());
    keys.iter().map(|it| it.and_then(group).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_where_their_keys_do() {
        let rows = [("a", 1), ("b", 2), ("a", 3)];
        let keys = [Some("b"), None, Some("c"), Some("a"), Some("b")];
        let one = one_each(&keys, &rows[..2], |it| Some(it.0));
        assert_eq!(one, [Some(("b", 2)), None, None, Some(("a", 1)), Some(("b", 2))]);
        let many = many_each(&keys, &rows, |it| Some(it.0));
        assert_eq!(many[3], [("a", 1), ("a", 3)]);
        assert!(many[1].is_empty() && many[2].is_empty());
    }
}
