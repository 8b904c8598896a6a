//! A case to the text of its file.

use eku_engine::deployment::NodeName;
use eku_intake::collection::CertificateFile;

use crate::case::{Case, SCHEMA};
use crate::observation::Observed;
use crate::tables::{CaseCertificate, CaseFile, CaseTables, KeptTable, PageTable, ReadyMadeTable};

/// The text of a case's file.
///
/// # Panics
///
/// Never: every table can be written as JSON.
#[must_use]
pub fn write(case: &Case) -> String {
    let Case { description, .. } = case;
    let file = |file: &CertificateFile| CaseCertificate::File(CaseFile::of(file));
    let mut tables = description.tables(file, &CaseCertificate::same_as_server());
    for table in [&mut tables.core, &mut tables.edge] {
        let of_both = description
            .trusted_by_both
            .iter()
            .map(|file| CaseCertificate::File(CaseFile { both_nodes: true, ..CaseFile::of(file) }));
        if !description.trusted_by_both.is_empty() {
            table.trusted_cas.get_or_insert_default().extend(of_both);
        }
    }
    let tables = CaseTables {
        schema: SCHEMA.to_owned(),
        program: case.program.clone(),
        saved: case.saved,
        at: case.at,
        services: tables.services,
        core: tables.core,
        edge: tables.edge,
        traversal_zone: tables.traversal_zone,
        far_end: tables.far_end,
        cluster: None,
        observations: description.observations().into_iter().map(Observed).collect(),
        found: description.found.clone(),
        settings: description.settings(),
        problems: description.all_problems(),
        page: page(case),
    };
    let text = serde_json::to_string_pretty(&tables).expect("tables are JSON");
    // So that the text can stand in a page whatever it holds.
    text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
        + "\n"
}

fn page(case: &Case) -> PageTable {
    let Case { description, waiting, .. } = case;
    let far_ends = description.far_ends.iter().zip(description.far_end_names());
    let ready_made = far_ends.filter_map(|(far_end, given)| {
        let id = far_end.ready_made?.id().to_owned();
        Some(ReadyMadeTable { far_end: given.name.clone(), id })
    });
    let kept = NodeName::ALL.into_iter().flat_map(|node| {
        let has_store = description.release(node).has_client_store();
        let machines = description.node(node).peers.iter().enumerate();
        machines.filter(move |_| !has_store).filter_map(move |(machine, peer)| {
            Some(KeptTable::new(node, machine, peer.client.as_deref()?))
        })
    });
    PageTable {
        core_machine: None,
        edge_machine: None,
        ready_made: ready_made.collect(),
        kept: kept.collect(),
        done: case.done.clone(),
        unplaced: waiting.iter().map(|waiting| CaseFile::of(waiting)).collect(),
    }
}
