//! What is settled for one text: languages, date, and what each rule does.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, RuleMeta, Severity};
use crate::format::FormatOptions;
use crate::lang::LanguageTag;

/// What is known about a text without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// Language of the text.
    pub language: Option<LanguageTag>,
    /// Language it was translated from.
    pub source_language: Option<LanguageTag>,
    /// ISO date of the text.
    pub as_of: Option<String>,
}

/// Everything that is settled for one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Language of the text, whatever it declares.
    pub language: Option<LanguageTag>,
    /// Language it was translated from, whatever it declares.
    pub source_language: Option<LanguageTag>,
    /// ISO date of the text, whatever it declares.
    pub as_of: Option<String>,
    /// What counts where neither the above nor the text says anything.
    pub fallback: Declared,
    /// Languages that detection chooses among; empty means all that are known.
    pub languages: Vec<LanguageTag>,
    /// Which rules run, and how.
    pub rules: RuleSettings,
    /// How formats are read.
    pub formats: FormatOptions,
}

impl Settings {
    /// These settings for a text whose record says `own`: it counts where they do not override it.
    #[must_use]
    pub fn over(&self, own: &Declared) -> Self {
        let mut settings = self.clone();
        settings.language = settings.language.or_else(|| own.language.clone());
        settings.source_language = settings
            .source_language
            .or_else(|| own.source_language.clone());
        settings.as_of = settings.as_of.or_else(|| own.as_of.clone());
        settings
    }
}

/// What the user wants of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    /// It does not run.
    Off,
    /// It runs at its own severities.
    On,
    /// It runs, and what it is sure of has this severity.
    At(Severity),
}

/// What is settled about one rule. Empty means its defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSetting {
    /// Whether it runs, and at what severity.
    pub level: Option<RuleLevel>,
    /// Forms as they stand in texts, and ids of entries, that it never reports.
    pub allow: BTreeSet<String>,
    /// Values of its options, by name.
    pub options: BTreeMap<String, Vec<String>>,
}

/// Which rules run, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSettings {
    by_name: BTreeMap<String, RuleSetting>,
    /// These run, whatever their level.
    enabled: BTreeSet<String>,
    /// With these, no other runs.
    selected: Option<BTreeSet<String>>,
    /// These do not run, whatever else is said.
    ignored: BTreeSet<String>,
}

impl RuleSettings {
    /// What is settled about a rule.
    #[must_use]
    pub fn get(&self, rule: &str) -> Option<&RuleSetting> {
        self.by_name.get(rule)
    }

    /// The place where something is settled about a rule.
    pub fn entry(&mut self, rule: &str) -> &mut RuleSetting {
        self.by_name.entry(rule.to_owned()).or_default()
    }

    /// Runs a rule that is off; one that is on stays as it is.
    pub fn enable(&mut self, rule: &str) {
        self.enabled.insert(rule.to_owned());
    }

    /// Runs these rules and no others, also where they are off.
    pub fn select<'a>(&mut self, rules: impl IntoIterator<Item = &'a str>) {
        self.selected = Some(rules.into_iter().map(str::to_owned).collect());
    }

    /// Does not run these rules, whatever else is said.
    pub fn ignore<'a>(&mut self, rules: impl IntoIterator<Item = &'a str>) {
        self.ignored.extend(rules.into_iter().map(str::to_owned));
    }

    /// Whether a rule runs.
    #[must_use]
    pub fn runs(&self, rule: &RuleMeta) -> bool {
        if self.ignored.contains(rule.name) {
            return false;
        }
        if let Some(selected) = &self.selected {
            return selected.contains(rule.name);
        }
        match self.level(rule) {
            _ if self.enabled.contains(rule.name) => true,
            Some(level) => level != RuleLevel::Off,
            None => rule.default_on,
        }
    }

    /// The severity of a finding of `rule` that the rule itself would give `own`.
    ///
    /// A severity that is set counts for what the rule is sure of: findings at its default or above. What it reports lower, because
    /// it is in doubt, is never raised: `name-variant = "error"` is no reason to fail over a ship of the Kiev class.
    #[must_use]
    pub fn severity(&self, rule: &RuleMeta, own: Severity) -> Severity {
        match self.level(rule) {
            Some(RuleLevel::At(set)) if own >= rule.severity => set,
            Some(RuleLevel::At(set)) => own.min(set),
            _ => own,
        }
    }

    /// Whether a finding is wanted. Files that cannot be read are always told of.
    #[must_use]
    pub fn wants(&self, finding: &Finding) -> bool {
        self.runs(finding.rule) && !self.allows(finding)
    }

    /// Whether the user allowed what a finding reports.
    fn allows(&self, finding: &Finding) -> bool {
        self.get(finding.rule.name).is_some_and(|setting| {
            let entry = finding.entry.as_ref();
            setting.allow.contains(&finding.text)
                || entry.is_some_and(|id| setting.allow.contains(id))
        })
    }

    /// Values of an option of a rule; `None` means its default.
    #[must_use]
    pub fn option(&self, rule: &RuleMeta, name: &str) -> Option<&[String]> {
        let values = self.get(rule.name)?.options.get(name)?;
        Some(values)
    }

    /// Drops findings that are not wanted, and gives the others their severity.
    pub(crate) fn apply(&self, findings: &mut Vec<Finding>) {
        if *self == Self::default() {
            return;
        }
        findings.retain(|finding| self.wants(finding));
        for finding in findings {
            finding.severity = self.severity(finding.rule, finding.severity);
        }
    }

    fn level(&self, rule: &RuleMeta) -> Option<RuleLevel> {
        self.get(rule.name)?.level
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;

    static RULE: RuleMeta = RuleMeta {
        name: "a-rule",
        severity: Severity::Warning,
        ..RuleMeta::BASE
    };
    static OFF: RuleMeta = RuleMeta {
        name: "off-rule",
        default_on: false,
        ..RuleMeta::BASE
    };

    fn at(level: RuleLevel) -> RuleSettings {
        let mut settings = RuleSettings::default();
        settings.entry("a-rule").level = Some(level);
        settings
    }

    #[test]
    fn a_severity_counts_for_what_is_certain_and_never_raises_doubt() {
        use Severity::{Error, Info, Warning};
        let under = |set| {
            let settings = at(RuleLevel::At(set));
            [Info, Warning, Error].map(|own| settings.severity(&RULE, own))
        };
        assert_eq!(under(Error), [Info, Error, Error]);
        assert_eq!(under(Warning), [Info, Warning, Warning]);
        assert_eq!(under(Info), [Info, Info, Info]);
        assert_eq!(
            at(RuleLevel::On).severity(&RULE, Severity::Error),
            Severity::Error
        );
    }

    #[test]
    fn which_rules_run() {
        let mut settings = RuleSettings::default();
        assert!(settings.runs(&RULE) && !settings.runs(&OFF));
        settings.enable("off-rule");
        assert!(settings.runs(&OFF));
        settings.entry("a-rule").level = Some(RuleLevel::Off);
        assert!(!settings.runs(&RULE));
        settings.enable("a-rule");
        assert!(settings.runs(&RULE));
        settings.select(["a-rule"]);
        assert!(settings.runs(&RULE) && !settings.runs(&OFF));
        settings.ignore(["a-rule"]);
        assert!(!settings.runs(&RULE));
    }

    #[test]
    fn enabling_keeps_a_severity() {
        let mut settings = at(RuleLevel::At(Severity::Error));
        settings.enable("a-rule");
        assert_eq!(settings.severity(&RULE, Severity::Warning), Severity::Error);
    }

    #[test]
    fn allowed_forms_and_entries_are_not_reported() {
        let mut settings = RuleSettings::default();
        settings.entry("a-rule").allow = ["NATO".to_owned(), "kyiv".to_owned()].into();
        let finding = |text: &str, entry: Option<&str>| Finding {
            entry: entry.map(str::to_owned),
            ..Finding::new(&RULE, Span::new(0, 1), text, String::new())
        };
        let mut findings = vec![
            finding("NATO", None),
            finding("Nato", None),
            finding("Kiev", Some("kyiv")),
            finding("Lvov", Some("lviv")),
        ];
        settings.apply(&mut findings);
        let left: Vec<&str> = findings.iter().map(|f| f.text.as_str()).collect();
        assert_eq!(left, ["Nato", "Lvov"]);
    }

    #[test]
    fn the_command_line_counts_more_than_a_record() {
        let tag = LanguageTag::parse;
        let own = Declared {
            language: tag("fr"),
            source_language: tag("ru"),
            as_of: None,
        };
        let settings = Settings {
            language: tag("en"),
            ..Settings::default()
        };
        let both = settings.over(&own);
        assert_eq!(
            (both.language, both.source_language),
            (tag("en"), tag("ru"))
        );
    }
}
