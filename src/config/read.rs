//! TOML → what was written: every value checked, every problem told with its place, all of them at once.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::day::check_day;
use super::fail_on::FailOn;
use super::keys::{self, KEYS, Key, Kind};
use super::problem::{ConfigProblem, Known};
use super::raw::{Located, RawConfig, RawOverride, Section};
use crate::lang::LanguageTag;
use crate::text::line_index::LineIndex;
use crate::text::similar::similar;

pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// Reads the text of a configuration that is shown as `path`.
pub(crate) fn read(path: &str, text: &str, known: &Known) -> Result<RawConfig, Vec<ConfigProblem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        path,
        text,
        lines: LineIndex::new(text),
        known,
        problems: Vec::new(),
    };
    for error in &errors {
        let at = error.span().unwrap_or(0..0);
        reader.problem(at, format!("this is not TOML: {}", error.message()), None);
    }
    // What a broken file seems to say would only lead to more problems.
    let raw = if errors.is_empty() {
        reader.file(table.get_ref())
    } else {
        RawConfig::default()
    };
    if reader.problems.is_empty() {
        return Ok(raw);
    }
    let mut problems = reader.problems;
    problems.sort();
    problems.dedup();
    Err(problems)
}

/// Reads values and collects problems.
pub(super) struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    lines: LineIndex,
    pub(super) known: &'a Known,
    problems: Vec<ConfigProblem>,
}

impl Reader<'_> {
    pub(super) fn problem(&mut self, at: Range<usize>, message: String, advice: Option<String>) {
        let start = self.text.floor_char_boundary(at.start.min(self.text.len()));
        let offset = u32::try_from(start).unwrap_or(u32::MAX);
        let at = self.lines.position(self.text, offset);
        self.problems.push(ConfigProblem {
            path: self.path.to_owned(),
            line: at.line,
            column: at.column,
            message,
            advice,
        });
    }

    pub(super) fn located<T>(&self, value: T, at: &Range<usize>) -> Located<T> {
        let line = self.lines.line(u32::try_from(at.start).unwrap_or(u32::MAX));
        Located { value, line }
    }

    /// A value of another type than the key takes.
    pub(super) fn wrong(&mut self, name: &str, value: &Value, wanted: &str) {
        let message = format!("`{name}` takes {wanted}, not {}", shape(value.get_ref()));
        self.problem(value.span(), message, None);
    }

    /// A word that is none of those that are known.
    pub(super) fn unknown<'k>(
        &mut self,
        at: Range<usize>,
        message: String,
        word: &str,
        known: &[&'k str],
        rest: impl FnOnce(&[&'k str]) -> String,
    ) {
        let near = similar(word, known.iter().copied());
        let advice = if near.is_empty() {
            rest(known)
        } else {
            let quoted: Vec<String> = near.iter().map(|it| format!("`{it}`")).collect();
            format!("did you mean {}?", quoted.join(" or "))
        };
        self.problem(at, message, Some(advice));
    }

    fn file(&mut self, table: &DeTable) -> RawConfig {
        let mut raw = RawConfig::default();
        for (name, value) in table.iter() {
            match keys::find(name.get_ref()) {
                Some(key) if key.by_path => self.section(&mut raw.section, key, value),
                Some(key) => self.top(&mut raw, key, value),
                None => self.unknown_key(name, "", &|_| true),
            }
        }
        if let (Some(_), Some(languages)) = (&raw.section.language, &raw.languages) {
            let at = self.lines.line_range(languages.line).start as usize;
            self.problem(
                at..at,
                "`language` and `languages` are both set".to_owned(),
                Some(
                    "`language` is for texts of one language, `languages` for texts of several"
                        .to_owned(),
                ),
            );
        }
        raw
    }

    /// A key that does not exist, with the nearest that does.
    fn unknown_key(
        &mut self,
        name: &Spanned<std::borrow::Cow<'_, str>>,
        place: &str,
        fits: &dyn Fn(&Key) -> bool,
    ) {
        let known: Vec<&str> = KEYS
            .iter()
            .filter(|key| fits(key))
            .map(|key| key.name)
            .collect();
        let word = name.get_ref();
        let message = format!("unknown key `{word}`{place}");
        self.unknown(name.span(), message, word, &known, |known| {
            format!("the keys are {}", known.join(", "))
        });
    }

    /// A key that may differ by path.
    fn section(&mut self, section: &mut Section, key: &Key, value: &Value) {
        match (key.kind, key.name) {
            (Kind::Rules, _) => section.rules = self.rules(value),
            (Kind::Date, _) => section.as_of = self.day(key.name, value),
            (_, "source-language") => section.source_language = self.language(key.name, value),
            _ => section.language = self.language(key.name, value),
        }
    }

    fn top(&mut self, raw: &mut RawConfig, key: &Key, value: &Value) {
        let name = key.name;
        match key.kind {
            Kind::Languages => raw.languages = self.languages(name, value),
            Kind::Paths => raw.glossaries = self.texts(name, value, key.example),
            Kind::Packs => raw.packs = self.packs(name, value, key.example),
            Kind::Entries => raw.disable = self.texts(name, value, key.example),
            Kind::Style => raw.style = self.text(name, value, key.example),
            Kind::Patterns => raw.exclude = self.patterns(name, value, key.example),
            Kind::Level => raw.fail_on = self.fail_on(name, value),
            Kind::Path => raw.snapshot = self.text(name, value, key.example),
            Kind::Formats => raw.formats = self.formats(value),
            Kind::Overrides => raw.overrides = self.overrides(value),
            Kind::Language | Kind::Date | Kind::Rules => {}
        }
    }

    pub(super) fn text(
        &mut self,
        name: &str,
        value: &Value,
        example: &str,
    ) -> Option<Located<String>> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                Some(self.located(text.clone().into_owned(), &value.span()))
            }
            DeValue::String(_) => {
                let message = format!("`{name}` is empty");
                self.problem(value.span(), message, Some("leave the line out".to_owned()));
                None
            }
            _ => {
                self.wrong(name, value, &format!("a text in quotes, such as {example}"));
                None
            }
        }
    }

    /// A list of texts; a text alone is no list, so that one way of writing is enough to know.
    pub(super) fn texts(
        &mut self,
        name: &str,
        value: &Value,
        example: &str,
    ) -> Option<Located<Vec<String>>> {
        let items = self.items(name, value, example)?;
        let texts: Vec<String> = items.into_iter().map(|(text, _)| text).collect();
        Some(self.located(texts, &value.span()))
    }

    /// The texts of a list with their places.
    pub(super) fn items(
        &mut self,
        name: &str,
        value: &Value,
        example: &str,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let wanted = format!("a list of texts, such as {example}");
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong(name, value, &wanted);
            return None;
        };
        let mut items = Vec::with_capacity(array.len());
        for item in array.iter() {
            match item.get_ref() {
                DeValue::String(text) if !text.is_empty() => {
                    items.push((text.clone().into_owned(), item.span()));
                }
                DeValue::String(_) => {
                    let message = format!("an empty text in `{name}`");
                    self.problem(item.span(), message, Some("leave it out".to_owned()));
                }
                other => {
                    let message = format!("`{name}` takes {wanted}, not {} in it", shape(other));
                    self.problem(item.span(), message, None);
                }
            }
        }
        Some(items)
    }

    fn tag(&mut self, name: &str, text: &str, at: Range<usize>) -> Option<LanguageTag> {
        let tag = LanguageTag::parse(text);
        if tag.is_none() {
            let message = format!("`{name}`: {text:?} is no language tag");
            let advice = "a language tag looks like \"en\" or \"zh-Hant\"".to_owned();
            self.problem(at, message, Some(advice));
        }
        tag
    }

    fn language(&mut self, name: &str, value: &Value) -> Option<Located<LanguageTag>> {
        if value.get_ref().is_array() {
            let message = format!("`{name}` takes one language tag, such as \"en\", not a list");
            let advice = (name == "language")
                .then(|| "`languages` takes the languages that texts come in".to_owned());
            self.problem(value.span(), message, advice);
            return None;
        }
        let text = self.text(name, value, "\"en\"")?;
        let tag = self.tag(name, &text.value, value.span())?;
        Some(self.located(tag, &value.span()))
    }

    fn languages(&mut self, name: &str, value: &Value) -> Option<Located<Vec<LanguageTag>>> {
        let items = self.items(name, value, "[\"en\", \"ru\"]")?;
        if matches!(value.get_ref(), DeValue::Array(array) if array.is_empty()) {
            let message = format!("`{name}` is empty");
            self.problem(value.span(), message, Some("leave the line out".to_owned()));
            return None;
        }
        let tags: Vec<LanguageTag> = items
            .into_iter()
            .filter_map(|(text, at)| self.tag(name, &text, at))
            .collect();
        Some(self.located(tags, &value.span()))
    }

    /// A day, as a text or as TOML writes days.
    fn day(&mut self, name: &str, value: &Value) -> Option<Located<String>> {
        let text = match value.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            _ => self.text(name, value, "\"2024-05-01\"")?.value,
        };
        if let Err(why) = check_day(&text) {
            self.problem(
                value.span(),
                format!("`{name}`: {text:?} is no day"),
                Some(why),
            );
            return None;
        }
        Some(self.located(text, &value.span()))
    }

    fn packs(&mut self, name: &str, value: &Value, example: &str) -> Option<Located<Vec<String>>> {
        let items = self.items(name, value, example)?;
        let all = (self.known.packs)();
        let known: Vec<&str> = all.iter().map(String::as_str).collect();
        for (pack, at) in &items {
            if !known.contains(&pack.as_str()) {
                self.unknown(
                    at.clone(),
                    format!("unknown pack `{pack}`"),
                    pack,
                    &known,
                    |known| format!("the packs are {}", known.join(", ")),
                );
            }
        }
        let packs: Vec<String> = items.into_iter().map(|(pack, _)| pack).collect();
        Some(self.located(packs, &value.span()))
    }

    pub(super) fn patterns(
        &mut self,
        name: &str,
        value: &Value,
        example: &str,
    ) -> Option<Located<Vec<String>>> {
        let items = self.items(name, value, example)?;
        for (pattern, at) in &items {
            if let Err(why) = super::patterns::Patterns::new(std::slice::from_ref(pattern)) {
                let message = format!("`{name}`: {pattern:?} is no pattern of paths: {why}");
                let advice = "patterns are those of .gitignore: drafts/, *.log, wire/**/old.txt";
                self.problem(at.clone(), message, Some(advice.to_owned()));
            }
        }
        let patterns: Vec<String> = items.into_iter().map(|(it, _)| it).collect();
        Some(self.located(patterns, &value.span()))
    }

    fn fail_on(&mut self, name: &str, value: &Value) -> Option<Located<FailOn>> {
        let text = self.text(name, value, "\"warning\"")?;
        let found = FailOn::ALL.into_iter().find(|it| it.as_str() == text.value);
        let Some(level) = found else {
            let known = FailOn::ALL.map(FailOn::as_str);
            let message = format!("`{name}`: unknown level {:?}", text.value);
            self.unknown(value.span(), message, &text.value, &known, |known| {
                format!("the levels are {}", known.join(", "))
            });
            return None;
        };
        Some(self.located(level, &value.span()))
    }

    fn overrides(&mut self, value: &Value) -> Vec<RawOverride> {
        let DeValue::Array(tables) = value.get_ref() else {
            self.wrong(
                "overrides",
                value,
                "tables, each under a line [[overrides]]",
            );
            return Vec::new();
        };
        let mut overrides = Vec::with_capacity(tables.len());
        for item in tables.iter() {
            let DeValue::Table(table) = item.get_ref() else {
                self.wrong("overrides", item, "tables, each under a line [[overrides]]");
                continue;
            };
            overrides.extend(self.one_override(table, item.span()));
        }
        overrides
    }

    fn one_override(&mut self, table: &DeTable, at: Range<usize>) -> Option<RawOverride> {
        let mut section = Section::default();
        let mut paths = None;
        for (name, value) in table.iter() {
            match keys::find(name.get_ref()) {
                _ if name.get_ref() == "paths" => {
                    if matches!(value.get_ref(), DeValue::Array(array) if array.is_empty()) {
                        continue;
                    }
                    let found = self.patterns("paths", value, "[\"de/**\"]");
                    paths = Some(found.map_or_else(Vec::new, |it| it.value));
                }
                Some(key) if key.by_path => self.section(&mut section, key, value),
                Some(key) => {
                    let message = format!("`{}` is the same for all paths", key.name);
                    let advice = "put it at the top of the file, before the first table";
                    self.problem(name.span(), message, Some(advice.to_owned()));
                }
                None => self.unknown_key(name, " in an override", &|key| key.by_path),
            }
        }
        if paths.is_none() {
            let advice = "say for which files it is: paths = [\"de/**\"]".to_owned();
            self.problem(
                at.clone(),
                "an override without `paths`".to_owned(),
                Some(advice),
            );
        }
        Some(RawOverride {
            paths: paths?,
            line: self.located((), &at).line,
            section,
        })
    }
}

/// What a value is, in plain words.
pub(super) fn shape(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a day",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
