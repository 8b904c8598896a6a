//! What was read for a deployment, and what is wrong with it.

use eku_engine::bundle::Bundle;
use eku_engine::deployment::{Deployment, Store, TrustedCas};
use eku_engine::report::{self, Problem, Problems};
use eku_intake::certificates;

/// A file or buffer, read.
#[derive(Debug)]
pub struct Source {
    /// Its name as it was given.
    pub name: String,
    /// What it holds.
    pub bundle: Bundle,
    /// What could not be used, in words.
    pub problems: Vec<Problem>,
}

impl Source {
    /// What `bytes` hold, whatever the certificates in them are wrapped in. The bytes stay the
    /// caller's to wipe.
    #[must_use]
    pub fn of(name: String, bytes: &[u8]) -> Self {
        let bundle = certificates::read(bytes);
        let problems =
            bundle.problems.iter().map(|problem| report::problem(&name, problem)).collect();
        Self { name, bundle, problems }
    }
}

/// A deployment, and what in its files could not be used and did not stop it.
#[derive(Debug)]
pub struct Read {
    /// The deployment.
    pub deployment: Deployment,
    /// What did not stop it, each problem once, and a bounded number of them.
    pub problems: Vec<Problem>,
}

/// Takes the certificates that a deployment names, and collects what is wrong with them.
#[derive(Debug, Default)]
pub struct Reader {
    /// What does not stop the check.
    problems: Problems,
    /// What stops it.
    errors: Problems,
}

impl Reader {
    /// What a store holds after reading a file. The leaf must be readable.
    pub fn store(&mut self, read: Result<Source, Problem>) -> Store {
        match read {
            Ok(source)
                if source.bundle.certificates.is_empty() || source.bundle.first_unreadable =>
            {
                self.errors.extend(source.problems);
                Store::Empty
            }
            Ok(source) => {
                let incomplete = !source.problems.is_empty();
                self.problems.extend(source.problems);
                Store::of(source.bundle.certificates, incomplete)
            }
            Err(problem) => {
                self.errors.add(problem);
                Store::Empty
            }
        }
    }

    /// The certificates of a trusted CA list; `None` where no file was given for it.
    pub fn trusted_cas(
        &mut self,
        files: impl IntoIterator<Item = Result<Source, Problem>>,
    ) -> Option<TrustedCas> {
        let mut list = None;
        for read in files {
            let list: &mut TrustedCas = list.get_or_insert_with(Default::default);
            match read {
                Ok(source) if source.bundle.certificates.is_empty() => {
                    self.errors.extend(source.problems);
                }
                Ok(source) => {
                    list.incomplete |= !source.problems.is_empty();
                    self.problems.extend(source.problems);
                    list.certificates
                        .extend(source.bundle.certificates.into_iter().map(Into::into));
                }
                Err(problem) => self.errors.add(problem),
            }
        }
        list
    }

    /// The deployment, unless something stopped it.
    ///
    /// # Errors
    ///
    /// What stops it, each problem once.
    pub fn finish(mut self, deployment: Result<Deployment, Problem>) -> Result<Read, Vec<Problem>> {
        match deployment {
            Ok(deployment) if self.errors.is_empty() => {
                Ok(Read { deployment, problems: self.problems.into_list() })
            }
            Ok(_) => Err(self.errors.into_list()),
            Err(problem) => {
                self.errors.add(problem);
                Err(self.errors.into_list())
            }
        }
    }
}
