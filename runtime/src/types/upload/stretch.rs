//! What does not stay in memory: a stretch of a temporary file.

use bytes::Bytes;
use futures_util::stream::{self, Stream};
use std::fs::File;
#[cfg(feature = "http")]
use std::io::Write;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// How much is read at once, in bytes.
const CHUNK: usize = 64 << 10;

/// A temporary file without a name, in which all large parts of a body are, one after another.
///
/// The system removes it when its last user closes it, however that comes to end.
#[derive(Debug)]
pub(crate) struct Spill(Mutex<State>);

#[derive(Debug)]
struct State {
    file: File,
    /// How many bytes of it may still be taken back into memory as texts.
    #[cfg(feature = "http")]
    texts: usize,
}

impl Spill {
    /// Spills into a file, of which so many bytes may be read as texts.
    #[cfg(feature = "http")]
    pub(crate) fn new(file: File, texts: usize) -> Self {
        Self(Mutex::new(State { file, texts }))
    }

    /// Writes at the end; waits for the disk.
    #[cfg(feature = "http")]
    pub(crate) fn append(&self, bytes: &[u8]) -> io::Result<()> {
        self.with(|it| {
            it.file.seek(SeekFrom::End(0))?;
            it.file.write_all(bytes)
        })
    }

    /// A reader's panic leaves nothing half done: every use says first where it reads or writes.
    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A part of such a file.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    spill: Arc<Spill>,
    start: u64,
    len: u64,
}

impl Stretch {
    /// So many bytes of a file.
    #[cfg(feature = "http")]
    pub(crate) fn new(spill: Arc<Spill>, start: u64, len: u64) -> Self {
        Self { spill, start, len }
    }

    /// How many bytes it has.
    pub(super) const fn len(&self) -> u64 {
        self.len
    }

    /// Whether it is the same stretch of the same file.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.spill, &other.spill) && self.start == other.start
    }

    /// All of it, if that many bytes may still be read as texts. Waits for the disk.
    #[cfg(feature = "http")]
    pub(super) fn text(&self) -> Option<io::Result<Bytes>> {
        let allowed = self.spill.with(|it| {
            let left = usize::try_from(self.len).ok().and_then(|len| it.texts.checked_sub(len));
            left.map(|left| it.texts = left)
        });
        allowed.map(|()| self.whole())
    }

    /// All of it; waits for the disk.
    pub(super) fn whole(&self) -> io::Result<Bytes> {
        let len = usize::try_from(self.len).map_err(|_| io::ErrorKind::OutOfMemory)?;
        self.read(0, len)
    }

    /// What is in it, a piece at a time.
    pub(super) fn chunks(self) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        stream::try_unfold((self, 0), |(stretch, at)| async move {
            let left = usize::try_from(stretch.len - at).unwrap_or(usize::MAX);
            if left == 0 {
                return Ok(None);
            }
            let reading = move || (stretch.read(at, left.min(CHUNK)), stretch);
            let (chunk, stretch) = tokio::task::spawn_blocking(reading).await?;
            let chunk = chunk?;
            let next = at + chunk.len() as u64;
            Ok(Some((chunk, (stretch, next))))
        })
    }

    fn read(&self, at: u64, len: usize) -> io::Result<Bytes> {
        let mut bytes = vec![0; len];
        self.spill.with(|it| {
            it.file.seek(SeekFrom::Start(self.start + at))?;
            it.file.read_exact(&mut bytes)
        })?;
        Ok(bytes.into())
    }
}
