// What the tests of the JavaScript package share: where it is, and the deployments of the scenarios
// as objects.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder of the package, made by `cargo xtask js`. */
export const folder = process.env.EKU_PACKAGE ?? join(root, 'target/npm/eku-js');

/** The bytes of a file in `tests/certs`. */
export const fixture = (path) => new Uint8Array(readFileSync(join(root, 'tests/certs', path)));

/** Scenarios of every verdict: releases, peers, far ends, clusters, trusted CA lists and names. */
export const SCENARIOS = [
  'seed-2-1-check-on-works',
  'seed-2-test-1-check-on-fails',
  'seed-scenario-3-unified-cm-fails',
  'seed-scenario-1-webex-undecided',
  'spec-cluster-one-peer-expired-fails',
  'spec-far-end-name-mismatch-fails',
  'spec-four-far-ends-fails',
  'spec-only-mra-and-what-it-needs-works',
];

/** Scenarios of which a case is committed. */
export const CASES = ['spec-cluster-one-peer-expired-fails', 'spec-four-far-ends-fails', 'seed-scenario-1-webex-undecided'];

/** A case as the page saved it. */
export const savedCase = (name) => JSON.parse(readFileSync(join(root, 'fuzz/seeds/case', `${name}.json`), 'utf8'));

/** A scenario: its deployment with the bytes of each certificate, its date, and its report. */
export function scenario(name) {
  const path = join(root, 'tests/scenarios', name, 'deployment.toml');
  const text = readFileSync(path, 'utf8');
  return {
    deployment: withFiles(parsed(text), (file) => new Uint8Array(readFileSync(join(dirname(path), file)))),
    at: /^# at: (\S+)/.exec(text)?.[1] ?? '2026-11-23',
    expected: JSON.parse(readFileSync(join(dirname(path), 'expected.json'), 'utf8')),
  };
}

/** A deployment file as an object with the bytes of each certificate, and as the text of a case. */
export function deploymentOf(path) {
  const tables = parsed(readFileSync(path, 'utf8'));
  const inText = (file) => ({ file, pem: readFileSync(join(dirname(path), file), 'utf8') });
  return {
    object: withFiles(tables, (file) => new Uint8Array(readFileSync(join(dirname(path), file)))),
    text: JSON.stringify({ schema: 'eku/case/2', ...withFiles(tables, inText) }),
  };
}

/** The part of TOML that the scenarios are written in. */
function parsed(text) {
  const all = {};
  let table = all;
  for (const line of text.replace(/=\s*\[\s*\n([^\]]*)\]/g, (whole) => whole.replaceAll('\n', ' ')).split('\n')) {
    const [, list, single] = /^\[\[(.+)\]\]|^\[(.+)\]/.exec(line) ?? [];
    if (list ?? single) {
      const path = (list ?? single).split('.');
      const last = path.pop();
      const above = path.reduce((within, key) => (within[key] ??= {}), all);
      table = {};
      if (list) (above[last] ??= []).push(table);
      else table = above[last] ??= {};
      continue;
    }
    const [, key, value] = /^(\w+)\s*=\s*("[^"]*"|\[[^\]]*\]|true|false|\d+|\{[^}]*\})/.exec(line) ?? [];
    if (key) table[key] = JSON.parse(value.replace(/,\s*\]$/, ']').replace(/(\w+) = "/g, '"$1": "'));
    else if (line.trim() && !line.startsWith('#')) throw new Error(`not read: ${line}`);
  }
  return all;
}

/** A deployment with something for each certificate instead of the name of its file. */
function withFiles(value, read, key = '') {
  const isFile = /certificate$|^trusted_cas$/.test(key);
  if (Array.isArray(value)) return value.map((element) => withFiles(element, read, key));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, withFiles(inner, read, name)]),
    );
  }
  if (!isFile || value === 'same-as-server') return value;
  return read(value);
}
