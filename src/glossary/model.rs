//! The glossary as the program understands it: entries, designations, name parts.
//!
//! These types are stored in the compiled glossary (postcard), never in a report.

use serde::{Deserialize, Serialize};

/// What an entry names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum EntryKind {
    Person,
    Organization,
    Place,
    Treaty,
    Designation,
    Term,
    Outlet,
    Office,
}

impl EntryKind {
    /// The word used in YAML and in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Treaty => "treaty",
            Self::Designation => "designation",
            Self::Term => "term",
            Self::Outlet => "outlet",
            Self::Office => "office",
        }
    }
}

/// Standing of a form, in the words of TBX (ISO 30042).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TermStatus {
    /// The one to use.
    Preferred,
    /// The bearer's own spelling; outranks the preferred one.
    Own,
    /// Right as well.
    Admitted,
    /// Not to be used.
    Deprecated,
    /// Right until a date.
    Superseded,
    /// Another system's name for the same thing: recognized, never replaced.
    CrossReference,
    /// The spelling of the bearer's language.
    Native,
}

impl TermStatus {
    /// Whether a text may carry the form without a finding.
    #[must_use]
    pub fn is_right(self) -> bool {
        matches!(
            self,
            Self::Preferred | Self::Own | Self::Admitted | Self::CrossReference
        )
    }

    /// The word used in output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Own => "own",
            Self::Admitted => "admitted",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
            Self::CrossReference => "cross-reference",
            Self::Native => "native",
        }
    }
}

/// Full name, acronym or expansion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum DesignationRole {
    /// An ordinary name.
    Name,
    /// Made of initials.
    Acronym,
    /// What an acronym stands for.
    Expansion,
    /// An adjective made of the name.
    Adjective,
}

/// How letter case is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum CasePolicy {
    Exact,
    Smart,
    Fold,
}

/// Order of the parts of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum NameOrder {
    GivenFirst,
    FamilyFirst,
}

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Reference {
    pub title: String,
    pub url: Option<String>,
    pub date: Option<String>,
}

/// A listed form of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Designation {
    pub text: String,
    /// Primary language of texts in which it stands.
    pub language: String,
    pub status: TermStatus,
    pub role: DesignationRole,
    /// Given-name part of a person's form.
    pub given: Option<String>,
    /// Family-name part of a person's form.
    pub family: Option<String>,
    pub since: Option<String>,
    pub until: Option<String>,
    pub reason: Option<String>,
    pub context: Vec<String>,
    /// Set when a style is applied, never stored.
    #[serde(skip)]
    pub outruled: Option<Outruled>,
}

/// A right form that a house style does not write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outruled {
    /// The form that the style chose.
    pub by: String,
}

/// That a house style decides on an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub language: String,
    /// First day (ISO date) of the choice.
    pub since: Option<String>,
    /// `AP writes Kyiv`.
    pub cause: String,
}

/// The spelling of the bearer's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NativeName {
    pub language: String,
    pub text: String,
    pub given: Option<String>,
    pub patronymic: Option<String>,
    pub family: Option<String>,
}

/// One referent with all its forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub id: String,
    pub was: Vec<String>,
    pub kind: EntryKind,
    /// Whether `kind` was inferred, not written.
    pub kind_inferred: bool,
    pub native: Vec<NativeName>,
    pub designations: Vec<Designation>,
    pub feminine: Option<bool>,
    /// Whether every reader knows the acronym.
    pub familiar: bool,
    /// Primary language in which the entry speaks in public.
    pub speaks: Option<String>,
    pub context: Vec<String>,
    pub order: NameOrder,
    pub case: CasePolicy,
    pub wikidata: Option<String>,
    pub references: Vec<Reference>,
    /// Texts in which the entry must be found.
    pub matches: Vec<String>,
    /// Texts in which it must not be found.
    pub rejects: Vec<String>,
    /// Name of the pack, or `None` for a user's glossary.
    pub pack: Option<String>,
    /// Set when a style is applied, never stored.
    #[serde(skip)]
    pub chosen: Vec<Chosen>,
}

impl Entry {
    /// The form to use in a text of `language` (primary subtag).
    pub(crate) fn preferred(&self, language: &str) -> Option<&Designation> {
        let of = |status| {
            self.designations.iter().find(|d| {
                d.status == status
                    && d.language == language
                    && !matches!(
                        d.role,
                        DesignationRole::Acronym | DesignationRole::Adjective
                    )
            })
        };
        of(TermStatus::Own)
            .or_else(|| of(TermStatus::Preferred))
            .or_else(|| {
                self.designations
                    .iter()
                    .find(|d| d.status == TermStatus::Preferred && d.language == language)
            })
    }

    /// What a house style says on forms in `language` in a text of this date.
    pub(crate) fn chosen(&self, language: &str, as_of: Option<&str>) -> Option<&Chosen> {
        let holds = |c: &&Chosen| {
            let early = c
                .since
                .as_deref()
                .zip(as_of)
                .is_some_and(|(since, date)| date < since);
            c.language == language && !early
        };
        self.chosen.iter().find(holds)
    }

    /// Whether a person is known by the family name alone.
    pub(crate) fn is_family_only(&self) -> bool {
        self.kind == EntryKind::Person
            && !self.designations.iter().any(|d| d.given.is_some())
            && !self.native.iter().any(|n| n.given.is_some())
    }

    /// The first native name that can be romanized or compared.
    pub(crate) fn native_text(&self) -> Option<&str> {
        self.native.first().map(|n| n.text.as_str())
    }
}
