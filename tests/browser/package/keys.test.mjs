// A private key, in every form, to every function of the package and in the place of anything: 16 bytes
// of it are neither answered, nor thrown, nor left in the memory of the module.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { keepMemories } from '../support.mjs';
import { forms, inMemories, needlesOf, traceIn, tracesOf } from '../traces.mjs';
import { fixture, folder } from './support.mjs';

keepMemories();
const eku = createRequire(import.meta.url)(join(folder, 'nodejs/eku_js.js'));

const all = await forms(process.env.EKU_KEYS);
const traces = tracesOf(all.map((form) => form.secret));
const needles = needlesOf(traces);
const certificate = fixture('core-both-ca1.pem');
const nodes = { release: 'X15.5', core: {}, edge: {} };
const farEnd = { name: 'Webex', node: 'edge', initiates: 'both' };
const upload = { node: 'core', release: 'X15.5', store: 'client', certificate };

/** Where something can be given: the function, and what it is given. */
const WAYS = {
  'inspect, bytes': (key) => eku.inspect(key, 'a.pem'),
  'check, a store': (key) => eku.check({ ...nodes, core: { server_certificate: key } }),
  'check, a trusted list': (key) => eku.check({ ...nodes, edge: { trusted_cas: [certificate, key] } }),
  'upload, a certificate': (key) => eku.upload({ ...upload, certificate: key }),
};

const WAYS_OF_TEXT = {
  'inspect, a name': (key) => eku.inspect(certificate, key),
  'inspect, nothing else': (key) => eku.inspect(key),
  'check, no deployment': (key) => eku.check(key),
  'check, a key of it': (key) => eku.check({ ...nodes, [key]: 1 }),
  'check, a release': (key) => eku.check({ ...nodes, release: key }),
  'check, a setting': (key) => eku.check({ ...nodes, core: { eku_check: key } }),
  'check, a name to verify': (key) => eku.check({ ...nodes, core: { verify_name: key } }),
  'check, a far end': (key) => eku.check({ ...nodes, far_end: [{ ...farEnd, name: key }] }),
  'check, a far end\'s word': (key) => eku.check({ ...nodes, far_end: [{ ...farEnd, initiates: key }] }),
  'check, a peer': (key) => eku.check({ ...nodes, core: { peer: [{ name: key }, { name: 'b' }] } }),
  'check, a service': (key) => eku.check({ ...nodes, services: [key] }),
  'check, a schema': (key) => eku.check({ ...nodes, schema: key }),
  'check, a date': (key) => eku.check(nodes, key),
  'upload, a node': (key) => eku.upload({ ...upload, node: key }),
  'upload, a key of it': (key) => eku.upload({ ...upload, [key]: 1 }),
  'upload, a date': (key) => eku.upload(upload, key),
};

/** What comes back, whichever way. */
function answer(way, key) {
  try {
    return JSON.stringify(way(key));
  } catch (error) {
    return [error.name, error.code, error.message, error.stack, JSON.stringify(error.problems)].join('\n');
  }
}

function assertNothingOfAKey(ways, key, what) {
  for (const [name, way] of Object.entries(ways)) {
    const text = answer(way, key);
    assert.ok(text.length > 0, `${what}, ${name}`);
    assert.equal(traceIn(traces, text), undefined, `${what}, ${name}: answered or thrown`);
  }
  assert.deepEqual(inMemories(needles), [], `${what}: in memory`);
}

test('bytes in every form', () => {
  assert.ok(all.length > 100, `${all.length} forms`);
  for (const { what, bytes } of all) assertNothingOfAKey(WAYS, new Uint8Array(bytes), what);
});

test('text in every form, in the place of anything', () => {
  let texts = 0;
  for (const { what, bytes } of all) {
    const text = bytes.toString();
    if (!Buffer.from(text).equals(bytes) || text.includes('\0')) continue;
    texts += 1;
    assertNothingOfAKey({ ...WAYS, ...WAYS_OF_TEXT }, text, what);
  }
  assert.ok(texts > 50, `${texts} texts`);
});

test('the search finds a key that is there', () => {
  const [memory] = globalThis.memoriesOfThePage;
  const form = all.find(({ secret }) => secret.length > 64);
  new Uint8Array(memory.buffer).set(form.secret, memory.buffer.byteLength - form.secret.length);
  assert.notDeepEqual(inMemories(needles), []);
});
