//! Tables for people.

/// Rows under one another, columns from `numbers` on aligned as numbers are.
pub(crate) fn table<const N: usize>(rows: &[[String; N]], numbers: usize) -> String {
    let width = |column: usize| rows.iter().map(|it| it[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..N).map(width).collect();
    let cell = |(column, (text, width)): (usize, (&String, &usize))| {
        if column < numbers { format!("{text:<width$}") } else { format!("{text:>width$}") }
    };
    let line = |row: &[String; N]| {
        let cells: Vec<String> = row.iter().zip(&widths).enumerate().map(cell).collect();
        cells.join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}
