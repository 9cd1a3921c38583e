//! The file that `exonym init` writes: every key as a comment, so that nothing is set that nobody chose.

use super::keys::{KEYS, Kind};
use super::problem::Known;
use super::read_rules::{FORMAT_OPTIONS, is_settable};
use crate::finding::{OptionKind, RuleMeta};

/// Where the starter file looks for a glossary.
pub(crate) const GLOSSARY: &str = "glossary/names.yaml";

/// A glossary without entries, to begin with.
pub(crate) const STARTER_GLOSSARY: &str = "\
# Names and terms of this house, above the packs that come with exonym.
# One line a name: how it is written, and its native spelling. All other spellings are derived from that.
#
# Sergei Ryabkov: Сергей Рябков
# 9M729: { kind: designation, see: [SSC-8] }
# INF Treaty: { acronym: INF, expansion: Intermediate-Range Nuclear Forces Treaty }
#
# `exonym glossary check` shows what was understood, `exonym glossary schema` is for editors.
";

/// A rule with its default; one that has options shows them.
fn line(rule: &RuleMeta, level: &str) -> String {
    let name = rule.name;
    if rule.options.is_empty() {
        return format!("# {name} = \"{level}\"\n");
    }
    let mut text = String::new();
    for option in rule.options {
        text.push_str(&format!("#   {}: {}\n", option.name, option.help));
    }
    let options = rule.options.iter().map(|option| match option.kind {
        OptionKind::Choice(_) => format!(", {} = {:?}", option.name, option.default),
        OptionKind::Words => format!(", {} = []", option.name),
    });
    let options: String = options.collect();
    format!("# {name} = {{ severity = \"{level}\"{options} }}\n{text}")
}

/// The text of a configuration that changes nothing but to name a glossary.
pub(crate) fn starter(known: &Known) -> String {
    let mut text = "\
# Configuration of exonym. Lines with # say what counts without them; take the # away to change it.
# `exonym config show` lists every value in force, `exonym config check` finds mistakes.
"
    .to_owned();
    for key in KEYS {
        let example = match key.kind {
            Kind::Rules | Kind::Formats | Kind::Overrides => continue,
            Kind::Paths => format!("{} = [\"{GLOSSARY}\"]", key.name),
            _ => format!("# {} = {}", key.name, key.example),
        };
        text.push_str(&format!(
            "\n# {}. Default: {}.\n{example}\n",
            key.help, key.default
        ));
    }
    text.push_str(
        "
# Rules: off, on, info, warning or error; or a table with severity, allow (forms and entries never reported) and options.
# `exonym explain RULE` says what a rule finds.
[rules]
",
    );
    for rule in known.rules.iter().filter(|rule| is_settable(rule)) {
        let level = if rule.default_on {
            rule.severity.as_str()
        } else {
            "off"
        };
        text.push_str(&line(rule, level));
    }
    for (format, option, help) in FORMAT_OPTIONS {
        text.push_str(&format!(
            "\n# {help}.\n# [formats.{format}]\n# {option} = [\"title\", \"text\"]\n"
        ));
    }
    text.push_str(
        "
# Other settings for some files. Of several tables that fit a file, the last one counts.
# [[overrides]]
# paths = [\"de/**\"]
# language = \"de\"
# rules = { quote-style = \"off\" }
",
    );
    text
}
