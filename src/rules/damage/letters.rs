//! How much a word looks like Russian: the frequency of its letters, and where its capitals stand.

/// Letters of Russian and their neighbours with their share in running text, per mille (Russian National Corpus, rounded).
const SHARES: &[(char, u32)] = &[
    ('о', 110),
    ('е', 85),
    ('а', 80),
    ('и', 74),
    ('н', 67),
    ('т', 63),
    ('с', 55),
    ('р', 47),
    ('в', 45),
    ('л', 43),
    ('к', 35),
    ('м', 32),
    ('д', 30),
    ('п', 28),
    ('у', 26),
    ('я', 20),
    ('ы', 19),
    ('ь', 17),
    ('г', 17),
    ('з', 16),
    ('б', 16),
    ('ч', 14),
    ('й', 12),
    ('х', 10),
    ('ж', 9),
    ('ш', 7),
    ('ю', 6),
    ('ц', 5),
    ('щ', 4),
    ('э', 3),
    ('ф', 3),
    ('і', 30),
    ('є', 5),
    ('ї', 5),
    ('ъ', 1),
    ('ё', 2),
    ('ґ', 1),
    ('ў', 5),
    ('ј', 10),
];

/// The mean share of the letters of a word, in per mille; 0 when a letter is not Russian or there are no vowels.
pub(super) fn share(word: &str) -> u32 {
    let (mut sum, mut count, mut vowels) = (0, 0, 0);
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        let small = c.to_lowercase().next().unwrap_or(c);
        let Some((_, share)) = SHARES.iter().find(|(letter, _)| *letter == small) else {
            return 0;
        };
        sum += share;
        count += 1;
        vowels += u32::from("аеиоуыэюяёіїє".contains(small));
    }
    if count == 0 || vowels == 0 || vowels * 5 > count * 4 {
        return 0;
    }
    sum / count
}

/// Whether every word of a phrase is in small letters, in capitals, or has a capital first.
pub(super) fn is_cased(phrase: &str) -> bool {
    phrase.split(|c: char| !c.is_alphabetic()).all(|word| {
        let mut rest = word.chars();
        let first = rest.next().is_some_and(char::is_uppercase);
        let rest = rest.as_str();
        !rest.contains(char::is_uppercase) || (first && !rest.contains(char::is_lowercase))
    })
}
