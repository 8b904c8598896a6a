//! The files that a deployment names, and what is wrong with them.

use std::sync::Arc;

use eku_engine::report::{Problem, Problems};
use eku_intake::collection::CertificateFile;

/// Takes the files that a deployment names, and collects what stops a check.
#[derive(Debug, Default)]
pub struct Reader {
    errors: Problems,
}

impl Reader {
    /// What a store holds after reading a file. The leaf must be readable.
    pub fn store(
        &mut self,
        read: Result<CertificateFile, Problem>,
    ) -> Option<Arc<CertificateFile>> {
        match read {
            Ok(file) if file.has_no_leaf() => self.errors.extend(file.problems),
            Ok(file) => return Some(Arc::new(file)),
            Err(problem) => self.errors.add(problem),
        }
        None
    }

    /// The files of a trusted CA list; `None` where none was named for it.
    pub fn trusted(
        &mut self,
        files: impl IntoIterator<Item = Result<CertificateFile, Problem>>,
    ) -> Option<Vec<Arc<CertificateFile>>> {
        let mut list = None;
        for read in files {
            let list: &mut Vec<Arc<CertificateFile>> = list.get_or_insert_with(Default::default);
            match read {
                Ok(file) if file.certificates.is_empty() => self.errors.extend(file.problems),
                Ok(file) => list.push(Arc::new(file)),
                Err(problem) => self.errors.add(problem),
            }
        }
        list
    }

    /// What was made of the files, unless something stops a check.
    ///
    /// # Errors
    ///
    /// What stops it, each problem once: a file that is named for several places is read for each.
    pub fn finish<T>(mut self, made: Result<T, Problem>) -> Result<T, Vec<Problem>> {
        match made {
            Ok(made) if self.errors.is_empty() => Ok(made),
            Ok(_) => Err(self.errors.into_list()),
            Err(problem) => {
                self.errors.add(problem);
                Err(self.errors.into_list())
            }
        }
    }
}
