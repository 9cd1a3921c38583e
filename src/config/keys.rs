//! The keys of `exonym.toml`: the one list behind reading, its errors, the schema, the starter file and `config show`.

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A language tag.
    Language,
    /// Language tags.
    Languages,
    /// A day.
    Date,
    /// Files and folders, relative to the configuration.
    Paths,
    /// A file, relative to the configuration.
    Path,
    /// Patterns of paths, as in `.gitignore`.
    Patterns,
    /// Names of packs.
    Packs,
    /// Ids of entries.
    Entries,
    /// A house style.
    Style,
    /// A level of `--fail-on`.
    Level,
    /// Settings of rules.
    Rules,
    /// Settings of formats.
    Formats,
    /// Tables of settings for some paths.
    Overrides,
}

/// A key at the top of the file.
#[derive(Debug)]
pub(crate) struct Key {
    pub name: &'static str,
    pub kind: Kind,
    /// What it says, in one line.
    pub help: &'static str,
    /// An example as it is written in the file.
    pub example: &'static str,
    /// What counts without it, in words.
    pub default: &'static str,
    /// Whether `[[overrides]]` may say it for some paths.
    pub by_path: bool,
}

const BASE: Key = Key {
    name: "",
    kind: Kind::Language,
    help: "",
    example: "",
    default: "",
    by_path: false,
};

/// The keys in the order in which the starter file has them.
pub(crate) static KEYS: &[Key] = &[
    Key {
        name: "language",
        help: "Language of the texts, where a file does not say otherwise",
        example: "\"en\"",
        default: "detected",
        by_path: true,
        ..BASE
    },
    Key {
        name: "languages",
        kind: Kind::Languages,
        help: "Languages the texts come in: detection chooses among them; the first is that of plain names in glossaries",
        example: "[\"en\", \"de\"]",
        default: "all that are known",
        ..BASE
    },
    Key {
        name: "source-language",
        help: "Language the texts were translated from",
        example: "\"ru\"",
        default: "not known",
        by_path: true,
        ..BASE
    },
    Key {
        name: "as-of",
        kind: Kind::Date,
        help: "Day of the texts: dated forms such as Kiev are judged as of it",
        example: "\"2024-05-01\"",
        default: "not known",
        by_path: true,
    },
    Key {
        name: "glossaries",
        kind: Kind::Paths,
        help: "Glossaries of your own, above the packs: files, and folders of .yaml files",
        example: "[\"glossary/names.yaml\"]",
        default: "none",
        ..BASE
    },
    Key {
        name: "packs",
        kind: Kind::Packs,
        help: "Packs of names that come with the program; [] for none",
        example: "[\"arms-control\", \"world-leaders\"]",
        default: "all",
        ..BASE
    },
    Key {
        name: "disable",
        kind: Kind::Entries,
        help: "Entries that are left out, by id",
        example: "[\"kyiv\"]",
        default: "none",
        ..BASE
    },
    Key {
        name: "style",
        kind: Kind::Style,
        help: "House style that decides between right forms; `exonym glossary styles` lists them",
        example: "\"ap\"",
        default: "none",
        ..BASE
    },
    Key {
        name: "exclude",
        kind: Kind::Patterns,
        help: "Files that are left out when a folder is checked; patterns as in .gitignore",
        example: "[\"drafts/\", \"*.log\"]",
        default: "none",
        ..BASE
    },
    Key {
        name: "fail-on",
        kind: Kind::Level,
        help: "Lowest severity that makes the exit status 1: error, warning, info or never",
        example: "\"warning\"",
        default: "warning",
        ..BASE
    },
    Key {
        name: "snapshot",
        kind: Kind::Path,
        help: "Snapshot of known findings; only new ones are reported",
        example: "\"exonym.snapshot.yaml\"",
        default: "none",
        ..BASE
    },
    Key {
        name: "rules",
        kind: Kind::Rules,
        help: "What each rule does: off, on, info, warning or error; or a table with severity, allow and its options",
        default: "as `exonym rules` lists them",
        by_path: true,
        ..BASE
    },
    Key {
        name: "formats",
        kind: Kind::Formats,
        help: "How files are read",
        default: "as `exonym config show` lists them",
        ..BASE
    },
    Key {
        name: "overrides",
        kind: Kind::Overrides,
        help: "Other settings for some paths; later tables count more",
        default: "none",
        ..BASE
    },
];

/// The key of this name.
pub(crate) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}
