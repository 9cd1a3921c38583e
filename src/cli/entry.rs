//! All that is known about one entry, for people and as JSON: listed forms, what follows from the native spelling, and sources.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;

use super::table;
use crate::glossary::model::{
    CasePolicy, Designation, DesignationRole, Entry, EntryKind, NameOrder, NativeName, TermStatus,
};
use crate::lang::tag::english_name;
use crate::report::human::Palette;
use crate::romanization::raw::Kind;
use crate::romanization::table::System;
use crate::scan::embedded;

/// Spellings of one word that are counted at most.
const WORD_CAP: usize = 2000;

/// An entry as JSON.
#[derive(Serialize)]
pub(super) struct EntryFacts<'a> {
    id: &'a str,
    was: &'a [String],
    kind: &'static str,
    kind_inferred: bool,
    pack: Option<&'a str>,
    name: &'a str,
    native: Vec<NativeFacts<'a>>,
    forms: Vec<FormFacts<'a>>,
    gender: Option<&'static str>,
    speaks: Option<&'a str>,
    familiar: bool,
    context: &'a [String],
    order: &'static str,
    case: &'static str,
    wikidata: Option<&'a str>,
    rejects: &'a [String],
    references: Vec<ReferenceFacts<'a>>,
}

#[derive(Serialize)]
struct NativeFacts<'a> {
    language: &'a str,
    text: &'a str,
    given: Option<&'a str>,
    patronymic: Option<&'a str>,
    family: Option<&'a str>,
    /// What each convention makes of the whole name.
    conventions: Vec<Rendering<'a>>,
    /// Spellings of the parts that are found by themselves.
    derived: Vec<Derived>,
}

#[derive(Serialize)]
struct Rendering<'a> {
    form: String,
    systems: Vec<&'a str>,
    #[serde(skip)]
    names: Vec<&'a str>,
}

#[derive(Serialize)]
struct Derived {
    native: String,
    /// Spellings that one convention explains.
    count: usize,
    /// The same by family of conventions; one spelling may belong to several.
    families: BTreeMap<String, usize>,
}

#[derive(Serialize)]
struct FormFacts<'a> {
    form: &'a str,
    language: &'a str,
    status: &'static str,
    role: &'static str,
    since: Option<&'a str>,
    until: Option<&'a str>,
    reason: Option<&'a str>,
    context: &'a [String],
    /// What a house style writes instead.
    outruled_by: Option<&'a str>,
}

#[derive(Serialize)]
struct ReferenceFacts<'a> {
    title: &'a str,
    url: Option<&'a str>,
    date: Option<&'a str>,
}

/// The form that names an entry.
pub(super) fn name(entry: &Entry) -> &str {
    let first = entry.designations.first().map(|form| form.text.as_str());
    first.or_else(|| entry.native_text()).unwrap_or(&entry.id)
}

/// Where an entry comes from.
pub(super) fn origin(entry: &Entry) -> String {
    let pack = entry.pack.as_ref();
    pack.map_or("your glossary".to_owned(), |pack| format!("pack {pack}"))
}

/// Collects what is known.
pub(super) fn facts(entry: &Entry) -> EntryFacts<'_> {
    let mut forms: Vec<&Designation> = entry.designations.iter().collect();
    forms.sort_by_key(|form| (form.status, form.role, form.language.as_str()));
    EntryFacts {
        id: &entry.id,
        was: &entry.was,
        kind: entry.kind.as_str(),
        kind_inferred: entry.kind_inferred,
        pack: entry.pack.as_deref(),
        name: name(entry),
        native: entry.native.iter().map(|it| native(entry, it)).collect(),
        forms: forms.into_iter().map(form).collect(),
        gender: entry.feminine.map(|it| if it { "f" } else { "m" }),
        speaks: entry.speaks.as_deref(),
        familiar: entry.familiar,
        context: &entry.context,
        order: match entry.order {
            NameOrder::GivenFirst => "given-first",
            NameOrder::FamilyFirst => "family-first",
        },
        case: match entry.case {
            CasePolicy::Exact => "exact",
            CasePolicy::Smart => "smart",
            CasePolicy::Fold => "fold",
        },
        wikidata: entry.wikidata.as_deref(),
        rejects: &entry.rejects,
        references: entry
            .references
            .iter()
            .map(|reference| ReferenceFacts {
                title: &reference.title,
                url: reference.url.as_deref(),
                date: reference.date.as_deref(),
            })
            .collect(),
    }
}

fn form(form: &Designation) -> FormFacts<'_> {
    FormFacts {
        form: &form.text,
        language: &form.language,
        status: form.status.as_str(),
        role: role(form.role),
        since: form.since.as_deref(),
        until: form.until.as_deref(),
        reason: form.reason.as_deref(),
        context: &form.context,
        outruled_by: form.outruled.as_ref().map(|style| style.by.as_str()),
    }
}

fn role(role: DesignationRole) -> &'static str {
    match role {
        DesignationRole::Name => "name",
        DesignationRole::Acronym => "acronym",
        DesignationRole::Expansion => "expansion",
        DesignationRole::Adjective => "adjective",
    }
}

/// Only names of people and places are romanized; the native form of anything else is translated.
fn native<'a>(entry: &Entry, name: &'a NativeName) -> NativeFacts<'a> {
    let parts = match (&name.family, entry.kind) {
        (Some(family), _) => vec![name.given.clone(), Some(family.clone())],
        (None, EntryKind::Place) => vec![Some(name.text.clone())],
        (None, _) => Vec::new(),
    };
    let is_romanized = !parts.is_empty();
    let derived = parts.into_iter().flatten();
    NativeFacts {
        language: &name.language,
        text: &name.text,
        given: name.given.as_deref(),
        patronymic: name.patronymic.as_deref(),
        family: name.family.as_deref(),
        conventions: if is_romanized {
            renderings(&name.language, &name.text)
        } else {
            Vec::new()
        },
        derived: derived
            .map(|part| derived_from(&name.language, part))
            .filter(|derived| derived.count > 0)
            .collect(),
    }
}

/// What each system makes of the native name, forms that agree together.
fn renderings(language: &str, native: &str) -> Vec<Rendering<'static>> {
    let tables = &embedded::knowledge().tables;
    let mut forms: BTreeMap<String, Vec<(&str, &str)>> = BTreeMap::new();
    let written = |system: &&System| system.kind != Kind::Original;
    for system in tables.systems_of(language).filter(written) {
        if let Some(form) = tables.romanize(&system.id, native) {
            forms
                .entry(form)
                .or_default()
                .push((&system.id, &system.short));
        }
    }
    let rendering = |(form, systems): (String, Vec<(&'static str, &'static str)>)| {
        let (systems, names) = systems.into_iter().unzip();
        Rendering {
            form,
            systems,
            names,
        }
    };
    forms.into_iter().map(rendering).collect()
}

/// Counts the spellings of a name part, as many as are found without being listed.
fn derived_from(language: &str, native: String) -> Derived {
    let tables = &embedded::knowledge().tables;
    let mut forms: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    if native.contains([' ', '-']) {
        for rendering in renderings(language, &native) {
            forms.insert(rendering.form, rendering.systems);
        }
    } else if let Some(lattice) = tables.lattice(language, &native) {
        for (form, set) in lattice.enumerate_pure(WORD_CAP) {
            forms.insert(form, tables.convention_ids(language, set, None));
        }
    }
    let mut families: BTreeMap<String, usize> = BTreeMap::new();
    for systems in forms.values() {
        let named: BTreeSet<&str> = systems.iter().map(|id| family(id)).collect();
        for name in named {
            *families.entry(name.to_owned()).or_default() += 1;
        }
    }
    Derived {
        native,
        count: forms.len(),
        families,
    }
}

/// The family of a system: its publisher, which is the first part of its id.
fn family(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

/// Prints an entry for a person.
pub(super) fn explain(
    out: &mut dyn Write,
    palette: &Palette,
    entry: &EntryFacts<'_>,
) -> io::Result<()> {
    let bold = palette.bold;
    let gender = entry
        .gender
        .map(|it| if it == "f" { "woman" } else { "man" });
    let inferred = entry.kind_inferred.then_some("kind inferred");
    let pack = entry.pack.map(|pack| format!("pack {pack}"));
    let about: Vec<&str> = [
        Some(entry.kind),
        inferred,
        gender,
        Some(pack.as_deref().unwrap_or("your glossary")),
    ]
    .into_iter()
    .flatten()
    .collect();
    writeln!(out, "{bold}{}{bold:#} ({})", entry.id, about.join(", "))?;
    table::write(out, &forms_table(entry))?;
    facts_table(out, entry)?;
    for name in &entry.native {
        by_convention(out, name)?;
    }
    if !entry.references.is_empty() {
        writeln!(out, "\nReferences")?;
    }
    for reference in &entry.references {
        let details = [reference.date, reference.url].into_iter().flatten();
        let line: Vec<&str> = std::iter::once(reference.title).chain(details).collect();
        writeln!(out, "  {}", line.join(", "))?;
    }
    Ok(())
}

/// Native and listed forms, the name of each group once.
fn forms_table(entry: &EntryFacts<'_>) -> Vec<[String; 3]> {
    let native = entry
        .native
        .iter()
        .map(|name| ("native", name.language, name.text, String::new()));
    let listed = entry
        .forms
        .iter()
        .map(|form| (group(form), form.language, form.form, remark(form)));
    let mut rows = Vec::new();
    let mut before = "";
    for (group, language, form, remark) in native.chain(listed) {
        let shown = if before == group { "" } else { group };
        before = group;
        let language = if language == "und" { "" } else { language };
        let form = if remark.is_empty() {
            form.to_owned()
        } else {
            format!("{form} ({remark})")
        };
        rows.push([format!("  {shown}"), language.to_owned(), form]);
    }
    rows
}

/// A right form is shown by what it is, another by its standing.
fn group(form: &FormFacts<'_>) -> &'static str {
    let admitted = form.status == TermStatus::Admitted.as_str();
    if admitted && form.role != "name" {
        form.role
    } else if form.status == TermStatus::CrossReference.as_str() {
        "see"
    } else {
        form.status
    }
}

fn remark(form: &FormFacts<'_>) -> String {
    let role = (form.role != "name" && group(form) != form.role).then(|| form.role.to_owned());
    let since = form.since.map(|date| format!("since {date}"));
    let until = form.until.map(|date| format!("until {date}"));
    let near = (!form.context.is_empty()).then(|| format!("near {}", form.context.join(", ")));
    let reason = form.reason.map(str::to_owned);
    let style = form
        .outruled_by
        .map(|other| format!("the style writes {other}"));
    let all = [role, since, until, near, reason, style];
    all.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn facts_table(out: &mut dyn Write, entry: &EntryFacts<'_>) -> io::Result<()> {
    let speaks = entry.speaks.map_or("", english_name);
    let order = if entry.order == "family-first" {
        "family name first"
    } else {
        ""
    };
    let case = match entry.case {
        "exact" => "letter case counts",
        "fold" => "in any letter case",
        _ => "",
    };
    let acronym = if entry.familiar {
        "known to every reader"
    } else {
        ""
    };
    let rows: Vec<[String; 2]> = [
        ("speaks", speaks.to_owned()),
        ("order", order.to_owned()),
        ("acronym", acronym.to_owned()),
        ("case", case.to_owned()),
        ("near", entry.context.join(", ")),
        ("never", entry.rejects.join(" · ")),
        ("formerly", entry.was.join(", ")),
        ("wikidata", entry.wikidata.unwrap_or("").to_owned()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| [format!("  {name}"), value])
    .collect();
    if !rows.is_empty() {
        writeln!(out)?;
    }
    table::write(out, &rows)
}

fn by_convention(out: &mut dyn Write, name: &NativeFacts<'_>) -> io::Result<()> {
    if name.conventions.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{} by convention", name.text)?;
    let row = |it: &Rendering<'_>| [format!("  {}", it.form), it.names.join(", ")];
    table::write(out, &name.conventions.iter().map(row).collect::<Vec<_>>())?;
    for derived in &name.derived {
        let mut families: Vec<(&str, usize)> = derived
            .families
            .iter()
            .map(|(family, count)| (family.as_str(), *count))
            .collect();
        families.sort_by_key(|(family, count)| (std::cmp::Reverse(*count), *family));
        let shown: Vec<String> = families
            .iter()
            .map(|(family, count)| format!("{family} {count}"))
            .collect();
        let noun = if derived.count == 1 {
            "spelling"
        } else {
            "spellings"
        };
        writeln!(
            out,
            "  {} {noun} of {} are derived: {}",
            derived.count,
            derived.native,
            shown.join(", ")
        )?;
    }
    Ok(())
}
