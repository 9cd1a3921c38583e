//! Snapshots over real findings: what keeps a finding known, and what makes it new.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::check::glossary::checker_for;
use crate::check::{Checker, FileReport, Input};
use crate::corpus::FileSummary;

const GLOSSARY: &str = "
entries:
  - { id: ryabkov, preferred: Sergei Ryabkov, native: Сергей Рябков }
  - { id: yermakov, preferred: Vladimir Yermakov, native: Владимир Ермаков }
";

static CHECKER: LazyLock<Checker> = LazyLock::new(|| checker_for(GLOSSARY));

const PARAGRAPHS: &[&str] = &[
    "Yesterday the envoy Sergej Rjabkow told reporters in Geneva that the talks go on.",
    "Asked about it, Sergej Rjabkow said that nothing had been decided so far.",
    "The head of the department, Wladimir Jermakow, did not answer that question.",
    "A letter by Sergej Rjabkow and Wladimir Jermakow was read aloud in the hall.",
    "Nobody else came to the hall that morning, and the doors were closed at noon.",
    "“Sergej Rjabkow is right”, wrote a newspaper on the next day.",
];

/// Findings of `name-variant` in these files.
fn check(files: &[(&str, String)]) -> Vec<FileReport> {
    let (reports, summaries): (Vec<_>, Vec<_>) = files
        .iter()
        .map(|(path, text)| {
            CHECKER.check_file(&Input {
                path: (*path).to_owned(),
                bytes: text.clone().into_bytes(),
            })
        })
        .unzip();
    let summary = summaries
        .into_iter()
        .fold(FileSummary::default(), FileSummary::merge);
    let mut reports = CHECKER.finish(reports, CHECKER.check_corpus(&summary));
    for report in &mut reports {
        report.findings.retain(|f| f.rule.name == "name-variant");
    }
    reports
}

fn compare_within(
    records: &[Record],
    files: &[(&str, String)],
    covers: &dyn Fn(&str) -> bool,
) -> Comparison {
    let mut reports = check(files);
    let mut checked: Vec<Checked<'_>> = reports
        .iter_mut()
        .map(|report| Checked {
            path: report.path.clone(),
            text: &report.source.text,
            findings: &mut report.findings,
        })
        .collect();
    let run = Run {
        covers,
        runs: &|_| true,
        today: "2026-11-22",
    };
    compare(records, &mut checked, &run)
}

fn compared(records: &[Record], files: &[(&str, String)]) -> Comparison {
    compare_within(records, files, &|_| true)
}

fn snapshot(files: &[(&str, String)]) -> Vec<Record> {
    compared(&[], files).accepted
}

/// `new vanished known`.
fn counts(compared: &Comparison) -> (usize, usize, usize) {
    (compared.new.len(), compared.vanished.len(), compared.known)
}

fn text(paragraphs: &[usize]) -> String {
    let paragraphs: Vec<&str> = paragraphs.iter().map(|n| PARAGRAPHS[*n]).collect();
    paragraphs.join("\n\n")
}

fn paragraphs() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..PARAGRAPHS.len(), 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn edits_elsewhere_moves_and_new_line_breaks_change_nothing(order in paragraphs().prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle())), at: usize, width in 1..9_usize) {
        let (before, after) = order;
        let known = snapshot(&[("a.txt", text(&before))]);
        let mut after = after;
        after.insert(at % (after.len() + 1), 4);
        let mut moved = text(&after);
        // Every so many words the line is broken.
        for (n, space) in moved.clone().match_indices(' ').map(|(i, _)| i).enumerate() {
            if n % width == 0 {
                moved.replace_range(space..=space, "\n");
            }
        }
        prop_assert_eq!(counts(&compared(&known, &[("a.txt", moved)])), (0, 0, known.len()));
    }

    #[test]
    fn renamed_and_shared_out_files_change_nothing(before in paragraphs(), cut: usize) {
        let known = snapshot(&[("a.txt", text(&before))]);
        let renamed = compared(&known, &[("b.txt", text(&before))]);
        prop_assert_eq!(counts(&renamed), (0, 0, known.len()));
        // What stands there once can move to another file, as it is known by its fingerprint.
        let mut once = before.clone();
        once.sort_unstable();
        once.dedup();
        let known = snapshot(&[("a.txt", text(&once))]);
        let (left, right) = once.split_at(cut % (once.len() + 1));
        let shared = [("a.txt", text(left)), ("c.txt", text(right))];
        prop_assert_eq!(counts(&compared(&known, &shared)), (0, 0, known.len()));
    }

    #[test]
    fn what_is_removed_vanishes_and_nothing_else_is_touched(before in paragraphs(), at: usize) {
        let known = snapshot(&[("a.txt", text(&before))]);
        let mut after = before.clone();
        let removed = after.remove(at % after.len());
        let gone = snapshot(&[("a.txt", text(&[removed]))]).len();
        let rest = compared(&known, &[("a.txt", text(&after))]);
        prop_assert_eq!(counts(&rest), (0, gone, known.len() - gone));
        // And back again: just what was added is new.
        let back = compared(&rest.accepted, &[("a.txt", text(&before))]);
        prop_assert_eq!(counts(&back), (gone, 0, known.len() - gone));
    }

    #[test]
    fn a_file_is_read_as_it_was_written(strings in prop::collection::vec("\\PC{0,12}|[-#:'\"{\\[?!&*~|>%@` \u{200b}\u{feff}\u{85}\n\t0-9a-fx.]{0,9}", 6), number: u64) {
        let own = |n: usize| strings[n].clone();
        let record = Record {
            path: own(0),
            form: own(1),
            rule: own(2),
            entry: Some(own(3)),
            severity: Some(Severity::Info),
            context: own(4),
            fingerprint: Fingerprint(number),
            reason: Some(own(5)),
            date: Some("2026-11-22".to_owned()),
            until: None,
        };
        let other = Record { entry: None, severity: None, reason: None, date: None, ..record.clone() };
        let mut records = vec![record, other];
        records.sort();
        let file = write(&records).expect("it can be written");
        prop_assert_eq!(read(&file).expect("it can be read"), records);
    }
}

#[test]
fn a_text_that_was_translated_anew_keeps_its_forms() {
    let known = snapshot(&[("a.txt", text(&[0, 2]))]);
    let anew = "Sergej Rjabkow informed the press on Tuesday. Wladimir Jermakow kept silent.";
    assert_eq!(
        counts(&compared(&known, &[("a.txt", anew.to_owned())])),
        (0, 0, 2)
    );
    let other = "Sergej Rjabkow informed the press on Tuesday. Sergej Rjabkow left.";
    let changed = compared(&known, &[("a.txt", other.to_owned())]);
    assert_eq!(counts(&changed), (1, 1, 1));
    assert_eq!(changed.vanished[0].form, "Wladimir Jermakow");
}

#[test]
fn what_was_not_looked_at_stays() {
    let files = [("a.txt", text(&[0])), ("b.txt", text(&[2]))];
    let known = snapshot(&files);
    let part = compare_within(&known, &files[..1], &|path| path == "a.txt");
    assert_eq!(counts(&part), (0, 0, 1));
    assert_eq!(part.accepted, known);
    // A copy of what a file holds that nobody looked at is not that finding.
    let copy = [("c.txt", text(&[2]))];
    let copied = compare_within(&known, &copy, &|path| path == "c.txt");
    assert_eq!(counts(&copied), (1, 0, 0));
}

#[test]
fn notes_are_kept_and_end_on_their_day() {
    let files = [("a.txt", text(&[0]))];
    let mut known = snapshot(&files);
    known[0].reason = Some("quoted".to_owned());
    known[0].until = Some("2026-11-22".to_owned());
    let last_day = compared(&known, &files);
    assert_eq!((last_day.known, last_day.expired.len()), (1, 0));
    assert_eq!(last_day.accepted, known);
    known[0].until = Some("2026-11-21".to_owned());
    let after = compared(&known, &files);
    assert_eq!((after.known, after.expired.len()), (0, 1));
    assert_eq!(after.accepted, known);
}

#[test]
fn a_comment_takes_the_place_of_a_record() {
    let known = snapshot(&[("a.txt", text(&[0]))]);
    let silenced = format!("<!-- exonym: ignore-next -->\n{}", text(&[0]));
    let compared = compared(&known, &[("a.txt", silenced)]);
    assert_eq!(counts(&compared), (0, 0, 0));
    assert!(compared.accepted.is_empty());
}

#[test]
fn bad_files_are_refused_at_their_place() {
    let good = write(&snapshot(&[("a.txt", text(&[0]))])).expect("it can be written");
    let line = |start: &str| {
        let is_it = |l: &str| l.trim_start_matches([' ', '-']).starts_with(start);
        1 + good.lines().position(is_it).expect("there is such a line")
    };
    let fingerprint = good
        .lines()
        .find(|l| l.contains("fingerprint"))
        .expect("one");
    for (bad, at, wanted) in [
        (
            good.replace("rule:", "rulle:"),
            line("rule"),
            "unknown field `rulle`",
        ),
        (
            good.replace(fingerprint, "    fingerprint: abc"),
            line("fingerprint"),
            "no fingerprint",
        ),
        (
            good.replace("    context", "    until: soon\n    context"),
            line("context"),
            "no day",
        ),
        (
            good.replace("  - form", "<<<<<<< ours\n  - form"),
            line("form"),
            "merge conflict",
        ),
        (
            good.replace("version: 1", "version: 7"),
            line("version"),
            "version 7",
        ),
        (
            good.replace("version: 1", "version: [1"),
            line("version"),
            "",
        ),
    ] {
        let error = read(&bad).expect_err("it is bad");
        assert!(error.message.contains(wanted), "{error}");
        assert!(
            error.line.abs_diff(at) <= 2,
            "{error}: line {at} was meant\n{bad}"
        );
    }
    assert_eq!(read("version: 1\nfiles:\n"), Ok(Vec::new()));
    let twice = good.replace("files:\n", "files:\n  a.txt:\n");
    assert_eq!(read(&twice).map(|records| records.len()), Ok(1));
}

#[test]
fn many_findings_are_compared_quickly() {
    let mut records = snapshot(&[("a.txt", text(&[0, 1, 2, 3]))]);
    let few = records.clone();
    for n in 0..4_000_u64 {
        records.extend(few.iter().map(|record| Record {
            path: format!("wire/{n}.txt"),
            fingerprint: Fingerprint(record.fingerprint.0.wrapping_add(n + 1)),
            ..record.clone()
        }));
    }
    let file = write(&records).expect("it can be written");
    let read = read(&file).expect("it can be read");
    assert_eq!(read.len(), records.len());
    let compared = compared(&read, &[("a.txt", text(&[0, 1, 2, 3]))]);
    assert_eq!(counts(&compared), (0, records.len() - few.len(), few.len()));
}
