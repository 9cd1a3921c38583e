//! One text for an editor: findings, who is named where, and what the safe fixes make of it.

use std::convert::Infallible;

use super::settle::{Done, settle};
use super::{Checker, FileReport, Input, Mention};
use crate::document::decode::SourceText;
use crate::finding::Applicability;
use crate::rules::RuleContext;
use crate::text::span::Span;

impl Checker {
    /// Checks a text for itself. Offsets count from its first character, whatever that is.
    pub(crate) fn examine(&self, path: &str, text: String) -> FileReport {
        self.look_at(path, text, &mut |_| {})
    }

    /// Who is named in a text, in order.
    pub(crate) fn named(&self, path: &str, text: String) -> Vec<Mention<'_>> {
        let mut mentions: Vec<Mention> = Vec::new();
        self.look_at(path, text, &mut |context| {
            let view = &context.document.view;
            let found = self.mentions(context).into_iter();
            mentions.extend(found.map(|mention| Mention {
                span: view.source_span(mention.span),
                ..mention
            }));
        });
        mentions
    }

    fn look_at(&self, path: &str, text: String, look: &mut dyn FnMut(&RuleContext)) -> FileReport {
        let source = SourceText::from(text);
        let settings = self.config.settings_for(path);
        let (report, summary) = self.check_source(path, source, &[], &settings, look);
        self.finish_alone(report, &summary, &settings)
    }

    /// The edits that apply every safe fix of a text, until nothing safe is left, and how many fixes that are.
    pub(crate) fn safe_edits(&self, path: &str, text: &str) -> (usize, Vec<(Span, String)>) {
        let mut inputs = [Input {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }];
        let settled = settle(&mut inputs, Applicability::Safe, |inputs| {
            let texts = inputs
                .iter()
                .map(|input| String::from_utf8_lossy(&input.bytes).into_owned());
            Ok::<_, Infallible>(texts.map(|text| self.examine(path, text)).collect())
        });
        let Ok(mut settled) = settled;
        let Done { fixes, trail, .. } = settled.done.remove(path).unwrap_or_default();
        let [Input { bytes, .. }] = inputs;
        let new = |range: &std::ops::Range<u32>| {
            let bytes = bytes.get(range.start as usize..range.end as usize);
            String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
        };
        let changes = trail.changes().iter();
        let edits = changes
            .map(|change| {
                (
                    Span::new(change.from.start, change.from.end),
                    new(&change.to),
                )
            })
            .collect();
        (fixes, edits)
    }
}
