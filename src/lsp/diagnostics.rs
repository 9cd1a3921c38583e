//! A finding as an editor sees it.

use super::client::Capabilities;
use super::document::Document;
use super::wire::{Diagnostic, DiagnosticData, Location, RelatedInformation};
use crate::finding::{Finding, Related, Severity};
use crate::format;

/// What is shown as the origin of a diagnostic.
pub(super) const SOURCE: &str = "exonym";

/// The diagnostic of one occurrence.
pub(super) fn diagnostic(document: &Document, finding: &Finding, can: &Capabilities) -> Diagnostic {
    let related = finding.related.iter().filter(|_| can.related_information);
    Diagnostic {
        range: document.places.range(&document.text, finding.span),
        severity: severity(finding.severity),
        code: finding.rule.name,
        source: SOURCE,
        message: message(finding),
        related_information: related.filter_map(|it| place(document, it)).collect(),
        data: can.diagnostic_data.then(|| DiagnosticData {
            fingerprint: finding.fingerprint.to_hex(),
        }),
    }
}

fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    }
}

/// One line, and a second one for what it leaves open.
fn message(finding: &Finding) -> String {
    let mut message = finding.message.clone();
    let cause = finding.cause.as_deref();
    if let Some(cause) = cause.filter(|cause| !message.contains(cause)) {
        message.push_str(&format!("\ncause: {cause}"));
    }
    if !finding.candidates.is_empty() {
        message.push_str(&format!("\ncould be: {}", finding.candidates.join(", ")));
    }
    let told = |form: &&String| !message.contains(form.as_str());
    if finding.suggestions.len() > 1 {
        let all = finding.suggestions.join(" or ");
        message.push_str(&format!("\nperhaps: {all}"));
    } else if let Some(form) = finding.preferred.as_ref().filter(told) {
        message.push_str(&format!("\npreferred: {form}"));
    }
    message
}

/// Another place of the same text, or of a file beside it.
fn place(document: &Document, related: &Related) -> Option<RelatedInformation> {
    if related.path.is_some() {
        return None;
    }
    let message = if related.message.is_empty() {
        related.text.clone()
    } else {
        related.message.clone()
    };
    Some(RelatedInformation {
        location: Location {
            uri: document.uri.clone(),
            range: document.places.range(&document.text, related.span),
        },
        message,
    })
}

/// The name under which a text is checked: its ending chooses the format, and the editor may know better than the file name.
pub(super) fn name_of(document: &Document) -> String {
    let path = document.file.as_deref();
    let name = path.map_or_else(|| document.uri.clone(), |it| it.display().to_string());
    let ending = match document.language_id.as_str() {
        "markdown" => "md",
        "html" => "html",
        "plaintext" => "txt",
        _ => return name,
    };
    if format::for_path(&name).endings().contains(&ending) {
        name
    } else {
        format!("{name}.{ending}")
    }
}
