// The JavaScript package in Node: the targets `nodejs` and `bundler`, what they answer and what
// they throw.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, test } from 'node:test';
import { CASES, SCENARIOS, fixture, folder, savedCase, scenario } from './support.mjs';

const load = (path) => import(pathToFileURL(join(folder, path)).href);
const targets = {
  nodejs: await load('nodejs/eku_js.js'),
  bundler: await load('bundler/eku_js.js'),
};

const nodes = { core: {}, edge: {} };

const FAILURES = [
  ['an unknown key, with its place', (eku) => eku.check({ ...nodes, release: 'X15.5', core: { ekucheck: 'on' } }),
    'wrong-argument', /^deployment: unknown field `ekucheck`: core\.ekucheck: use one of `release`/],
  ['an unknown word, with its place',
    (eku) => eku.check({ ...nodes, release: 'X15.5', far_end: [{ name: 'Webex', node: 'outside', initiates: 'both' }] }),
    'wrong-argument', /^deployment: unknown variant `outside`: far_end\[0\]\.node: use `core` or `edge`/],
  ['a missing node', (eku) => eku.check({ release: 'X15.5', core: {} }), 'wrong-argument', /missing field `edge`/],
  ['no deployment at all', (eku) => eku.check(undefined), 'wrong-argument', /^deployment: invalid type/],
  ['a report in place of a case', (eku) => eku.check({ ...savedCase('full'), schema: 'eku/check/1' }),
    'wrong-argument', /^deployment: .*is a report of this tool/],
  ['a case of another kind', (eku) => eku.check({ ...savedCase('full'), schema: 'other/case/1' }),
    'wrong-argument', /^deployment: is "other\/case\/1".*: schema: /],
  ['a case with an unknown key', (eku) => eku.check({ ...savedCase('full'), more: 1 }),
    'wrong-argument', /^deployment: has a key that this version does not know: more: /],
  ['a number for a certificate', (eku) => eku.check({ ...nodes, release: 'X15.5', core: { server_certificate: 5 } }),
    'wrong-argument', /core\.server_certificate: use a Uint8Array, or text/],
  ['a date that is none', (eku) => eku.check({ ...nodes, release: 'X15.5' }, 'tomorrow'), 'wrong-argument', /^at: "tomorrow" is/],
  ['a release that is none', (eku) => eku.check({ ...nodes, release: 'X155' }),
    'wrong-deployment', /release "X155" is .*: write a release such as X15\.5/],
  ['a client certificate before X15.5',
    (eku) => eku.check({ ...nodes, release: 'X15.4', core: { client_certificate: fixture('core-both-ca1.pem') } }),
    'wrong-deployment', /core\.client_certificate/],
  ['a store whose certificate cannot be read',
    (eku) => eku.check({ ...nodes, release: 'X15.5', core: { server_certificate: fixture('bad/key-rsa.pem') } }),
    'wrong-deployment', /private key/],
  ['an upload that cannot be', (eku) => eku.upload({ node: 'core', release: 'X15.4', store: 'client', certificate: fixture('core-both-ca1.pem') }),
    'wrong-argument', /^upload: /],
  ['an upload of what is no certificate',
    (eku) => eku.upload({ node: 'core', release: 'X15.5', store: 'client', certificate: 'nothing' }), 'unreadable', /contains no certificate/],
  ['inspect of nothing', (eku) => eku.inspect(undefined, 'x'), 'wrong-argument', /^bytes: /],
];

for (const [name, eku] of Object.entries(targets)) {
  describe(`target ${name}`, () => {
    for (const id of SCENARIOS) {
      test(`check gives the report of the command line: ${id}`, () => {
        const { deployment, at, expected } = scenario(id);
        assert.deepEqual(eku.check(deployment, at), expected);
      });
    }

    for (const id of CASES) {
      test(`check takes a case that was saved, on its day or another: ${id}`, () => {
        assert.deepEqual(eku.check(savedCase(id)), scenario(id).expected);
        assert.equal(eku.check(savedCase(id), '2027-02-03').at, '2027-02-03T00:00:00Z');
      });
    }

    test('check shows the evidence that is in a case', () => {
      const { evidence, input } = eku.check(savedCase('full'));
      assert.ok(evidence.length > 20, `${evidence.length} observations`);
      assert.deepEqual(input.settings.map((one) => one.id), ['release', 'traversal-zone', 'far-end']);
    });

    test('a certificate may be PEM text, and a node may be without one', () => {
      const pem = new TextDecoder().decode(fixture('core-both-ca1.pem'));
      const report = eku.check({
        release: 'X15.5',
        core: { server_certificate: pem, client_certificate: 'same-as-server', verify_name: null },
        edge: {},
      });
      assert.equal(report.verdict, 'undecided');
      assert.deepEqual(
        report.forecast.certificates.map(({ store }) => store), ['core.server', 'core.client'],
      );
    });

    test('without a date, now is judged', () => {
      const before = Math.floor(Date.now() / 1000) * 1000;
      const { at } = eku.check({ release: 'X15.5', core: {}, edge: {} });
      assert.ok(Date.parse(at) >= before && Date.parse(at) <= Date.now(), at);
    });

    test('inspect gives every certificate, and what could not be read', () => {
      const { certificates, problems } = eku.inspect(fixture('core-both-ca1.pem'), 'core.pem');
      assert.equal(certificates[0].schema, 'eku/certificate/1');
      assert.equal(certificates[0].source, 'core.pem');
      assert.equal(certificates[0].eku.client_auth, true);
      assert.deepEqual(problems, []);
      const key = eku.inspect(fixture('bad/key-rsa.pem'), 'key.pem');
      assert.deepEqual(key.certificates, []);
      assert.match(key.problems[0].what, /private key/);
      assert.deepEqual(Object.keys(key.problems[0]), ['file', 'what', 'where', 'do', 'count']);
    });

    test('upload says what the page does', () => {
      const asked = { node: 'core', release: 'X15.5', store: 'client' };
      const server = eku.upload({ ...asked, certificate: fixture('core-server-only-ca2.pem') }, '2026-11-23');
      assert.equal(server.schema, 'eku/upload/1');
      assert.equal(server.verdict, 'refused');
      const both = eku.upload({ ...asked, certificate: fixture('core-both-ca1.pem') }, '2026-11-23');
      assert.equal(both.verdict, 'accepted');
    });

    for (const [what, call, code, message] of FAILURES) {
      test(`thrown: ${what}`, () => {
        assert.throws(() => call(eku), (error) => {
          assert.ok(error instanceof Error);
          assert.equal(error.code, code);
          assert.match(error.message, message);
          assert.ok(error.problems.length > 0);
          return true;
        });
      });
    }
  });
}
