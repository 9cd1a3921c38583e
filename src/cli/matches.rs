//! `exonym match`: could a Latin form render a native name? One pair, or tab-separated pairs on standard input.

use std::io::{self, IsTerminal as _, Write};

use clap::Args;
use serde::Serialize;

use super::options::{ListFormat, language};
use super::problem::{Problem, Stop};
use super::{console, lines};
use crate::glossary::knowledge::Knowledge;
use crate::lang::LanguageTag;
use crate::romanization::names::{NameMatch, match_name};
use crate::scan::embedded;

/// Tell whether a Latin form can render a native name, and by which convention
#[derive(Args)]
#[command(after_help = "\
Without a pair, lines of standard input are pairs: NATIVE<TAB>LATIN[<TAB>language of NATIVE[<TAB>language of the text]].
Exit status for one pair: 0 it can, 1 it cannot, 2 error. For standard input: 0.")]
pub(super) struct Arguments {
    /// The name in its own script, in the nominative
    #[arg(requires = "latin")]
    native: Option<String>,
    /// The form in Latin letters
    latin: Option<String>,
    /// Language of NATIVE; without it, all whose alphabet fits
    #[arg(long, value_name = "TAG", value_parser = language)]
    native_language: Option<LanguageTag>,
    /// Language of the text that LATIN stands in; allows its case endings
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<LanguageTag>,
    /// How the answer is printed
    #[arg(long, value_enum, default_value = "human")]
    format: ListFormat,
}

/// One question.
#[derive(Clone, Copy)]
struct Pair<'a> {
    native: &'a str,
    latin: &'a str,
    native_language: Option<&'a str>,
    text_language: Option<&'a str>,
}

#[derive(Serialize)]
struct Record<'a> {
    native: &'a str,
    latin: &'a str,
    #[serde(rename = "match")]
    matched: bool,
    tier: Option<&'static str>,
    conventions: &'a [String],
    gender: Option<&'static str>,
    case: Option<&'a str>,
    native_language: Option<&'a str>,
}

#[derive(Serialize)]
struct ErrorRecord<'a> {
    error: &'a str,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let knowledge = embedded::knowledge();
    let native_language = arguments.native_language.as_ref().map(LanguageTag::as_str);
    let text_language = arguments.language.as_ref().map(LanguageTag::as_str);
    let mut out = console::raw();
    if let (Some(native), Some(latin)) = (&arguments.native, &arguments.latin) {
        let pair = Pair {
            native,
            latin,
            native_language,
            text_language,
        };
        let found = answer(knowledge, pair).map_err(|error| {
            Problem::new(error)
                .advise("give a name and its Latin form: exonym match Рябков Ryabkov")
        })?;
        match arguments.format {
            ListFormat::Human => explain(&mut out, knowledge, pair, &found)?,
            ListFormat::Jsonl => write_record(&mut out, pair, &found)?,
        }
        out.flush()?;
        return Ok(u8::from(!found.matched));
    }
    if io::stdin().is_terminal() {
        return Err(Problem::new("nothing to compare")
            .advise("give a name and its Latin form: exonym match Рябков Ryabkov")
            .into());
    }
    lines::each(&mut out, |out, line| {
        let result = parse(line, native_language, text_language)
            .and_then(|pair| Ok((pair, answer(knowledge, pair)?)));
        match (result, arguments.format) {
            (Ok((pair, found)), ListFormat::Jsonl) => write_record(out, pair, &found),
            (Ok((pair, found)), ListFormat::Human) => write_line(out, pair, &found),
            (Err(error), ListFormat::Jsonl) => {
                serde_json::to_writer(&mut *out, &ErrorRecord { error: &error })?;
                out.write_all(b"\n")
            }
            (Err(error), ListFormat::Human) => writeln!(out, "error: {error}"),
        }
    })?;
    Ok(0)
}

/// A line: two to four fields; languages given as options stand in for missing ones.
fn parse<'a>(
    line: Result<&'a str, std::str::Utf8Error>,
    native_language: Option<&'a str>,
    text_language: Option<&'a str>,
) -> Result<Pair<'a>, String> {
    let line = line.map_err(|_| "the line is not UTF-8".to_owned())?;
    if line.trim().is_empty() {
        return Err("the line is empty".to_owned());
    }
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let (native, latin) = match fields.as_slice() {
        &[native, latin] | &[native, latin, _] | &[native, latin, _, _] => (native, latin),
        fields => {
            return Err(format!(
                "a line has two to four fields between tabs, this one has {}",
                fields.len()
            ));
        }
    };
    let tag = |at: usize, default: Option<&'a str>| match fields
        .get(at)
        .copied()
        .filter(|tag| !tag.is_empty())
    {
        None => Ok(default),
        Some(tag) => LanguageTag::parse(tag)
            .map(|_| Some(tag))
            .ok_or_else(|| format!("{tag} is no language tag")),
    };
    Ok(Pair {
        native,
        latin,
        native_language: tag(2, native_language)?,
        text_language: tag(3, text_language)?,
    })
}

fn answer(knowledge: &Knowledge, pair: Pair<'_>) -> Result<NameMatch, String> {
    let Pair {
        native,
        latin,
        native_language,
        text_language,
    } = pair;
    match_name(
        &knowledge.tables,
        &knowledge.inflections,
        native,
        latin,
        native_language,
        text_language,
    )
    .map_err(|error| error.to_string())
}

fn write_record(out: &mut dyn Write, pair: Pair<'_>, found: &NameMatch) -> io::Result<()> {
    let record = Record {
        native: pair.native,
        latin: pair.latin,
        matched: found.matched,
        tier: found.tier.map(|tier| tier.as_str()),
        conventions: &found.conventions,
        gender: found.gender,
        case: found.case.as_deref(),
        native_language: found.native_language.as_deref(),
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// Tab-separated, as it came in.
fn write_line(out: &mut dyn Write, pair: Pair<'_>, found: &NameMatch) -> io::Result<()> {
    let verdict = if found.matched { "yes" } else { "no" };
    let tier = found.tier.map_or("-", |tier| tier.as_str());
    writeln!(
        out,
        "{}\t{}\t{verdict}\t{tier}\t{}",
        pair.native,
        pair.latin,
        found.conventions.join(",")
    )
}

fn explain(
    out: &mut dyn Write,
    knowledge: &Knowledge,
    pair: Pair<'_>,
    found: &NameMatch,
) -> io::Result<()> {
    let Pair { native, latin, .. } = pair;
    if !found.matched && knowledge.tables.fitting_languages(native).is_empty() {
        return writeln!(out, "no: no system known here converts {native}");
    }
    if !found.matched {
        return writeln!(
            out,
            "no: {latin} is no rendering of {native} by any convention known here"
        );
    }
    let how = match found.tier.map(|tier| tier.as_str()) {
        Some("mixed") => "in letters of several conventions",
        Some("noise") => "but for a doubled letter or ё written as е",
        _ => "by one convention throughout",
    };
    writeln!(out, "yes: {latin} renders {native}, {how}")?;
    for id in &found.conventions {
        let name = knowledge
            .tables
            .system(id)
            .map_or("", |system| system.name.as_str());
        writeln!(out, "  {id}  {name}")?;
    }
    if let Some(alignment) = alignment(knowledge, pair, found) {
        writeln!(out, "  {alignment}")?;
    }
    let language = found
        .native_language
        .as_deref()
        .map(|tag| format!("native language {tag}"));
    let gender = found
        .gender
        .map(|gender| format!("name of a {}", if gender == "f" { "woman" } else { "man" }));
    let case = found.case.as_ref().map(|case| format!("{case} ending"));
    let facts: Vec<String> = [language, gender, case].into_iter().flatten().collect();
    if facts.is_empty() {
        Ok(())
    } else {
        writeln!(out, "  {}", facts.join(", "))
    }
}

/// `р→r я→ja б→b …` of every word; letters of a second convention stand in brackets. Only where the words pair up in order.
fn alignment(knowledge: &Knowledge, pair: Pair<'_>, found: &NameMatch) -> Option<String> {
    let language = found.native_language.as_deref()?;
    let words = |name: &str| {
        name.split([' ', '-'])
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (native, latin) = (words(pair.native), words(pair.latin));
    if native.len() != latin.len() {
        return None;
    }
    let mut lines = Vec::new();
    for (native, latin) in native.iter().zip(&latin) {
        let aligned = knowledge.tables.lattice(language, native)?.align(latin)?;
        let mut steps = Vec::new();
        for step in &aligned.steps {
            let (from, to) = (
                aligned.native.get(step.native.clone())?,
                aligned.latin.get(step.latin.clone())?,
            );
            let text = format!("{from}→{}", if to.is_empty() { "∅" } else { to });
            steps.push(if step.foreign || step.noise {
                format!("[{text}]")
            } else {
                text
            });
        }
        lines.push(steps.join(" "));
    }
    Some(lines.join("  ·  "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_two_to_four_fields() {
        let pair = parse(Ok("Рябков\tRjabkow\t\tde"), Some("ru"), None).expect("well formed");
        assert_eq!(
            (
                pair.native,
                pair.latin,
                pair.native_language,
                pair.text_language
            ),
            ("Рябков", "Rjabkow", Some("ru"), Some("de"))
        );
        for bad in ["", "  ", "Рябков", "a\tb\tru\tde\tx", "a\tb\trussian!"] {
            assert!(parse(Ok(bad), None, None).is_err(), "{bad}");
        }
    }
}
