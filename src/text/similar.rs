//! "Did you mean": ranks known names for people. It never decides anything.

/// Names at least this similar are worth showing.
const ENOUGH: f64 = 0.75;

/// Names that lie farther behind the best are no help beside it.
const NEAR: f64 = 0.1;

/// At most three names, the most similar first.
pub(crate) fn similar<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let name = name.to_lowercase();
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .map(|other| (score(&name, &other.to_lowercase()), other))
        .filter(|(score, _)| *score >= ENOUGH)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by_key(|(_, other)| *other);
    let best = scored.first().map_or(0.0, |(score, _)| *score);
    scored.retain(|(score, _)| best - score <= NEAR);
    scored.into_iter().take(3).map(|(_, other)| other).collect()
}

/// A part of a long id is as good a hint as a slip of the finger.
fn score(name: &str, other: &str) -> f64 {
    let within = if name.chars().count() >= 3 && other.contains(name) {
        0.9
    } else {
        0.0
    };
    strsim::jaro_winkler(name, other).max(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_parts_are_recognized_and_nonsense_is_not() {
        let known = ["name-variant", "mixed-script", "press-rus-Cyrl-Latn-de"];
        assert_eq!(similar("name-varient", known), ["name-variant"]);
        assert_eq!(
            similar("rus-cyrl-latn-de", known),
            ["press-rus-Cyrl-Latn-de"]
        );
        assert!(similar("zzz", known).is_empty());
    }
}
