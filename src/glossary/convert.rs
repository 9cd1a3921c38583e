//! One raw entry to one entry of the model.

use super::kind::{Evidence, infer};
use super::knowledge::Knowledge;
use super::model::{
    CasePolicy, Designation, DesignationRole, Entry, EntryKind, NameOrder, NativeName, Reference,
    TermStatus,
};
use super::names::{drop_articles, split_designation, split_native};
use super::raw::{
    RawCase, RawEntry, RawForm, RawFormList, RawForms, RawGender, RawKind, RawNative,
    RawNativeForm, RawOrder, RawPreferred, RawReference,
};
use super::validate::{Located, Problem, Read};
use super::yaml::Node;
use crate::lang::LanguageTag;
use crate::text::span::Span;

/// What conversion needs beside the entry.
pub(crate) struct Context<'a> {
    /// Text of the file.
    pub text: &'a str,
    /// Language of plain strings.
    pub language: &'a str,
    pub pack: Option<&'a str>,
    pub knowledge: &'a Knowledge,
}

/// Converts `raw`; `key` is the key of the short form.
pub(crate) fn convert(
    context: &Context,
    raw: RawEntry,
    key: Option<&str>,
    span: Span,
    node: &Node,
    out: &mut Read,
) {
    let mut builder = Builder {
        context,
        node,
        problems: &mut out.problems,
        designations: Vec::new(),
    };
    builder.designations(&raw, key);
    let native = builder.native(&raw);
    let speaks = builder.speaks(&raw);
    let designations = builder.designations;
    let Some(main) = designations
        .first()
        .map(|d| d.text.clone())
        .or_else(|| native.first().map(|n| n.text.clone()))
    else {
        let message =
            "an entry needs a form: `preferred`, `acronym`, `expansion` or `native`".to_owned();
        out.problems
            .push(Problem::error("glossary-value", span, message));
        return;
    };
    let evidence = Evidence {
        form: &main,
        has_native: !native.is_empty(),
        has_parts: native
            .iter()
            .any(|n| n.family.is_some() || n.given.is_some()),
        has_acronym: raw.acronym.is_some(),
        has_expansion: raw.expansion.is_some(),
        has_see: !raw.see.is_empty(),
    };
    let kind = raw.kind.map_or_else(|| infer(&evidence), kind_of);
    let mut entry = Entry {
        id: raw.id.clone().unwrap_or_else(|| slug(key.unwrap_or(&main))),
        was: raw.was.clone(),
        kind,
        kind_inferred: raw.kind.is_none(),
        native,
        designations,
        feminine: raw.gender.map(|g| g == RawGender::F),
        familiar: raw.familiar,
        speaks,
        context: raw.context.iter().map(|w| w.to_lowercase()).collect(),
        order: if raw.order == Some(RawOrder::FamilyFirst) {
            NameOrder::FamilyFirst
        } else {
            NameOrder::GivenFirst
        },
        case: match raw.case {
            Some(RawCase::Exact) => CasePolicy::Exact,
            Some(RawCase::Fold) => CasePolicy::Fold,
            _ => CasePolicy::Smart,
        },
        wikidata: raw.wikidata.clone(),
        references: raw.references.iter().map(reference).collect(),
        matches: raw.matches.clone(),
        rejects: raw.rejects.clone(),
        pack: context.pack.map(str::to_owned),
        chosen: Vec::new(),
    };
    if kind == EntryKind::Person {
        split_native(&mut entry, &raw.particles, context.knowledge);
        split_designation(&mut entry, &raw.particles, context.knowledge);
        drop_articles(&mut entry, context.knowledge);
    }
    let id_span = node.get("id").map_or(span, |n| n.span);
    check_id(&entry.id, id_span, &mut out.problems);
    let places = |key: &str, texts: &[String]| -> Vec<Span> {
        let list = node.get(key).unwrap_or(node);
        let place = |text: &String| list.find_scalar(context.text, text);
        texts
            .iter()
            .map(|text| place(text).unwrap_or(list.span))
            .collect()
    };
    out.entries.push(Located {
        matches: places("matches", &entry.matches),
        rejects: places("rejects", &entry.rejects),
        entry,
        span: id_span,
    });
}

fn check_id(id: &str, span: Span, problems: &mut Vec<Problem>) {
    if id.is_empty() || id.chars().any(|c| c.is_whitespace() || c.is_uppercase()) {
        problems.push(Problem::error(
            "glossary-value",
            span,
            format!("id `{id}`: lower case, words joined by hyphens"),
        ));
    }
}

/// `Vladimir Yermakov` → `vladimir-yermakov`: NFC, lower case, runs of other characters become one hyphen.
pub(crate) fn slug(form: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut out = String::with_capacity(form.len());
    for c in form.nfc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

fn kind_of(kind: RawKind) -> EntryKind {
    match kind {
        RawKind::Person => EntryKind::Person,
        RawKind::Organization => EntryKind::Organization,
        RawKind::Place => EntryKind::Place,
        RawKind::Treaty => EntryKind::Treaty,
        RawKind::Designation => EntryKind::Designation,
        RawKind::Term => EntryKind::Term,
        RawKind::Outlet => EntryKind::Outlet,
        RawKind::Office => EntryKind::Office,
    }
}

/// A reference of the model.
pub(crate) fn reference(raw: &RawReference) -> Reference {
    Reference {
        title: raw.title.clone(),
        url: raw.url.clone(),
        date: raw.date.clone(),
    }
}

/// Whether `text` is an ISO date.
pub(crate) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |i: usize, len: usize| {
        parts
            .get(i)
            .filter(|p| p.len() == len)
            .and_then(|p| p.parse::<u32>().ok())
    };
    matches!(
        (number(0, 4), number(1, 2), number(2, 2), parts.len()),
        (Some(_), Some(1..=12), Some(1..=31), 3)
    )
}

struct Builder<'a> {
    context: &'a Context<'a>,
    node: &'a Node,
    problems: &'a mut Vec<Problem>,
    designations: Vec<Designation>,
}

impl Builder<'_> {
    fn designations(&mut self, raw: &RawEntry, key: Option<&str>) {
        let plain = self.context.language.to_owned();
        match &raw.preferred {
            Some(RawPreferred::Plain(text)) => {
                self.push(text, &plain, TermStatus::Preferred, DesignationRole::Name)
            }
            Some(RawPreferred::ByLanguage(map)) => {
                // The language of the file first: it names the entry.
                let mut forms: Vec<_> = map.iter().collect();
                forms.sort_by_key(|(language, _)| (**language != plain, language.as_str()));
                for (language, text) in forms {
                    self.push(text, language, TermStatus::Preferred, DesignationRole::Name);
                }
            }
            None => {}
        }
        if let Some(key) = key.filter(|k| {
            !self
                .designations
                .iter()
                .any(|d| d.language == plain && d.text == *k)
        }) {
            self.push(key, &plain, TermStatus::Preferred, DesignationRole::Name);
        }
        if let Some(own) = &raw.own {
            for (language, text) in &own.forms {
                self.push(text, language, TermStatus::Own, DesignationRole::Name);
            }
        }
        let has_name = !self.designations.is_empty();
        self.role_forms(raw.expansion.as_ref(), DesignationRole::Expansion, has_name);
        self.role_forms(
            raw.acronym.as_ref(),
            DesignationRole::Acronym,
            !self.designations.is_empty(),
        );
        self.forms(
            raw.admitted.as_ref(),
            TermStatus::Admitted,
            DesignationRole::Name,
        );
        self.forms(
            raw.deprecated.as_ref(),
            TermStatus::Deprecated,
            DesignationRole::Name,
        );
        self.forms(
            raw.superseded.as_ref(),
            TermStatus::Superseded,
            DesignationRole::Name,
        );
        self.forms(
            raw.adjective.as_ref(),
            TermStatus::Admitted,
            DesignationRole::Adjective,
        );
        for text in &raw.see {
            self.push(
                text,
                &plain,
                TermStatus::CrossReference,
                DesignationRole::Name,
            );
        }
    }

    /// Expansions and acronyms are right forms; without any name the first of them is the preferred one.
    fn role_forms(&mut self, forms: Option<&RawForms>, role: DesignationRole, has_name: bool) {
        let start = self.designations.len();
        self.forms(forms, TermStatus::Admitted, role);
        if let (false, Some(first)) = (has_name, self.designations.get_mut(start)) {
            first.status = TermStatus::Preferred;
        }
    }

    fn forms(&mut self, forms: Option<&RawForms>, status: TermStatus, role: DesignationRole) {
        let plain = self.context.language.to_owned();
        match forms {
            None => {}
            Some(RawForms::One(text)) => self.push(text, &plain, status, role),
            Some(RawForms::Many(list)) => list
                .iter()
                .for_each(|form| self.form(form, &plain, status, role)),
            Some(RawForms::ByLanguage(map)) => {
                for (language, list) in map {
                    match list {
                        RawFormList::One(text) => self.push(text, language, status, role),
                        RawFormList::Many(list) => list
                            .iter()
                            .for_each(|form| self.form(form, language, status, role)),
                    }
                }
            }
        }
    }

    fn form(&mut self, form: &RawForm, language: &str, status: TermStatus, role: DesignationRole) {
        match form {
            RawForm::Plain(text) => self.push(text, language, status, role),
            RawForm::Detailed(detail) => {
                let before = self.designations.len();
                self.push(&detail.form, language, status, role);
                for date in [&detail.since, &detail.until]
                    .into_iter()
                    .flatten()
                    .filter(|d| !is_date(d))
                {
                    let span = self.place(date);
                    self.problems.push(Problem::error(
                        "glossary-value",
                        span,
                        format!("`{date}` is not a date of the form 2019-08-14"),
                    ));
                }
                if let Some(designation) = self.designations.get_mut(before) {
                    designation.since.clone_from(&detail.since);
                    designation.until.clone_from(&detail.until);
                    designation.reason.clone_from(&detail.reason);
                    designation.context = detail.context.iter().map(|w| w.to_lowercase()).collect();
                }
            }
        }
    }

    fn push(&mut self, text: &str, language: &str, status: TermStatus, role: DesignationRole) {
        use unicode_normalization::UnicodeNormalization;
        let text: String = text.trim().nfc().collect();
        let Some(tag) = LanguageTag::parse(language) else {
            let span = self.place(language);
            self.problems.push(Problem::error(
                "glossary-value",
                span,
                format!("`{language}` is not a language tag such as en or zh-Hant"),
            ));
            return;
        };
        if text.is_empty() {
            self.problems.push(Problem::error(
                "glossary-value",
                self.node.span,
                "a form is empty".to_owned(),
            ));
            return;
        }
        let language = tag.primary().to_owned();
        let same = |d: &&mut Designation| d.text == text && d.language == language;
        if let Some(known) = self.designations.iter_mut().find(same) {
            // The bearer's own spelling that the glossary prefers as well needs no convention.
            if status == TermStatus::Own && known.status == TermStatus::Preferred {
                known.status = status;
            }
            return;
        }
        let designation = Designation {
            text,
            language,
            status,
            role,
            given: None,
            family: None,
            since: None,
            until: None,
            reason: None,
            context: Vec::new(),
            outruled: None,
        };
        self.designations.push(designation);
    }

    fn place(&self, text: &str) -> Span {
        self.node
            .find_scalar(self.context.text, text)
            .unwrap_or(self.node.span)
    }

    fn speaks(&mut self, raw: &RawEntry) -> Option<String> {
        let written = raw.speaks.as_deref()?;
        let tag = LanguageTag::parse(written);
        if tag.is_none() {
            let span = self.place(written);
            let message = format!("`{written}` is not a language tag such as en or zh-Hant");
            self.problems
                .push(Problem::error("glossary-value", span, message));
        }
        tag.map(|tag| tag.primary().to_owned())
    }

    fn native(&mut self, raw: &RawEntry) -> Vec<NativeName> {
        let mut out = Vec::new();
        match &raw.native {
            None => {}
            Some(RawNative::Plain(text)) => {
                let text = text.trim();
                let language = self
                    .context
                    .knowledge
                    .tables
                    .fitting_languages(text)
                    .first()
                    .map(|l| (*l).to_owned());
                out.push(NativeName {
                    language: language.unwrap_or_else(|| "und".to_owned()),
                    text: text.to_owned(),
                    given: None,
                    patronymic: None,
                    family: None,
                });
            }
            Some(RawNative::ByLanguage(map)) => {
                for (language, form) in map {
                    let Some(tag) = LanguageTag::parse(language) else {
                        let span = self.place(language);
                        let message =
                            format!("`{language}` is not a language tag such as ru or zh-Hant");
                        self.problems
                            .push(Problem::error("glossary-value", span, message));
                        continue;
                    };
                    native_forms(tag.primary(), form, &mut out);
                }
            }
        }
        for name in &mut out {
            use unicode_normalization::UnicodeNormalization;
            name.text = name.text.nfc().collect();
        }
        out
    }
}

fn native_forms(language: &str, form: &RawNativeForm, out: &mut Vec<NativeName>) {
    let whole = |text: &str| NativeName {
        language: language.to_owned(),
        text: text.trim().to_owned(),
        given: None,
        patronymic: None,
        family: None,
    };
    match form {
        RawNativeForm::Plain(text) => out.push(whole(text)),
        RawNativeForm::Many(list) => out.extend(list.iter().map(|t| whole(t))),
        RawNativeForm::Parts(parts) => {
            let text = [&parts.given, &parts.patronymic, &parts.family]
                .into_iter()
                .flatten()
                .map(|p| p.trim())
                .collect::<Vec<_>>()
                .join(" ");
            let part = |p: &Option<String>| p.as_ref().map(|t| t.trim().to_owned());
            out.push(NativeName {
                given: part(&parts.given),
                patronymic: part(&parts.patronymic),
                family: part(&parts.family),
                ..whole(&text)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_dates() {
        assert_eq!(slug("Vladimir Yermakov"), "vladimir-yermakov");
        assert_eq!(slug("«Новая газета»"), "новая-газета");
        assert_eq!(slug("P5+1"), "p5-1");
        assert!(is_date("2019-08-14"));
        assert!(!is_date("2019-8-14") && !is_date("14.08.2019") && !is_date("2019-13-01"));
    }
}
