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
    ('ъ', 8),
    ('ё', 2),
    ('ґ', 1),
    ('ў', 5),
    ('ј', 10),
];

/// The share of any other letter.
const RARE: f64 = 0.3;

const VOWELS: &str = "аеиоуыэюяёіїєъ";

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

/// How much better `read` is as a text than `stands`, both of the same words: twice the logarithms of the shares of their letters, less
/// what words do not have (rows of consonants, ь after a vowel, ы after ж).
pub(super) fn gain(read: &str, stands: &str) -> f64 {
    weigh(read) - weigh(stands)
}

fn weigh(phrase: &str) -> f64 {
    let words = phrase.split(|c: char| c.is_ascii() || c == '—');
    words.filter(|w| !w.is_empty()).map(weigh_word).sum()
}

fn weigh_word(word: &str) -> f64 {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let share = |c: &char| {
        let listed = SHARES.iter().find(|(letter, _)| letter == c);
        listed.map_or(RARE, |(_, share)| f64::from(*share))
    };
    let mut sum: f64 = letters.iter().map(|c| share(c).log2()).sum();
    let (mut row, mut longest, mut vowels) = (0u32, 0u32, 0u32);
    for c in &letters {
        if VOWELS.contains(*c) {
            vowels += 1;
            row = 0;
        } else if *c != 'ь' {
            row += 1;
        }
        longest = longest.max(row);
    }
    sum -= 3.0 * f64::from(longest.saturating_sub(2));
    let part = f64::from(vowels) / letters.len().max(1) as f64;
    if !(0.25..=0.65).contains(&part) {
        sum -= 4.0;
    }
    if letters
        .first()
        .is_some_and(|c| matches!(c, 'ь' | 'ы' | 'ъ'))
    {
        sum -= 8.0;
    }
    for pair in letters.windows(2) {
        let [a, b] = *pair else { continue };
        if b == 'ь' && (VOWELS.contains(a) || a == 'ь') {
            sum -= 8.0;
        } else if matches!(b, 'ы' | 'ю' | 'я') && "жшчщкгх".contains(a) {
            sum -= 4.0;
        } else if VOWELS.contains(a) && VOWELS.contains(b) {
            sum -= 1.0;
        }
    }
    sum
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
