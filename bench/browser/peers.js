// The peers, each asked for the same record. Bundled by esbuild into the page.

import 'reflect-metadata';
import * as peculiar from '@peculiar/x509';
import forge from 'node-forge';
import jsrsasign from 'jsrsasign';
import * as pkijs4 from 'pkijs';
import * as pkijs3 from 'pkijs-3';

const hex = (bytes) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

const pki = ({ Certificate }) => (bytes) => {
  const certificate = Certificate.fromBER(bytes);
  const name = ({ typesAndValues }) =>
    typesAndValues.map(({ type, value }) => `${type}=${value.valueBlock.value}`).join(',');
  const extension = (id) =>
    certificate.extensions?.find(({ extnID }) => extnID === id)?.parsedValue;
  return {
    subject: name(certificate.subject),
    issuer: name(certificate.issuer),
    serial: hex(certificate.serialNumber.valueBlock.valueHexView),
    notBefore: certificate.notBefore.value,
    notAfter: certificate.notAfter.value,
    names: extension('2.5.29.17')?.altNames?.map(({ value }) => value),
    purposes: extension('2.5.29.37')?.keyPurposes,
    ca: extension('2.5.29.19')?.cA,
    subjectKeyId: extension('2.5.29.14')?.valueBlock?.valueHexView.slice(),
    authorityKeyId: extension('2.5.29.35')?.keyIdentifier?.valueBlock.valueHexView.slice(),
  };
};

export const peers = {
  'PKI.js 3.4': pki(pkijs3),
  'PKI.js 4.0': pki(pkijs4),
  '@peculiar/x509 2.2': (bytes) => {
    const certificate = new peculiar.X509Certificate(bytes);
    const extension = (id) => certificate.getExtension(id);
    return {
      subject: certificate.subject,
      issuer: certificate.issuer,
      serial: certificate.serialNumber,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      names: extension('2.5.29.17')?.names.items.map(({ value }) => value),
      purposes: extension('2.5.29.37')?.usages,
      ca: extension('2.5.29.19')?.ca,
      subjectKeyId: extension('2.5.29.14')?.keyId,
      authorityKeyId: extension('2.5.29.35')?.keyId,
    };
  },
  'node-forge 1.4': (bytes) => {
    const tree = forge.asn1.fromDer(forge.util.createBuffer(bytes));
    const certificate = forge.pki.certificateFromAsn1(tree);
    const name = ({ attributes }) =>
      attributes.map(({ type, value }) => `${type}=${value}`).join(',');
    const usage = certificate.getExtension('extKeyUsage');
    return {
      subject: name(certificate.subject),
      issuer: name(certificate.issuer),
      serial: certificate.serialNumber,
      notBefore: certificate.validity.notBefore,
      notAfter: certificate.validity.notAfter,
      names: certificate.getExtension('subjectAltName')?.altNames.map(({ value }) => value),
      purposes: usage && Object.keys(usage).filter((key) => usage[key] === true),
      ca: certificate.getExtension('basicConstraints')?.cA,
      subjectKeyId: certificate.getExtension('subjectKeyIdentifier')?.subjectKeyIdentifier,
      authorityKeyId: certificate.getExtension('authorityKeyIdentifier')?.value,
    };
  },
  'jsrsasign 11.1': (bytes) => {
    const certificate = new jsrsasign.X509();
    certificate.readCertHex(hex(bytes));
    const has = (name) => certificate.getExtInfo(name) !== undefined;
    return {
      subject: certificate.getSubjectString(),
      issuer: certificate.getIssuerString(),
      serial: certificate.getSerialNumberHex(),
      notBefore: certificate.getNotBefore(),
      notAfter: certificate.getNotAfter(),
      names: has('subjectAltName') && certificate.getExtSubjectAltName()?.array,
      purposes: has('extKeyUsage') && certificate.getExtExtKeyUsage()?.array,
      ca: has('basicConstraints') && certificate.getExtBasicConstraints()?.cA,
      subjectKeyId: has('subjectKeyIdentifier') && certificate.getExtSubjectKeyIdentifier()?.kid,
      authorityKeyId: has('authorityKeyIdentifier') && certificate.getExtAuthorityKeyIdentifier()?.kid,
    };
  },
};
