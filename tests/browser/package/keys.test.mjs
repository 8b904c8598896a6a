// A private key given to the JavaScript package in the place of anything else is not repeated.

import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { traceIn, tracesOf } from '../traces.mjs';
import { fixture, folder, savedCase } from './support.mjs';

const eku = await import(pathToFileURL(join(folder, 'nodejs/eku_js.js')).href);

const nodes = { release: 'X15.5', core: {}, edge: {} };
const farEnd = { name: 'Webex', node: 'edge', initiates: 'both' };

/** Every way in which a text can be given. */
const WAYS = {
  release: (key) => eku.check({ ...nodes, release: key }),
  services: (key) => eku.check({ ...nodes, services: [key] }),
  'a key of the deployment': (key) => eku.check({ ...nodes, [key]: 1 }),
  'a key of a node': (key) => eku.check({ ...nodes, core: { [key]: key } }),
  eku_check: (key) => eku.check({ ...nodes, core: { eku_check: key } }),
  verify_name: (key) => eku.check({ ...nodes, core: { verify_name: [key] } }),
  certificate: (key) => eku.check({ ...nodes, core: { server_certificate: key } }),
  'a peer': (key) => eku.check({ ...nodes, core: { peer: [{ name: key }, { name: key }] } }),
  'a far end': (key) => eku.check({ ...nodes, far_end: [{ ...farEnd, name: key }] }),
  'the node of a far end': (key) => eku.check({ ...nodes, far_end: [{ ...farEnd, node: key }] }),
  'used by': (key) => eku.check({ ...nodes, far_end: [{ ...farEnd, used_by: [key] }] }),
  at: (key) => eku.check(nodes, key),
  'a deployment': (key) => eku.check(key),
  'a schema': (key) => eku.check({ ...savedCase('full'), schema: key }),
  'a key of a case': (key) => eku.check({ ...savedCase('full'), [key]: 1 }),
  'bytes and their name': (key) => eku.inspect(new TextEncoder().encode(key), key),
  'the release of an upload': (key) =>
    eku.upload({ node: 'core', release: key, store: 'client', certificate: fixture('core-both-ca1.pem') }),
  'the store of an upload': (key) =>
    eku.upload({ node: 'core', release: 'X15.5', store: key, certificate: fixture('core-both-ca1.pem') }),
};

for (const file of ['bad/key-ec.pem', 'bad/key-rsa.pem', 'bad/key-pkcs8.pem']) {
  const pem = Buffer.from(fixture(file)).toString();
  const body = pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, '');
  const secret = Buffer.from(createPrivateKey(pem).export({ format: 'jwk' }).d, 'base64url');
  const traces = tracesOf([secret]);
  for (const [way, give] of Object.entries(WAYS)) {
    test(`${file} as ${way}`, () => {
      const bytes = Buffer.from(body, 'base64');
      for (const text of [pem, body, body.slice(-64), bytes.toString('base64url'), bytes.toString('hex')]) {
        let told;
        try {
          told = JSON.stringify(give(text));
        } catch (error) {
          told = `${error.message} ${JSON.stringify(error.problems)} ${error.stack}`;
        }
        assert.equal(traceIn(traces, told), undefined, told);
      }
    });
  }
}
