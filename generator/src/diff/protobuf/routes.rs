//! How HTTP asks for methods: `google.api.http`.

use crate::diff::http::without_names;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{HttpBinding, Operation, Rpc, Transcoding};

/// Tells which ways to ask for a method are gone or are others.
pub(super) fn changes(name: &str, was: (&Operation, &Rpc<TypeId>), is: (&Operation, &Rpc<TypeId>)) -> Vec<String> {
    let now = routes(is);
    let mut all = Vec::new();
    for (key, transcoding) in routes(was) {
        match now.iter().find(|it| it.0 == key) {
            None => all.push(format!("`{name}` is no longer asked for by `{key}`")),
            Some((_, other)) if *other != transcoding => {
                all.push(format!("`{name}` has its message otherwise in `{key}`"));
            }
            Some(_) => {}
        }
    }
    all
}

/// What is asked for, and which fields are where; only what an annotation says.
fn routes((operation, rpc): (&Operation, &Rpc<TypeId>)) -> Vec<(String, Transcoding)> {
    let key = |http: &HttpBinding| format!("{} {}", http.method.token(), without_names(&http.path));
    let own = (key(&operation.http), rpc.transcoding.clone());
    let others = rpc.additional.iter().map(|it| (key(&it.http), it.transcoding.clone()));
    std::iter::once(own).chain(others).filter(|it| it.1.stated).collect()
}
