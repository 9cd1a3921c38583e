//! `exonym normalize`: texts in, normalized texts out; records in, the same records out with mentions and edits.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde_json::value::RawValue;

use super::configured::{ConfigOptions, Setup};
use super::inputs::{self, Source, Sources};
use super::options::{GlossaryOptions, InputOptions, TextOptions, ThreadOption};
use super::parallel::{self, Work};
use super::problem::{Problem, Stop, shown};
use super::stream::{self, Answer, Broken, Limits, Line, Tally};
use super::{console, session, write_file};
use crate::check::{Checker, Normalized};
use crate::config::Declared;
use crate::finding::{Applicability, Tier};
use crate::format::record::Record;
use crate::report::record::{
    self, EditRecord, GlossaryMark, MentionRecord, NormalizedRecord, Original, RecordOptions,
};
use crate::text::unit::OffsetUnit;

/// Bytes of the longest record: as much as fits into memory some times over.
const LONGEST: usize = 8 << 20;

const AFTER_HELP: &str = "\
One text goes to standard output, several go to --output. Records go out as they came in, one a line, in the same order, with
`normalized`, `lang`, `mentions`, `edits` and `glossary` added; `lang`, `source_lang` and `date` of a record are heeded. A record
that cannot be read becomes `{\"id\": …, \"error\": …}` in its place. Every text is taken for itself; `exonym fix` compares files.

Exit status: 0 done, 1 bad records, 2 errors of usage, configuration, glossary or input.";

/// Write texts with every safe fix applied; records with mentions and edits
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Files and folders; - or nothing reads standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Apply fixes too that a person should look at
    #[arg(long = "unsafe")]
    risky: bool,
    /// What goes in and out; without it, files ending in .jsonl or .ndjson are records
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<Shape>,
    /// File to write; with several inputs, the folder
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Replace files that exist
    #[arg(long, requires = "output", help_heading = "Output")]
    force: bool,
    /// In records, replace `text` instead of adding `normalized`
    #[arg(long, help_heading = "Output")]
    in_place: bool,
    /// What the offsets in records count
    #[arg(
        long,
        value_enum,
        default_value = "bytes",
        value_name = "UNIT",
        help_heading = "Output"
    )]
    offsets: Offsets,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    inputs: InputOptions,
    #[command(flatten)]
    glossary: GlossaryOptions,
    #[command(flatten)]
    text: TextOptions,
    #[command(flatten)]
    threads: ThreadOption,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// The text itself
    Text,
    /// One JSON record a line, with the text under `text`
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Offsets {
    /// Bytes of UTF-8
    Bytes,
    /// Unicode code points, as Python counts
    Codepoints,
    /// UTF-16 code units, as JavaScript and Java count
    Utf16,
}

/// Where the outputs go, one for each source; `None` is standard output.
type Targets = Vec<Option<PathBuf>>;

/// What all files share.
struct Run<'a> {
    arguments: &'a Arguments,
    checker: Arc<Checker>,
    threshold: Applicability,
    work: Work,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let named = inputs::named(&arguments.paths, &arguments.inputs);
    let setup = Setup::new(
        &arguments.config,
        &named,
        &arguments.glossary,
        &arguments.text,
    )?;
    let Sources { files, problems } =
        inputs::collect(&arguments.paths, &setup.scope(&arguments.inputs, &[]))?;
    let shape = |source: &&Source| arguments.shape(source);
    let has_text = files.iter().any(|source| shape(&source) == Shape::Text);
    session::require(!(has_text && arguments.in_place), || {
        Problem::new("--in-place replaces the text of records, and here is a text that is none")
            .advise("`exonym fix` changes the files themselves; --format jsonl says that these are records")
    })?;
    let targets = targets(arguments, &files, has_text)?;
    let run = Run {
        arguments,
        checker: Arc::new(setup.checker()?),
        threshold: if arguments.risky {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        },
        work: Work {
            threads: arguments.threads.count,
            quiet: false,
        },
    };
    let jobs: Vec<(&Source, Option<&Path>)> = files
        .iter()
        .zip(targets.iter().map(Option::as_deref))
        .collect();
    let (records, texts): (Vec<_>, Vec<_>) = jobs
        .into_iter()
        .partition(|(source, _)| shape(source) == Shape::Jsonl);
    let mut failed = session::print_problems(&problems);
    let mut bad = false;
    for (source, target) in records {
        match run.records(source, target) {
            Ok(tally) => bad |= say(source, tally),
            Err(Stop::Problem(problem)) => failed |= session::print_problems(&[problem]),
            Err(closed) => return Err(closed),
        }
    }
    for result in parallel::map(run.work, &texts, |(source, target)| {
        run.text(source, *target)
    })? {
        match result {
            Ok(()) => {}
            Err(Stop::Problem(problem)) => failed |= session::print_problems(&[problem]),
            Err(closed) => return Err(closed),
        }
    }
    Ok(if failed { 2 } else { u8::from(bad) })
}

impl Arguments {
    fn shape(&self, source: &Source) -> Shape {
        let named = || {
            let ending = Path::new(&source.shown).extension()?.to_ascii_lowercase();
            (ending == "jsonl" || ending == "ndjson").then_some(Shape::Jsonl)
        };
        self.format.or_else(named).unwrap_or(Shape::Text)
    }
}

/// Where each output goes. Nothing is written when two would go to one place.
fn targets(arguments: &Arguments, files: &[Source], has_text: bool) -> Result<Targets, Problem> {
    let Some(output) = &arguments.output else {
        return if has_text && files.len() > 1 {
            Err(
                Problem::new(format!("{} texts cannot go to one output", files.len())).advise(
                    "name a folder with --output; `exonym fix` changes the files themselves",
                ),
            )
        } else {
            Ok(vec![None; files.len()])
        };
    };
    let one = matches!(files, [source] if source.folder.is_none());
    let slash = shown(output).ends_with('/');
    if one && !slash && !output.is_dir() {
        return Ok(vec![Some(output.clone())]);
    }
    let mut taken: BTreeMap<PathBuf, &str> = BTreeMap::new();
    let mut targets = Vec::with_capacity(files.len());
    for source in files {
        let target = output.join(name(source)?);
        if let Some(other) = taken.insert(target.clone(), &source.shown) {
            let message = format!(
                "{other} and {} would both be written to {}",
                source.shown,
                shown(&target)
            );
            return Err(Problem::new(message).advise("normalize them in two runs"));
        }
        targets.push(Some(target));
    }
    Ok(targets)
}

/// What a file is called inside the output folder: its path below the folder that was named.
fn name(source: &Source) -> Result<&Path, Problem> {
    let nameless = || {
        Problem::new(format!("{} has no name to be written under", source.shown))
            .advise("name a file with --output")
    };
    let path = source.path.as_deref().ok_or_else(nameless)?;
    let below = source
        .folder
        .as_ref()
        .and_then(|folder| path.strip_prefix(folder).ok());
    below
        .or_else(|| path.file_name().map(Path::new))
        .ok_or_else(nameless)
}

impl Run<'_> {
    /// One text: everything is read, then everything is written.
    fn text(&self, source: &Source, target: Option<&Path>) -> Result<(), Stop> {
        let Some(input) = inputs::read(source)? else {
            return Ok(());
        };
        let mut inputs = [input];
        let settled = self.checker.settle_alone(&mut inputs, self.threshold);
        let [input] = inputs;
        if settled.reports.iter().any(|report| report.failed) {
            let finding = settled.reports.iter().flat_map(|r| &r.findings).next();
            let why = finding.map_or("it is no text", |finding| finding.message.as_str());
            return Err(Problem::new(format!("cannot read {}: {why}", source.shown)).into());
        }
        self.write(target, &mut |out| Ok(out.write_all(&input.bytes)?))
    }

    fn records(&self, source: &Source, target: Option<&Path>) -> Result<Tally, Stop> {
        let input: Box<dyn Read + Send> = match &source.path {
            None => Box::new(io::stdin()),
            Some(path) => Box::new(
                File::open(path).map_err(|error| Problem::io("read", &source.shown, &error))?,
            ),
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let limits = Limits {
            threads: self.arguments.threads.count.map_or(cores, usize::from),
            line: LONGEST,
        };
        let mut input = Some(input);
        self.write(target, &mut |out| {
            let Some(input) = input.take() else {
                return Ok(Tally::default());
            };
            stream::each(input, out, limits, self.answer(source)).map_err(|broken| match broken {
                Broken::Read(error) => Problem::io("read", &source.shown, &error).into(),
                Broken::Write(error) => Stop::from(error),
            })
        })
    }

    /// Calls `fill` with the output: the target, or standard output.
    fn write<T>(
        &self,
        target: Option<&Path>,
        fill: &mut dyn FnMut(&mut dyn Write) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let Some(target) = target else {
            let mut out = console::raw();
            let done = fill(&mut out)?;
            out.flush()?;
            return Ok(done);
        };
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| Problem::io("make", &shown(folder), &error))?;
        }
        write_file::create(target, self.arguments.force, fill)
    }

    /// What is done with each line.
    fn answer(&self, source: &Source) -> Arc<Answer> {
        let (checker, threshold) = (Arc::clone(&self.checker), self.threshold);
        let path = source.shown.clone();
        let options = RecordOptions {
            offsets: match self.arguments.offsets {
                Offsets::Bytes => OffsetUnit::Bytes,
                Offsets::Codepoints => OffsetUnit::CodePoints,
                Offsets::Utf16 => OffsetUnit::Utf16,
            },
            in_place: self.arguments.in_place,
            glossary: GlossaryMark {
                hash: format!("{:016x}", checker.layers().hash()),
                version: env!("CARGO_PKG_VERSION"),
            },
        };
        Arc::new(move |line, number, out| {
            let start = out.len();
            let answer = || one(&checker, threshold, &options, (&path, number), line, out);
            // One record that shows a defect of the program must not cost the others.
            catch_unwind(AssertUnwindSafe(answer)).unwrap_or_else(|_| {
                out.truncate(start);
                let message = format!("line {number}: a defect of exonym; please report the text");
                let _ = record::write_error(out, None, &message);
                false
            })
        })
    }
}

/// Appends the answer to one line; whether it was a good record.
fn one(
    checker: &Checker,
    threshold: Applicability,
    options: &RecordOptions,
    (path, number): (&str, u64),
    line: Line<'_>,
    out: &mut Vec<u8>,
) -> bool {
    let start = out.len();
    let result = match line {
        Line::TooLong => Err((
            None,
            format!("longer than {} MiB; split the text", LONGEST >> 20),
        )),
        Line::Whole(line) => good(checker, threshold, options, path, line, out),
    };
    let Err((id, message)) = result else {
        return true;
    };
    out.truncate(start);
    // Writing to memory cannot fail.
    let _ = record::write_error(out, id, &format!("line {number}: {message}"));
    false
}

/// Appends the normalized record, or says why it is bad.
fn good<'a>(
    checker: &Checker,
    threshold: Applicability,
    options: &RecordOptions,
    path: &str,
    line: &'a [u8],
    out: &mut Vec<u8>,
) -> Result<(), (Option<&'a RawValue>, String)> {
    let parsed = Record::parse(line).map_err(|bad| (bad.id, bad.message))?;
    let declared = Declared {
        language: parsed.language.clone(),
        source_language: parsed.source_language.clone(),
        as_of: parsed.date.clone(),
    };
    let done = checker
        .normalize(path, parsed.text.to_string(), &declared, threshold)
        .map_err(|error| (None, error.to_string()))?;
    let original = Original {
        fields: &parsed.fields,
        text: &parsed.text,
        language: parsed.language.as_ref(),
    };
    record::write(out, original, wire(&parsed.text, &done), options)
        .map_err(|error| (None, error.to_string()))
}

/// The domain types as the writer takes them.
fn wire<'a>(text: &'a str, done: &'a Normalized<'a>) -> NormalizedRecord<'a> {
    let mention = |m: &'a crate::check::Mention<'a>| MentionRecord {
        start: m.span.start as usize,
        end: m.span.end as usize,
        normalized_start: m.normalized.start as usize,
        normalized_end: m.normalized.end as usize,
        text: m.span.slice(text),
        entry: m.entry,
        kind: m.kind,
        preferred: m.preferred.as_deref(),
        tier: m.tier.map(Tier::as_str),
        convention: m.convention.as_deref(),
        linked_by: m.linked_by,
        candidates: &m.candidates,
        wikidata: m.wikidata,
    };
    let edit = |e: &'a crate::check::NormalizedEdit| EditRecord {
        start: e.span.start as usize,
        end: e.span.end as usize,
        normalized_start: e.normalized.start as usize,
        normalized_end: e.normalized.end as usize,
        text: e.normalized.slice(&done.text),
        rule: e.rule,
        entry: e.entry.as_deref(),
        applicability: e.applicability.as_str(),
    };
    NormalizedRecord {
        text: &done.text,
        language: done.language.as_ref(),
        mentions: done.mentions.iter().map(mention).collect(),
        edits: done.edits.iter().map(edit).collect(),
    }
}

/// Says how many records are bad; whether there are any.
fn say(source: &Source, tally: Tally) -> bool {
    let Some(first) = tally.first_bad else {
        return false;
    };
    let name = match source.path {
        None => "standard input",
        Some(_) => &source.shown,
    };
    let (bad, all) = (tally.bad, tally.lines);
    let verb = if bad == 1 { "is" } else { "are" };
    Problem::new(format!(
        "{bad} of {all} records of {name} {verb} bad, first line {first}"
    ))
    .advise("the reason stands in their place, under `error`")
    .print();
    true
}
