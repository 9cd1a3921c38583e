//! A day as it is written in options and configuration: ISO 8601, and one that the calendar has.

/// Whether `text` is a day; if not, why.
pub(crate) fn check_day(text: &str) -> Result<(), String> {
    let bad = || "a day looks like 2019-02-03".to_owned();
    let parts: Vec<&str> = text.split('-').collect();
    let &[year, month, day] = parts.as_slice() else {
        return Err(bad());
    };
    let is_number =
        |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    if !(is_number(year, 4) && is_number(month, 2) && is_number(day, 2)) {
        return Err(bad());
    }
    let number = |part: &str| part.parse::<u16>().unwrap_or(0);
    let leap = number(year) % 4 == 0 && (number(year) % 100 != 0 || number(year) % 400 == 0);
    let days = match number(month) {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return Err("there are twelve months".to_owned()),
    };
    if !(1..=days).contains(&number(day)) {
        return Err(format!("that month has days 01 to {days}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_checked_against_the_calendar() {
        assert!(check_day("2024-02-29").is_ok());
        for bad in [
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-1-1",
            "24-01-01",
            "yesterday",
            "2024-01-32",
            "",
        ] {
            assert!(check_day(bad).is_err(), "{bad}");
        }
    }
}
