//! The glossary file as written: serde types of the YAML, one to one, from which the JSON Schema is derived.
//!
//! Nothing is interpreted here. `validate` turns these into the model and knows where each value stands.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A glossary or pack: `entries:` in full form, and any other key as an entry in short form.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
pub(crate) struct RawFile {
    /// Name of the pack; only in packs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    /// Title for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Language of plain strings (BCP 47); default: the first configured language, else `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Id of the house style that this file defines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// The house in a message (AP writes Kyiv); only in styles. Default: the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<String>,
    /// Who decides; only in styles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Where the choices come from; only in styles. A choice may cite one by its title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<RawReference>,
    /// What the style writes, by id of the entry.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, RawChoices>,
    /// Entries in full form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<RawEntry>,
    /// Texts with what must become of them, run by `exonym glossary test`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<RawTest>,
    /// Entries in short form: `preferred form: native spelling`, or `preferred form: { … }`.
    #[serde(flatten)]
    pub short: BTreeMap<String, RawShort>,
}

/// A text and what must become of it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RawTest {
    /// The text.
    pub text: String,
    /// Its language (BCP 47); default: that of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Its day (ISO date).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The text after all safe fixes; the same text when nothing may change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub normalized: Option<String>,
    /// Ids of the entries that are named in it for certain, in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Vec<String>>,
}

/// Value of an entry in short form.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RawShort {
    /// The native spelling.
    Native(String),
    /// Any keys of a full entry.
    Entry(Box<RawEntry>),
    /// Nothing more to say: the form itself is the entry.
    Nothing(()),
}

/// One entry.
#[derive(Debug, Default, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct RawEntry {
    /// Stable id: lower case, hyphens. Default: made from the preferred form.
    pub id: Option<String>,
    /// Earlier ids.
    pub was: Vec<String>,
    /// What the entry names.
    pub kind: Option<RawKind>,
    /// Spelling in the language of its bearer, by language.
    pub native: Option<RawNative>,
    /// The form to use, by language of the text.
    pub preferred: Option<RawPreferred>,
    /// The bearer's own spelling: outranks every convention.
    pub own: Option<RawOwn>,
    /// Right forms beside the preferred one: no finding.
    pub admitted: Option<RawForms>,
    /// Forms not to be used.
    pub deprecated: Option<RawForms>,
    /// Forms that were right until a date.
    pub superseded: Option<RawForms>,
    /// Short form made of initials.
    pub acronym: Option<RawForms>,
    /// What the acronym stands for; the first is the usual one.
    pub expansion: Option<RawForms>,
    /// Adjectives made of the name (French for France), in dictionary form: recognized, never replaced.
    pub adjective: Option<RawForms>,
    /// Whether every reader knows the acronym (UN, NATO), so that it need not be spelled out.
    pub familiar: bool,
    /// Names of the same thing in another system (SSC-8 for 9M729): recognized, never replaced.
    pub see: Vec<String>,
    /// Language in which a person, office or outlet speaks in public (BCP 47).
    pub speaks: Option<String>,
    /// `m` or `f`.
    pub gender: Option<RawGender>,
    /// Lower-case words near a short or ambiguous form that settle what is meant.
    pub context: Vec<String>,
    /// Order of given and family name in the native language.
    pub order: Option<RawOrder>,
    /// Reading of a logographic name, by system.
    pub reading: BTreeMap<String, String>,
    /// Particles that belong to the family name (von, de, bin).
    pub particles: Vec<String>,
    /// How letter case is compared: `smart` = acronyms exactly, other words in any case.
    pub case: Option<RawCase>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Texts in which the entry must be found.
    pub matches: Vec<String>,
    /// Texts in which it must not be found.
    pub rejects: Vec<String>,
    /// Where the facts come from.
    pub references: Vec<RawReference>,
}

/// What an entry names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawKind {
    /// A human being.
    Person,
    /// A ministry, commission, company, alliance.
    Organization,
    /// A city, country, river, region.
    Place,
    /// A treaty or agreement.
    Treaty,
    /// A weapon, vehicle or system by its designation.
    Designation,
    /// An ordinary term.
    Term,
    /// A newspaper, agency or broadcaster.
    Outlet,
    /// A position.
    Office,
}

/// Native spelling: one string (language found by its alphabet) or by language.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RawNative {
    /// One spelling.
    Plain(String),
    /// Spellings by language.
    ByLanguage(BTreeMap<String, RawNativeForm>),
}

/// Native spelling in one language.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RawNativeForm {
    /// The whole name.
    Plain(String),
    /// Several spellings, the first is the main one.
    Many(Vec<String>),
    /// A person's name by parts.
    Parts(RawNameParts),
}

/// Parts of a person's name.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawNameParts {
    /// Given name.
    pub given: Option<String>,
    /// Patronymic.
    pub patronymic: Option<String>,
    /// Family name.
    pub family: Option<String>,
}

/// One form, or one form by language.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RawPreferred {
    /// In the language of the file.
    Plain(String),
    /// By language.
    ByLanguage(BTreeMap<String, String>),
}

/// The bearer's own spelling by language, with where it is documented.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
pub(crate) struct RawOwn {
    /// Where the spelling is documented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<RawReferenceOrText>,
    /// Spelling by language.
    #[serde(flatten)]
    pub forms: BTreeMap<String, String>,
}

/// Forms: one, several, or by language.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RawForms {
    /// One form in the language of the file.
    One(String),
    /// Several forms in the language of the file.
    Many(Vec<RawForm>),
    /// By language.
    ByLanguage(BTreeMap<String, RawFormList>),
}

/// One or several forms.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RawFormList {
    /// One form.
    One(String),
    /// Several forms.
    Many(Vec<RawForm>),
}

/// A form, with dates and reason where needed.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RawForm {
    /// The form itself.
    Plain(String),
    /// The form with what is known about it.
    Detailed(RawDetailedForm),
}

/// A form with dates, reason and reference.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawDetailedForm {
    /// The form.
    pub form: String,
    /// First day (ISO date) on which the status holds.
    pub since: Option<String>,
    /// Last day (ISO date) on which the form was right.
    pub until: Option<String>,
    /// Why, in words.
    pub reason: Option<String>,
    /// Where this is documented.
    pub reference: Option<RawReferenceOrText>,
    /// Words that must stand near.
    pub context: Vec<String>,
}

/// A reference in full or as a line of text.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RawReferenceOrText {
    /// A line of text or an address.
    Text(String),
    /// In full.
    Full(RawReference),
}

/// Where a claim comes from.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RawReference {
    /// Title of the work or page.
    pub title: String,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Date of the work or of access.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// What a style writes for an entry; several where a name and an acronym are both chosen.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RawChoices {
    /// The form.
    Form(String),
    /// The form with what is known about it.
    One(RawChoice),
    /// Several.
    Many(Vec<RawChoices>),
}

/// One choice of a style.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct RawChoice {
    /// The form to write, one that the entry lists.
    pub form: String,
    /// First day (ISO date) of the choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The forms that are not written. Default: every other short form of the same kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instead_of: Vec<String>,
    /// Where this is documented: in full, or the title of one of the file's `references`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<RawReferenceOrText>,
}

/// Grammatical gender of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawGender {
    /// Masculine.
    M,
    /// Feminine.
    F,
}

/// Order of the parts of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawOrder {
    /// Sergei Ryabkov.
    GivenFirst,
    /// Xi Jinping.
    FamilyFirst,
}

/// How letter case is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RawCase {
    /// Every letter as written.
    Exact,
    /// Acronyms as written, other words in any case.
    Smart,
    /// Any case.
    Fold,
}
