//! The list of a resource: filters, order, pages, fields and relations as parameters.

use super::filters::is_sorted;
use super::names::capital;
use super::{Resource, Service};
use zephyrix_ir::vocabulary::relational::{Keyed, Table};
use zephyrix_ir::vocabulary::{
    Action, Choice, Constraint, Docs, EnumValue, Field, HttpPlace, Input, Number, Paging, Presence, Rest, Scalar,
    Shape, Style, TypeName, Value,
};
use zephyrix_ir::{Code, Diagnostic, Ref, Span};

/// So many rows, unless said.
const USUAL: i64 = 100;
/// At most so many.
const MOST: i64 = 1000;

/// Parameters that no filter may be called like.
const OTHERS: [&str; 6] = ["limit", "cursor", "offset", "sort", "fields", "include"];

/// What the list of a resource takes, answers and does.
pub(super) struct List {
    pub(super) inputs: Vec<Input<Ref>>,
    pub(super) answer: Ref,
    pub(super) action: Action,
}

impl Service<'_, '_> {
    /// The list of a resource.
    pub(super) fn list(&mut self, it: &Resource<'_>) -> List {
        let mut inputs = vec![self.limit(it)];
        let paging = Paging {
            limit: Some("limit".to_owned()),
            cursor: (!it.key.is_empty()).then(|| "cursor".to_owned()),
            offset: it.key.is_empty().then(|| "offset".to_owned()),
            items: Some("items".to_owned()),
            next: (!it.key.is_empty()).then(|| "next_cursor".to_owned()),
            ..Paging::default()
        };
        inputs.push(if it.key.is_empty() { self.offset(it) } else { self.cursor(it) });
        let columns = |wanted: &dyn Fn(&super::ColumnPlan<'_>) -> bool| -> Vec<String> {
            it.columns.iter().filter(|it| wanted(it)).map(|it| it.column.name.clone()).collect()
        };
        let sorted: Vec<String> =
            columns(&is_sorted).into_iter().flat_map(|it| [it.clone(), format!("-{it}")]).collect();
        let ties = "The columns to order by, the first first; with `-` before it, the other way round.";
        inputs.push(self.choice(it, "sort", "Sort", &sorted, ties));
        inputs.push(self.choice(it, "fields", "Field", &columns(&|_| true), "The fields to show; all unless said."));
        let relations: Vec<String> = it.relations.iter().map(|it| it.name.clone()).collect();
        if !relations.is_empty() {
            inputs.push(self.choice(it, "include", "Relation", &relations, "What belongs to each, to be shown in it."));
        }
        let mut filters = Vec::new();
        for column in &it.columns {
            let own = &column.column.name;
            let Some(ty) = self.filter(&it.name, column) else { continue };
            let name = if OTHERS.contains(&own.as_str()) { format!("where_{own}") } else { own.clone() };
            let mut field = Field::new(name.clone(), column.column.span, ty, Presence::Optional);
            field.docs.description = Some(self.filter_docs(it.table, own));
            field.renamed_from = super::renames::of_column(column.column);
            field.renamed_from.retain(|it| !OTHERS.contains(&it.name.as_str()));
            inputs.push(Input { field, place: HttpPlace::Query(Style::Filter), implied: false });
            filters.push((name, own.clone()));
        }
        let choice = Choice {
            sort: "sort".to_owned(),
            fields: "fields".to_owned(),
            include: (!relations.is_empty()).then(|| "include".to_owned()),
        };
        List { inputs, answer: self.page(it), action: Action::List { paging, filters, choice: Some(Box::new(choice)) } }
    }

    fn limit(&mut self, it: &Resource<'_>) -> Input<Ref> {
        let bounds = vec![Constraint::Minimum(Number::from(1)), Constraint::Maximum(Number::from(MOST))];
        let words = TypeName::Inline(vec!["limit".to_owned()]);
        let span = it.table.span;
        let ty = self.define_with("list/limit", words, span, Docs::default(), Shape::Scalar(Scalar::Int32), bounds);
        let mut field = Field::new("limit", span, ty, Presence::Optional);
        field.default = Some(Value::Number(Number::from(USUAL)));
        query(field, "At most so many.", Style::Form { explode: true })
    }

    /// Where nothing tells rows apart, a page can only begin after so many.
    fn offset(&mut self, it: &Resource<'_>) -> Input<Ref> {
        let words = TypeName::Inline(vec!["offset".to_owned()]);
        let span = it.table.span;
        let bounds = vec![Constraint::Minimum(Number::from(0))];
        let ty = self.define_with("list/offset", words, span, Docs::default(), Shape::Scalar(Scalar::Int32), bounds);
        let mut field = Field::new("offset", span, ty, Presence::Optional);
        field.default = Some(Value::Number(Number::from(0)));
        query(field, "Skips so many.", Style::Form { explode: true })
    }

    fn cursor(&mut self, it: &Resource<'_>) -> Input<Ref> {
        let ty = self.text(it.table.span);
        let field = Field::new("cursor", it.table.span, ty, Presence::Optional);
        query(field, "The `next_cursor` of a page: what comes after it.", Style::Form { explode: true })
    }

    fn text(&mut self, span: Span) -> Ref {
        let words = TypeName::Inline(vec!["cursor".to_owned()]);
        self.define("list/cursor", words, span, Docs::default(), Shape::Scalar(Scalar::Text))
    }

    /// A parameter that is a list of words of a closed set.
    fn choice(&mut self, it: &Resource<'_>, name: &str, suffix: &str, words: &[String], docs: &str) -> Input<Ref> {
        let span = it.table.span;
        let record = format!("{}{suffix}", it.name);
        let value = |word: &String| EnumValue {
            value: Value::Text(word.clone()),
            name: Some(match word.strip_prefix('-') {
                Some(column) => format!("{}Down", capital(column)),
                None => capital(word),
            }),
            docs: Docs::default(),
            span,
        };
        let shape = Shape::Enum { values: words.iter().map(value).collect(), open: false };
        let word = self.define(&record, TypeName::Declared(record.clone()), span, Docs::default(), shape);
        let key = format!("{record}/all");
        let all = TypeName::Inline(vec![it.name.clone(), name.to_owned()]);
        let some = vec![Constraint::MinItems(1), Constraint::UniqueItems];
        let ty = self.define_with(&key, all, span, Docs::default(), Shape::List(word), some);
        query(Field::new(name, span, ty, Presence::Optional), docs, Style::Form { explode: false })
    }

    /// `{ items, next_cursor }`.
    fn page(&mut self, it: &Resource<'_>) -> Ref {
        let span = it.table.span;
        let part = Ref::new(format!("sql:{}Part", it.name).as_str(), span);
        let words = TypeName::Inline(vec![it.name.clone(), "items".to_owned()]);
        let list = self.define(&format!("{}List/items", it.name), words, span, Docs::default(), Shape::List(part));
        let mut fields = vec![Field::new("items", span, list, Presence::Required)];
        if !it.key.is_empty() {
            let text = self.text(span);
            let mut next = Field::new("next_cursor", span, text, Presence::Optional);
            next.docs.description = Some("The `cursor` of the next page, if there is one.".to_owned());
            fields.push(next);
        }
        let name = format!("{}List", it.name);
        let docs = Docs { summary: None, description: Some(format!("A page of `{}`.", it.table.name)) };
        let shape = Shape::Record { fields, rest: Rest::Ignored };
        self.define(&name, TypeName::Declared(name.clone()), span, docs, shape)
    }

    /// What a filter's parameter says, which is told of where no index helps it.
    fn filter_docs(&mut self, table: &Table, column: &str) -> String {
        let said = format!("Only those whose `{column}` is so.");
        if is_indexed(table, column) || self.schema.view(&table.name).is_some() {
            return said;
        }
        let span = table.column(column).map_or(table.span, |it| it.span);
        let message = format!("lists of `{}` may be filtered by `{column}`, on which there is no index", table.name);
        let help = format!("an index on `{}` that begins with `{column}`", table.name);
        self.log
            .push(Diagnostic::new(Code::UNINDEXED_FILTER, span, message).label("no index begins with it").help(help));
        format!("{said} No index helps: every row is looked at.")
    }
}

fn query(mut field: Field<Ref>, docs: &str, style: Style) -> Input<Ref> {
    field.docs.description = Some(docs.to_owned());
    Input { field, place: HttpPlace::Query(style), implied: false }
}

/// Whether some index begins with a column.
fn is_indexed(table: &Table, column: &str) -> bool {
    let keys = table.primary_key.iter().chain(&table.uniques);
    let first = |columns: &[String]| columns.first().is_some_and(|it| it == column);
    keys.into_iter().any(|it| first(&it.columns))
        || table.indexes.iter().any(|it| {
            it.predicate.is_none()
                && matches!(it.parts.first().map(|it| &it.of), Some(Keyed::Column(it)) if it == column)
        })
}
