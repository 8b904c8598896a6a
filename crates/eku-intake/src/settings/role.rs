//! Whether the machine is a Core or an Edge, and what shows it.

use eku_engine::deployment::{NodeName, Switch};

use super::{Quotation, Settings, ZoneKind};

/// Whether the machine is a Core or an Edge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleFound {
    /// The node; `None` where nothing shows it, or the signs conflict.
    pub node: Option<NodeName>,
    /// What shows it, the strongest first.
    pub signs: Vec<RoleSign>,
}

/// One sign, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleSign {
    /// The node that it points to.
    pub node: NodeName,
    /// What it is.
    pub kind: RoleSignKind,
    /// Where it stands.
    pub from: Quotation,
}

/// What kind of sign it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleSignKind {
    /// What the dump calls the product.
    Product,
    /// A traversal zone for Unified Communications, of which this node is client or server.
    UnifiedCommunicationsZone,
    /// Another traversal zone.
    TraversalZone,
    /// `EnableServerEkuUpload` is On, which only an Edge takes (document 225482).
    ServerEkuUpload,
}

impl Settings {
    /// Whether the machine is a Core or an Edge: by the product's name where the dump has it, by
    /// its traversal zones, and by a command that only an Edge takes. Signs that conflict leave it
    /// open, except that a zone for Unified Communications counts more than another: an Edge may be
    /// the client of a third machine.
    #[must_use]
    pub fn role(&self) -> RoleFound {
        let mut signs = Vec::new();
        let product = self.product.iter();
        signs.extend(product.filter_map(|product| {
            let (node, from) = (of_product(&product.value)?, product.from.clone());
            Some(RoleSign { node, kind: RoleSignKind::Product, from })
        }));
        for zone in &self.zones {
            let Some(kind) = &zone.kind else { continue };
            let node = match kind.value {
                ZoneKind::TraversalClient => NodeName::Core,
                ZoneKind::TraversalServer => NodeName::Edge,
                _ => continue,
            };
            let (sign, from) = match &zone.unified_communications {
                Some(on) if on.value => (RoleSignKind::UnifiedCommunicationsZone, &on.from),
                _ => (RoleSignKind::TraversalZone, &kind.from),
            };
            signs.push(RoleSign { node, kind: sign, from: from.clone() });
        }
        if let Some(upload) =
            self.switches[Switch::ServerEkuUpload].as_ref().filter(|upload| upload.value)
        {
            let (node, from) = (NodeName::Edge, upload.from.clone());
            signs.push(RoleSign { node, kind: RoleSignKind::ServerEkuUpload, from });
        }
        signs.sort_by_key(|sign| sign.kind);
        let strong = signs.iter().filter(|sign| sign.kind != RoleSignKind::TraversalZone);
        let node = match agreed(strong) {
            Agreed::Nothing => match agreed(signs.iter()) {
                Agreed::On(node) => Some(node),
                Agreed::Nothing | Agreed::Conflict => None,
            },
            Agreed::On(node) => Some(node),
            Agreed::Conflict => None,
        };
        RoleFound { node, signs }
    }
}

/// Whether a product's name says Core or Edge.
pub(crate) fn of_product(name: &str) -> Option<NodeName> {
    let name = name.to_ascii_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match (is(&CORE), is(&EDGE)) {
        (true, false) => Some(NodeName::Core),
        (false, true) => Some(NodeName::Edge),
        _ => None,
    }
}

enum Agreed {
    Nothing,
    On(NodeName),
    Conflict,
}

fn agreed<'s>(signs: impl Iterator<Item = &'s RoleSign>) -> Agreed {
    signs.fold(Agreed::Nothing, |agreed, sign| match agreed {
        Agreed::Nothing => Agreed::On(sign.node),
        Agreed::On(node) if node == sign.node => Agreed::On(node),
        _ => Agreed::Conflict,
    })
}

/// How a Core is called.
const CORE: [&str; 5] = ["expressway-c", "expressway c", "expressway core", "vcs control", "vcs-c"];

/// How an Edge is called.
const EDGE: [&str; 5] =
    ["expressway-e", "expressway e", "expressway edge", "vcs expressway", "vcs-e"];
