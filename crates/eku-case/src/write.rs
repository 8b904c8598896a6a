//! A case to the text of its file.

use eku_deployment::{
    ClusterTlsVerifyWord, FarEndTable, NodeTable, PeerTable, SwitchWord, TraversalZoneTable, Word,
};
use eku_engine::deployment::{NodeName, Switch, SwitchForm};
use eku_engine::report::{FoundReport, Problem, SettingId, SettingReport};
use pem_rfc7468::LineEnding;

use crate::case::{Case, File, SCHEMA, StoreContent};
use crate::fields::NODES;
use crate::json::Json;
use crate::object::Object;
use crate::observation;

/// The text of a case's file.
#[must_use]
pub fn write(case: &Case) -> String {
    let Case { description, .. } = case;
    let tables =
        description.tables(|file| StoreContent::File(File::of(file)), &StoreContent::SameAsServer);
    let of_both = || description.trusted_by_both.iter().map(|file| File::of(file));
    let of_both = || of_both().map(|file| File { both_nodes: true, ..file });
    let mut object = Object::default();
    object.text("schema", SCHEMA);
    object.unless_empty("program", &case.program);
    object.instant("saved", case.saved);
    object.instant("at", case.at);
    object.list("services", tables.services.iter().flatten().map(Json::text));
    object.add("core", node(&tables.core, of_both()));
    object.add("edge", node(&tables.edge, of_both()));
    object.list("traversal_zone", tables.traversal_zone.iter().flatten().map(traversal_zone));
    object.list("far_end", tables.far_end.iter().flatten().map(far_end));
    let seen = description.observations();
    object.list("observations", seen.iter().map(observation::written));
    object.list("found", description.found.iter().map(found));
    object.list("settings", description.settings().iter().map(setting));
    object.list("problems", description.all_problems().iter().map(problem));
    let page = page(case);
    if page != Json::Object(Vec::new()) {
        object.add("page", page);
    }
    object.done().written()
}

fn node(table: &NodeTable<StoreContent>, of_both: impl Iterator<Item = File>) -> Json {
    let mut object = Object::default();
    object.maybe("release", table.release.as_deref());
    for switch in Switch::ALL {
        let Some(on) = table.switch(switch) else { continue };
        let key = &switch.row().key();
        match switch.row().form {
            SwitchForm::Word => object.setting(key, SwitchWord::of(&on)),
            SwitchForm::Truth => object.truth(key, on),
            SwitchForm::TlsVerify => {
                let mut inner = Object::default();
                inner.setting("tls_verify", ClusterTlsVerifyWord::of(&on));
                object.add(key, inner.done());
            }
        }
    }
    object.names("verify_name", table.verify_name.as_ref());
    stores(&mut object, table.server_certificate.as_ref(), table.client_certificate.as_ref());
    object.list("peer", table.peer.iter().flatten().map(peer));
    let own = table.trusted_cas.iter().flatten().map(held);
    let trusted: Vec<Json> = own.chain(of_both.map(|one| file(&one).done())).collect();
    // An empty list that was given trusts nothing.
    if table.trusted_cas.is_some() || !trusted.is_empty() {
        object.add("trusted_cas", Json::List(trusted));
    }
    object.done()
}

fn peer(table: &PeerTable<StoreContent>) -> Json {
    let mut object = Object::default();
    object.text("name", &table.name);
    stores(&mut object, table.server_certificate.as_ref(), table.client_certificate.as_ref());
    object.done()
}

fn stores(object: &mut Object, server: Option<&StoreContent>, client: Option<&StoreContent>) {
    for (key, store) in [("server_certificate", server), ("client_certificate", client)] {
        if let Some(store) = store {
            object.add(key, held(store));
        }
    }
}

fn far_end(table: &FarEndTable<StoreContent>) -> Json {
    let mut object = Object::default();
    object.text("name", &table.name);
    object.setting("node", Some(table.node));
    object.setting("initiates", Some(table.initiates));
    object.setting("client_eku_check", table.client_eku_check);
    object.setting("tls_verify", table.tls_verify);
    object.setting("protocol", table.protocol);
    object.names("verify_name", table.verify_name.as_ref());
    if let Some(certificate) = &table.certificate {
        object.add("certificate", held(certificate));
    }
    object.list("trusted_cas", table.trusted_cas.iter().flatten().map(held));
    object.list("used_by", table.used_by.iter().flatten().map(|word| Json::text(word.text())));
    object.number("traversal_port", table.traversal_port.map(u64::from));
    object.done()
}

fn traversal_zone(table: &TraversalZoneTable) -> Json {
    let mut object = Object::default();
    object.text("name", &table.name);
    object.number("port", table.port.map(u64::from));
    object.names("core_verify_name", table.core_verify_name.as_ref());
    object.names("edge_verify_name", table.edge_verify_name.as_ref());
    object.setting("core_tls_verify", table.core_tls_verify);
    object.setting("edge_tls_verify", table.edge_tls_verify);
    object.done()
}

fn held(held: &StoreContent) -> Json {
    match held {
        StoreContent::SameAsServer => Json::text("same-as-server"),
        StoreContent::File(one) => file(one).done(),
    }
}

fn file(file: &File) -> Object {
    let mut pem = String::new();
    for certificate in &file.certificates {
        // Only a label that PEM does not allow could fail.
        let block = pem_rfc7468::encode_string("CERTIFICATE", LineEnding::LF, certificate.der());
        pem.push_str(&block.unwrap_or_default());
    }
    let mut object = Object::default();
    object.text("file", &file.name);
    object.text("pem", &pem);
    if file.incomplete {
        object.truth("incomplete", true);
    }
    if file.both_nodes {
        object.truth("both_nodes", true);
    }
    object
}

fn found(found: &FoundReport) -> Json {
    let mut object = Object::default();
    object.text("file", &found.file);
    object.truth("used", found.used);
    object.text("text", &found.text);
    object.done()
}

fn setting(setting: &SettingReport) -> Json {
    let mut object = Object::default();
    object.text("node", setting.node);
    object.maybe("id", setting.id.map(SettingId::id));
    object.text("what", &setting.what);
    object.text("value", &setting.value);
    object.text("file", &setting.file);
    object.number("line", setting.line);
    object.unless_empty("text", &setting.text);
    object.done()
}

fn problem(problem: &Problem) -> Json {
    let mut object = Object::default();
    object.text("file", &problem.file);
    object.text("what", &problem.what);
    object.unless_empty("where", &problem.place);
    object.unless_empty("do", &problem.remedy);
    object
        .number("count", Some(problem.count).filter(|count| *count > 1).map(|count| count as u64));
    object.done()
}

fn page(case: &Case) -> Json {
    let Case { description, waiting, .. } = case;
    let mut object = Object::default();
    let far_ends = description.far_ends.iter().zip(description.far_end_names());
    object.list(
        "ready_made",
        far_ends.filter_map(|(far_end, given)| {
            let mut inner = Object::default();
            inner.text("far_end", &given.name);
            inner.text("id", far_end.ready_made?.id());
            Some(inner.done())
        }),
    );
    let kept = NodeName::ALL.into_iter().flat_map(|node| {
        let release = description.release(node);
        let machines = description.node(node).peers.iter().enumerate();
        machines.filter_map(move |(machine, peer)| {
            let client = peer.client.as_ref().filter(|_| !release.has_client_store())?;
            let mut inner = file(&File::of(client));
            inner.word("node", NODES, &node);
            inner.number("machine", u64::try_from(machine).ok());
            Some(inner.done())
        })
    });
    object.list("kept", kept);
    object.list("unplaced", waiting.iter().map(|waiting| file(&File::of(waiting)).done()));
    object.done()
}
