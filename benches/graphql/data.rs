//! What the shop has: the same for both services, made up as it is asked for.

/// Orders: id, note, total, and whose.
pub fn orders(first: i32) -> impl Iterator<Item = (String, Option<String>, f64, String)> {
    (0..first).map(|at| {
        let note = (at % 3 == 0).then(|| format!("Leave it at the \"back\" door, please ({at})."));
        (format!("order-{at}"), note, f64::from(at) * 19.99, format!("customer-{}", at % 7))
    })
}

/// A customer: name, city.
pub fn customer(id: &str) -> (String, String) {
    (format!("Ada {id}"), "London".to_owned())
}

/// Lines of an order: id, quantity, product.
pub fn lines(order: &str) -> impl Iterator<Item = (String, i32, String)> {
    (0..3).map(move |at| (format!("{order}-line-{at}"), at + 1, format!("product-{}", (order.len() as i32 * 3 + at) % 11)))
}

/// A product: name, price, whether it is there.
pub fn product(id: &str) -> (String, f64, bool) {
    (format!("Thing {id}"), 9.5, id.len() % 2 == 0)
}
