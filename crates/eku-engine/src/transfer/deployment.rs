//! A deployment: its certificates as DER, each once.

use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::net::IpAddr;

use super::{Input, Output, Transfer, enums, structs, write_blob};
use crate::certificate::{Certificate, IpAddress, Name};
use crate::connection::Party;
use crate::deployment::{
    BySlug, ClientEkuCheck, Deployment, FarEnd, HasSlug, Initiates, Node, NodeName, Peer,
    Presented, Protocol, Release, Role, Service, Slug, Store, StoreId, StoreKind, Stores, Switch,
    TlsVerify, TraversalZone, TrustedCas, VerifyName, ZoneEnd,
};
use crate::plan::imagined_purposes;
use crate::renewal::server_only;
use crate::time::{Date, Timestamp};

structs! {
    Deployment { core, edge, traversal_zones, far_ends, services }
    Peer { name, stores, host_name }
    Presented { leaf, chain, incomplete }
    TrustedCas { certificates, incomplete, assumed }
    StoreId { node, peer, kind }
    FarEnd {
        name, slug, node, initiates, client_eku_check, tls_verify, protocol, certificate, trusted_cas,
        verify_names, used_by, traversal_port,
    }
    TraversalZone { name, slug, port, core, edge }
    ZoneEnd { tls_verify, verify_names }
}

enums! {
    NodeName { 0 Core, 1 Edge }
    StoreKind { 0 Server, 1 Client }
    Role { 0 Initiator, 1 Responder }
    Stores { 0 One(store), 1 Two { server, client } }
    Store { 0 Empty, 1 Holds(presented) }
    Initiates { 0 Expressway, 1 FarEnd, 2 Both }
    ClientEkuCheck { 0 On, 1 Off, 2 Unknown, 3 NotRequested }
    TlsVerify { 0 On, 1 Off, 2 Unknown }
    Protocol { 0 Sip, 1 Xmpp, 2 Https }
    Party { 0 Node(node), 1 FarEnd(slug) }
    VerifyName { 0 Dns(name), 1 Address(address) }
    Service {
        0 UcTraversalZone, 1 SshTunnels, 2 Mra, 3 WebRtcProxy, 4 ClusterDatabase, 5 FarEnd(slug),
        6 TraversalZone(slug),
    }
}

impl<T: Transfer + HasSlug> Transfer for BySlug<T> {
    fn write(&self, output: &mut Output) {
        self.to_vec().write(output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Some(Vec::read(input)?.into_iter().collect())
    }
}

impl Transfer for Node {
    fn write(&self, output: &mut Output) {
        self.name().write(output);
        self.release().write(output);
        self.peers().to_vec().write(output);
        for switch in Switch::ALL {
            self.switches()[switch].write(output);
        }
        self.trusted_cas.write(output);
        self.verify_names.write(output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let name = NodeName::read(input)?;
        let release = Release::read(input)?;
        let mut node = Self::new(name, release, Vec::read(input)?).ok()?;
        for switch in Switch::ALL {
            if let Some(on) = Option::read(input)? {
                node.set(switch, on).ok()?;
            }
        }
        node.trusted_cas = Transfer::read(input)?;
        node.verify_names = Transfer::read(input)?;
        Some(node)
    }
}

impl Transfer for Release {
    fn write(&self, output: &mut Output) {
        self.to_string().write(output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Self::parse(core::str::from_utf8(input.blob()?).ok()?).ok()
    }
}

impl Transfer for Switch {
    fn write(&self, output: &mut Output) {
        self.row().id.to_string().write(output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let id = input.blob()?;
        Self::ALL.into_iter().find(|switch| switch.row().id.as_bytes() == id)
    }
}

impl Transfer for Slug {
    fn write(&self, output: &mut Output) {
        write_blob(self.as_str().as_bytes(), output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Self::new(core::str::from_utf8(input.blob()?).ok()?)
    }
}

impl Transfer for Date {
    fn write(&self, output: &mut Output) {
        self.midnight().write(output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Some(Timestamp::read(input)?.date())
    }
}

impl Transfer for Timestamp {
    fn write(&self, output: &mut Output) {
        self.unix_seconds().write(output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Self::from_unix_seconds(u64::read(input)?)
    }
}

impl Transfer for IpAddr {
    fn write(&self, output: &mut Output) {
        match self {
            Self::V4(address) => write_blob(&address.octets(), output),
            Self::V6(address) => write_blob(&address.octets(), output),
        }
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Some(IpAddress::from_octets(input.blob()?)?.address())
    }
}

impl Transfer for IpAddress {
    fn write(&self, output: &mut Output) {
        self.address().write(output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        Self::from_octets(input.blob()?)
    }
}

impl Transfer for Name {
    fn write(&self, output: &mut Output) {
        self.is_imagined().write(output);
        write_blob(self.der(), output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let is_imagined = bool::read(input)?;
        Some(Self::of(input.blob()?, is_imagined))
    }
}

impl Transfer for Arc<Certificate> {
    /// A certificate that was met before by its number. What a plan imagines has no DER, or another
    /// validity than its DER says, and perhaps server authentication alone.
    fn write(&self, output: &mut Output) {
        let next = output.certificates.len();
        let place = *output.certificates.entry(Self::as_ptr(self).addr()).or_insert(next);
        place.write(output);
        if place < next {
            return;
        }
        write_blob(self.der(), output);
        self.is_imagined.write(output);
        self.not_before.write(output);
        self.not_after.write(output);
        (self.eku == server_only(&self.eku)).write(output);
        // A plan has a certificate issued again with further names.
        self.dns_names.write(output);
        self.ip_addresses.write(output);
        if self.der().is_empty() {
            self.subject.write(output);
            self.issuer.write(output);
        }
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        let place = usize::read(input)?;
        if place == input.certificates.len() {
            let certificate = certificate(input)?;
            input.certificates.push(certificate.into());
        }
        input.certificates.get(place).cloned()
    }
}

fn certificate(input: &mut Input<'_>) -> Option<Certificate> {
    let read = match input.blob()? {
        [] => None,
        der => Some(Certificate::from_der(der).ok()?),
    };
    let is_imagined = bool::read(input)?;
    let (not_before, not_after) = (Timestamp::read(input)?, Timestamp::read(input)?);
    let is_server_only = bool::read(input)?;
    let has_no_bytes = read.is_none();
    let imagined = || Certificate::imagined("", not_before, not_after, imagined_purposes());
    let mut certificate = read.unwrap_or_else(imagined);
    certificate.is_imagined = is_imagined;
    certificate.not_before = not_before;
    certificate.not_after = not_after;
    if is_server_only {
        certificate.eku = server_only(&certificate.eku);
    }
    certificate.dns_names = Transfer::read(input)?;
    certificate.ip_addresses = Transfer::read(input)?;
    if has_no_bytes {
        certificate.subject = Transfer::read(input)?;
        certificate.issuer = Transfer::read(input)?;
    }
    Some(certificate)
}
