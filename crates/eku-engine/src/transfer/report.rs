//! A report, with what only the page shows of it.

use super::{Input, Output, Transfer, enums, structs};
use crate::advisory::AdvisedPlace;
use crate::connection::{CertificateId, ConnectionId};
use crate::evidence::{SeenKind, Standing};
use crate::forecast::OutlookState;
use crate::issuer::IssuerKind;
use crate::plan::{Action, Target};
use crate::renewal::Renewal;
use crate::report::{
    ActionReport, AdviceReport, AdvisoryReport, AssumedReport, CertificateFacts,
    CertificateForecastReport, Confidence, ConnectionReport, EkuReport, EkuState, EvidenceReport,
    Field, ForecastReport, FoundReport, HeldCertificateReport, InputReport, IssuerReport,
    KeyReport, NodeReport, NotAffected, NotChecked, OtherNameReport, OutlookReport, PlanReport,
    PresentedReport, Problem, Reason, Report, ServiceForecastReport, ServiceReport, SettingId,
    SettingReport, Source, Step, SwitchReport, TlsRole, Verdict,
};
use crate::rule::Rule;
use crate::rules::RULES;

structs! {
    Report {
        schema, at, nodes, verdict, headline, headline_reason, headline_connection,
        headline_is_copy,
        caution, caution_in_advisories, outlook, not_checked, assumed, services,
        not_affected, connections, plans, plans_cut, plans_ahead, advice, forecast, certificates, advisories,
        evidence, input, problems,
    }
    Source { id, title, section, url, date }
    NodeReport { node, release, eku_check, switches, peers, hosts, words }
    SwitchReport { id, on }
    ServiceReport { id, name, verdict, because, not_checked }
    Reason {
        rule, outcome, certificate, peers, of, on, confidence, source, text, on_does, decided_by,
    }
    NotAffected { id, name, source }
    ConnectionReport {
        id, name, initiator, responder, initiator_certificate, responder_certificate, parties, sides,
        verdict,
        because, not_checked,
    }
    PlanReport { complete, repairs, title, by, until, remains, open, actions, moves }
    ActionReport {
        id, target, target_words, title, risks, runbook, rollback, outside, is_again, alternatives, source,
    }
    Step { text, command, fields, result, source }
    Field { name, value }
    AdviceReport { because, action }
    OutlookReport { state, first_break, first_break_unrenewed, act_by, services, text }
    ForecastReport { certificates, services }
    CertificateForecastReport {
        store, store_words, expires, issuer_kind, renewal, stop_date, stop_date_known, issuer_name,
        evidence, last_useful_renewal, carries_until, sources, becomes, text,
    }
    ServiceForecastReport {
        id, breaks_unrenewed, breaks_renewed, undecided_unrenewed, undecided_renewed, cut, text,
    }
    AdvisoryReport { id, is_look_alike, certificate, confidence, text, source }
    EvidenceReport {
        connection, agrees, kind, node, confidence, text, presented, count, first, last, file, place,
    }
    HeldCertificateReport { stores, stores_words, facts }
    CertificateFacts {
        sha256, sha1, subject, issuer, serial, not_before, not_after, dns_names, ip_addresses,
        other_names, is_ca, self_signed, key, key_usage, signature_algorithm, eku, issuer_kind,
    }
    OtherNameReport { kind, name, words }
    KeyReport { kind, bits, curve, words }
    EkuReport { state, critical, purposes, server_auth, client_auth, any, words }
    IssuerReport { kind, evidence }
    PresentedReport { role, sha256, serial, names, held_by }
    InputReport { found, settings }
    FoundReport { file, used, text }
    AssumedReport { id, nodes, value, text }
    SettingReport { node, id, what, value, file, line, text }
    Problem { file, what, place, remedy, count }
}

impl Transfer for &'static Rule {
    fn write(&self, output: &mut Output) {
        let place = RULES.iter().position(|rule| rule == self);
        place.unwrap_or(RULES.len()).write(output);
    }

    fn read(input: &mut Input<'_>) -> Option<Self> {
        RULES.get(usize::read(input)?).copied()
    }
}

enums! {
    TlsRole { 0 Client, 1 Server }
    ConnectionId {
        0 UcTraversalZone, 1 SshTunnels, 2 SipServiceMessage, 3 ClusterDatabase(node),
        4 FarEndOut(slug), 5 FarEndIn(slug), 6 TraversalZone(slug),
    }
    CertificateId { 0 Store(store), 1 FarEnd(slug) }
    Target { 0 Store(store), 1 Node(node), 2 FarEnd(slug), 3 Deployment }
    AdvisedPlace { 0 Store(store), 1 TrustedCas(node), 2 FarEnd(slug), 3 Deployment }
    IssuerKind { 0 Public, 1 Private, 2 SelfSigned, 3 Unknown }
    OutlookState { 0 Failing, 1 AtRisk, 2 Unknown, 3 Stable }
    EkuState { 0 Absent, 1 Present, 2 Empty, 3 Unreadable }
    Renewal { 0 Same, 1 ServerOnly, 2 Unknown, 3 Nothing }
    NotChecked {
        0 ClientPurposes, 1 Purposes, 2 ChainPurposes, 3 Validity, 4 Trust, 5 Names, 6 FarEnds, 7 UnifiedCm,
    }
    Verdict { 0 Works, 1 Undecided, 2 Fails }
    Standing { 0 Agrees, 1 Contradicts, 2 Unrelated }
    SeenKind { 0 TlsFailure, 1 SshTunnel, 2 Zone, 3 Alarm, 4 Handshake }
    SettingId {
        0 Release, 1 Switch(switch), 2 VerifyName, 3 FarEnd, 4 TraversalZone,
    }
    Confidence { 0 Documented, 1 Measured, 2 Inferred }
    Action {
        0 InstallPrivateClientCertificate(store),
        1 TurnOffEkuCheck(node),
        2 TurnOnEkuCheck(node),
        3 TurnOffTlsVerify(slug),
        4 CopyServerCertificateToClientStore(node),
        5 AskFarEndToIgnoreClientEku(slug),
        6 UpgradeToX15_5,
        7 EnableServerEkuUpload,
        8 InstallCombinedEkuCertificate(store),
        9 AddTrustedCa(party, name),
        10 RenewCertificate(store),
        11 StopAutomaticRenewal(node),
        12 CorrectVerifyName(party, name),
        13 ReissueWithNames(store, name),
        14 InstallPublicServerCertificate(store),
        15 CorrectZoneVerifyName(node, slug, name),
    }
}
