//! `exonym variants`: every form that the conventions derive from a native or listed name.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::configured::{ConfigOptions, Setup};
use super::options::{GlossaryOptions, ListFormat, language};
use super::problem::{Problem, Stop};
use super::{console, session, table};
use crate::glossary::derive::{PartKind, is_listed, renderings};
use crate::glossary::knowledge::Knowledge;
use crate::glossary::model::{Entry, TermStatus};
use crate::lang::LanguageTag;
use crate::lang::inflection::{Gender, Part};
use crate::romanization::convention::ConventionSet;
use crate::scan::embedded;

/// Forms of one word, and of one whole name, that are derived at most.
const WORD_CAP: usize = 500;
const NAME_CAP: usize = 5000;

/// Spellings by ear that are shown at most; texts may have any of them.
const BY_EAR_CAP: usize = 60;

/// Show every derived form of a native or listed name
#[derive(Args)]
pub(super) struct Arguments {
    /// A name in its own script, or an entry or form of the glossary
    name: String,
    /// Language of a native name; without it, all whose alphabet fits
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<LanguageTag>,
    /// How the forms are printed
    #[arg(long, value_enum, default_value = "human")]
    format: ListFormat,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    glossary: GlossaryOptions,
}

/// One form.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
struct Variant {
    form: String,
    conventions: Vec<String>,
    language: String,
    case: String,
    status: &'static str,
}

/// A native name with its parts, as far as they are known.
#[derive(Clone, Copy)]
struct Native<'a> {
    language: &'a str,
    text: &'a str,
    given: Option<&'a str>,
    patronymic: Option<&'a str>,
    family: Option<&'a str>,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let knowledge = embedded::knowledge();
    let wanted = arguments.language.as_ref().map(LanguageTag::primary);
    let fits = |language: &str| wanted.is_none_or(|wanted| wanted == language);
    let mut variants = Vec::new();
    let languages = knowledge.tables.fitting_languages(&arguments.name);
    for language in languages.into_iter().filter(|language| fits(language)) {
        derive(knowledge, split(&arguments.name, language), &mut variants);
    }
    if variants.is_empty() {
        // Packs are only opened for a name that is not native.
        let setup = Setup::of_glossary(&arguments.config, &arguments.glossary)?;
        for entry in setup.layers()?.find(&arguments.name) {
            of_entry(knowledge, entry, &fits, &mut variants);
        }
    }
    session::require(!variants.is_empty(), || {
        Problem::new(format!("no entry and no alphabet fits {}", arguments.name)).advise(
            "give a name in its own script, or one that stands in the glossary: --glossary FILE",
        )
    })?;
    let mut out = console::raw();
    match arguments.format {
        ListFormat::Human => human(&mut out, knowledge, &variants)?,
        ListFormat::Jsonl => {
            for variant in &variants {
                serde_json::to_writer(&mut out, variant).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
        }
    }
    out.flush()?;
    Ok(0)
}

/// Listed forms first, then what is derived from the native names.
fn of_entry(
    knowledge: &Knowledge,
    entry: &Entry,
    fits: &dyn Fn(&str) -> bool,
    variants: &mut Vec<Variant>,
) {
    for listed in &entry.designations {
        variants.push(Variant::nominative(
            &listed.text,
            &listed.language,
            listed.status.as_str(),
        ));
    }
    for name in entry.native.iter().filter(|name| fits(&name.language)) {
        let native = Native {
            language: &name.language,
            text: &name.text,
            given: name.given.as_deref(),
            patronymic: name.patronymic.as_deref(),
            family: name.family.as_deref(),
        };
        derive(knowledge, native, variants);
    }
    taken_back(knowledge, entry, fits, variants);
}

/// What becomes of a name of Latin letters on the way back from the form that another script gives it.
fn taken_back(
    knowledge: &Knowledge,
    entry: &Entry,
    fits: &dyn Fn(&str) -> bool,
    variants: &mut Vec<Variant>,
) {
    let own = entry.native.first().map(|n| n.language.as_str());
    for (rendering, kind, word) in renderings(entry, knowledge).filter(|(r, ..)| fits(&r.language))
    {
        let language = rendering.language.as_str();
        if kind == PartKind::Family {
            let romanized = latin(knowledge, &rendering.text, language).into_iter();
            variants.extend(
                romanized
                    .filter(|v| !is_listed(entry, &v.form))
                    .map(|variant| Variant {
                        status: "taken back",
                        ..variant
                    }),
            );
        }
        let by_ear = knowledge.respellings.lattice(language, word);
        for (form, set) in by_ear.map_or(Vec::new(), |l| l.enumerate_pure(BY_EAR_CAP)) {
            let ids = knowledge.respellings.convention_ids(language, set, own);
            let at_home = |id: &&str| {
                let system = knowledge.respellings.system(id);
                system.is_some_and(|s| s.home.iter().any(|home| own.is_none_or(|o| o == home)))
            };
            let conventions: Vec<String> =
                ids.into_iter().filter(at_home).map(str::to_owned).collect();
            let form = capitalize(&form);
            if kind == PartKind::Family && !conventions.is_empty() && !is_listed(entry, &form) {
                variants.push(Variant {
                    conventions,
                    ..Variant::nominative(&form, language, "spelled by ear")
                });
            }
        }
    }
}

/// The native name in its cases, then every pure form of the name, with and without patronymic, and of the family name alone.
fn derive(knowledge: &Knowledge, native: Native<'_>, variants: &mut Vec<Variant>) {
    let known: BTreeSet<String> = variants
        .iter()
        .map(|variant| variant.form.clone())
        .collect();
    let mut derived = vec![Variant::nominative(
        native.text,
        native.language,
        TermStatus::Native.as_str(),
    )];
    derived.extend(cases(knowledge, native));
    let mut names = vec![native.text.to_owned()];
    if let (Some(given), Some(_), Some(family)) = (native.given, native.patronymic, native.family) {
        // Newspapers rarely print the patronymic.
        names.insert(0, format!("{given} {family}"));
    }
    names.extend(
        native
            .family
            .filter(|family| *family != native.text)
            .map(str::to_owned),
    );
    derived.extend(
        names
            .iter()
            .flat_map(|name| latin(knowledge, name, native.language)),
    );
    variants.extend(
        derived
            .into_iter()
            .filter(|variant| !known.contains(&variant.form)),
    );
}

/// The cases of the native name, part by part.
fn cases(knowledge: &Knowledge, native: Native<'_>) -> Vec<Variant> {
    let Native {
        language,
        given,
        patronymic,
        family,
        ..
    } = native;
    let Some(family) = family else {
        return Vec::new();
    };
    let gender = knowledge.inflections.gender(language, family);
    let parts = [
        (given, Part::Given),
        (patronymic, Part::Patronymic),
        (Some(family), Part::Family),
    ];
    let parts: Vec<(&str, BTreeMap<&str, String>)> = parts
        .into_iter()
        .filter_map(|(word, part)| Some((word?, part)))
        .map(|(word, part)| (word, case_forms(knowledge, language, word, part, gender)))
        .collect();
    let names: BTreeSet<&str> = parts
        .iter()
        .flat_map(|(_, forms)| forms.keys().copied())
        .collect();
    let variant = |case: &str| {
        // A part that does not decline stands as it is.
        let words = parts
            .iter()
            .map(|(word, forms)| forms.get(case).map_or(*word, String::as_str));
        let form = words.collect::<Vec<_>>().join(" ");
        let status = TermStatus::Native.as_str();
        Variant {
            form,
            conventions: Vec::new(),
            language: language.to_owned(),
            case: case.to_owned(),
            status,
        }
    };
    names.into_iter().map(variant).collect()
}

fn case_forms<'a>(
    knowledge: &'a Knowledge,
    language: &str,
    word: &str,
    part: Part,
    gender: Option<Gender>,
) -> BTreeMap<&'a str, String> {
    knowledge
        .inflections
        .forms(language, word, part, gender)
        .into_iter()
        .collect()
}

/// A bare name in the usual order: given name, patronymic, family name.
fn split<'a>(name: &'a str, language: &'a str) -> Native<'a> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let (given, patronymic, family) = match *words.as_slice() {
        [family] => (None, None, Some(family)),
        [given, family] => (Some(given), None, Some(family)),
        [given, patronymic, family] => (Some(given), Some(patronymic), Some(family)),
        _ => (None, None, None),
    };
    Native {
        language,
        text: name,
        given,
        patronymic,
        family,
    }
}

impl Variant {
    fn nominative(form: &str, language: &str, status: &'static str) -> Self {
        let case = "nominative".to_owned();
        Self {
            form: form.to_owned(),
            conventions: Vec::new(),
            language: language.to_owned(),
            case,
            status,
        }
    }
}

/// Every pure form of a native name in Latin letters: one convention for the whole name.
fn latin(knowledge: &Knowledge, name: &str, language: &str) -> Vec<Variant> {
    let mut forms: BTreeMap<String, ConventionSet> = BTreeMap::new();
    for (at, (before, word)) in words(name).into_iter().enumerate() {
        let Some(lattice) = knowledge.tables.lattice(language, word) else {
            return Vec::new();
        };
        let pure = lattice.enumerate_pure(WORD_CAP);
        let mut longer = BTreeMap::new();
        if at == 0 {
            longer.extend(pure.into_iter().map(|(form, set)| (capitalize(&form), set)));
        } else {
            for (start, left) in &forms {
                for (form, right) in &pure {
                    let both = left.intersection(*right);
                    if !both.is_empty() && longer.len() < NAME_CAP {
                        longer.insert(format!("{start}{before}{}", capitalize(form)), both);
                    }
                }
            }
        }
        forms = longer;
    }
    let mut variants: Vec<Variant> = forms
        .into_iter()
        .map(|(form, set)| variant(knowledge, form, set, language))
        .collect();
    let rank: BTreeMap<&str, usize> = knowledge
        .tables
        .systems()
        .iter()
        .enumerate()
        .map(|(at, system)| (system.id.as_str(), at))
        .collect();
    let first = |variant: &Variant| {
        variant
            .conventions
            .first()
            .and_then(|id| rank.get(id.as_str()).copied())
    };
    variants.sort_by(|a, b| {
        (first(a).is_none(), first(a), &a.form).cmp(&(first(b).is_none(), first(b), &b.form))
    });
    variants
}

fn variant(knowledge: &Knowledge, form: String, set: ConventionSet, language: &str) -> Variant {
    let conventions = knowledge
        .tables
        .convention_ids(language, set, None)
        .into_iter()
        .map(str::to_owned)
        .collect();
    Variant {
        form,
        conventions,
        language: language.to_owned(),
        case: "nominative".to_owned(),
        status: "derived",
    }
}

/// Words with the separator before each.
fn words(name: &str) -> Vec<(&'static str, &str)> {
    let mut words = Vec::new();
    for (at, part) in name.split_whitespace().enumerate() {
        for (n, word) in part
            .split(['-', '\u{2010}', '\u{2011}'])
            .filter(|word| !word.is_empty())
            .enumerate()
        {
            words.push((
                if n > 0 {
                    "-"
                } else if at > 0 {
                    " "
                } else {
                    ""
                },
                word,
            ));
        }
    }
    words
}

fn capitalize(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    // A mark of the convention may stand before the first letter.
    let mut done = false;
    for c in form.chars() {
        let capital = !done && c.is_lowercase();
        if capital {
            out.extend(c.to_uppercase())
        } else {
            out.push(c)
        }
        done |= capital;
    }
    out
}

fn human(out: &mut dyn Write, knowledge: &Knowledge, variants: &[Variant]) -> io::Result<()> {
    let row = |variant: &Variant| {
        let names: Vec<&str> = variant
            .conventions
            .iter()
            .map(|id| {
                let system = knowledge.tables.system(id);
                system
                    .or_else(|| knowledge.respellings.system(id))
                    .map_or(id.as_str(), |system| system.short.as_str())
            })
            .collect();
        [
            variant.form.clone(),
            variant.language.clone(),
            if variant.case == "nominative" {
                variant.status.to_owned()
            } else {
                variant.case.clone()
            },
            names.join(", "),
        ]
    };
    table::write(out, &variants.iter().map(row).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words_with_their_separators() {
        assert_eq!(
            words("Иван Петров-Водкин"),
            [("", "Иван"), (" ", "Петров"), ("-", "Водкин")]
        );
        assert_eq!(capitalize("ʹeltsin"), "ʹEltsin");
    }
}
