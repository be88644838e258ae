//! What changes, one thing a step.

use crate::ddl::Constraint;
use zephyrix_ir::vocabulary::relational::{Column, Index, Name, Policy, Sequence, Table, Trigger, UserType, View};

/// One change. Tables are as they are at that moment, but for what the step is about.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    DropView(View),
    CreateView(View),
    /// It stays when nothing is in it any more: others may have something there.
    CreateSchema(String),
    CreateExtension(Name),
    DropExtension(Name),
    /// To the schema that its name says.
    MoveExtension(Name),
    CreateType(UserType),
    DropType(UserType),
    RenameType {
        from: Name,
        to: Name,
    },
    /// A further word of an enum, before another one, or at the end.
    AddWord {
        of: Name,
        word: String,
        before: Option<String>,
    },
    CreateSequence(Sequence),
    AlterSequence(Sequence),
    OwnSequence(Sequence),
    DropSequence(Sequence),
    RenameTable {
        from: Name,
        to: Name,
    },
    RenameColumn {
        table: Name,
        from: String,
        to: String,
    },
    CreateTable {
        table: Table,
        later: Vec<Constraint>,
    },
    DropTable(Table),
    /// `fill`: what rows that are there get.
    AddColumn {
        table: Table,
        column: Column,
        fill: Option<String>,
    },
    /// `fill`: what rows get that have NULL.
    AlterColumn {
        table: Table,
        from: Column,
        to: Column,
        fill: Option<String>,
    },
    DropColumn {
        table: Table,
        column: Column,
    },
    AddConstraint {
        table: Table,
        constraint: Constraint,
    },
    DropConstraint {
        table: Table,
        constraint: Constraint,
    },
    CreateIndex {
        table: Table,
        index: Index,
    },
    DropIndex {
        table: Table,
        index: Index,
    },
    /// What comes after the parenthesis.
    Options(Table),
    CommentTable(Table),
    CommentColumn {
        table: Table,
        column: Column,
    },
    CommentIndex {
        table: Table,
        index: Index,
    },
    CommentView(View),
    CommentType(UserType),
    RowSecurity {
        table: Table,
        on: bool,
    },
    ForcedSecurity {
        table: Table,
        on: bool,
    },
    CreatePolicy {
        table: Table,
        policy: Policy,
    },
    DropPolicy {
        table: Table,
        policy: Policy,
    },
    DropTrigger(Trigger),
    CreateTrigger(Trigger),
    /// SQLite changes little of a table: it is written anew.
    /// `fills`: what rows get in a column that may not be empty.
    Rebuild {
        from: Table,
        to: Table,
        fills: Vec<(String, String)>,
    },
}
