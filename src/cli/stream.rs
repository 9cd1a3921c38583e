//! Lines in, lines out, on all cores: in the order of the input, in little memory whatever its size.
//!
//! One thread reads chunks of whole lines, workers answer them, and the caller's thread writes the answers in order. What is under
//! way is bounded in bytes. A chunk ends where nothing more is at hand, so a partner that waits for each answer gets it.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Bytes of a chunk, unless one line is longer.
const CHUNK: usize = 1 << 17;
/// Empty lines that wait for another line; more than these are lines of their own.
const EMPTY: u64 = 4096;
/// Bytes of input that are under way; one line may be longer.
const UNDER_WAY: usize = 1 << 21;

/// A line of the input without its end.
pub(super) enum Line<'a> {
    Whole(&'a [u8]),
    /// Longer than may be held in memory; the rest of it was passed over.
    TooLong,
}

/// Answers a line by appending to the output; whether the line was good.
pub(super) type Answer = dyn Fn(Line<'_>, u64, &mut Vec<u8>) -> bool + Send + Sync;

/// How to work.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub threads: usize,
    /// Bytes of the longest line.
    pub line: usize,
}

/// What went through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub lines: u64,
    pub bad: u64,
    /// Number of the first bad line, from 1.
    pub first_bad: Option<u64>,
}

/// Why a stream ended early.
#[derive(Debug)]
pub(super) enum Broken {
    Read(io::Error),
    Write(io::Error),
}

/// Whole lines, numbered.
#[derive(Default)]
struct Chunk {
    number: u64,
    /// Number of the first line, from 1.
    first: u64,
    bytes: Vec<u8>,
    /// Place of each line in `bytes`; `None` for one that was too long.
    lines: Vec<Option<Range<usize>>>,
}

struct Answered {
    /// Bytes of the chunk it answers.
    size: usize,
    bytes: Vec<u8>,
    tally: Tally,
}

/// Answers every line of `input`. Empty lines at the end are no lines.
pub(super) fn each(
    input: Box<dyn Read + Send>,
    out: &mut dyn Write,
    limits: Limits,
    answer: Arc<Answer>,
) -> Result<Tally, Broken> {
    let budget = Arc::new(Budget::default());
    let (to_workers, chunks) = sync_channel::<Chunk>(limits.threads);
    let (to_writer, answers) = sync_channel::<(u64, io::Result<Answered>)>(limits.threads * 2);
    let chunks = Arc::new(Mutex::new(chunks));
    for _ in 0..limits.threads {
        let (chunks, to_writer, answer) =
            (Arc::clone(&chunks), to_writer.clone(), Arc::clone(&answer));
        thread::spawn(move || work(&chunks, &to_writer, &*answer));
    }
    // Threads end by themselves when their channels close. Nobody waits for the reader: it may be held by a pipe that never ends.
    let reading = Arc::clone(&budget);
    thread::spawn(move || {
        let mut reader = Reader::new(input, limits.line);
        loop {
            match reader.chunk() {
                Ok(Some(chunk)) => {
                    if !reading.take(chunk.bytes.len()) || to_workers.send(chunk).is_err() {
                        return;
                    }
                }
                Ok(None) => return,
                Err(error) => {
                    let _ = to_writer.send((reader.next.number, Err(error)));
                    return;
                }
            }
        }
    });
    let result = write(out, &answers, &budget);
    budget.close();
    result
}

fn work(
    chunks: &Mutex<Receiver<Chunk>>,
    to_writer: &SyncSender<(u64, io::Result<Answered>)>,
    answer: &Answer,
) {
    loop {
        let next = lock(chunks).recv();
        let Ok(chunk) = next else { return };
        let mut bytes = Vec::with_capacity(chunk.bytes.len() * 2);
        let mut tally = Tally::default();
        for (number, line) in (chunk.first..).zip(&chunk.lines) {
            let line = line.as_ref().map_or(Line::TooLong, |range| {
                Line::Whole(chunk.bytes.get(range.clone()).unwrap_or_default())
            });
            let good = answer(line, number, &mut bytes);
            tally.add(number, good);
        }
        let answered = Answered {
            size: chunk.bytes.len(),
            bytes,
            tally,
        };
        drop(chunk.bytes);
        if to_writer.send((chunk.number, Ok(answered))).is_err() {
            return;
        }
    }
}

/// Writes answers in the order of the chunks, and lets the partner have them when no more is ready.
fn write(
    out: &mut dyn Write,
    answers: &Receiver<(u64, io::Result<Answered>)>,
    budget: &Budget,
) -> Result<Tally, Broken> {
    let mut waiting: BTreeMap<u64, io::Result<Answered>> = BTreeMap::new();
    let (mut next, mut tally) = (0, Tally::default());
    loop {
        let (number, answered) = match answers.try_recv() {
            Ok(answered) => answered,
            Err(_) => {
                out.flush().map_err(Broken::Write)?;
                let Ok(answered) = answers.recv() else { break };
                answered
            }
        };
        waiting.insert(number, answered);
        while let Some(ready) = waiting.remove(&next) {
            let ready = ready.map_err(Broken::Read)?;
            out.write_all(&ready.bytes).map_err(Broken::Write)?;
            tally = tally.and(ready.tally);
            budget.give(ready.size);
            next += 1;
        }
    }
    if waiting.is_empty() {
        Ok(tally)
    } else {
        Err(Broken::Read(io::Error::other("a worker failed")))
    }
}

impl Tally {
    fn add(&mut self, number: u64, good: bool) {
        self.lines += 1;
        if !good {
            self.bad += 1;
            self.first_bad.get_or_insert(number);
        }
    }

    fn and(self, later: Self) -> Self {
        Self {
            lines: self.lines + later.lines,
            bad: self.bad + later.bad,
            first_bad: self.first_bad.or(later.first_bad),
        }
    }
}

/// Bytes that may still be taken up; `None` when nobody wants the answers any more.
struct Budget(Mutex<Option<usize>>, Condvar);

impl Default for Budget {
    fn default() -> Self {
        Self(Mutex::new(Some(0)), Condvar::new())
    }
}

impl Budget {
    /// Waits until there is room; false when the work is over. Something larger than all room goes alone.
    fn take(&self, size: usize) -> bool {
        let mut used = lock(&self.0);
        loop {
            match *used {
                None => return false,
                Some(now) if now == 0 || now + size <= UNDER_WAY => {
                    *used = Some(now + size);
                    return true;
                }
                Some(_) => used = self.1.wait(used).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    fn give(&self, size: usize) {
        let mut used = lock(&self.0);
        *used = used.map(|now| now.saturating_sub(size));
        self.1.notify_all();
    }

    fn close(&self) {
        *lock(&self.0) = None;
        self.1.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Cuts the input into chunks.
struct Reader {
    input: BufReader<Box<dyn Read + Send>>,
    longest: usize,
    next: Chunk,
    /// Empty lines that count only when another line follows.
    empty: u64,
    started: bool,
}

impl Reader {
    fn new(input: Box<dyn Read + Send>, longest: usize) -> Self {
        Self {
            input: BufReader::with_capacity(CHUNK, input),
            longest,
            next: Chunk {
                first: 1,
                ..Chunk::default()
            },
            empty: 0,
            started: false,
        }
    }

    /// The next chunk; `None` at the end.
    fn chunk(&mut self) -> io::Result<Option<Chunk>> {
        loop {
            let more = self.line()?;
            let full = self.next.bytes.len() >= CHUNK || self.next.lines.len() >= CHUNK / 8;
            let waiting = self.input.buffer().is_empty();
            if !self.next.lines.is_empty() && (full || waiting || !more) {
                return Ok(Some(self.cut()));
            }
            if !more {
                return Ok(None);
            }
        }
    }

    fn cut(&mut self) -> Chunk {
        let fresh = Chunk {
            number: self.next.number + 1,
            first: self.next.first + self.next.lines.len() as u64,
            ..Chunk::default()
        };
        std::mem::replace(&mut self.next, fresh)
    }

    /// Takes in one line; false at the end of the input.
    fn line(&mut self) -> io::Result<bool> {
        let start = self.next.bytes.len();
        let room = self.longest as u64 + 2;
        let read = (&mut self.input)
            .take(room)
            .read_until(b'\n', &mut self.next.bytes)?;
        if read == 0 {
            return Ok(false);
        }
        if !self.started {
            self.started = true;
            if self.next.bytes.starts_with(b"\xef\xbb\xbf") {
                self.next.bytes.drain(..3);
            }
        }
        let ended = self.next.bytes.last() == Some(&b'\n');
        let content = self.next.bytes.get(start..).unwrap_or_default();
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        let len = content.len();
        let is_empty = content.iter().all(u8::is_ascii_whitespace) && len <= self.longest;
        if is_empty {
            self.next.bytes.truncate(start);
            self.empty += 1;
            if self.empty < EMPTY {
                return Ok(true);
            }
        }
        for _ in 0..std::mem::take(&mut self.empty) {
            self.next.lines.push(Some(start..start));
        }
        if is_empty {
            return Ok(true);
        }
        if len > self.longest {
            self.next.bytes.truncate(start);
            self.next.lines.push(None);
            if !ended {
                self.input.skip_until(b'\n')?;
            }
        } else {
            self.next.lines.push(Some(start..start + len));
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(input: &str, threads: usize, line: usize) -> (String, Tally) {
        let answer: Arc<Answer> = Arc::new(|line, number, out| {
            let text = match line {
                Line::Whole(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Line::TooLong => "too long".to_owned(),
            };
            out.extend_from_slice(format!("{number}:{text}\n").as_bytes());
            !text.is_empty() && text != "too long"
        });
        let mut out = Vec::new();
        let limits = Limits { threads, line };
        let input = Box::new(io::Cursor::new(input.to_owned().into_bytes()));
        let tally = each(input, &mut out, limits, answer).expect("memory is readable");
        (String::from_utf8(out).expect("UTF-8"), tally)
    }

    #[test]
    fn order_and_count_do_not_depend_on_threads() {
        let input: String = (0..50_000).map(|n| format!("line {n}\r\n")).collect();
        let expected: String = (0..50_000)
            .map(|n| format!("{}:line {n}\n", n + 1))
            .collect();
        for threads in [1, 2, 7] {
            let (out, tally) = run(&input, threads, 100);
            assert!(out == expected, "{threads} threads");
            assert_eq!((tally.lines, tally.bad), (50_000, 0));
        }
    }

    #[test]
    fn marks_empty_and_endless_lines() {
        let (out, tally) = run("\u{feff}a\n\nbcdef\nghijk\nlast", 2, 4);
        assert_eq!(out, "1:a\n2:\n3:too long\n4:too long\n5:last\n");
        assert_eq!(
            tally,
            Tally {
                lines: 5,
                bad: 3,
                first_bad: Some(2)
            }
        );
        assert_eq!(run("a\n\n \n", 1, 9).0, "1:a\n");
        assert_eq!(run("", 2, 9).0, "");
        assert_eq!(run("abcd", 2, 4).0, "1:abcd\n");
        assert_eq!(run("abcd\r\nabcd\n", 2, 4).0, "1:abcd\n2:abcd\n");
    }

    #[test]
    fn a_reader_that_goes_away_ends_the_work() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let limits = Limits {
            threads: 2,
            line: 1000,
        };
        let answer: Arc<Answer> = Arc::new(|_, _, out| {
            out.push(b'x');
            true
        });
        let endless = Box::new(io::repeat(b'\n').chain(io::empty()));
        let lines = Box::new(io::Cursor::new(b"line\n".repeat(1_000_000)).chain(endless));
        let result = each(lines, &mut Closed, limits, answer);
        assert!(matches!(result, Err(Broken::Write(_))));
    }
}
