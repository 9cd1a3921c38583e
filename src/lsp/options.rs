//! What the editor was told by its user, as `exonym` in its settings.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::config::Config;
use crate::lang::LanguageTag;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    /// The first folder of the workspace: where texts belong that were never saved.
    pub folder: Option<PathBuf>,
    pub config: Option<PathBuf>,
    pub language: Option<LanguageTag>,
    pub source_language: Option<LanguageTag>,
    pub glossaries: Vec<PathBuf>,
}

impl Options {
    /// Reads settings leniently, with or without `exonym` around them; what is wrong is returned in words.
    pub(super) fn read(value: &Value, folder: Option<&Path>) -> (Self, Vec<String>) {
        let value = value.get("exonym").unwrap_or(value);
        let mut wrong = Vec::new();
        let path = |text: &str| folder.map_or_else(|| PathBuf::from(text), |it| it.join(text));
        let mut options = Self {
            folder: folder.map(Path::to_owned),
            ..Self::default()
        };
        for (key, value) in value.as_object().into_iter().flatten() {
            let text = value.as_str().filter(|text| !text.is_empty());
            let mut tag = || {
                let tag = text.and_then(LanguageTag::parse);
                if tag.is_none() && !is_nothing(value) {
                    wrong.push(format!(
                        "the setting {key} is no language tag such as \"en\""
                    ));
                }
                tag
            };
            match key.as_str() {
                "config" => options.config = text.map(path),
                "language" => options.language = tag(),
                "source-language" | "sourceLanguage" => options.source_language = tag(),
                "glossaries" => {
                    let items = value.as_array().into_iter().flatten();
                    options.glossaries = items.filter_map(Value::as_str).map(path).collect();
                }
                // Editors send settings of their own along.
                _ => {}
            }
        }
        (options, wrong)
    }

    /// Puts what the editor says over what the configuration file says.
    pub(super) fn apply(&self, config: &mut Config) {
        let base = config.base_mut();
        if self.language.is_some() {
            base.language.clone_from(&self.language);
        }
        if self.source_language.is_some() {
            base.source_language.clone_from(&self.source_language);
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settings_are_read_with_and_without_their_name() {
        let settings = json!({ "language": "de", "glossaries": ["names.yaml", 5], "config": "a/exonym.toml", "trace": 1 });
        let folder = Some(Path::new("/wire"));
        let (plain, wrong) = Options::read(&settings, folder);
        assert_eq!(wrong, [""; 0]);
        assert_eq!(plain.glossaries, [PathBuf::from("/wire/names.yaml")]);
        assert_eq!(plain.config, Some(PathBuf::from("/wire/a/exonym.toml")));
        assert_eq!(
            Options::read(&json!({ "exonym": settings }), folder).0,
            plain
        );
    }

    #[test]
    fn a_wrong_language_is_told_and_nothing_is_no_error() {
        let (_, wrong) = Options::read(&json!({ "language": "!", "sourceLanguage": null }), None);
        assert_eq!(
            wrong,
            ["the setting language is no language tag such as \"en\""]
        );
        assert_eq!(
            Options::read(&Value::Null, None),
            (Options::default(), Vec::new())
        );
    }
}
