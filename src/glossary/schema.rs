//! JSON Schema of the glossary, from the types that read it.

use super::raw::RawFile;

/// The schema that `glossary/schema.json` holds.
pub(crate) fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(RawFile);
    schema.insert(
        "$id".to_owned(),
        "https://exonym.dev/schema/glossary.json".into(),
    );
    schema.insert("title".to_owned(), "exonym glossary".into());
    schema.to_value()
}
