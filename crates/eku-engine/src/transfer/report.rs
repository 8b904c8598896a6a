//! A report, with what only the page shows of it.

use super::{enums, structs};
use crate::plan::Action;
use crate::report::{
    ActionReport, AdviceReport, AdvisoryReport, AssumedReport, CertificateForecastReport,
    Confidence, ConnectionReport, EvidenceReport, ForecastReport, FoundReport, InputReport,
    NodeReport, NotAffected, PlanReport, Problem, Reason, Report, ServiceForecastReport,
    ServiceReport, SettingId, SettingReport, Source, Verdict,
};

structs! {
    Report {
        schema, at, nodes, verdict, headline, headline_reason, caution, not_checked, assumed, services,
        not_affected, connections, plans, plans_cut, advice, forecast, when, advisories, evidence, input,
        problems,
    }
    Source { id, title, section, url, date }
    NodeReport { node, release, eku_check, peers, title, hosts, words }
    ServiceReport { id, name, verdict, because, not_checked }
    Reason { rule, outcome, certificate, on, confidence, source, text, decided_by }
    NotAffected { id, name, source }
    ConnectionReport {
        id, name, initiator, responder, initiator_certificate, responder_certificate, sides, verdict,
        because, not_checked,
    }
    PlanReport { complete, repairs, title, remains, open, actions, moves }
    ActionReport {
        id, target, target_words, title, warnings, steps, commands, outside, alternatives, source,
    }
    AdviceReport { because, action }
    ForecastReport { certificates, services }
    CertificateForecastReport {
        store, store_words, expires, issuer_kind, renewal, stop_date, stop_date_known, issuer_name,
        evidence, last_useful_renewal, carries_until, sources, becomes, text,
    }
    ServiceForecastReport {
        id, breaks_unrenewed, breaks_renewed, undecided_unrenewed, undecided_renewed, cut, text,
    }
    AdvisoryReport { id, certificate, confidence, text, source }
    EvidenceReport {
        connection, agrees, kind, node, confidence, text, count, first, last, file, place,
    }
    InputReport { found, settings }
    FoundReport { file, used, text }
    AssumedReport { id, nodes, value, text }
    SettingReport { node, id, what, value, file, line, text }
    Problem { file, what, place, remedy, count }
}

enums! {
    Verdict { 0 Works, 1 Undecided, 2 Fails }
    SettingId {
        0 Release, 1 EkuCheck, 2 ServerEkuUpload, 3 Cluster, 4 VerifyName, 5 FarEnd,
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
    }
}
