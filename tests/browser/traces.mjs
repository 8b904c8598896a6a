// Whether 16 bytes of a secret stand anywhere: in what the page shows or stores, or in the memory of
// its WebAssembly module, as they are, as base64 at each alignment (in UTF-16, too) or as digits.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shownAndStored } from './support.mjs';

/** The forms that `key-forms` wrote: what each is, its file, its bytes, and its secret. */
export async function forms(folder) {
  assert.ok(folder, 'EKU_KEYS names no folder: run `cargo xtask test browser`');
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
  return Promise.all(index.map(async ({ what, file, secret }) => ({
    what,
    name: file,
    bytes: await readFile(join(folder, file)),
    secret: Buffer.from(secret, 'hex'),
  })));
}

const BYTES = 16;
const LETTERS = 21;

/** Every trace of these secrets: texts with one character a byte. */
export function tracesOf(secrets) {
  const different = new Map(secrets.map((secret) => [secret.toString('hex'), secret]));
  const traces = { raw: new Set(), base64: new Set(), digits: new Set() };
  const add = (set, text, length) => {
    for (let at = 0; at + length <= text.length; at += 1) set.add(text.slice(at, at + length));
  };
  for (const [hex, secret] of different) {
    add(traces.raw, secret.toString('latin1'), BYTES);
    add(traces.digits, hex, BYTES * 2);
    for (const skipped of [0, 1, 2]) {
      const letters = secret.subarray(skipped).toString('base64').replace(/=+$/, '').slice(0, -1);
      add(traces.base64, letters, LETTERS);
    }
  }
  return traces;
}

/** The first trace in a text, whatever separates its letters. */
export function traceIn(traces, text) {
  const look = (set, within, length) => {
    for (let at = 0; at + length <= within.length; at += 1) {
      const window = within.slice(at, at + length);
      if (set.has(window)) return window;
    }
    return undefined;
  };
  const letters = text.replaceAll('-', '+').replaceAll('_', '/');
  return look(traces.base64, letters, LETTERS)
    ?? look(traces.base64, text.replace(/[^A-Za-z0-9+/]/g, ''), LETTERS)
    ?? look(traces.digits, text.toLowerCase().replace(/[^a-z0-9]/g, ''), BYTES * 2);
}

/** Nothing of the secrets is shown, stored or in memory. */
export async function assertNoTrace(page, traces, what) {
  assert.equal(traceIn(traces, await shownAndStored(page)), undefined, `${what}: shown`);
  assert.deepEqual(await page.evaluate(inMemories, needlesOf(traces)), [], `${what}: in memory`);
}

/** All that is looked for in memory: the traces, and base64 in UTF-16. */
export const needlesOf = (traces) => [
  ...traces.raw, ...traces.base64, ...traces.digits,
  ...[...traces.base64].map((text) => [...text].join('\0').slice(0, -1)),
];

/**
 * Which needles stand in a memory that was kept, at most three; each is looked for at every byte.
 * Needs nothing from around it: it runs in the page, too.
 */
export function inMemories(needles) {
  const memories = globalThis.memoriesOfThePage;
  if (memories.length === 0) throw new Error('no memory was caught');
  const begin = (text) =>
    (text.charCodeAt(0) << 24 | text.charCodeAt(1) << 16 | text.charCodeAt(2) << 8 | text.charCodeAt(3)) >>> 0;
  const hash = (first) => Math.imul(first, 2654435761) >>> 12;
  const may = new Uint8Array(1 << 20);
  const byBegin = new Map();
  for (const needle of needles) {
    const first = begin(needle);
    may[hash(first)] = 1;
    byBegin.set(first, [...(byBegin.get(first) ?? []), needle]);
  }
  const hits = [];
  for (const memory of memories) {
    const bytes = new Uint8Array(memory.buffer);
    let first = 0;
    for (let end = 0; end < bytes.length && hits.length < 3; end += 1) {
      first = (first << 8 | bytes[end]) >>> 0;
      if (may[hash(first)] === 0) continue;
      const at = end - 3;
      const hit = byBegin.get(first)?.find((needle) => {
        for (let place = 0; place < needle.length; place += 1) {
          if (bytes[at + place] !== needle.charCodeAt(place)) return false;
        }
        return true;
      });
      if (hit !== undefined) hits.push(`${hit} at ${at} of ${bytes.length}`);
    }
  }
  return hits;
}
