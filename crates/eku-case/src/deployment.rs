//! A case to what the engine judges.

use eku_deployment::{Described, Read, Source};
use eku_engine::bundle::Bundle;
use eku_engine::report::Problem;

use crate::{Case, Held, words};

impl Case {
    /// The deployment that the case describes; `name` is what the case file is called.
    ///
    /// # Errors
    ///
    /// What stops a check, one problem for each thing that is wrong.
    pub fn deployment(&self, name: &str) -> Result<Read, Vec<Problem>> {
        let described = Described {
            release: None,
            services: None,
            core: self.core.clone(),
            edge: self.edge.clone(),
            far_end: Some(self.far_ends.clone()),
            cluster: self.cluster.clone(),
        };
        eku_deployment::build(name, &described, |held: &Held| Ok(source(held)))
    }
}

fn source(held: &Held) -> Source {
    let Held::File(file) = held else {
        // Never asked for: `build` copies the server store.
        return Source { name: String::new(), bundle: Bundle::default(), problems: Vec::new() };
    };
    let certificates = file.certificates.iter().map(|one| Certificate::clone(one)).collect();
    let bundle = Bundle { certificates, ..Bundle::default() };
    let problems = if file.incomplete { vec![words::incomplete(&file.name)] } else { Vec::new() };
    Source { name: file.name.clone(), bundle, problems }
}

use eku_engine::certificate::Certificate;
