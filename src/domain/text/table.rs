//! Columns of a fixed width, since Discord knows no tables.

use unicode_width::UnicodeWidthStr as _;

use super::invisible::harmless;
use super::to_discord::{part_everyone, write_inside_code};

/// On which side of its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Rows as a code block whose columns are as wide as their widest cell. Cells are words without
/// formatting, and nothing that stands in one can end the block; a row may be shorter than others.
pub fn table(columns: &[Align], rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| bare(cell)).collect())
        .collect();
    let widths: Vec<usize> = (0..columns.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or_default()
        })
        .collect();
    let mut lines = String::new();
    for row in &rows {
        let mut line = String::new();
        for ((cell, align), width) in row.iter().zip(columns).zip(&widths) {
            let blank = " ".repeat(width - cell.width());
            match align {
                Align::Left => line.extend([cell.as_str(), &blank]),
                Align::Right => line.extend([blank.as_str(), cell]),
            }
            line.push_str("  ");
        }
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    let mut block = "```\n".to_owned();
    write_inside_code(&lines, &mut block);
    block.push_str("```");
    part_everyone(&block)
}

/// A cell on one line, without the sign that ends a block.
fn bare(cell: &str) -> String {
    let cell = harmless(cell).replace('`', "'");
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}
