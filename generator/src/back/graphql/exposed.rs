//! The schema of a service that no schema of GraphQL describes: the table of how its operations answer.

use super::Job;
use crate::plan::exposed::{
    Answer, Argument, Asking, Call, Exposed, Finds, Holds, Listing, Null, Object, Page, Related, Source, To, Union,
};
use crate::plan::literals::string;
use crate::plan::rust::Writing;
use zephyrix_templates::Template;
use zephyrix_templates::graphql::{AskingRow, Bridge, ObjectRow};

/// The file.
pub(super) fn file(job: Job<'_>, exposed: &Exposed) -> String {
    let mut to = Writing::new(job.model, &job.plan.rust, None);
    let asked: Vec<AskingRow> = exposed.asked().map(|it| asking(&mut to, it)).collect();
    let values = |it: &crate::plan::exposed::Enumeration| {
        let pairs = it.values.iter().map(|it| format!("({}, {})", string(&it.name), string(&it.text)));
        list(pairs)
    };
    let mut sources = exposed.objects.iter().flat_map(|it| &it.fields).map(|it| &it.source);
    let view = Bridge {
        source: job.source,
        uses: to.uses.lines(),
        plain: sources.any(is_plain),
        asked,
        objects: exposed.objects.iter().map(row).collect(),
        sources: exposed.objects.iter().map(|it| list(it.fields.iter().map(|it| source(&it.source)))).collect(),
        inputs: exposed.inputs.iter().map(|it| list(it.fields.iter().filter_map(member))).collect(),
        enums: exposed.enums.iter().map(values).collect(),
        unions: exposed.unions.iter().map(union).collect(),
    };
    view.render().unwrap_or_default()
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("&[{}]", items.collect::<Vec<_>>().join(", "))
}

fn asking(to: &mut Writing<'_>, it: &Asking) -> AskingRow {
    let places = it.places.iter().map(|(name, place)| format!("({}, {})", string(name), place.printed(to, "")));
    AskingRow {
        docs: format!("`{} {}`.", it.method, it.path),
        constant: it.constant.clone(),
        method: string(&it.method),
        path: string(&it.path),
        places: places.collect(),
    }
}

fn row(it: &Object) -> ObjectRow {
    let field = |it: &crate::plan::exposed::Field| {
        let how = if is_plain(&it.source) { "Plain" } else { "Resolved" };
        format!("{how}({})", string(&it.name))
    };
    ObjectRow { name: string(&it.name), fields: it.fields.iter().map(field).collect() }
}

/// Whether an object has a field by itself.
fn is_plain(it: &Source) -> bool {
    matches!(it, Source::Member(..) | Source::Others)
}

fn source(it: &Source) -> String {
    let it = match it {
        Source::Member(name, of, absent) => format!("Member({}, {}, {})", string(name), holds(*of), string(absent)),
        Source::Others => "Others".to_owned(),
        Source::Constant(text) => format!("Constant({})", string(text)),
        Source::Asked(it) => format!("Asked({})", call(it)),
        Source::Related(it) => format!("Related({})", related(it)),
    };
    format!("Source::{it}")
}

fn holds(it: Holds) -> String {
    let it = match it {
        Holds::Plain => "Plain".to_owned(),
        Holds::Whole => "Whole".to_owned(),
        Holds::Enum(at) => format!("Enum({at})"),
        Holds::Object(at) => format!("Object({at})"),
        Holds::Input(at) => format!("Input({at})"),
        Holds::Union(at) => format!("Union({at})"),
    };
    format!("Holds::{it}")
}

fn call(it: &Call) -> String {
    let answer = match &it.answer {
        Answer::Json(of) => format!("Json({})", holds(*of)),
        Answer::Found(of) => format!("Found({})", holds(*of)),
        Answer::Text => "Text".to_owned(),
        Answer::Bytes => "Bytes".to_owned(),
        Answer::Done => "Done".to_owned(),
        Answer::Page(it) => format!("Page({})", page(it)),
    };
    let arguments = list(it.arguments.iter().filter_map(member));
    let bodied = if it.bodied { ".bodied()" } else { "" };
    format!("Call::new(&{}, {arguments}, Answer::{answer}){bodied}", it.asking.constant)
}

fn page(it: &Page) -> String {
    let Page { listing, total, of, connection, edge, info } = it;
    let (listing, total) = (self::listing(listing), option(total.as_deref()));
    format!(
        "Page {{ listing: {listing}, total: {total}, of: {of}, connection: {connection}, edge: {edge}, info: {info} }}"
    )
}

fn listing(it: &Listing) -> String {
    let limit = it.limit.as_ref().map_or_else(
        || "None".to_owned(),
        |(name, usual, most)| format!("Some(Limit {{ name: {}, usual: {usual}, most: {most} }})", string(name)),
    );
    let [cursor, offset, items, next] = [&it.cursor, &it.offset, &it.items, &it.next].map(|it| option(it.as_deref()));
    format!("Listing {{ limit: {limit}, cursor: {cursor}, offset: {offset}, items: {items}, next: {next} }}")
}

fn related(it: &Related) -> String {
    let finds = match &it.finds {
        Finds::One => "One".to_owned(),
        Finds::List(it) => format!("List({})", listing(it)),
        Finds::Lists(it, by) => format!("Lists({}, {})", listing(it), string(by)),
        Finds::Included(it, of) => {
            let [key, by, name, more] = [&of.key, &of.by, &of.name, &of.more].map(|it| string(it));
            let included = format!("Included {{ key: {key}, by: {by}, name: {name}, more: {more} }}");
            format!("Included({}, {included})", listing(it))
        }
    };
    let Related { key, of, many, asking, by, .. } = it;
    format!(
        "Related {{ key: {key}, of: {of}, many: {many}, asking: &{}, by: {}, finds: Finds::{finds} }}",
        asking.constant,
        string(by)
    )
}

fn member(it: &Argument) -> Option<String> {
    let to = match it.to.as_ref()? {
        To::Member(name) => format!("Member({})", string(name)),
        To::Body(name) => format!("Body({})", string(name)),
        To::Others => "Others".to_owned(),
    };
    let null = match it.null {
        Null::Kept => "Kept",
        Null::Dropped => "Dropped",
        Null::Filled => "Filled",
    };
    let (name, holds) = (string(&it.name), holds(it.holds));
    Some(format!("Member::new({name}, To::{to}, {holds}, Null::{null})"))
}

fn union(it: &Union) -> String {
    let types = list(it.types.iter().map(|(tag, at)| format!("({}, {at})", string(tag))));
    let otherwise = it.otherwise.map_or_else(|| "None".to_owned(), |it| format!("Some({it})"));
    format!("Union {{ tag: {}, types: {types}, otherwise: {otherwise} }}", string(&it.tag))
}

fn option(it: Option<&str>) -> String {
    it.map_or_else(|| "None".to_owned(), |it| format!("Some({})", string(it)))
}
