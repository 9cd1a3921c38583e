//! Columns for lists that people read: aligned by display width, the last column free.

use std::io::{self, Write};

use crate::report::human::{display_width, pad};

/// Prints rows of cells with two spaces between columns.
pub(super) fn write<const N: usize>(out: &mut dyn Write, rows: &[[String; N]]) -> io::Result<()> {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = display_width(cell).max(*width);
        }
    }
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| pad(cell, width))
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn wide_letters_do_not_shift_the_columns() {
        let rows = [
            ["東京".to_owned(), "ja".to_owned()],
            ["Рябков".to_owned(), "ru".to_owned()],
        ];
        let mut out = Vec::new();
        super::write(&mut out, &rows).expect("writing to memory");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "東京    ja\nРябков  ru\n"
        );
    }
}
