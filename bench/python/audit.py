"""What somebody would write to audit a bundle: a plain script with pyca/cryptography.

Usage: audit.py [--no-verify] BUNDLE > OUT.csv

It writes the columns of `eku audit --format csv` that need no table of policies: each certificate is
parsed, its issuer is found by name among the CA certificates and verifies its signature.
"""

import csv
import datetime
import sys

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose

AT = datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc)


def extension(certificate, kind):
    """The value of an extension, or None."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def is_ca(certificate):
    """Whether it may issue others."""
    constraints = extension(certificate, x509.BasicConstraints)
    return constraints is not None and constraints.ca


def issued(certificate, issuer):
    """Whether a CA certificate's key verifies the signature."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def row(source, index, certificate, authorities, verify, seen):
    """The columns of one certificate."""
    fingerprint = certificate.fingerprint(hashes.SHA256())
    duplicate = fingerprint in seen
    seen.add(fingerprint)
    names = extension(certificate, x509.SubjectAlternativeName)
    eku = extension(certificate, x509.ExtendedKeyUsage)
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    candidates = authorities.get(certificate.issuer, [])
    issuer = next((ca for ca in candidates if not verify or issued(certificate, ca)), None)
    return [
        source,
        index,
        fingerprint.hex(),
        certificate.subject.rfc4514_string(),
        certificate.issuer.rfc4514_string(),
        f"{certificate.serial_number:x}",
        begins.isoformat(),
        ends.isoformat(),
        " ".join(names.get_values_for_type(x509.DNSName)) if names else "",
        is_ca(certificate),
        certificate.subject == certificate.issuer and issuer is not None,
        "present" if eku else "absent",
        " ".join(purpose.dotted_string for purpose in eku or []),
        eku is not None and Purpose.SERVER_AUTH in eku,
        eku is not None and Purpose.CLIENT_AUTH in eku,
        "known" if issuer else "unknown",
        "valid" if begins <= AT <= ends else "expired" if ends < AT else "not-yet-valid",
        duplicate,
    ]


def main():
    """Reads the bundle and writes the table."""
    verify = "--no-verify" not in sys.argv
    source = sys.argv[-1]
    with open(source, "rb") as file:
        certificates = x509.load_pem_x509_certificates(file.read())
    authorities = {}
    for certificate in certificates:
        if is_ca(certificate):
            authorities.setdefault(certificate.subject, []).append(certificate)
    table, seen = csv.writer(sys.stdout), set()
    for index, certificate in enumerate(certificates):
        table.writerow(row(source, index, certificate, authorities, verify, seen))


if __name__ == "__main__":
    main()
