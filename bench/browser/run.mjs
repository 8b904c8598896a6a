// Measures the engine as WebAssembly beside readers in JavaScript, all in one page, and prints one
// JSON object. Usage: node run.mjs MODULE FOLDER, where FOLDER holds the corpus and its serials.

import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const { chromium } = createRequire(join(here, '../../tests/browser/package.json'))('playwright-core');

const [module, folder] = process.argv.slice(2);
const bundled = await build({
  entryPoints: [join(here, 'peers.js')], bundle: true, write: false, format: 'iife',
  globalName: 'rivals', minify: true, logLevel: 'error', platform: 'browser',
  external: ['crypto', 'buffer'],
});
const base64 = async (path) => (await readFile(path)).toString('base64');
const serials = JSON.parse(await readFile(join(folder, 'serials.json'), 'utf8'));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-dev-shm-usage',
  ],
});
try {
  const page = await browser.newPage();
  await page.addScriptTag({ content: bundled.outputFiles[0].text });
  const measured = await page.evaluate(measure, {
    wasm: await base64(module), corpus: await base64(join(folder, 'corpus.bin')), serials,
    rounds: 9, share: 250,
  });
  console.log(JSON.stringify({ browser: browser.version(), ...measured }));
} finally {
  await browser.close();
}

/** Runs in the page. */
async function measure({ wasm, corpus, serials, rounds, share }) {
  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytesOf(wasm), {});
  const { memory, reserve, read } = instance.exports;
  const bytes = bytesOf(corpus);
  const certificates = [];
  for (let place = 0; place < bytes.length; ) {
    const length = new DataView(bytes.buffer).getUint32(place, true);
    certificates.push(bytes.slice(place + 4, place + 4 + length));
    place += 4 + length;
  }

  const put = (list) => {
    const length = list.reduce((sum, one) => sum + one.length + 4, 0);
    const from = reserve(length);
    const view = new DataView(memory.buffer, from, length);
    let place = 0;
    for (const one of list) {
      view.setUint32(place, one.length, true);
      new Uint8Array(memory.buffer).set(one, from + place + 4);
      place += 4 + one.length;
    }
    return { from, length, count: list.length };
  };
  const inWasm = (placed, reader) => () => {
    const count = read(placed.from, placed.length, reader);
    if (count !== placed.count) throw new Error(`read ${count} of ${placed.count}`);
    return count;
  };
  const plain = (serial) => String(serial).toLowerCase().replace(/^(00)+(?=.)/, '').replace(/^0+(?=.)/, '');

  const rivals = [];
  const all = put(certificates);
  rivals.push({ name: 'the engine, names as text', takes: all.count, pass: inWasm(all, 0) });
  rivals.push({ name: 'the engine, names as bytes', takes: all.count, pass: inWasm(all, 1) });
  rivals.push({ name: 'x509-cert alone, names as bytes', takes: all.count, pass: inWasm(all, 2) });
  const keep = { record: null };
  for (const [name, take] of Object.entries(window.rivals.peers)) {
    const taken = [];
    let differs = 0;
    certificates.forEach((certificate, place) => {
      try {
        const { serial } = take(certificate);
        taken.push(certificate);
        if (plain(serial) !== plain(serials[place])) differs += 1;
      } catch {
        // It is not counted as taken.
      }
    });
    let next = 0;
    const pass = () => {
      keep.record = take(taken[next++ % taken.length]);
      return 1;
    };
    rivals.push({ name, takes: taken.length, differs, pass });
    if (taken.length < certificates.length && taken.length > 0) {
      const placed = put(taken);
      const own = `the engine, names as text, on what ${name} takes`;
      rivals.push({ name: own, takes: placed.count, pass: inWasm(placed, 0) });
    }
  }

  const rates = rivals.map(() => []);
  rivals.forEach(({ pass }) => {
    const end = performance.now() + share;
    while (performance.now() < end) pass();
  });
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < rivals.length; turn += 1) {
      const place = (round + turn) % rivals.length;
      const start = performance.now();
      let [work, now] = [0, start];
      while (now - start < share) {
        work += rivals[place].pass();
        now = performance.now();
      }
      rates[place].push((work * 1000) / (now - start));
    }
  }
  return {
    rounds,
    certificates: certificates.length,
    rivals: rivals.map(({ name, takes, differs = 0 }, place) => {
      const sorted = rates[place].sort((one, other) => one - other);
      const at = (share) => sorted[Math.floor(sorted.length * share)];
      return { name, takes, differs, median: at(0.5), low: at(0.25), high: at(0.75) };
    }),
  };
}
