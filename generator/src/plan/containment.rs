//! Which types hold one another by value: the edges that need a `Box`.

use zephyrix_ir::vocabulary::{Shape, Type};
use zephyrix_ir::{Model, TypeId};

/// Groups of types that contain one another.
#[derive(Debug)]
pub(crate) struct Containment {
    /// By type: its group. Types of one group contain one another.
    group: Vec<usize>,
    /// By group: how many types are in it.
    members: Vec<usize>,
    /// By type: whether it contains itself directly.
    itself: Vec<bool>,
}

impl Containment {
    /// Groups the types of a model by `edges`.
    pub(crate) fn new(model: &Model, edges: fn(&Type) -> Vec<TypeId>) -> Self {
        let edges: Vec<Vec<usize>> =
            model.types().map(|(_, it)| edges(it).into_iter().map(TypeId::index).collect()).collect();
        let itself = edges.iter().enumerate().map(|(at, to)| to.contains(&at)).collect();
        let group = components(&edges);
        let mut members = vec![0; edges.len()];
        for it in &group {
            members[*it] += 1;
        }
        Self { group, members, itself }
    }

    /// Whether a value of `inner` inside one of `outer` would make a type of infinite size.
    pub(crate) fn is_cycle(&self, outer: TypeId, inner: TypeId) -> bool {
        if outer == inner { self.itself[outer.index()] } else { self.group[outer.index()] == self.group[inner.index()] }
    }

    /// Whether a type is part of any cycle of its kind.
    pub(crate) fn is_recursive(&self, id: TypeId) -> bool {
        self.itself[id.index()] || self.members[self.group[id.index()]] > 1
    }
}

/// What is held without a heap pointer between: fields and variants, through null.
pub(crate) fn by_value(it: &Type) -> Vec<TypeId> {
    match &it.shape {
        Shape::Record { fields, .. } => fields.iter().map(|it| it.ty).collect(),
        Shape::Union { variants, .. } => variants.iter().map(|it| it.ty).collect(),
        Shape::Nullable(inner) => vec![*inner],
        _ => Vec::new(),
    }
}

/// What a type without a name of its own is written with: these cannot recurse.
pub(crate) fn by_alias(it: &Type) -> Vec<TypeId> {
    match &it.shape {
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => vec![*inner],
        _ => Vec::new(),
    }
}

/// Strongly connected components (Tarjan 1972), iterative since schemas are hostile; by node, its component.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let n = edges.len();
    let (mut index, mut low, mut component) = (vec![NEW; n], vec![0; n], vec![NEW; n]);
    let (mut stack, mut next, mut found) = (Vec::new(), 0, 0);
    for root in 0..n {
        let mut work = if index[root] == NEW { vec![(root, 0)] } else { Vec::new() };
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                (index[node], low[node]) = (next, next);
                next += 1;
                stack.push(node);
            }
            if let Some(&to) = edges[node].get(edge) {
                work.push((node, edge + 1));
                if index[to] == NEW {
                    work.push((to, 0));
                } else if component[to] == NEW {
                    low[node] = low[node].min(index[to]);
                }
                continue;
            }
            if low[node] == index[node] {
                while let Some(member) = stack.pop() {
                    component[member] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
            if let Some((parent, _)) = work.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn a_cycle_is_one_component() {
        let found = components(&[vec![1], vec![2], vec![0, 3], vec![], vec![4]]);
        assert_eq!(found[0], found[1]);
        assert_eq!(found[1], found[2]);
        assert_ne!(found[2], found[3]);
        assert_ne!(found[3], found[4]);
    }
}
