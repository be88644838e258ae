//! Schemes and requirements.

use super::lower;
use zephyrix_ir::vocabulary::SchemeKind;

#[test]
fn requirements_are_the_operations_or_the_documents() {
    let it = lower(
        "openapi: 3.1.0\ninfo: { title: t, version: '1' }\nsecurity: [{ key: [] }]\npaths:\n  /a:\n    get: { operationId: a, responses: {} }\n    \
         put: { operationId: b, security: [], responses: {} }\n    post: { operationId: c, security: [{ oauth: [write], key: [] }, {}], responses: {} }\n    \
         patch: { operationId: d, security: [{ kye: [] }], responses: {} }\ncomponents:\n  securitySchemes:\n    key: { type: apiKey, in: header, name: X-Key }\n    \
         oauth: { type: oauth2, flows: { implicit: { authorizationUrl: /x, scopes: { read: r, write: w } }, password: { tokenUrl: /y, scopes: { read: r } } } }\n    jwt: { type: http, scheme: Bearer, bearerFormat: JWT }\n",
    );
    let alternatives: Vec<Vec<usize>> =
        it.draft.operations.iter().map(|it| it.security.alternatives.iter().map(Vec::len).collect()).collect();
    assert_eq!(alternatives, [vec![1], vec![], vec![2, 0], vec![1]]);
    assert_eq!(it.draft.operations[2].security.alternatives[0][0].scopes, ["write"]);
    assert!(matches!(&it.draft.schemes[1].kind, SchemeKind::OAuth2 { scopes } if scopes.len() == 2));
    assert!(matches!(&it.draft.schemes[2].kind, SchemeKind::Bearer { format: Some(format) } if format == "JWT"));
    assert_eq!(it.codes(), [""; 0], "whether the scheme is there is the model's to check");
}
