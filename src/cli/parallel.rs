//! Work on many things at once with results in the order of the things, and a sign of life for people who wait.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::problem::Problem;

/// Progress is shown for work that takes longer than this.
const PATIENCE: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(100);

/// How to work.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub threads: Option<u16>,
    pub quiet: bool,
}

/// `f` of every item, in the order of the items whatever the number of threads.
pub(super) fn map<T: Sync, R: Send>(
    work: Work,
    items: &[T],
    f: impl Fn(&T) -> R + Sync + Send,
) -> Result<Vec<R>, Problem> {
    let progress = Progress::new(items.len(), work.quiet);
    let f = |item: &T| {
        let result = f(item);
        progress.step();
        result
    };
    // A pool costs more than a single article.
    let results = if items.len() < 2 || work.threads == Some(1) {
        items.iter().map(f).collect()
    } else {
        let threads = work.threads.map_or(0, usize::from);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| {
            Problem::new(format!("cannot start threads: {error}")).advise("run with --threads 1")
        })?;
        pool.install(|| items.par_iter().map(f).collect())
    };
    progress.clear();
    Ok(results)
}

/// A line on standard error, only on a terminal.
struct Progress {
    total: usize,
    done: AtomicUsize,
    start: Instant,
    /// When the line was last drawn; `None` as long as it never was.
    drawn: Option<Mutex<Option<Instant>>>,
}

impl Progress {
    fn new(total: usize, quiet: bool) -> Self {
        let visible = !quiet && total > 1 && io::stderr().is_terminal();
        Self {
            total,
            done: AtomicUsize::new(0),
            start: Instant::now(),
            drawn: visible.then(Mutex::default),
        }
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(drawn) = &self.drawn else { return };
        let now = Instant::now();
        if now.duration_since(self.start) < PATIENCE {
            return;
        }
        // Whoever finds the line busy leaves it; the next one will draw.
        if let Ok(mut last) = drawn.try_lock()
            && last.is_none_or(|last| now.duration_since(last) >= STEP)
        {
            *last = Some(now);
            let _ = write!(io::stderr(), "\r\x1b[2K {done} of {} files", self.total);
        }
    }

    fn clear(&self) {
        let drawn = self.drawn.as_ref().and_then(|drawn| drawn.lock().ok());
        if drawn.is_some_and(|last| last.is_some()) {
            let _ = write!(io::stderr(), "\r\x1b[2K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_for_any_number_of_threads() {
        let items: Vec<u32> = (0..500).collect();
        let expected: Vec<u32> = items.iter().map(|n| n * 2).collect();
        for threads in [None, Some(1), Some(2), Some(8)] {
            let results = map(
                Work {
                    threads,
                    quiet: true,
                },
                &items,
                |n| n * 2,
            );
            assert_eq!(results.ok().as_ref(), Some(&expected));
        }
    }
}
