//! One text for an editor: findings, who is named where, and what the safe fixes make of it.

use std::convert::Infallible;

use super::settle::{Done, settle};
use super::{Checker, FileReport, Input, Mention, unreadable};
use crate::document::decode::SourceText;
use crate::finding::Applicability;
use crate::text::span::Span;

/// What is known of a text.
pub(crate) struct Examined<'a> {
    /// Its findings.
    pub report: FileReport,
    /// Who is named in it, in order.
    pub mentions: Vec<Mention<'a>>,
}

impl Checker {
    /// Checks a text for itself. Offsets count from its first character, whatever that is.
    pub(crate) fn examine(&self, path: &str, text: String) -> Examined<'_> {
        let mut mentions: Vec<Mention> = Vec::new();
        let source = SourceText::from(text);
        let settings = self.config.settings_for(path);
        let (report, summary) = self.check_source(path, source, &[], &settings, &mut |context| {
            let view = &context.document.view;
            let found = self.mentions(context).into_iter();
            mentions.extend(found.map(|mention| Mention {
                span: view.source_span(mention.span),
                ..mention
            }));
        });
        Examined {
            report: self
                .finish_alone(report, &summary)
                .unwrap_or_else(|| unreadable(path, "nothing was checked")),
            mentions,
        }
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
            Ok::<_, Infallible>(texts.map(|text| self.examine(path, text).report).collect())
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
