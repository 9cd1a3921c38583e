//! "Did you mean": ranks known names for people. It never decides anything.

use super::problem::Problem;
pub(super) use crate::text::similar::similar;

/// `unknown rule name-varient`, with the most similar names or where to find all.
pub(super) fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    list: &str,
) -> Problem {
    let problem = Problem::new(format!("unknown {what} {name}"));
    let similar = similar(name, known);
    if similar.is_empty() {
        problem.advise(format!("{list} shows what there is"))
    } else {
        problem.advise(format!(
            "did you mean {}? {list} shows what there is",
            similar.join(" or ")
        ))
    }
}
