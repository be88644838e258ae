//! What each stage looks like.

use super::*;
use crate::{Config, NoLoader, Previous, Source};

const TEXT: &str = include_str!("../../../schemas/petstore.yaml");

fn sources() -> Sources {
    let mut sources = Sources::default();
    sources.add(Source { path: "petstore.yaml".to_owned(), text: TEXT.to_owned() });
    sources
}

fn job<'a>(config: &'a Config, previous: &'a Previous) -> Job<'a> {
    Job { loader: &NoLoader, config, previous }
}

fn section(stage: Stage, name: &str) -> String {
    let (config, previous, mut log) = (Config::default(), Previous::default(), Diagnostics::default());
    let all = explain(&mut sources(), job(&config, &previous), stage, &mut log).unwrap();
    all.into_iter().filter(|it| it.name == name).map(|it| it.text).collect()
}

#[test]
fn drafts_and_models_are_told_in_the_same_words() {
    let draft = section(Stage::Draft, "Pet");
    assert!(draft.contains("all of\n") && draft.contains("petstore.yaml#/components/schemas/NewPet\n"), "{draft}");
    let pet = section(Stage::Model, "Pet");
    assert!(pet.contains("id: int64  (required, read-only)\n"), "{pet}");
    assert!(pet.contains("vaccinations: list of Vaccination  (optional)\n"), "{pet}");
    let get = section(Stage::Model, "getPet");
    assert!(get.starts_with("operation getPet: GET /pets/{petId}\n  tag pets, open to all\n"), "{get}");
    assert!(get.contains("answers 200: Pet, ETag\n") && get.contains("answers 404: no body\n"), "{get}");
}

#[test]
fn plans_name_what_is_in_rust() {
    let list = section(Stage::Plan, "listPets");
    assert!(list.contains("`list_pets` in src/handlers/pets.rs") && list.contains("limit: i32 = 20"), "{list}");
    assert!(section(Stage::Plan, "getPet").contains("fails with GetPetError: NotFound (404), Internal (500)"));
}

#[test]
fn entities_come_with_the_rules_that_found_them() {
    let pet = section(Stage::Entities, "Pet");
    for line in [
        "found because GET /pets/{petId} answers with it, and /pets is there too\n",
        "key `id`: no field is called like the parameter `{petId}`",
        "id: int64; the database counts it up\n",
        "served: listPets (list, at most `limit`, after `cursor`, items in `items`, next page in `next_cursor`, filtered",
        "index on status, since lists filter by it\n",
    ] {
        assert!(pet.contains(line), "{line}: {pet}");
    }
}

#[test]
fn operations_left_to_the_user_come_with_the_reason() {
    let text =
        TEXT.replace("summary: Remove an owner.", "parameters: [{ name: why, in: query, schema: { type: string } }]");
    let mut sources = Sources::default();
    sources.add(Source { path: "a.yaml".to_owned(), text });
    let (config, previous, mut log) = (Config::default(), Previous::default(), Diagnostics::default());
    let all = explain(&mut sources, job(&config, &previous), Stage::Entities, &mut log).unwrap();
    let left = all.iter().find(|it| it.name == "deleteOwner").unwrap();
    assert!(left.text.contains("is left to you: nothing is known of what its parameter `why` does"), "{}", left.text);
}

#[test]
fn routes_say_what_serves_them() {
    let (config, previous, mut log) = (Config::default(), Previous::default(), Diagnostics::default());
    let routes = routes(&mut sources(), job(&config, &previous), &mut log).unwrap();
    let create = routes.iter().find(|it| it.name == "createPet").unwrap();
    assert_eq!((create.method.as_str(), create.path.as_str()), ("POST", "/pets"));
    assert_eq!(create.serves.as_deref(), Some("create Pet"));
    assert_eq!((create.handler.as_str(), create.file.as_str()), ("create_pet", "src/handlers/pets.rs"));
}

#[test]
fn fields_of_graphql_come_with_what_they_serve() {
    let text = include_str!("../../../schemas/shop.graphql").to_owned();
    let mut sources = Sources::default();
    sources.add(Source { path: "shop.graphql".to_owned(), text });
    let (config, previous, mut log) = (Config::default(), Previous::default(), Diagnostics::default());
    let all = explain(&mut sources, job(&config, &previous), Stage::Entities, &mut log).unwrap();
    let order = all.iter().find(|it| it.name == "Order").unwrap();
    for line in [
        "entity Order: kept in the table `orders`\n  found because it has an `id`, and queries of GraphQL lead to it\n",
        "`customer`: a row of `customers`\n",
        "served: Query.order (get)\n",
        "served: Mutation.createOrder (create)\n",
        "served: Customer.orders (all of each, by `customer_id`)\n",
        "served: OrderLine.order (the one of each whose key is `orderId`)\n",
    ] {
        assert!(order.text.contains(line), "{line}: {}", order.text);
    }
}
