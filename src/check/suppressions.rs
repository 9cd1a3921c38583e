//! Comments that silence findings: where each holds, which findings it silences, and which of them are in vain or in error.

use std::collections::BTreeMap;

use super::directive::{self, Directive, Fault, Target, Verb};
use super::{fingerprints, merge};
use crate::finding::{Finding, IgnoreList, RuleMeta, Severity, Suppression, SuppressionKind};
use crate::rules::{self, SUPPRESSION_INVALID, SUPPRESSION_UNUSED};
use crate::text::line_index::LineIndex;
use crate::text::span::Span;

/// What a finding is compared with before it is called unused: so many findings after the place.
const NEAR: usize = 20;

type Adjust<'a> = Box<dyn Fn(&mut Vec<Finding>) + 'a>;

/// What runs and what is known, so that a suppression of something else is not held against it.
pub(super) struct Known<'a> {
    pub runs: Box<dyn Fn(&RuleMeta) -> bool + 'a>,
    pub has_entry: Box<dyn Fn(&str) -> bool + 'a>,
    /// Gives findings the severity that the configuration sets.
    pub adjust: Adjust<'a>,
}

/// All suppressions of one file.
#[derive(Debug, Default)]
pub(super) struct Suppressions {
    scopes: Vec<Scope>,
    faults: Vec<Fault>,
    endless: Vec<Span>,
}

/// One name and the stretch it is silenced in.
#[derive(Debug)]
struct Scope {
    target: Target,
    /// A finding is inside when it begins there.
    from: u32,
    to: u32,
    /// Where the name is written.
    place: Span,
    /// Whether it holds for a line, and may have missed its finding by a few.
    narrow: bool,
    reason: Option<String>,
    used: bool,
}

/// Applies what a file says of its own findings; `findings` are places in `source`, sorted.
pub(super) fn settle(
    source: &str,
    comments: &[Span],
    lists: &[IgnoreList],
    findings: &mut Vec<Finding>,
    known: &Known,
) {
    if comments.is_empty() && lists.is_empty() {
        return;
    }
    let suppressions = Suppressions::parse(source, comments, lists);
    let mut own = suppressions.apply(source, findings, known);
    (known.adjust)(&mut own);
    if !own.is_empty() {
        fingerprints::stamp(source, &mut own, &mut BTreeMap::new());
        findings.append(&mut own);
        merge::sort(findings);
    }
}

impl Suppressions {
    /// Reads the comments of a file, given by what stands between their signs, and the lists it declares.
    pub(super) fn parse(source: &str, comments: &[Span], lists: &[IgnoreList]) -> Self {
        let mut found = Self::default();
        for list in lists {
            found.take_list(list);
        }
        let faults = &mut found.faults;
        let directives: Vec<(Span, Directive)> = comments
            .iter()
            .filter_map(|at| Some((*at, directive::read(source, *at, faults)?)))
            .collect();
        if !directives.is_empty() {
            found.place(source, comments, directives);
        }
        found.scopes.sort_by_key(|scope| (scope.from, scope.place));
        found
    }

    fn take_list(&mut self, list: &IgnoreList) {
        let mut targets = Vec::new();
        for name in &list.names {
            match directive::target(name) {
                Ok(target) => targets.push(target),
                Err(message) => self.faults.push((list.place, message)),
            }
        }
        if list.names.is_empty() {
            targets.push(Target::EVERYTHING);
        }
        self.scopes.extend(targets.into_iter().map(|target| Scope {
            target,
            from: list.scope.start,
            to: list.scope.end,
            place: list.place,
            narrow: false,
            reason: None,
            used: false,
        }));
    }

    /// Finds out where each directive holds.
    fn place(&mut self, source: &str, comments: &[Span], directives: Vec<(Span, Directive)>) {
        let mut lines = Lines {
            source,
            comments,
            index: LineIndex::new(source),
            last: (1, 0),
        };
        let end = u32::try_from(source.len()).unwrap_or(u32::MAX);
        let mut open: Vec<Scope> = Vec::new();
        for (comment, directive) in directives {
            let (from, to) = match directive.verb {
                Verb::Line => lines.range(lines.index.line(comment.start)),
                Verb::Next => lines.next(comment),
                Verb::Paragraph => lines.paragraph(comment),
                Verb::Start => (comment.end, end.saturating_add(1)),
                Verb::File => (0, end.saturating_add(1)),
                Verb::End => {
                    self.close(&mut open, comment, &directive);
                    continue;
                }
            };
            let scopes = directive.targets.into_iter().map(|(target, place)| Scope {
                target,
                from,
                to,
                place,
                narrow: matches!(directive.verb, Verb::Line | Verb::Next),
                reason: directive.reason.clone(),
                used: false,
            });
            if directive.verb == Verb::Start {
                open.extend(scopes);
            } else {
                self.scopes.extend(scopes);
            }
        }
        self.endless.extend(open.iter().map(|scope| scope.place));
        self.scopes.append(&mut open);
    }

    /// Ends what was begun: what is named, or everything.
    fn close(&mut self, open: &mut Vec<Scope>, comment: Span, end: &Directive) {
        for (target, place) in &end.targets {
            let all = *target == Target::EVERYTHING;
            let (mut ended, rest): (Vec<Scope>, Vec<Scope>) = open
                .drain(..)
                .partition(|scope| all || scope.target == *target);
            *open = rest;
            if ended.is_empty() {
                let message = "nothing is ended here: no `ignore-start` before it names the same";
                self.faults.push((*place, message.to_owned()));
            }
            for scope in &mut ended {
                scope.to = comment.start;
            }
            self.scopes.append(&mut ended);
        }
    }

    /// Marks the findings that are silenced, and tells what the suppressions themselves are worth. `findings` are sorted by place.
    pub(super) fn apply(
        mut self,
        source: &str,
        findings: &mut [Finding],
        known: &Known,
    ) -> Vec<Finding> {
        self.mark(findings);
        let mut own = Vec::new();
        let report = |rule: &'static RuleMeta, place: Span, message: String| {
            (known.runs)(rule).then(|| Finding::new(rule, place, place.slice(source), message))
        };
        for (place, message) in std::mem::take(&mut self.faults) {
            own.extend(report(&SUPPRESSION_INVALID, place, message));
        }
        for place in std::mem::take(&mut self.endless) {
            let message = "`ignore-start` is never ended: it holds to the end of the file";
            let found = report(&SUPPRESSION_INVALID, place, message.to_owned());
            own.extend(found.map(|finding| Finding {
                severity: Severity::Info,
                ..finding
            }));
        }
        let everything_runs = rules::all()
            .iter()
            .all(|rule| !rule.default_on || (known.runs)(rule));
        let unused = self.scopes.iter().filter(|scope| !scope.used);
        for scope in unused.filter(|scope| scope.could_be_used(everything_runs, known)) {
            let entry = scope.target.entry.as_deref();
            if let Some(id) = entry.filter(|id| !(known.has_entry)(id)) {
                let message = format!("there is no entry `{id}` in the glossaries of this run");
                own.extend(report(&SUPPRESSION_INVALID, scope.place, message));
            } else {
                let message = scope.unused(source, findings);
                own.extend(report(&SUPPRESSION_UNUSED, scope.place, message));
            }
        }
        own
    }

    fn mark(&mut self, findings: &mut [Finding]) {
        let mut coming = (0..self.scopes.len()).peekable();
        let mut active: Vec<usize> = Vec::new();
        for finding in findings {
            let at = finding.span.start;
            let begun = |n: &usize| self.scopes.get(*n).is_some_and(|scope| scope.from <= at);
            while let Some(n) = coming.next_if(begun) {
                active.push(n);
            }
            active.retain(|n| self.scopes.get(*n).is_some_and(|scope| at < scope.to));
            for n in &active {
                if let Some(scope) = self.scopes.get_mut(*n).filter(|s| s.silences(finding)) {
                    scope.used = true;
                    // The innermost comes last, and it knows best why.
                    finding.suppression = Some(Suppression {
                        kind: SuppressionKind::InSource,
                        reason: scope.reason.clone(),
                    });
                }
            }
        }
    }
}

impl Scope {
    fn silences(&self, finding: &Finding) -> bool {
        let rule = self.target.rule;
        let entry = self.target.entry.as_ref();
        // A file that cannot be read must not look like a clean one.
        finding.rule.name != rules::INPUT_UNREADABLE.name
            && rule.is_none_or(|rule| rule.name == finding.rule.name)
            && entry.is_none_or(|id| {
                finding.entry.as_ref() == Some(id) || finding.candidates.contains(id)
            })
    }

    /// Whether its rule ran on all that it could find something in. Rules that compare files see some of them only.
    fn could_be_used(&self, everything_runs: bool, known: &Known) -> bool {
        self.target.rule.map_or(everything_runs, |rule| {
            let compares = rules::corpus_rules()
                .iter()
                .any(|r| r.meta().name == rule.name);
            (known.runs)(rule) && !compares
        })
    }

    /// What to say of a suppression in vain, with the finding that was perhaps meant.
    fn unused(&self, source: &str, findings: &[Finding]) -> String {
        let first = findings.partition_point(|f| f.span.start < self.from);
        let missed = findings
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take(NEAR)
            .find(|f| self.silences(f) && f.suppression.is_none())
            .filter(|_| self.narrow);
        match missed {
            Some(finding) => {
                let lines = LineIndex::new(source);
                let (own, other) = (lines.line(self.from), lines.line(finding.span.start));
                format!(
                    "silences nothing on line {own}; {} is found on line {other}",
                    finding.rule.name
                )
            }
            None => "silences nothing here; remove it".to_owned(),
        }
    }
}

/// Lines of a file as suppressions see them.
struct Lines<'a> {
    source: &'a str,
    comments: &'a [Span],
    index: LineIndex,
    /// From the first line on there is no text before the second: a stack of comments is walked once.
    last: (u32, u32),
}

impl Lines<'_> {
    /// From the start of a line to the start of the next one.
    fn range(&self, line: u32) -> (u32, u32) {
        let start = self.index.line_range(line).start;
        if line >= self.index.line_count() {
            let end = u32::try_from(self.source.len()).unwrap_or(u32::MAX);
            return (start, end.saturating_add(1));
        }
        (start, self.index.line_range(line + 1).start)
    }

    /// The next line that holds text, after the one the comment ends on.
    fn next(&mut self, comment: Span) -> (u32, u32) {
        self.first_after(comment)
            .map_or((comment.end, comment.end), |line| self.range(line))
    }

    /// From the next line that holds text to the next blank line.
    fn paragraph(&mut self, comment: Span) -> (u32, u32) {
        let Some(first) = self.first_after(comment) else {
            return (comment.end, comment.end);
        };
        let last = (first..=self.index.line_count())
            .take_while(|line| !self.text(*line).trim().is_empty())
            .last()
            .unwrap_or(first);
        (self.range(first).0, self.range(last).1)
    }

    fn first_after(&mut self, comment: Span) -> Option<u32> {
        let after = self.index.line(comment.end) + 1;
        let count = self.index.line_count();
        let (from, found) = self.last;
        if !(from..=found).contains(&after) {
            let found = (after..=count).find(|line| self.holds_text(*line));
            self.last = (after, found.unwrap_or(count + 1));
        }
        Some(self.last.1).filter(|line| *line <= count)
    }

    fn text(&self, line: u32) -> &str {
        let range = self.index.line_range(line);
        self.source
            .get(range.start as usize..range.end as usize)
            .unwrap_or("")
    }

    /// Whether a line holds a letter or a digit outside comments and tags.
    fn holds_text(&self, line: u32) -> bool {
        let range = self.index.line_range(line);
        let first = self.comments.partition_point(|c| c.end <= range.start);
        let comments = self.comments.get(first..).unwrap_or_default();
        let in_comment = |at: u32| {
            let near = comments.iter().take_while(|comment| comment.start <= at);
            near.into_iter().any(|comment| at < comment.end)
        };
        let line = self.text(line);
        let mut tag_end = 0;
        line.char_indices().any(|(at, c)| {
            let rest = line.get(at + 1..).filter(|_| c == '<').unwrap_or("");
            if rest.starts_with(|c: char| c.is_alphabetic() || "/!?".contains(c)) {
                tag_end = rest.find('>').map_or(tag_end, |end| at + 1 + end);
            }
            c.is_alphanumeric() && at >= tag_end && !in_comment(range.start + at as u32)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Checker, glossary::checker_for};
    use super::*;
    use crate::check::Input;
    use crate::config::Declared;
    use crate::finding::Applicability;
    use crate::format::plain;

    const GLOSSARY: &str = "
entries:
  - { id: ryabkov, preferred: Sergei Ryabkov, native: Сергей Рябков }
  - { id: yermakov, preferred: Vladimir Yermakov, native: Владимир Ермаков }
";

    fn input(text: &str) -> Input {
        Input {
            path: "a.txt".to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    /// Findings as `line rule text`, those that are silenced in brackets with the reason.
    fn shown_by(checker: &Checker, text: &str) -> String {
        let report = checker.check_alone(&input(text));
        let lines = LineIndex::new(text);
        let line = |f: &Finding| {
            let line = format!("{} {} {}", lines.line(f.span.start), f.rule.name, f.text);
            match &f.suppression {
                Some(s) => format!("({line}: {})", s.reason.as_deref().unwrap_or("")),
                None => line,
            }
        };
        report
            .findings
            .iter()
            .map(line)
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn shown(text: &str) -> String {
        shown_by(&checker_for(GLOSSARY), text)
    }

    #[test]
    fn each_verb_holds_where_it_says() {
        let text = "Sergej Rjabkow spoke.\n<!-- exonym: ignore-next -- a letter -->\n\nSergej Rjabkow wrote.\nSergej Rjabkow left.\n";
        assert_eq!(
            shown(text),
            "1 name-variant Sergej Rjabkow\n(4 name-variant Sergej Rjabkow: a letter)\n5 name-variant Sergej Rjabkow"
        );
        let text = "Sergej Rjabkow spoke. <!-- exonym: ignore-line -->\nSergej Rjabkow left.\n";
        assert_eq!(
            shown(text),
            "(1 name-variant Sergej Rjabkow: )\n2 name-variant Sergej Rjabkow"
        );
        let text = "<!-- exonym: ignore-paragraph -->\nThe deputy\nSergej Rjabkow spoke.\n\nSergej Rjabkow left.\n";
        assert_eq!(
            shown(text),
            "(3 name-variant Sergej Rjabkow: )\n5 name-variant Sergej Rjabkow"
        );
        let text = "<!-- exonym: ignore-start -->\nSergej Rjabkow\n\nspoke.\n<!-- exonym: ignore-end -->\nSergej Rjabkow left.\n<!-- exonym: ignore-start name-variant -->\nSergej Rjabkow left.";
        assert_eq!(
            shown(text),
            "(2 name-variant Sergej Rjabkow: )\n6 name-variant Sergej Rjabkow\n7 suppression-invalid name-variant\n(8 name-variant Sergej Rjabkow: )"
        );
        let text = "Sergej Rjabkow left.\n<!-- exonym: ignore-file -->";
        assert_eq!(shown(text), "(1 name-variant Sergej Rjabkow: )");
    }

    #[test]
    fn names_choose_rules_and_entries() {
        let text = "<!-- exonym: ignore-next @ryabkov -->\n<!-- exonym: ignore-next mixed-script -->\nSergej Rjabkow met Wladimir Jermakow.\n";
        assert_eq!(
            shown(text),
            "2 suppression-unused mixed-script\n(3 name-variant Sergej Rjabkow: )\n3 name-variant Wladimir Jermakow"
        );
        let text = "<!-- exonym: ignore-next name-variant@yermakov, wrong-case@ryabkov -->\nSergej Rjabkow met Wladimir Jermakow.\n";
        assert_eq!(
            shown(text),
            "1 suppression-unused wrong-case@ryabkov\n2 name-variant Sergej Rjabkow\n(2 name-variant Wladimir Jermakow: )"
        );
    }

    #[test]
    fn what_does_not_run_is_not_called_unused() {
        let text = "<!-- exonym: ignore-next acronym-undefined name-inconsistent -->\nNothing is wrong here.\n";
        assert_eq!(shown(text), "");
        let unknown = shown("<!-- exonym: ignore-file @nobody-known -->\nNothing is wrong here.\n");
        assert_eq!(unknown, "1 suppression-invalid @nobody-known");
        let ended = shown("Nothing.\n<!-- exonym: ignore-end -->\n");
        assert_eq!(ended, "2 suppression-invalid ignore-end");
    }

    #[test]
    fn a_comment_on_the_wrong_line_is_told_of_the_right_one() {
        let checker = checker_for(GLOSSARY);
        let text = "<!-- exonym: ignore-next name-variant -->\nThe deputy\nSergej Rjabkow spoke.\n";
        let report = checker.check_alone(&input(text));
        assert_eq!(
            report.findings[0].message,
            "silences nothing on line 2; name-variant is found on line 3"
        );
    }

    #[test]
    fn fixes_leave_what_is_silenced_and_the_comments_alone() {
        let checker = checker_for(GLOSSARY);
        let text = "Sergej Rjabkow spoke.\n\n<!-- exonym: ignore-next -- quoted by Sergej Rjabkow  ,himself -->\nSergej Rjabkow wrote.\n";
        let fixed = String::from_utf8(checker.fix_alone(&input(text))).expect("UTF-8");
        assert_eq!(
            fixed,
            text.replacen("Sergej Rjabkow spoke", "Sergei Ryabkov spoke", 1)
        );
        let normalized = checker
            .normalize(
                "a.txt",
                text.to_owned(),
                &Declared::default(),
                Applicability::Safe,
            )
            .expect("a short text");
        assert_eq!(normalized.text, fixed);
    }

    #[test]
    fn lists_of_a_record_hold_for_the_record() {
        let source = "aaa bbb";
        let rule = &SUPPRESSION_INVALID;
        let finding = |start| Finding::new(rule, Span::new(start, start + 3), "", String::new());
        let list = IgnoreList {
            scope: Span::new(4, 7),
            place: Span::new(4, 5),
            names: vec![rule.name.to_owned(), "no-such".to_owned()],
        };
        let mut findings = vec![finding(0), finding(4)];
        let known = Known {
            runs: Box::new(|_| true),
            has_entry: Box::new(|_| true),
            adjust: Box::new(|_| {}),
        };
        settle(source, &[], &[list], &mut findings, &known);
        let silenced: Vec<bool> = findings.iter().map(|f| f.suppression.is_some()).collect();
        assert_eq!(silenced, [false, false, true]);
        assert!(findings[1].message.contains("unknown rule `no-such`"));
    }

    #[test]
    fn a_stack_of_comments_is_walked_once() {
        let text = format!(
            "{}\n\nSergej Rjabkow",
            "<!-- exonym: ignore-next -->\n".repeat(20_000)
        );
        let (_, comments) = plain::without_comments(&text);
        let found = Suppressions::parse(&text, &comments, &[]);
        assert_eq!(found.scopes.len(), 20_000);
        assert_eq!(found.scopes[0].from as usize, text.len() - 14);
    }

    proptest::proptest! {
        #[test]
        fn any_file_is_read(pieces in proptest::collection::vec(0..9_usize, 0..20)) {
            let all = ["<!-- exonym: ", "ignore-start ", "ignore-end ", "ignore-next ", "-->", "\n", "\r\n\r\n", "Rjabkow é🙂 ", "ignore-paragraph, @x "];
            let text: String = pieces.iter().map(|n| all[*n]).collect();
            let (_, comments) = plain::without_comments(&text);
            let found = Suppressions::parse(&text, &comments, &[]);
            for scope in &found.scopes {
                proptest::prop_assert!(scope.from <= scope.to);
            }
        }
    }
}
