//! `check --snapshot FILE`: findings that are known are left out; what is new and what has vanished is shown as a difference.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use clap::Args;

use super::console::Console;
use super::options::{FailOn, ReportOptions};
use super::problem::{Problem, Stop, shown};
use super::write_file;
use crate::check::FileReport;
use crate::check::snapshot::{self, Checked, Comparison, Record, Run};
use crate::report::printable::plain;

/// Lines of a difference that are shown: nobody reads more of them.
const MOST: usize = 200;

/// Which findings are known.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct SnapshotOptions {
    /// Known findings: only what is new or has vanished is shown, and fails
    #[arg(long, value_name = "FILE", help_heading = "Snapshot")]
    pub snapshot: Option<PathBuf>,
    /// Show what the snapshot of the configuration knows too
    #[arg(long, conflicts_with_all = ["snapshot", "update_snapshot"], help_heading = "Snapshot")]
    pub no_snapshot: bool,
    /// Accept what is found now: write the snapshot anew, with its notes kept
    #[arg(long, help_heading = "Snapshot")]
    pub update_snapshot: bool,
    /// Why what is new is accepted; noted beside it with the day
    #[arg(
        long,
        value_name = "TEXT",
        requires = "update_snapshot",
        help_heading = "Snapshot"
    )]
    pub reason: Option<String>,
}

/// A snapshot that is in use.
pub(super) struct Snapshot {
    path: PathBuf,
    name: String,
    /// The folder that its paths start from.
    folder: PathBuf,
    records: Vec<Record>,
    /// Whether there is such a file yet.
    exists: bool,
    update: bool,
    reason: Option<String>,
}

impl SnapshotOptions {
    /// The arguments that name the same snapshot again.
    pub(super) fn arguments(&self) -> Vec<String> {
        match &self.snapshot {
            Some(path) => vec!["--snapshot".to_owned(), shown(path)],
            None if self.no_snapshot => vec!["--no-snapshot".to_owned()],
            None => Vec::new(),
        }
    }
}

impl Snapshot {
    /// The file it is read from, which is no text.
    pub(super) fn path(&self) -> &PathBuf {
        &self.path
    }

    /// Reads the snapshot that `options` name, or else the one of the configuration.
    pub(super) fn open(
        options: &SnapshotOptions,
        configured: Option<PathBuf>,
    ) -> Result<Option<Self>, Problem> {
        let configured = configured.filter(|_| !options.no_snapshot);
        let Some(path) = options.snapshot.clone().or(configured) else {
            return if options.update_snapshot {
                Err(Problem::new("there is no snapshot to update")
                    .advise("name it with --snapshot FILE, or as `snapshot` in exonym.toml"))
            } else {
                Ok(None)
            };
        };
        let name = shown(&path);
        let problem = |error: &io::Error| Problem::io("read", &name, error);
        let (records, exists) = match std::fs::read_to_string(&path) {
            Ok(text) => (read(&name, &text)?, true),
            Err(error) if error.kind() == io::ErrorKind::NotFound && options.update_snapshot => {
                (Vec::new(), false)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(problem(&error).advise(
                    "make it with --update-snapshot, read it, and keep it with the texts",
                ));
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(Problem::new(format!("cannot read {name}: it is not UTF-8"))
                    .advise("save it as UTF-8, or make it anew with --update-snapshot"));
            }
            Err(error) => return Err(problem(&error)),
        };
        let file = absolute(&path).map_err(|error| problem(&error))?;
        Ok(Some(Self {
            path,
            name,
            folder: file.parent().unwrap_or(Path::new("/")).to_owned(),
            records,
            exists,
            update: options.update_snapshot,
            reason: options.reason.clone(),
        }))
    }

    /// Compares, and marks the findings of `reports` that are known. `paths` are those of the command line.
    pub(super) fn compare(
        &self,
        paths: &[PathBuf],
        runs: &dyn Fn(&str) -> bool,
        reports: &mut [FileReport],
        today: &str,
    ) -> Comparison {
        let roots: Vec<PathBuf> = paths
            .iter()
            .filter_map(|path| absolute(path).ok())
            .collect();
        let keys = |failed: bool| -> BTreeSet<String> {
            let reports = reports.iter().filter(|report| report.failed == failed);
            reports.map(|report| self.key(&report.path)).collect()
        };
        let (found, failed) = (keys(false), keys(true));
        // What was looked for in vain is covered as well: a file of a folder that is gone. Of a file that cannot be read nothing is known.
        let covers = |key: &str| {
            let inside = |path: PathBuf| roots.iter().any(|root| path.starts_with(root));
            found.contains(key) || !failed.contains(key) && inside(clean(&self.folder.join(key)))
        };
        let mut files: Vec<Checked<'_>> = reports
            .iter_mut()
            .filter(|report| !report.failed)
            .map(|report| Checked {
                path: self.key(&report.path),
                text: &report.source.text,
                findings: &mut report.findings,
            })
            .collect();
        let run = Run {
            covers: &covers,
            runs,
            today,
        };
        snapshot::compare(&self.records, &mut files, &run)
    }

    /// The name of a file in the snapshot: its path from the folder of the snapshot, so that it is the same from everywhere.
    fn key(&self, path: &str) -> String {
        if path == "-" {
            return path.to_owned();
        }
        let Ok(path) = absolute(Path::new(path)) else {
            return path.to_owned();
        };
        relative(&path, &self.folder)
    }

    pub(super) fn is_updated(&self) -> bool {
        self.update
    }

    /// Writes what is accepted now.
    pub(super) fn write(&self, compared: &Comparison, today: &str) -> Result<(), Stop> {
        let mut records = compared.accepted.clone();
        if let Some(reason) = &self.reason {
            let new: BTreeSet<&Record> = compared.new.iter().collect();
            for record in &mut records {
                if new.contains(record) {
                    record.reason = Some(reason.clone());
                    record.date = Some(today.to_owned());
                }
            }
        }
        if self.exists && records == self.records {
            return Ok(());
        }
        let text = snapshot::write(&records)
            .map_err(|error| Problem::new(format!("cannot write {}: {error}", self.name)))?;
        write_file::create(&self.path, true, |out| Ok(out.write_all(text.as_bytes())?))
    }

    /// Prints what has changed below the findings. Other formats are for programs, which a second thing on their channel would confuse.
    pub(super) fn print(
        &self,
        compared: &Comparison,
        command: &str,
        report: &ReportOptions,
    ) -> io::Result<()> {
        let accept = format!("{command} --update-snapshot");
        let show = |out: &mut dyn Write| {
            if report.quiet {
                // What is new stands in the report; what has vanished fails too, and stands nowhere else.
                let mut lines = lines(compared);
                lines.retain(|line| line.sign == '-');
                self.differences(&lines, out)
            } else {
                self.show(compared, Some(&accept), out)
            }
        };
        if report.format.name == "human" && report.output.is_none() {
            let mut out = Console::new(report.color.when).open();
            show(&mut *out)?;
            out.flush()
        } else {
            show(&mut io::stderr())
        }
    }

    /// Prints what has changed, file by file.
    fn differences(&self, lines: &[Line<'_>], out: &mut dyn Write) -> io::Result<()> {
        if !lines.is_empty() {
            writeln!(out, "{}", plain(&self.name))?;
        }
        let mut file = "";
        for line in lines.iter().take(MOST) {
            if line.path != file {
                writeln!(out, "  {}", plain(line.path))?;
                file = line.path;
            }
            line.print(out)?;
        }
        match lines.len().checked_sub(MOST + 1) {
            Some(more) => writeln!(out, "  … and {} lines more", more + 1),
            None => Ok(()),
        }
    }

    /// Prints what has changed, file by file, and the sum.
    pub(super) fn show(
        &self,
        compared: &Comparison,
        accept: Option<&str>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        // A snapshot that is made holds nothing but what is new; the file itself is the place to read it.
        let made = self.update && !self.exists;
        let lines = if made { Vec::new() } else { lines(compared) };
        self.differences(&lines, out)?;
        let new = compared.new.len() + compared.expired.len();
        let (known, vanished) = (compared.known, compared.vanished.len());
        if self.update {
            let verb = if made { "made" } else { "updated" };
            return writeln!(
                out,
                " {} {verb}: {} added · {vanished} removed · {known} kept{}",
                plain(&self.name),
                compared.new.len(),
                past(compared)
            );
        }
        writeln!(
            out,
            " {new} new · {vanished} vanished · {known} known{}",
            past(compared)
        )?;
        match accept.filter(|_| compared.new.len() + vanished > 0) {
            Some(command) => writeln!(out, " to accept this: {command}"),
            None => Ok(()),
        }
    }
}

/// Findings that an update does not accept again, because somebody wrote a last day beside them.
fn past(compared: &Comparison) -> String {
    match compared.expired.len() {
        0 => String::new(),
        n => format!(" · {n} past `until`: change or remove that line"),
    }
}

/// Whether what has vanished is grave enough to fail; what is new fails as any finding does.
pub(super) fn fails(compared: &Comparison, fail_on: FailOn) -> bool {
    let mut vanished = compared.vanished.iter();
    vanished.any(|record| fail_on.is_reached_by(record.severity()))
}

/// Today in UTC, as an ISO date.
pub(super) fn today() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = now.map_or(0, |since| since.as_secs() / 86_400);
    date(i64::try_from(days).unwrap_or(0))
}

/// The date so many days after 1970-01-01, in the Gregorian calendar. Years are counted from March, so that the leap day is their last.
fn date(days: i64) -> String {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Findings of one file that look alike, in one line of the difference.
struct Line<'a> {
    path: &'a str,
    sign: char,
    record: &'a Record,
    count: usize,
}

fn lines(compared: &Comparison) -> Vec<Line<'_>> {
    let lists = [
        ('-', &compared.vanished),
        ('+', &compared.new),
        ('!', &compared.expired),
    ];
    let mut all: Vec<(char, &Record)> = lists
        .into_iter()
        .flat_map(|(sign, records)| records.iter().map(move |record| (sign, record)))
        .collect();
    // Forms of one entry stand together: what vanished beside what came instead.
    all.sort_by_key(|(sign, r)| (&r.path, &r.rule, &r.entry, rank(*sign), &r.form, &r.context));
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (sign, record) in all {
        let same = |last: &&mut Line<'_>| {
            let key = |r: &Record| {
                (
                    r.path.clone(),
                    r.rule.clone(),
                    r.entry.clone(),
                    r.form.clone(),
                )
            };
            last.sign == sign && key(last.record) == key(record)
        };
        match lines.last_mut().filter(same) {
            Some(last) => last.count += 1,
            None => lines.push(Line {
                path: &record.path,
                sign,
                record,
                count: 1,
            }),
        }
    }
    lines
}

fn rank(sign: char) -> u8 {
    match sign {
        '-' => 0,
        '+' => 1,
        _ => 2,
    }
}

impl Line<'_> {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let record = self.record;
        let (sign, severity, rule) = (self.sign, record.severity().as_str(), &record.rule);
        let times = match self.count {
            1 => String::new(),
            n => format!(" ×{n}"),
        };
        let until = match (sign, &record.until) {
            ('!', Some(until)) => format!(" (was accepted until {until})"),
            _ => String::new(),
        };
        let sign = if sign == '!' { '+' } else { sign };
        let (rule, context) = (plain(rule), plain(&record.context));
        writeln!(out, "  {sign} {severity}[{rule}]{times} {context}{until}")
    }
}

fn read(name: &str, text: &str) -> Result<Vec<Record>, Problem> {
    snapshot::read(text).map_err(|error| {
        Problem::new(format!("{name}:{error}")).advise(
            "put it right by hand, or remove the file and make it anew with --update-snapshot",
        )
    })
}

/// The path from the root, without `.` and `..`; links are not followed, since names are what is recorded.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    Ok(clean(&std::path::absolute(path)?))
}

fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

/// `path` as seen from `folder`, both absolute; `/` between its parts.
fn relative(path: &Path, folder: &Path) -> String {
    let (mut path_parts, mut folder_parts) = (path.components(), folder.components());
    let (mut rest, mut up) = (path_parts.clone(), folder_parts.clone());
    let mut shared = 0;
    while let (Some(a), Some(b)) = (path_parts.next(), folder_parts.next())
        && a == b
    {
        shared += 1;
        (rest, up) = (path_parts.clone(), folder_parts.clone());
    }
    if shared == 0 {
        // Another drive: there is no way from one to the other.
        return shown(path);
    }
    let way = up.map(|_| "..".to_owned());
    let rest = rest.map(|part| part.as_os_str().to_string_lossy().into_owned());
    way.chain(rest).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_folder_of_the_snapshot() {
        let from = |path: &str, folder: &str| relative(Path::new(path), Path::new(folder));
        assert_eq!(from("/a/b/c.txt", "/a"), "b/c.txt");
        assert_eq!(from("/a/b/c.txt", "/a/snapshots"), "../b/c.txt");
        assert_eq!(from("/c.txt", "/a/b"), "../../c.txt");
        assert_eq!(clean(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }

    #[test]
    fn days_are_dates() {
        for (days, wanted) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_818, "2026-12-31"),
            (20_819, "2027-01-01"),
        ] {
            assert_eq!(date(days), wanted);
        }
    }
}
