// The JavaScript package in a browser: the target `web` by itself, and the example page.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { after, before, test } from 'node:test';
import { browser } from '../support.mjs';
import { SCENARIOS, fixture, folder, scenario } from './support.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
let chromium, server, page, asked;

before(async () => {
  server = createServer(async (request, response) => {
    const name = normalize(new URL(request.url, 'http://localhost').pathname);
    asked.push(name);
    const body = await readFile(join(folder, name)).catch(() => null);
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(name)] ?? 'text/plain' });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  chromium = await browser();
  page = await chromium.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(home())) asked.push(request.url());
  });
});

after(async () => {
  await chromium?.close();
  await new Promise((resolve) => server.close(resolve));
});

const home = () => `http://127.0.0.1:${server.address().port}/`;

/** Opens the example, which loads the target `web`. */
async function open() {
  asked = [];
  const complaints = [];
  page.removeAllListeners('pageerror');
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${home()}example/index.html`, { waitUntil: 'networkidle' });
  return complaints;
}

test('the example answers, and asks for nothing but the package', async () => {
  const complaints = await open();
  const choose = async (id, path) =>
    page.setInputFiles(id, { name: path, mimeType: 'text/plain', buffer: Buffer.from(fixture(path)) });
  await choose('#core', 'core-server-only-ca2.pem');
  assert.equal(await page.textContent('#answer'), 'Choose both.');
  await choose('#edge', 'edge-server-only-ca2.pem');
  await page.waitForSelector('#reasons li');
  const answer = await page.textContent('#answer');
  assert.match(answer, /Mobile and Remote Access/);
  const reasons = await page.$$eval('#reasons li', (lines) => lines.map((line) => line.textContent));
  assert.ok(reasons.some((reason) => reason.includes('client authentication')), reasons.join('\n'));
  await choose('#core', 'core-both-ca1.pem');
  await page.waitForFunction((before) => document.getElementById('answer').textContent !== before, answer);
  assert.equal(await page.locator('#reasons li').count(), 0);
  await choose('#core', 'bad/key-rsa.pem');
  await page.waitForFunction(() => document.getElementById('answer').textContent.startsWith('wrong-deployment: '));
  assert.match(await page.textContent('#answer'), /private key/);
  assert.deepEqual(complaints, []);
  const own = ['/example/index.html', '/web/eku_js.js', '/web/eku_js_bg.wasm'];
  assert.deepEqual(asked.filter((name) => name !== '/favicon.ico'), own);
});

test('the example has 30 lines', async () => {
  const text = await readFile(join(folder, 'example/index.html'), 'utf8');
  assert.ok(text.trimEnd().split('\n').length <= 31, `${text.split('\n').length} lines`);
});

for (const id of SCENARIOS) {
  test(`check gives the report of the command line in a browser: ${id}`, async () => {
    await open();
    const { deployment, at, expected } = scenario(id);
    const report = await page.evaluate(async ([text, at]) => {
      const { default: init, check } = await import('../web/eku_js.js');
      await init();
      const bytes = (key, value) => (value?.bytes ? Uint8Array.from(value.bytes) : value);
      return check(JSON.parse(text, bytes), at);
    }, [JSON.stringify(deployment, (key, value) => (value instanceof Uint8Array ? { bytes: [...value] } : value)), at]);
    assert.deepEqual(report, expected);
  });
}

test('what is thrown in a browser is an Error with a code', async () => {
  await open();
  const thrown = await page.evaluate(async () => {
    const { default: init, check } = await import('../web/eku_js.js');
    await init();
    try {
      return check({ release: 'X15.5', core: {}, edge: {}, fare_nd: [] });
    } catch (error) {
      return [error instanceof Error, error.code, error.message];
    }
  });
  assert.equal(thrown[0], true);
  assert.equal(thrown[1], 'wrong-argument');
  assert.match(thrown[2], /unknown field `fare_nd`/);
});
