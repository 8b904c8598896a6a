//! Three certificates, root, intermediate and leaf, of which one is changed.

use super::{Case, Purpose};
use crate::maker::{Authority, Certificate, Template, oid};

/// Which certificate is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Leaf,
    Intermediate,
    Root,
}

impl Level {
    /// Every level.
    pub(super) const ALL: [Level; 3] = [Level::Leaf, Level::Intermediate, Level::Root];

    /// A case about client authentication, in which the certificate of this level is changed.
    pub(super) fn case(self, label: &str, change: impl Fn(Template) -> Template) -> Case {
        self.case_for(Purpose::ClientAuth, label, change)
    }

    /// The same for any purpose.
    pub(super) fn case_for(
        self,
        purpose: Purpose,
        label: &str,
        change: impl Fn(Template) -> Template,
    ) -> Case {
        let at = |level: Level, template: Template| match self == level {
            true => change(template),
            false => template,
        };
        let root = Authority::root(at(Level::Root, Template::authority("Levels Root")));
        let issuing = Template::authority("Levels Issuing");
        let issuing = root.intermediate(at(Level::Intermediate, issuing));
        let leaf = issuing.issue(at(Level::Leaf, leaf()));
        let label = format!("{self:?}: {label}");
        Case::new(label, purpose, &leaf, &[issuing.certificate()], &[root.certificate()])
    }
}

/// A leaf with both purposes and a name.
pub(super) fn leaf() -> Template {
    Template::leaf("levels.example.com")
        .dns(&["levels.example.com"])
        .purposes(&[oid::SERVER_AUTH, oid::CLIENT_AUTH])
}

/// The certificates of some authorities.
pub(super) fn of<'a>(authorities: impl IntoIterator<Item = &'a Authority>) -> Vec<&'a Certificate> {
    authorities.into_iter().map(Authority::certificate).collect()
}
