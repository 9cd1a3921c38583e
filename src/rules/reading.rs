//! How the form of a mention came about: which convention wrote it, and how purely.

use super::context::RuleContext;
use super::judgement::{Derivation, Verdict, judge};
use super::opinion::common_derivation;
use super::place_form::place_derivation;
use crate::glossary::compile::FormTarget;
use crate::glossary::derive::PartKind;
use crate::glossary::model::EntryKind;
use crate::scan::mention::{Body, EntryRef, Mention};
use crate::text::script::{Script, dominant_script};

/// What explains the form of `mention` as a form of `at`; `None` for forms that are listed for the language of the text, for native
/// spellings, and for letters that had to be put right first.
pub(crate) fn reading(
    context: &RuleContext,
    mention: &Mention,
    at: EntryRef,
) -> Option<Derivation> {
    let surface = mention.span.slice(context.text());
    let language = context.language(mention).0.map_or("", |tag| tag.primary());
    if mention.confused || dominant_script(surface) != Script::LATN {
        return None;
    }
    let entry = context.layers.entry(at)?;
    match &mention.body {
        Body::Person { family, given, .. } => {
            let given = given.as_ref();
            let family_verdict = judge(context, at, entry, PartKind::Family, family, language);
            let given_verdict = given.map_or(Verdict::Right, |piece| {
                judge(context, at, entry, PartKind::Given, piece, language)
            });
            let both = [(family_verdict, Some(family)), (given_verdict, given)];
            common_derivation(context, at, &both, language)
        }
        Body::Given(given) => match judge(context, at, entry, PartKind::Given, given, language) {
            Verdict::Derived(derivation) => Some(derivation),
            _ => None,
        },
        Body::Form(FormTarget::Derived(_)) if entry.kind == EntryKind::Place => {
            place_derivation(entry, surface, language)
        }
        Body::Form(_) => None,
    }
}
