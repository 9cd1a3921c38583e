//! Places for values that are made when first needed: many places, of which a run fills few.

use std::array::from_fn;
use std::sync::OnceLock;

const CHUNK: usize = 64;

/// A place that was filled with nothing stays so: a record that does not decode is not tried again.
type Cell<T> = OnceLock<Option<Box<T>>>;

/// Places by number. A million of them cost no time before they are used.
pub(super) struct Cells<T>(Vec<OnceLock<Box<[Cell<T>; CHUNK]>>>);

impl<T> Cells<T> {
    /// At least `count` places.
    pub(super) fn new(count: u32) -> Self {
        let chunks = (count as usize).div_ceil(CHUNK);
        Self((0..chunks).map(|_| OnceLock::new()).collect())
    }

    /// The value at a place, made by `make` on first use; `None` where there is no place or no value.
    pub(super) fn get_or_make(&self, n: u32, make: impl FnOnce() -> Option<T>) -> Option<&T> {
        let chunk = self.0.get(n as usize / CHUNK)?;
        let chunk = chunk.get_or_init(|| Box::new(from_fn(|_| OnceLock::new())));
        let cell = chunk.get(n as usize % CHUNK)?;
        cell.get_or_init(|| make().map(Box::new)).as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_once() {
        let cells: Cells<u32> = Cells::new(100);
        assert_eq!(cells.get_or_make(99, || Some(7)), Some(&7));
        assert_eq!(cells.get_or_make(99, || Some(8)), Some(&7));
        assert_eq!(cells.get_or_make(3, || None), None);
        assert_eq!(cells.get_or_make(3, || Some(8)), None);
        assert_eq!(cells.get_or_make(5000, || Some(8)), None);
    }
}
