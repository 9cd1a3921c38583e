//! Adds a form to what a rule allows, in the text of `exonym.toml`; comments and order stay as they are.

use std::ops::Range;

/// Where to put what, so that `rule` never reports `form`; nothing when that cannot be done without a person.
pub(super) fn allow(text: &str, rule: &str, form: &str) -> Option<(Range<usize>, String)> {
    toml::from_str::<toml::Table>(text).ok()?;
    let quoted = quote(form)?;
    let edit = in_own_table(text, rule, &quoted)
        .or_else(|| in_rules(text, rule, &quoted))
        .unwrap_or_else(|| at_end(text, rule, &quoted));
    // Whatever was overlooked, a file that loads and means it is the proof.
    let after = applied(text, &edit)?;
    let table: toml::Table = toml::from_str(&after).ok()?;
    let allowed = table.get("rules")?.get(rule)?.get("allow")?.as_array()?;
    let has = allowed.iter().any(|it| it.as_str() == Some(form));
    has.then_some(edit)
}

/// Adds a glossary to a configuration that names none.
pub(super) fn name_glossary(text: &str, path: &str) -> Option<(Range<usize>, String)> {
    let quoted = quote(path)?;
    let skipped = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let at: usize = text
        .split_inclusive('\n')
        .take_while(skipped)
        .map(str::len)
        .sum();
    let open = if text.is_empty() || text.get(..at)?.is_empty() || text.get(..at)?.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let edit = (at..at, format!("{open}glossaries = [{quoted}]\n"));
    let after = applied(text, &edit)?;
    toml::from_str::<toml::Table>(&after).ok()?;
    Some(edit)
}

/// A new configuration.
pub(super) fn new_file(rule: &str, form: &str) -> Option<String> {
    Some(format!("[rules.{rule}]\nallow = [{}]\n", quote(form)?))
}

fn applied(text: &str, (range, new): &(Range<usize>, String)) -> Option<String> {
    let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
    Some(format!("{before}{new}{after}"))
}

/// A string as both JSON and TOML write it; forms with control characters are nothing to allow.
fn quote(form: &str) -> Option<String> {
    if form.is_empty() || form.chars().any(char::is_control) {
        return None;
    }
    serde_json::to_string(form).ok()
}

/// Lines of the table with this header: where the first begins and where the last ends.
fn table(text: &str, name: &str) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let bare: String = line
            .split('#')
            .next()
            .unwrap_or("")
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '"' && *c != '\'')
            .collect();
        let is_header = bare.starts_with('[') && bare.ends_with(']');
        match &mut found {
            None if bare == format!("[{name}]") => found = Some(end..end),
            Some(_) if is_header => break,
            Some(range) => range.end = end,
            None => {}
        }
        at = end;
    }
    found
}

/// The value of a key in some lines: from behind the equals sign to the end of the line.
fn value(text: &str, lines: &Range<usize>, key: &str) -> Option<Range<usize>> {
    let mut at = lines.start;
    for line in text.get(lines.clone())?.split_inclusive('\n') {
        let content = line.trim_end();
        if let Some((name, rest)) = content.split_once('=')
            && name.trim().trim_matches(['"', '\'']) == key
        {
            let start = content.len() - rest.trim_start().len();
            return Some(at + start..at + content.len());
        }
        at += line.len();
    }
    None
}

/// Puts a string first into the array that begins in `text` at or behind `from`.
fn into_array(text: &str, from: usize, quoted: &str) -> Option<(Range<usize>, String)> {
    let at = from + text.get(from..)?.find('[')? + 1;
    let rest = text.get(at..)?;
    let new = match rest.trim_start().chars().next()? {
        ']' => quoted.to_owned(),
        _ if rest.starts_with(['\n', '\r']) => format!("{quoted},"),
        _ => format!("{quoted}, "),
    };
    Some((at..at, new))
}

/// `[rules.name-variant]`
fn in_own_table(text: &str, rule: &str, quoted: &str) -> Option<(Range<usize>, String)> {
    let lines = table(text, &format!("rules.{rule}"))?;
    match value(text, &lines, "allow") {
        Some(value) => into_array(text, value.start, quoted),
        None => Some(line_at(text, lines.start, &format!("allow = [{quoted}]"))),
    }
}

/// `name-variant = …` under `[rules]`
fn in_rules(text: &str, rule: &str, quoted: &str) -> Option<(Range<usize>, String)> {
    let lines = table(text, "rules")?;
    let Some(range) = value(text, &lines, rule) else {
        let line = format!("{rule} = {{ allow = [{quoted}] }}");
        return Some(line_at(text, lines.start, &line));
    };
    let found = text.get(range.clone())?;
    if let Some(inside) = found.strip_prefix('{') {
        return match inside.find("allow") {
            Some(at) => into_array(text, range.start + 1 + at, quoted),
            None => Some((
                range.start + 1..range.start + 1,
                format!(" allow = [{quoted}],"),
            )),
        };
    }
    let quote = found.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let end = found.get(1..)?.find(quote)? + 2;
    let level = found.get(..end)?;
    let new = format!("{{ severity = {level}, allow = [{quoted}] }}");
    Some((range.start..range.start + end, new))
}

fn at_end(text: &str, rule: &str, quoted: &str) -> (Range<usize>, String) {
    let gap = if text.is_empty() {
        ""
    } else if text.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    let new = format!("{gap}[rules.{rule}]\nallow = [{quoted}]\n");
    (text.len()..text.len(), new)
}

/// A line of its own; the header before it may be the end of the file.
fn line_at(text: &str, at: usize, line: &str) -> (Range<usize>, String) {
    let before = text.get(..at).unwrap_or("");
    let open = if before.ends_with('\n') { "" } else { "\n" };
    (at..at, format!("{open}{line}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str) -> Option<String> {
        applied(text, &allow(text, "name-variant", "Rjab\"kow")?)
    }

    #[test]
    fn every_way_of_writing_it_is_met() {
        let own = "allow = [\"Rjab\\\"kow\"";
        for (before, expected) in [
            ("", format!("[rules.name-variant]\n{own}]\n")),
            (
                "language = \"en\" # yes",
                format!("language = \"en\" # yes\n\n[rules.name-variant]\n{own}]\n"),
            ),
            (
                "[rules]\n# why\nx = \"off\"\n",
                format!("[rules]\nname-variant = {{ {own}] }}\n# why\nx = \"off\"\n"),
            ),
            (
                "[rules]\nname-variant = \"error\" # loud\n",
                format!("[rules]\nname-variant = {{ severity = \"error\", {own}] }} # loud\n"),
            ),
            (
                "[rules]\nname-variant = { severity = \"info\" }\n",
                format!("[rules]\nname-variant = {{ {own}], severity = \"info\" }}\n"),
            ),
            (
                "[rules]\nname-variant = { allow = [] }\n",
                format!("[rules]\nname-variant = {{ {own}] }}\n"),
            ),
            (
                "[rules.name-variant] # x\n[a]\nb = 1\n",
                format!("[rules.name-variant] # x\n{own}]\n[a]\nb = 1\n"),
            ),
            (
                "[rules.name-variant]",
                format!("[rules.name-variant]\n{own}]\n"),
            ),
            (
                "[ rules . \"name-variant\" ]\nallow = [\"A\"]\n",
                format!("[ rules . \"name-variant\" ]\n{own}, \"A\"]\n"),
            ),
            (
                "[rules.name-variant]\nallow = [\n  \"A\", # a\n]\n",
                format!("[rules.name-variant]\n{own},\n  \"A\", # a\n]\n"),
            ),
        ] {
            assert_eq!(
                after(before).as_deref(),
                Some(expected.as_str()),
                "{before}"
            );
        }
    }

    #[test]
    fn what_cannot_be_done_surely_is_not_done() {
        assert_eq!(after("rules.name-variant.severity = \"info\"\n"), None);
        assert_eq!(after("broken ="), None);
        assert_eq!(allow("", "name-variant", "a\nb"), None);
    }

    #[test]
    fn a_glossary_is_named_before_the_tables() {
        let after = |text: &str| applied(text, &name_glossary(text, "names.yaml")?);
        assert_eq!(
            after("# x\n\n[rules]\n").as_deref(),
            Some("# x\n\nglossaries = [\"names.yaml\"]\n[rules]\n")
        );
        assert_eq!(
            after("").as_deref(),
            Some("glossaries = [\"names.yaml\"]\n")
        );
        assert_eq!(
            after("# x").as_deref(),
            Some("# x\nglossaries = [\"names.yaml\"]\n")
        );
        assert_eq!(after("glossaries = []\n"), None);
    }
}
