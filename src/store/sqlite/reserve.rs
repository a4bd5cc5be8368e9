//! Room on the disk that is kept for the worst moment: a declaration was taken, and its number
//! cannot be written down because the disk is full. Then the reserve is given up, the number is
//! written, and nothing more is sent before there is room for a new reserve.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::FallocateFlags;
use rustix::io::Errno;

use super::{failure, place};
use crate::domain::problem::Problem;
use crate::store::StoreError;

/// What every answer that can be under way needs, many times over.
const SIZE: u64 = 16 << 20;

/// The reserve of one file.
#[derive(Debug)]
pub(super) struct Reserve {
    path: PathBuf,
    /// It was given up, and there was no room for another one since.
    is_missing: AtomicBool,
}

impl Reserve {
    pub(super) fn of(path: &Path) -> Self {
        let mut name = path.as_os_str().to_owned();
        name.push(".reserve");
        Self {
            path: name.into(),
            is_missing: AtomicBool::new(false),
        }
    }

    /// Sets it aside when it is not there. Fails when the disk has no room for it; a file system that
    /// cannot set anything aside goes without.
    pub(super) fn set_aside(&self) -> Result<(), Problem> {
        match self.allocate() {
            Ok(()) => {
                self.is_missing.store(false, Ordering::Release);
                Ok(())
            }
            Err(error) => {
                let _ = std::fs::remove_file(&self.path);
                if !is_full(&error) {
                    tracing::debug!(%error, "no room can be set aside here");
                    return Ok(());
                }
                Err(failure::of_system(&self.path, &error))
            }
        }
    }

    fn allocate(&self) -> std::io::Result<()> {
        // Tried over and over while the disk is full: looking costs less than trying.
        if !self.path.exists() && free(&self.path).is_some_and(|free| free < SIZE) {
            return Err(Errno::NOSPC.into());
        }
        let file = place::create(&self.path)?;
        if file.metadata()?.len() < SIZE {
            rustix::fs::fallocate(&file, FallocateFlags::empty(), 0, SIZE)?;
        }
        Ok(())
    }

    /// What must hold before anything is sent: a reserve that was given up is there again.
    pub(super) fn must_be_there(&self) -> Result<(), Problem> {
        if self.is_missing.load(Ordering::Acquire) {
            return self.set_aside();
        }
        Ok(())
    }

    /// Gives it up if that is what helps against this failure. Whether it did.
    pub(super) fn give_up_for(&self, error: &StoreError) -> bool {
        if !matches!(error, StoreError::Failed(problem) if failure::is_disk_full(problem)) {
            return false;
        }
        let is_given = std::fs::remove_file(&self.path).is_ok();
        if is_given {
            self.is_missing.store(true, Ordering::Release);
            tracing::error!("the disk is full: the reserve is given up, nothing more is sent");
        }
        is_given
    }
}

/// The room on the disk, where somebody can say.
fn free(path: &Path) -> Option<u64> {
    let facts = rustix::fs::statvfs(path.parent()?).ok()?;
    Some(facts.f_bavail.saturating_mul(facts.f_frsize))
}

fn is_full(error: &std::io::Error) -> bool {
    let full = [Errno::NOSPC, Errno::DQUOT, Errno::FBIG];
    full.iter()
        .any(|full| error.raw_os_error() == Some(full.raw_os_error()))
}
