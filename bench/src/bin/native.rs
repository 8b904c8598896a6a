//! Measures the readers on one thread of this machine and prints one JSON object. Writes what the
//! browser reads into a folder.

use std::error::Error;
use std::path::Path;
use std::time::Duration;
use std::{fs, io};

use eku_bench::corpus::{Corpus, armour};
use eku_bench::readers::{Names, READERS, Reader};
use eku_bench::rounds::{Rival, measure};
use eku_engine::bundle;
use eku_engine::certificate::Certificate;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = Corpus::gather()?;
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: native FOLDER [ROUNDS]")?;
    let rounds = arguments.next().map_or(Ok(ROUNDS), |rounds| rounds.parse())?;
    let all = &corpus.certificates;
    // What is compared is what every reader takes.
    let common: Vec<&[u8]> = all
        .iter()
        .map(Vec::as_slice)
        .filter(|bytes| READERS.iter().all(|reader| (reader.record)(bytes).is_some()))
        .collect();
    write(Path::new(&folder), &common)?;
    let mut told = json!({
        "corpus": { "certificates": all.len(), "bytes": corpus.bytes(), "common": common.len(),
            "common_bytes": common.iter().map(|bytes| bytes.len()).sum::<usize>(),
            "sources": corpus.sources.iter().map(|(source, count)| json!([source, count])).collect::<Vec<_>>() },
        "readers": [],
    });
    for reader in &READERS {
        let takes = all.iter().filter(|bytes| (reader.record)(bytes).is_some()).count();
        let differs = common.iter().filter(|bytes| !agree(reader, bytes)).count();
        push(
            &mut told["readers"],
            json!({ "name": reader.name, "takes": takes, "differs": differs }),
        );
    }
    for (key, names) in [("text", Names::Text), ("der", Names::Der)] {
        let rivals = READERS.iter().map(|reader| {
            let common = &common;
            Rival::new(reader.name, move || {
                common.iter().filter(|bytes| (reader.pass)(bytes, names)).count()
            })
        });
        told[key] =
            measure(rivals.collect(), rounds, SHARE).iter().map(|rates| rates.json()).collect();
    }
    told["bundles"] = bundles(&common, rounds);
    println!("{told}");
    Ok(())
}

/// Whether a reader finds in a certificate what the engine finds.
fn agree(reader: &Reader, bytes: &[u8]) -> bool {
    let found = [READERS[0].record, reader.record].map(|record| {
        let mut record = record(bytes)?;
        record.purposes.sort();
        Some(record)
    });
    found[0].is_some() && found[0] == found[1]
}

/// What the page in the browser reads: the corpus, each certificate after its length, and the serial
/// numbers that it has to find.
fn write(folder: &Path, certificates: &[&[u8]]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut corpus = Vec::new();
    let mut serials = Vec::new();
    for bytes in certificates {
        corpus.extend(u32::try_from(bytes.len()).map_err(io::Error::other)?.to_le_bytes());
        corpus.extend_from_slice(bytes);
        let record = (READERS[0].record)(bytes).unwrap_or_default();
        serials.push(record.serial.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    }
    fs::write(folder.join("corpus.bin"), corpus)?;
    fs::write(folder.join("serials.json"), json!(serials).to_string())
}

/// PEM bundles to certificates: the engine's own way, and two other decoders of PEM with the
/// engine's reader behind them.
fn bundles(certificates: &[&[u8]], rounds: usize) -> Value {
    let text: String = certificates.iter().map(|bytes| armour(bytes)).collect();
    let text = text.as_bytes();
    // The work is counted in bytes.
    let done = |count: usize| if count == certificates.len() { text.len() } else { 0 };
    let by_pki_types = || CertificateDer::pem_slice_iter(text).filter_map(Result::ok);
    let rivals = vec![
        Rival::new("the engine: bundle to certificates", || {
            done(bundle::read(text).certificates.len())
        }),
        Rival::new("`rustls-pki-types`, then the engine's reader", move || {
            let read = by_pki_types().filter_map(|der| Certificate::from_der(&der).ok());
            done(read.collect::<Vec<_>>().len())
        }),
        Rival::new("`pem-rfc7468`, then the engine's reader", || {
            let read = by_rfc7468(text).filter_map(|der| Certificate::from_der(&der).ok());
            done(read.collect::<Vec<_>>().len())
        }),
        Rival::new("`rustls-pki-types` alone, to DER", move || {
            done(by_pki_types().collect::<Vec<_>>().len())
        }),
        Rival::new("`pem-rfc7468` alone, to DER", || {
            done(by_rfc7468(text).collect::<Vec<_>>().len())
        }),
    ];
    measure(rivals, rounds, SHARE).iter().map(|rates| rates.json()).collect()
}

/// `pem-rfc7468` decodes one block; blocks are found by their ends.
fn by_rfc7468(text: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.windows(END.len()).position(|window| window == END)? + END.len();
        let (block, after) = rest.split_at(end);
        rest = after.strip_prefix(b"\n").unwrap_or(after);
        pem_rfc7468::decode_vec(block).ok().map(|(_, der)| der)
    })
}

fn push(list: &mut Value, value: Value) {
    if let Some(list) = list.as_array_mut() {
        list.push(value);
    }
}

const END: &[u8] = b"-----END CERTIFICATE-----";

/// Rounds of every comparison, unless told otherwise.
const ROUNDS: usize = 15;

/// What a rival works in one round.
const SHARE: Duration = Duration::from_millis(120);
