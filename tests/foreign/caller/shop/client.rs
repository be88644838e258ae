//! The generated client of documents against the generated service, which is at the address that `SHOP` names, and takes documents by hash.

use shop_client::Error;
use shop_client::graphql::{GraphqlClient, Service};
use shop_client::models::{
    AddCustomerVariables, AddLineVariables, AddOrderVariables, AddProductVariables, AddressInput, CreateCustomerInput,
    Currency, CustomersVariables, OrderLineInput, OrderVariables, PricesVariables, Tier,
};

fn service() -> Service {
    at("SHOP")
}

fn at(variable: &str) -> Service {
    let address = std::env::var(variable).expect("nobody said where the shop is");
    Service::new(&format!("http://{address}/graphql")).unwrap()
}

async fn bought(client: &GraphqlClient) -> (String, String) {
    let address = Some(Some(AddressInput::new("Long Road")));
    let input = CreateCustomerInput { tier: Tier::Gold, address, ..CreateCustomerInput::new("Ann") };
    let made = client.add_customer(&AddCustomerVariables::new(input)).await.unwrap().complete().unwrap();
    let customer = made.create_customer.customer.unwrap();
    assert!(customer.tier == Tier::Gold && customer.address.unwrap().street == "Long Road");
    let order = client.add_order(&AddOrderVariables::new(customer.id.clone())).await.unwrap().complete().unwrap();
    let pen = client.add_product(&AddProductVariables::new("Pen", 1.5)).await.unwrap().complete().unwrap();
    let input = OrderLineInput { product_id: Some(Some(pen.create_product.id)), quantity: 3, ..line(&order.create_order.id) };
    client.add_line(&AddLineVariables::new(input)).await.unwrap().complete().unwrap();
    (customer.id, order.create_order.id)
}

fn line(order: &str) -> OrderLineInput {
    OrderLineInput::new(order)
}

#[tokio::test]
async fn what_was_bought() {
    let plain = GraphqlClient::over(service());
    let (customer, order) = bought(&plain).await;
    for client in [plain, GraphqlClient::over(service().by_get()), GraphqlClient::over(service().by_hash().by_get())] {
        let data = client.order(&OrderVariables::new(order.clone())).await.unwrap().complete().unwrap();
        let found = data.order.unwrap();
        assert_eq!((found.customer.id.as_str(), found.lines[0].quantity), (customer.as_str(), 3));
        assert_eq!(found.lines[0].product.as_ref().unwrap().name, "Pen");
        assert!(client.order(&OrderVariables::new("no-such-order")).await.is_ok_and(|it| it.data.is_some()));
        let page = CustomersVariables { first: Some(Some(1)), after: None };
        let page = client.customers(&page).await.unwrap().complete().unwrap().customers;
        assert!(page.nodes.unwrap().len() == 1 && page.total_count >= 1);
    }
}

/// Where nothing may be asked but the documents that the generator wrote down.
#[tokio::test]
async fn known_documents_alone() {
    let only = at("SHOP_OF_KNOWN_DOCUMENTS");
    let asked = CustomersVariables::default();
    let by_text = GraphqlClient::over(only.clone()).customers(&asked).await;
    assert!(matches!(by_text, Err(Error::Api(it)) if it.code() == Some("PERSISTED_QUERY_ID_REQUIRED")));
    assert!(GraphqlClient::over(only.clone().by_hash()).customers(&asked).await.unwrap().complete().is_ok());
    bought(&GraphqlClient::over(only.by_hash())).await;
}

/// Nobody has written how to convert prices, or what sells best.
#[tokio::test]
async fn some_of_it_cannot_be_had() {
    let client = GraphqlClient::over(service());
    bought(&client).await;
    let answer = client.prices(&PricesVariables::new(Currency::Eur)).await.unwrap();
    assert!(!answer.errors.is_empty() && answer.errors[0].path.as_ref().is_some_and(|it| it.len() == 3), "{answer:?}");
    let products = answer.data.unwrap().products.unwrap();
    let first = products[0].as_ref().unwrap();
    assert!(first.name == "Pen" && first.price_in.is_none());
    let answer = client.bestsellers().await.unwrap();
    assert!(answer.data.is_none() && answer.errors.len() == 1);
    // Refused before anything is executed: the service does not know the currency.
    let unknown = PricesVariables::new(Currency::Unknown("XXX".to_owned()));
    assert!(matches!(client.prices(&unknown).await, Err(Error::Api(it)) if it.code().is_some()));
}
