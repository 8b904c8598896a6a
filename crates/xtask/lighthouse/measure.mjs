// Measures the site in `dist` with Lighthouse in a real browser: measure.mjs DIST LIGHTHOUSE RUNS.
//
// Serves the folder as a good server does, compressed and from one origin, and prints the median of
// each category. Ends with an error where one is below LEAST.

import { execFile } from 'node:child_process';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';

const [dist, lighthouse, runs] = process.argv.slice(2);
const LEAST = 95;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const FLAGS = '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run '
  + '--disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage';
/** Lighthouse's own two settings: a phone on a slow network, and a desk. */
const SETTINGS = { phone: [], desktop: ['--preset=desktop'] };
const METRICS = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];

const types = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm',
};
const bodies = new Map();

const body = async (name) => {
  if (!bodies.has(name)) bodies.set(name, brotliCompressSync(await readFile(join(dist, name))));
  return bodies.get(name);
};

const server = createServer(async (request, response) => {
  const name = normalize(new URL(request.url, 'http://localhost').pathname.slice(1) || 'index.html');
  try {
    if (name.startsWith('..')) throw new Error('outside');
    const content = await body(name);
    response.writeHead(200, {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'content-encoding': 'br',
      'cache-control': name === 'index.html' ? 'no-cache' : 'public, max-age=31536000, immutable',
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/`;

const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
const folder = await mkdtemp(join(tmpdir(), 'eku-lighthouse-'));
const below = [];
try {
  for (const [setting, options] of Object.entries(SETTINGS)) {
    const reports = [];
    for (let run = 0; run < Number(runs); run += 1) {
      const file = join(folder, `${setting}-${run}.json`);
      await promisify(execFile)(lighthouse, [
        address, '--output=json', `--output-path=${file}`, '--quiet', `--chrome-flags=${FLAGS}`,
        `--only-categories=${CATEGORIES}`, ...options,
      ]);
      reports.push(JSON.parse(await readFile(file, 'utf8')));
    }
    for (const category of CATEGORIES) {
      const scores = reports.map((report) => Math.round(report.categories[category].score * 100));
      const score = median([...scores]);
      console.log(`${setting.padEnd(8)} ${category.padEnd(15)} ${score}   (${scores.join(', ')})`);
      if (score < LEAST) below.push(`${setting}: ${category} ${score}`);
    }
    const numbers = METRICS.map((metric) => {
      const value = median(reports.map((report) => report.audits[metric].numericValue));
      return `${metric} ${metric === 'cumulative-layout-shift' ? value.toFixed(3) : `${Math.round(value)} ms`}`;
    });
    console.log(`${setting.padEnd(8)} ${numbers.join(', ')}`);
    const failing = Object.values(reports[0].audits).filter(({ score, scoreDisplayMode, details }) =>
      score !== null && score < 0.9 && (scoreDisplayMode === 'binary' || details?.overallSavingsMs > 0));
    for (const { id, title } of failing) console.log(`${setting.padEnd(8)} could be better: ${id}: ${title}`);
  }
} finally {
  server.close();
  await rm(folder, { recursive: true });
}
if (below.length > 0) {
  console.error(`below ${LEAST}: ${below.join('; ')}`);
  process.exitCode = 1;
}
