// Made by `cargo xtask schemas` from the types of the program; do not edit.

/** One action of a fix: a runbook. JSON has its texts and commands once more as `warnings`, `steps` and `commands`, for readers that knew these before there was a runbook. */
export interface ActionReport {
  /** Other actions with the same effect. */
  alternatives: ActionReport[];
  /** The commands of the runbook; a file's content where its first line is a comment. */
  commands: string[];
  /** Stable identifier, for example `turn-off-eku-check`. */
  id: string;
  /** Whether somebody outside the deployment has to act. */
  outside: boolean;
  /** What can go wrong or is interrupted, and what to do about it: to be read before the first step. */
  risks: string[];
  /** How to go back. */
  rollback: Step[];
  /** What to do, in order. */
  runbook: Step[];
  /** Where the remedy comes from. */
  source: Source;
  /** The texts of the runbook. */
  steps: string[];
  /** What it acts on: a store, `core`, `edge`, `deployment` or `far-end:<slug>`. */
  target: string;
  /** What to do, in one line. */
  title: string;
  /** The same as `risks`. */
  warnings: string[];
}

/** An action that is worth doing but changes no verdict, so it is in no fix. */
export interface AdviceReport {
  /** What to do. */
  action: ActionReport;
  /** Why, in a sentence. */
  because: string;
}

/** Something worth knowing about a certificate. */
export interface AdvisoryReport {
  /** The store, the node in whose trusted CA list the certificate stands, `far-end:<slug>`, or `deployment` for several of them. */
  certificate: string;
  /** How well it is founded. */
  confidence: Confidence;
  /** Stable identifier, for example `wildcard-name`. */
  id: string;
  /** Where it comes from. */
  source: Source;
  /** What it is, in a sentence. */
  text: string;
}

/** Something that was assumed. */
export interface AssumedReport {
  /** What it is: `release`, or the identifier of a switch. */
  id: string;
  /** Of which nodes: `core`, `edge` or both. */
  nodes: string[];
  /** The same in a sentence. */
  text: string;
  /** What was assumed, `X15.5` or `On`. */
  value: string;
}

/** Everything that was given for one deployment, as the page saves it: certificates and settings, never a private key. */
export interface Case {
  /** The check date, RFC 3339. Default: now. */
  at?: string | null;
  /** Expressway-C. */
  core: CaseNode;
  /** Expressway-E. */
  edge: CaseNode;
  /** What the two nodes talk to besides each other. */
  far_end?: CaseFarEnd[] | null;
  /** Every file that was met in archives and dumps. */
  found?: FoundReport[];
  /** What was seen of the deployment at work. */
  observations?: CaseObservation[];
  /** What the page alone has a place for. It turns no verdict. */
  page?: CasePage;
  /** What could not be read or used. */
  problems?: CaseProblem[];
  /** The version of the program that saved it. */
  program?: string;
  /** When it was saved, RFC 3339. */
  saved?: string | null;
  /** `eku/case/2`. */
  schema: "eku/case/2";
  /** Limits the check to these services and what they need. Default: all services. */
  services?: string[] | null;
  /** Every setting from one. */
  settings?: CaseSetting[];
  /** Traversal zones with TLS from Core to Edge beside the one for Unified Communications. */
  traversal_zone?: CaseTraversalZone[] | null;
}

/** The certificates of a store or list. */
export type CaseCertificate = string | CaseFile;

/** How a handshake ended. */
export type CaseEnding = "completed" | "refused-by-initiator" | "refused-by-responder" | "not-seen";

/** A TLS peer that is neither Core nor Edge. */
export interface CaseFarEnd {
  /** Its own certificate. */
  certificate?: CaseCertificate | null;
  /** What it makes of the node's client role; `unknown` by default. */
  client_eku_check?: ClientEkuCheckWord | null;
  /** Who opens the connection. */
  initiates: InitiatesWord;
  /** What it is called, for example `Webex`. */
  name: string;
  /** The node that it talks to. */
  node: NodeWord;
  /** What is spoken; `sip` by default. */
  protocol?: ProtocolWord | null;
  /** What the node makes of its certificate; `on` by default. */
  tls_verify?: TlsVerifyWord | null;
  /** The port on Edge of the traversal zone that it is the other end of, such as 7002. */
  traversal_port?: number | null;
  /** Its trusted CA list. */
  trusted_cas?: CaseCertificate[] | null;
  /** The services that need it. */
  used_by?: UsedByWord[] | null;
  /** The name that the node looks for in its certificate, or several of which one must match. */
  verify_name?: OneOrMany | null;
}

/** The certificates of one file. */
export interface CaseFile {
  /** Whether it was given as one for the trusted CA lists of both nodes. */
  both_nodes?: boolean;
  /** Its name. */
  file: string;
  /** Whether a part of it could not be read. */
  incomplete?: boolean;
  /** The certificates as PEM, leaf first, its chain may follow. */
  pem: string;
}

/** A client certificate that is kept for X15.5, of a peer whose release has no client store. */
export interface CaseKept {
  /** The file's name. */
  file: string;
  /** Whether a part of it could not be read. */
  incomplete?: boolean;
  /** The place of the peer among its node's, from 0. */
  machine?: number;
  /** The node. */
  node: "core" | "edge";
  /** The certificates as PEM. */
  pem: string;
}

/** One node. */
export interface CaseNode {
  /** The client certificate (X15.5); `same-as-server` for a copied store. */
  client_certificate?: CaseCertificate | null;
  /** The node's database replication, if it is to be checked. */
  cluster?: NodeCluster | null;
  /** The EKU check of inbound SIP TLS (X15.5), on by default. */
  eku_check?: SwitchWord | null;
  /** The peers of a cluster, instead of the two certificates above. */
  peer?: CasePeer[] | null;
  /** Its own release, where the two differ. */
  release?: string | null;
  /** The server certificate, leaf first, its chain may follow. Before X15.5 the one certificate. */
  server_certificate?: CaseCertificate | null;
  /** Whether `EnableServerEkuUpload` is On (Edge, X15.4). */
  server_eku_upload?: boolean | null;
  /** The trusted CA list. Without it, trust is not checked. */
  trusted_cas?: CaseCertificate[] | null;
  /** The name that this node looks for in the other's certificate, or several of which one must match. */
  verify_name?: OneOrMany | null;
}

/** Something that was seen on one peer, once or several times. */
export interface CaseObservation {
  /** The alarm's number in Cisco's list. */
  alarm?: number | null;
  /** The number of the TLS alert, where it is known. */
  alert?: number | null;
  /** Whether the responder asked for a certificate (`handshake`). */
  certificate_requested?: boolean | null;
  /** How well it is founded that the file says this. */
  confidence: Confidence;
  /** How often it was seen. Default: once. */
  count?: number | null;
  /** Whether TLS 1.3 encrypts the certificates, and how it ended (`handshake`); `false` by default. */
  encrypted?: boolean | null;
  /** How the handshake ended. */
  ending?: CaseEnding | null;
  /** Why it was not established (`tls-failure`, `ssh-tunnel`). */
  failure?: CaseTlsFailure | null;
  /** The file that says it. */
  file: string;
  /** When it was seen first, RFC 3339. */
  first?: string | null;
  /** The first certificate that the initiator presented (`handshake`). */
  initiator?: CaseSeenCertificate | null;
  /** What was seen; the other keys follow from it. */
  kind: SeenKind;
  /** When it was seen last. */
  last?: string | null;
  /** The node on which it was seen, where it is known. */
  node?: "core" | "edge" | null;
  /** The address of the initiator, where the role is not known (`handshake`). */
  opened_by?: string | null;
  /** The peer of the node, where it is known. */
  peer?: string | null;
  /** The port on which the responder listens. */
  port?: number | null;
  /** Whether the alarm is raised now. */
  raised?: boolean | null;
  /** Address or host name of the far end. */
  remote?: string | null;
  /** The name that was looked for in the far end's certificate. */
  remote_name?: string | null;
  /** The first certificate that the responder presented (`handshake`). */
  responder?: CaseSeenCertificate | null;
  /** The side of the connection on which the node stood (`tls-failure`, `handshake`). */
  role?: Role | null;
  /** Whether it is up (`ssh-tunnel`, `zone`). */
  state?: State | null;
  /** The words of the file, shortened. */
  text?: string;
  /** Where in the file it stands first. */
  where?: string;
  /** The zone's name. */
  zone?: string | null;
  /** What the zone is. */
  zone_kind?: ZoneKind | null;
}

/** What the page alone has a place for. */
export interface CasePage {
  /** Steps of runbooks that were done, for example `install-private-client-certificate core.client 2`. */
  done?: string[];
  /** Client certificates that are kept for X15.5. */
  kept?: CaseKept[];
  /** Far ends that were added ready-made. */
  ready_made?: CaseReadyMade[];
  /** Files that still wait for a store. */
  unplaced?: CaseFile[];
}

/** One peer of a cluster. */
export interface CasePeer {
  /** Its client certificate (X15.5); `same-as-server` for a copied store. */
  client_certificate?: CaseCertificate | null;
  /** What it is called. */
  name: string;
  /** Its server certificate, leaf first, its chain may follow. */
  server_certificate?: CaseCertificate | null;
}

/** Something in the input that could not be read. */
export interface CaseProblem {
  /** How often that was found; the place says where first. */
  count?: number;
  /** What to do. */
  do?: string;
  /** The file, or the place on the page. */
  file?: string;
  /** What is wrong. */
  what: string;
  /** Where in the file; empty where that says nothing. */
  where?: string;
}

/** A far end that was added ready-made. */
export interface CaseReadyMade {
  /** Its name. */
  far_end: string;
  /** What it was made from, for example `webex`. */
  id: string;
}

/** A certificate that was seen in a handshake. */
export interface CaseSeenCertificate {
  /** Its first names, of hosts and addresses. */
  names?: string[];
  /** Its serial number, `46:df:76:aa`. */
  serial: string;
  /** SHA-256 of its DER, lower-case hex. */
  sha256: string;
}

/** A setting from a file. */
export interface CaseSetting {
  /** The file. */
  file: string;
  /** Which setting it is. */
  id?: string | null;
  /** The line, from 1; `null` where it is no line's. */
  line?: number | null;
  /** `core` or `edge`. */
  node: "core" | "edge";
  /** The statement as it stands there; empty where it is none. */
  text?: string;
  /** The value. */
  value: string;
  /** What was set, as people call it. */
  what: string;
}

/** Why TLS was not established. */
export type CaseTlsFailure = "purpose" | "untrusted" | "expired" | "not-yet-valid" | "name" | "no-certificate" | "alert" | "other";

/** A traversal zone with TLS from Core to Edge that is not for Unified Communications. */
export interface CaseTraversalZone {
  /** What Core makes of Edge's certificate; `on` by default. */
  core_tls_verify?: TlsVerifyWord | null;
  /** The name that Core looks for in Edge's certificate, or several of which one must match. */
  core_verify_name?: OneOrMany | null;
  /** What Edge makes of Core's certificate; `on` by default. */
  edge_tls_verify?: TlsVerifyWord | null;
  /** The name that Edge looks for in Core's certificate, or several of which one must match. */
  edge_verify_name?: OneOrMany | null;
  /** What it is called. */
  name: string;
  /** Its port on Edge, such as 7002. */
  port?: number | null;
}

/** The bytes of a certificate file, or its text; the chain may follow the leaf. */
export type CertificateFile = Uint8Array | string;

/** What becomes of one store's certificate. */
export interface CertificateForecastReport {
  /** How far such a renewal carries. */
  carries_until: string | null;
  /** What shows who issued it, in sentences. */
  evidence: string[];
  /** The UTC date of its notAfter, `2027-04-01`. */
  expires: string;
  /** `public`, `private`, `self-signed` or `unknown`. */
  issuer_kind: "public" | "private" | "self-signed" | "unknown";
  /** What people call the issuer, where the table of CAs has it. */
  issuer_name: string | null;
  /** The last day for a renewal by the same CA that still carries client authentication, where that lies ahead and helps. */
  last_useful_renewal: string | null;
  /** What a renewal on that day carries: `same`, `server-only`, `none` (no renewal) or `unknown`. */
  renewal: "same" | "server-only" | "none" | "unknown";
  /** Where the dates and the evidence come from. */
  sources: Source[];
  /** From this day on its issuer issues no client authentication; `null` where nothing stops it. */
  stop_date: string | null;
  /** Whether that is known of the issuer itself. */
  stop_date_known: boolean;
  /** The store. */
  store: string;
  /** All of it in sentences. */
  text: string;
}

/** One certificate as it is shown (`eku/certificate/1`). */
export interface CertificateReport {
  /** SAN dNSNames, in the certificate's order. */
  dns_names: string[];
  /** Its extended key usage. */
  eku: EkuReport;
  /** Its place among the certificates read from that source, from 0. */
  index: number;
  /** SAN iPAddresses, in the certificate's order. */
  ip_addresses: string[];
  /** Whether BasicConstraints say CA. */
  is_ca: boolean;
  /** Issuer, RFC 4514. */
  issuer: string;
  /** Who issued it. */
  issuer_kind: IssuerReport;
  /** Its key; `null` where nothing can be read of it. */
  key: KeyReport | null;
  /** What its key may be used for, by the names of RFC 5280 section 4.2.1.3, in its order; `null` where it has no such extension. None of them where the extension cannot be read. */
  key_usage: string[] | null;
  /** What can deceive a reader of its names; not there where nothing can. */
  name_marks?: NameMarkReport[];
  /** How many more there are than are listed; not there where all are. */
  name_marks_left_out?: number;
  /** End of validity, RFC 3339. */
  not_after: string;
  /** Start of validity, RFC 3339. */
  not_before: string;
  /** The names of every other kind in its SAN, in the certificate's order. */
  other_names: OtherNameReport[];
  /** Deviations from the standard that were read over. */
  problems: string[];
  /** `eku/certificate/1`. */
  schema: "eku/certificate/1";
  /** Whether its signature verifies with its own key; `null` where that cannot be verified. */
  self_signed: boolean | null;
  /** Who sent it in a capture; not there for a certificate of a file. */
  sent_by?: SenderReport[];
  /** How many more sent it than are listed; not there where all are. */
  sent_by_left_out?: number;
  /** Serial number, `46:df:76:aa`. */
  serial: string;
  /** SHA-1 of its DER, lower-case hex. */
  sha1: string;
  /** SHA-256 of its DER, lower-case hex. */
  sha256: string;
  /** What its signature was made with, as OpenSSL names it, or an object identifier in dotted form. */
  signature_algorithm: string;
  /** The file it was read from. */
  source: string;
  /** Subject, RFC 4514. */
  subject: string;
}

/** What a far end makes of the node's client role. */
export type ClientEkuCheckWord = "on" | "off" | "unknown" | "not-requested";

/** A cluster's database replication. */
export interface Cluster {
  /** The node that is clustered. */
  node: NodeWord;
  /** Whether its peers verify each other's certificates. */
  tls_verify: ClusterTlsVerifyWord;
}

/** Whether the peers of a cluster verify each other. */
export type ClusterTlsVerifyWord = "enforcing" | "permissive";

/** How well a reason is founded. */
export type Confidence = "documented" | "measured" | "inferred";

/** One TLS connection and its verdict. */
export interface ConnectionReport {
  /** Why; empty where it works. */
  because: Reason[];
  /** Which one, for example `ssh-tunnels`. */
  id: string;
  /** Who opens it (the TLS client): `core`, `edge` or `far-end:<slug>`. */
  initiator: string;
  /** What the initiator presents; `null` where it presents nothing. */
  initiator_certificate: string | null;
  /** Name as people write it. */
  name: string;
  /** What was not checked for it. */
  not_checked: string[];
  /** Who answers it (the TLS server). */
  responder: string;
  /** What the responder presents. */
  responder_certificate: string | null;
  /** The verdict. */
  verdict: Verdict;
}

/** A Core and an Edge, what they talk to, and what is asked of them. */
export interface Deployment {
  /** A cluster's database replication, if it is to be checked: the short form for one node. */
  cluster?: Cluster | null;
  /** Expressway-C. */
  core: DeploymentNode;
  /** Expressway-E. */
  edge: DeploymentNode;
  /** What the two nodes talk to besides each other. */
  far_end?: FarEnd[] | null;
  /** The release of both nodes, such as X15.5; or one under each node. */
  release?: string | null;
  /** Limits the check to these services and what they need. Default: all services. */
  services?: string[] | null;
  /** Traversal zones with TLS from Core to Edge beside the one for Unified Communications. */
  traversal_zone?: TraversalZone[] | null;
}

/** One node. */
export interface DeploymentNode {
  /** The client certificate (X15.5); `same-as-server` for a copied store. */
  client_certificate?: CertificateFile | null;
  /** The node's database replication, if it is to be checked. */
  cluster?: NodeCluster | null;
  /** The EKU check of inbound SIP TLS (X15.5), on by default. */
  eku_check?: SwitchWord | null;
  /** The peers of a cluster, instead of the two certificates above. */
  peer?: Peer[] | null;
  /** Its own release, where the two differ. */
  release?: string | null;
  /** The server certificate, leaf first, its chain may follow. Before X15.5 the one certificate. */
  server_certificate?: CertificateFile | null;
  /** Whether `EnableServerEkuUpload` is On (Edge, X15.4). */
  server_eku_upload?: boolean | null;
  /** The trusted CA list. Without it, trust is not checked. */
  trusted_cas?: CertificateFile[] | null;
  /** The name that this node looks for in the other's certificate, or several of which one must match. */
  verify_name?: OneOrMany | null;
}

/** The extended key usage of a certificate, as it is shown. */
export interface EkuReport {
  /** Whether anyExtendedKeyUsage is among them. */
  any: boolean;
  /** Whether clientAuth is among them. */
  client_auth: boolean;
  /** Whether the extension is critical. */
  critical: boolean;
  /** The EKUs as OIDs, in the certificate's order. */
  purposes: string[];
  /** Whether serverAuth is among them. */
  server_auth: boolean;
  /** `absent`, `present`, `empty` or `unreadable`. */
  state: "absent" | "present" | "empty" | "unreadable";
}

/** Something that was seen of the deployment at work, held against its verdict. */
export interface EvidenceReport {
  /** `agrees`, `contradicts` or `unrelated`. */
  agrees: "agrees" | "contradicts" | "unrelated";
  /** How well it is founded that the file says this. */
  confidence: Confidence;
  /** The connection that it speaks of; `null` where it speaks of none of the deployment. */
  connection: string | null;
  /** How often it was seen. */
  count: number;
  /** The file that says it. */
  file: string;
  /** When it was seen first, RFC 3339; `null` where the file gives no time. */
  first: string | null;
  /** `tls-failure`, `ssh-tunnel`, `zone`, `alarm` or `handshake`. */
  kind: "tls-failure" | "ssh-tunnel" | "zone" | "alarm" | "handshake";
  /** When it was seen last. */
  last: string | null;
  /** The node on which it was seen, `core` or `edge`; `null` where nothing says so. */
  node: "core" | "edge" | null;
  /** What the two sides of a captured handshake presented; not there for anything else. */
  presented?: PresentedReport[];
  /** What was seen and how it stands to the verdict, in a sentence. */
  text: string;
  /** Where in the file it stands first; empty where that says nothing. */
  where: string;
}

/** A TLS peer that is neither Core nor Edge. */
export interface FarEnd {
  /** Its own certificate. */
  certificate?: CertificateFile | null;
  /** What it makes of the node's client role; `unknown` by default. */
  client_eku_check?: ClientEkuCheckWord | null;
  /** Who opens the connection. */
  initiates: InitiatesWord;
  /** What it is called, for example `Webex`. */
  name: string;
  /** The node that it talks to. */
  node: NodeWord;
  /** What is spoken; `sip` by default. */
  protocol?: ProtocolWord | null;
  /** What the node makes of its certificate; `on` by default. */
  tls_verify?: TlsVerifyWord | null;
  /** The port on Edge of the traversal zone that it is the other end of, such as 7002. */
  traversal_port?: number | null;
  /** Its trusted CA list. */
  trusted_cas?: CertificateFile[] | null;
  /** The services that need it. */
  used_by?: UsedByWord[] | null;
  /** The name that the node looks for in its certificate, or several of which one must match. */
  verify_name?: OneOrMany | null;
}

/** A field of a page, and what to enter there. */
export interface Field {
  /** What the page calls it. */
  name: string;
  /** What to enter. */
  value: string;
}

/** What becomes of the certificates and services. */
export interface ForecastReport {
  /** One for each store that has a certificate. */
  certificates: CertificateForecastReport[];
  /** One for each service. */
  services: ServiceForecastReport[];
}

/** A file that was met, and what became of it. */
export interface FoundReport {
  /** The file, `a.tar.gz!inner/path` inside an archive. */
  file: string;
  /** What it held, or why it was set aside. */
  text: string;
  /** Whether it was used. */
  used: boolean;
}

/** A certificate that stores of the deployment hold. */
export interface HeldCertificateReport {
  /** SAN dNSNames, in the certificate's order. */
  dns_names: string[];
  /** Its extended key usage. */
  eku: EkuReport;
  /** SAN iPAddresses, in the certificate's order. */
  ip_addresses: string[];
  /** Whether BasicConstraints say CA. */
  is_ca: boolean;
  /** Issuer, RFC 4514. */
  issuer: string;
  /** Who issued it. */
  issuer_kind: IssuerReport;
  /** Its key; `null` where nothing can be read of it. */
  key: KeyReport | null;
  /** What its key may be used for, by the names of RFC 5280 section 4.2.1.3, in its order; `null` where it has no such extension. None of them where the extension cannot be read. */
  key_usage: string[] | null;
  /** End of validity, RFC 3339. */
  not_after: string;
  /** Start of validity, RFC 3339. */
  not_before: string;
  /** The names of every other kind in its SAN, in the certificate's order. */
  other_names: OtherNameReport[];
  /** Whether its signature verifies with its own key; `null` where that cannot be verified. */
  self_signed: boolean | null;
  /** Serial number, `46:df:76:aa`. */
  serial: string;
  /** SHA-1 of its DER, lower-case hex. */
  sha1: string;
  /** SHA-256 of its DER, lower-case hex. */
  sha256: string;
  /** What its signature was made with, as OpenSSL names it, or an object identifier in dotted form. */
  signature_algorithm: string;
  /** The stores that hold it as their leaf. */
  stores: string[];
  /** Subject, RFC 4514. */
  subject: string;
}

/** Who opens the connections with a far end. */
export type InitiatesWord = "expressway" | "far-end" | "both";

/** What was found in archives and dumps, and what was taken from them. */
export interface InputReport {
  /** Every file that was met. */
  found: FoundReport[];
  /** Every setting from one. */
  settings: SettingReport[];
}

/** Who issued a certificate, as it is shown. */
export interface IssuerReport {
  /** What shows it, in sentences. */
  evidence: string[];
  /** `public`, `private`, `self-signed` or `unknown`. */
  kind: "public" | "private" | "self-signed" | "unknown";
}

/** A key. */
export interface KeyReport {
  /** Its size: of RSA the modulus, of EC the curve; `null` where it is not known. */
  bits: number | null;
  /** The curve of an EC key: `P-256`, or its object identifier in dotted form. */
  curve: string | null;
  /** `RSA`, `RSA-PSS`, `EC`, `DSA`, `Ed25519` and others, or an object identifier in dotted form. */
  type: string;
}

/** A name that can deceive who reads it. */
export interface NameMarkReport {
  /** `hidden-characters`, `right-to-left-letters`, `piled-marks`, `look-alike-name`, `mixed-scripts`, `encoded-name` or `long-name`. */
  id: "hidden-characters" | "right-to-left-letters" | "piled-marks" | "look-alike-name" | "mixed-scripts" | "encoded-name" | "long-name";
  /** The name in ASCII that it looks like. */
  looks_like?: string | null;
  /** The name, as it is in the certificate. */
  name: string;
  /** What an encoded name (`xn--`) means. */
  shown?: string | null;
  /** All of it in words, without a full stop. */
  text: string;
}

/** The database replication of the node that it stands under. */
export interface NodeCluster {
  /** Whether its peers verify each other's certificates. */
  tls_verify: ClusterTlsVerifyWord;
}

/** A node as it was checked. */
export interface NodeReport {
  /** `on` or `off`; `null` where the release has no such setting. */
  eku_check: string | null;
  /** Which one. */
  node: string;
  /** How many peers it has. */
  peers: number;
  /** Its release, for example `X15.5`. */
  release: string;
  /** The switches of which it is known how they stand. */
  switches?: SwitchReport[];
}

/** One of the two nodes. */
export type NodeWord = "core" | "edge";

/** A service that does not depend on the EKU. */
export interface NotAffected {
  /** Stable identifier. */
  id: string;
  /** Name as people write it. */
  name: string;
  /** Where it comes from. */
  source: Source;
}

/** A name, or a list of names. */
export type OneOrMany = string | string[];

/** A name in a SAN that is neither a host's nor an address. */
export interface OtherNameReport {
  /** `email`, `uri`, `directory-name`, `registered-id`, `x400-address`, `edi-party-name`, `address` (of a wrong length), `srv-name`, `xmpp-address`, `smtp-mailbox`, `nai-realm`, `user-principal-name`, or an object identifier in dotted form. */
  kind: string;
  /** The name; what is no text as `#` and hexadecimal. */
  name: string;
}

/** What lies ahead of the whole deployment. */
export interface OutlookReport {
  /** The last day on which acting is in time; `null` unless it is at risk. */
  act_by: string | null;
  /** The day on which a service breaks that works now, although each certificate is renewed by its issuer in time; `null` unless it is at risk. */
  first_break: string | null;
  /** The day on which a service breaks that works now, if nothing is renewed. */
  first_break_unrenewed: string | null;
  /** The services that fail, that break on the first day, or of which nothing is known. */
  services: string[];
  /** `failing`, `at-risk`, `stable` or `unknown`. */
  state: "failing" | "at-risk" | "stable" | "unknown";
  /** All of it in a sentence or two. */
  text: string;
}

/** One peer of a cluster. */
export interface Peer {
  /** Its client certificate (X15.5); `same-as-server` for a copied store. */
  client_certificate?: CertificateFile | null;
  /** What it is called. */
  name: string;
  /** Its server certificate, leaf first, its chain may follow. */
  server_certificate?: CertificateFile | null;
}

/** A set of actions that together fix what they promise. */
export interface PlanReport {
  /** What to do, in order. */
  actions: ActionReport[];
  /** The last day to do it, for a fix of a later failure. */
  by?: string | null;
  /** Whether it fixes every failing service. */
  complete: boolean;
  /** What it leaves, and how long it lasts where that is not for good, in sentences; empty where nothing is left. */
  remains: string;
  /** The services it fixes. */
  repairs: string[];
  /** What it does, in one line. */
  title: string;
  /** The day on which what it fixes breaks again although each certificate is renewed by its issuer, where it only puts that off. */
  until?: string | null;
}

/** A certificate that one side presented in a handshake. */
export interface PresentedReport {
  /** Every place of the deployment that holds it. */
  held_by: string[];
  /** Its first names, of hosts and addresses. */
  names: string[];
  /** `client` or `server` of TLS. */
  role: "client" | "server";
  /** Its serial number, `46:df:76:aa`. */
  serial: string;
  /** SHA-256 of its DER, lower-case hex. */
  sha256: string;
}

/** Something in the input that could not be read. */
export interface Problem {
  /** How often that was found; the place says where first. */
  count: number;
  /** What to do. */
  do: string;
  /** The file, or the place on the page. */
  file: string;
  /** What is wrong. */
  what: string;
  /** Where in the file; empty where that says nothing. */
  where: string;
}

/** What is spoken with a far end. */
export type ProtocolWord = "sip" | "xmpp" | "https";

/** One reason of a verdict. */
export interface Reason {
  /** The certificate it speaks of: a store, or `far-end:<slug>`. Of several peers that of the first. */
  certificate?: string | null;
  /** How well it is founded. */
  confidence: Confidence;
  /** What would decide it, where it is unknown. Empty otherwise. */
  decided_by?: string;
  /** How many peers that node has. */
  of?: number | null;
  /** The connection that a `depends-on` reason points at. */
  on?: string | null;
  /** Whether this reason fails the connection or leaves it unknown. */
  outcome: Verdict;
  /** The peers that it speaks of, where their node has several. */
  peers?: string[];
  /** The rule that gives it. */
  rule: string;
  /** Where it comes from. */
  source: Source;
  /** The reason in one sentence. */
  text: string;
}

/** The whole report of one check. */
export interface Report {
  /** Actions that are worth doing and change no verdict. */
  advice: AdviceReport[];
  /** What is worth knowing and turns no verdict. */
  advisories: AdvisoryReport[];
  /** What the input does not say, and what was assumed instead. */
  assumed?: AssumedReport[];
  /** The check date, RFC 3339 in UTC. */
  at: string;
  /** What the answer does not cover and turns no verdict, in sentences: that no document describes a node's release, that a certificate has expired on which no connection depends, and that OpenSSL may refuse a certificate for what no verdict knows. */
  caution?: string;
  /** The certificates that the stores of the nodes hold, each once. */
  certificates: HeldCertificateReport[];
  /** Every TLS connection that was checked. */
  connections: ConnectionReport[];
  /** What was seen of the deployment at work, contradictions first. It turns no verdict. */
  evidence?: EvidenceReport[];
  /** What becomes of the certificates and services. */
  forecast: ForecastReport;
  /** The answer in one sentence. */
  headline: string;
  /** The reason behind the answer in a sentence, and in another that turning the EKU check Off does not fix it, where that takes one reason away and leaves another; empty where everything works. */
  headline_reason: string;
  /** What the input was, where it was more than named certificates. */
  input?: InputReport;
  /** The two nodes as they were checked. */
  nodes: NodeReport[];
  /** Services that do not depend on the EKU. */
  not_affected: NotAffected[];
  /** Identifiers of what was not checked anywhere in the deployment. */
  not_checked: string[];
  /** What lies ahead. */
  outlook: OutlookReport;
  /** What to do, best first; empty where everything works. */
  plans: PlanReport[];
  /** What to do before the first break, best first; empty unless the outlook is at risk. */
  plans_ahead: PlanReport[];
  /** Whether fixes were left out, because there are too many or the search met its limit. */
  plans_cut: boolean;
  /** What could not be read. */
  problems: Problem[];
  /** `eku/check/1`. */
  schema: "eku/check/1";
  /** Every service that the deployment has, in the order of the specification. */
  services: ServiceReport[];
  /** The worst verdict of all services. */
  verdict: Verdict;
}

/** TLS client or TLS server of one connection. */
export type Role = "initiator" | "responder";

/** What kind of thing was seen. */
export type SeenKind = "tls-failure" | "ssh-tunnel" | "zone" | "alarm" | "handshake";

/** Who sent a certificate in a TLS handshake. */
export interface SenderReport {
  /** Its address and port: `198.51.100.2:7001`, `[2001:db8::2]:7001`. */
  address: string;
  /** The packet that begins its first connection, from 1. */
  packet: number;
  /** `client` or `server` of TLS. */
  role: "client" | "server";
}

/** When a service breaks. */
export interface ServiceForecastReport {
  /** The date if each certificate is renewed by the same issuer on the day it expires; `null` where it does not come within ten years. */
  breaks_renewed: string | null;
  /** The date if nothing is renewed; `null` where it never comes. */
  breaks_unrenewed: string | null;
  /** Whether a bound left its dates out; then all of them are `null`. Absent where it did not. */
  cut?: boolean;
  /** Stable identifier of the service. */
  id: string;
  /** All of it in sentences. */
  text: string;
  /** The same if each certificate is renewed. */
  undecided_renewed: string | null;
  /** The date from which it is unknown without renewals, where it works now and that comes before it breaks. */
  undecided_unrenewed: string | null;
}

/** One service and its verdict. */
export interface ServiceReport {
  /** Why; empty where it works. */
  because: Reason[];
  /** Which one, for example `mra`. */
  id: string;
  /** Name as people write it. */
  name: string;
  /** What was not checked for it. */
  not_checked: string[];
  /** The verdict. */
  verdict: Verdict;
}

/** A setting from a file. */
export interface SettingReport {
  /** The file. */
  file: string;
  /** Which setting it is. */
  id?: string | null;
  /** The line, from 1; `null` where it is no line's. */
  line: number | null;
  /** `core` or `edge`. */
  node: "core" | "edge";
  /** The statement as it stands there; empty where it is none. */
  text: string;
  /** The value. */
  value: string;
  /** What was set, as people call it. */
  what: string;
}

/** Where a statement comes from, ready to be shown. */
export interface Source {
  /** Date of the version that was read, as `2026-04-15`. */
  date: string;
  /** Short identifier of the document, for example `S`. */
  id: string;
  /** The section that says it. */
  section: string;
  /** Title of the document. */
  title: string;
  /** Address of the document. */
  url: string;
}

/** Whether something is up. */
export type State = "up" | "down" | "unknown";

/** One step of a runbook: a verb, a place and a value. */
export interface Step {
  /** What to copy: a command, or a file's content where its first line is a comment. */
  command?: string | null;
  /** What to enter on the page, field by field. */
  fields?: Field[];
  /** What is seen when the step has worked. */
  result?: string | null;
  /** Where it says so. Without one the step is inferred from how such systems work. */
  source?: Source | null;
  /** What to do, in a sentence or two. */
  text: string;
}

/** A switch of a node, and its value. */
export interface SwitchReport {
  /** Stable identifier, for example `eku-check`. */
  id: string;
  /** Whether it verifies or allows more: On, or Enforcing. */
  on: boolean;
}

/** A setting that is on or off. */
export type SwitchWord = "on" | "off";

/** What a node makes of the certificate of a far end, or of the other node on a traversal zone. */
export type TlsVerifyWord = "on" | "off" | "unknown";

/** A traversal zone with TLS from Core to Edge that is not for Unified Communications. */
export interface TraversalZone {
  /** What Core makes of Edge's certificate; `on` by default. */
  core_tls_verify?: TlsVerifyWord | null;
  /** The name that Core looks for in Edge's certificate, or several of which one must match. */
  core_verify_name?: OneOrMany | null;
  /** What Edge makes of Core's certificate; `on` by default. */
  edge_tls_verify?: TlsVerifyWord | null;
  /** The name that Edge looks for in Core's certificate, or several of which one must match. */
  edge_verify_name?: OneOrMany | null;
  /** What it is called. */
  name: string;
  /** Its port on Edge, such as 7002. */
  port?: number | null;
}

/** What an upload page does with a certificate, and why. */
export interface UploadReport {
  /** Why, a sentence each; empty where it accepts without more. */
  because: string[];
  /** That no document describes the release; empty where one does. */
  caution?: string;
  /** How well the requirement is founded. */
  confidence: Confidence;
  /** The answer in one sentence. */
  headline: string;
  /** `eku/upload/1`. */
  schema: "eku/upload/1";
  /** Where the requirement comes from. */
  source: Source;
  /** What it does. */
  verdict: UploadVerdict;
  /** Another way, where the page rejects the certificate. Empty otherwise. */
  way_round: string;
}

/** What the page does with a certificate. */
export type UploadVerdict = "accepted" | "undecided" | "refused";

/** A service that can need a far end. */
export type UsedByWord = "mra" | "webrtc-proxy";

/** The outcome of a connection, a service or the whole deployment. */
export type Verdict = "works" | "undecided" | "fails";

/** What a zone is. */
export type ZoneKind = "unified-communications" | "other";
