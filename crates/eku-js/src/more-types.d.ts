
/** What `inspect` gives. */
export interface Inspection {
  /** Every certificate that could be read, in order. */
  certificates: CertificateReport[];
  /** What could not be read. */
  problems: Problem[];
}

/** What `upload` is asked about: the options of `eku upload`. */
export interface Upload {
  /** With the box "Upload server certificate file as client certificate" ticked (X15.5). */
  as_client?: boolean | null;
  /** The certificate; the first in it is the one that is uploaded. */
  certificate: CertificateFile;
  /** The node. */
  node: NodeWord;
  /** Its release, such as X15.5. */
  release: string;
  /** With EnableServerEkuUpload On (Edge on X15.4). */
  server_eku_upload?: boolean | null;
  /** The store; before X15.5 there is the server store alone. */
  store: "server" | "client";
}

/** What the functions throw. */
export interface EkuError extends Error {
  /** What kind of thing is wrong. */
  code: "wrong-argument" | "wrong-deployment" | "unreadable";
  /** Everything that is wrong. */
  problems: Problem[];
}
