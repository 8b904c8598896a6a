// The site without a network: a service worker keeps the site's own files and nothing else, a new version
// is announced and used only when asked for, and the single file has no worker.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import pixelmatch from 'pixelmatch';
import { SIZES, render } from './icons.mjs';
import { bothProducts, browser, close, deploy, open, verdict } from './support.mjs';

const dist = process.env.EKU_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const PREFIX = '/some/where/';
const EXAMPLE = 'button[data-example="condition-2-check-on"]';
const TYPES = {
  html: 'text/html', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm',
  json: 'application/json',
};

/** The site, of which files can be changed; it notes what it is asked for. */
async function site() {
  const changed = new Map();
  let asked = [];
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const name = request.url.slice(PREFIX.length).split('?')[0] || 'index.html';
    try {
      if (!request.url.startsWith(PREFIX)) throw new Error('outside');
      const body = changed.get(name) ?? await readFile(join(dist, name));
      response.writeHead(200, { 'content-type': TYPES[name.split('.').pop()] ?? 'text/plain' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  const listen = (port) => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address();
  return {
    address: `http://127.0.0.1:${port}${PREFIX}`,
    changed,
    /** What it was asked for since the last time. */
    asked: () => asked.splice(0),
    start: () => listen(port),
    stop: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

const worker = () => readFile(join(dist, 'service-worker.js'), 'utf8');

/** The files that the worker keeps, by their paths. */
const listed = async () =>
  [...(await worker()).matchAll(/^ {2}'([^']+)': '(sha384-[^']+)'/gm)].map(([, path, hash]) => [path, hash]);

const integrity = (content) => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** Makes the site's next version, which calls itself by another name in the window's title. */
async function publish({ changed }, title) {
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const next = page.replace(/<title>[^<]*/, `<title>${title}`);
  const program = (await worker())
    .replace(integrity(page), integrity(next))
    .replace(/VERSION = '[^']*'/, `VERSION = '${title}'`);
  changed.set('index.html', next);
  changed.set('service-worker.js', program);
}

/** Until the worker has every file. */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) =>
  active.state === 'activated' || new Promise((resolve) => {
    active.addEventListener('statechange', () => active.state === 'activated' && resolve());
  })));

/** Every address that is stored for this origin, and the names of the stores. */
const stored = (page) => page.evaluate(async () => {
  const names = await caches.keys();
  const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return { names, addresses: all.flat().map(({ url }) => url) };
});

const ready = '[data-new-version="ready"]';

describe('the site without a network', () => {
  let chromium, running;
  before(async () => {
    chromium = await browser();
  });
  after(() => chromium.close());
  const start = async () => {
    running = await site();
    const page = await open(chromium, running.address);
    page.all = [];
    page.context().on('request', (request) => page.all.push(request.url()));
    await kept(page);
    return page;
  };
  const stop = async (page) => {
    for (const url of page.all) assert.ok(url.startsWith(running.address) || url.startsWith('blob:'), url);
    await page.context().close();
    await running.stop();
  };
  /** Loads the page again in the same tab. */
  const again = async (page) => {
    await page.reload();
    await page.waitForSelector('[data-overall-verdict="empty"]');
  };

  test('opens again and judges, and nothing was asked of anybody but the site', async () => {
    const page = await start();
    const files = await listed();
    const own = new Set([...files.map(([path]) => new URL(path, running.address).pathname), `${PREFIX}service-worker.js`]);
    for (const one of running.asked()) assert.ok(own.has(one.replace(/^GET /, '')), one);
    await running.stop();
    await again(page);
    await page.click(EXAMPLE);
    await verdict(page, 'fails');
    assert.equal(await page.locator(ready).count(), 0);
    // Under its other name, too, and in another tab.
    const other = await page.context().newPage();
    await other.goto(`${running.address}index.html`);
    await other.waitForSelector('[data-overall-verdict="empty"]');
    await running.start();
    // Nothing that is not of the site is answered from what is kept.
    const missing = await other.goto(`${running.address}third-party-licences.txt`);
    assert.equal(missing.status(), 200);
    assert.deepEqual(running.asked().filter((one) => !one.endsWith('service-worker.js')), [`GET ${PREFIX}third-party-licences.txt`]);
    await stop(page);
  });

  test('keeps exactly the site’s files, whatever is put in', async () => {
    const page = await start();
    await again(page);
    const names = (await readdir(dist)).filter((name) =>
      !['expressway-eku.html', 'third-party-licences.txt', 'service-worker.js'].includes(name));
    const expected = names.map((name) => (name === 'index.html' ? './' : name)).sort();
    const files = await listed();
    assert.deepEqual(files.map(([path]) => path).sort(), expected);
    for (const [path, hash] of files) {
      assert.equal(integrity(await readFile(join(dist, path === './' ? 'index.html' : path))), hash, path);
    }
    running.asked();
    await deploy(page, ['core-server-only-ca2', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2']);
    await verdict(page, 'fails');
    const { names: caches, addresses } = await stored(page);
    assert.equal(caches.length, 1);
    assert.deepEqual(addresses.sort(), files.map(([path]) => new URL(path, running.address).href).sort());
    assert.deepEqual(running.asked().filter((one) => !one.endsWith('service-worker.js')), []);
    await stop(page);
  });

  test('a new version is announced, and used only after the button', async () => {
    const page = await start();
    assert.equal(await page.title(), 'Expressway EKU Check');
    await again(page);
    running.asked();
    // As long as there is no new version, the worker's own script is all that is asked for.
    await again(page);
    await page.waitForTimeout(500);
    for (const one of running.asked()) assert.equal(one, `GET ${PREFIX}service-worker.js`);

    await publish(running, 'second');
    await again(page);
    await page.waitForSelector(ready);
    assert.match(await page.innerText(ready), /^A new version is ready\. Reload to use it\.\s+Reload$/);
    assert.equal(await page.title(), 'Expressway EKU Check');
    // A reload alone does not use it, and it does not reload by itself.
    await again(page);
    await page.waitForSelector(ready);
    assert.equal(await page.title(), 'Expressway EKU Check');
    await page.click(EXAMPLE);
    await verdict(page, 'fails');
    await Promise.all([page.waitForEvent('load'), page.click('[data-use-new-version]')]);
    await page.waitForSelector('[data-overall-verdict="empty"]');
    assert.equal(await page.title(), 'second');
    assert.equal(await page.locator(ready).count(), 0);
    const { names } = await stored(page);
    assert.equal(names.length, 1, 'the older version is gone');
    assert.ok(names[0].endsWith(' second'));
    await stop(page);
  });

  test('a file that is not what was built is not kept, and the last version stays', async () => {
    const page = await start();
    await publish(running, 'broken');
    running.changed.set('index.html', '<title>somebody else</title>');
    await again(page);
    await page.waitForTimeout(1000);
    assert.equal(await page.locator(ready).count(), 0);
    assert.equal((await stored(page)).names.length, 1);
    await running.stop();
    await again(page);
    assert.equal(await page.title(), 'Expressway EKU Check');
    await stop(page);
  });

  test('can be installed: the manifest says what is needed, and its icons are the drawing', async () => {
    const page = await start();
    const session = await page.context().newCDPSession(page);
    const { url, errors, data } = await session.send('Page.getAppManifest');
    assert.equal(url, `${running.address}manifest.json`);
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data);
    for (const [name, value] of Object.entries({
      name: 'Expressway EKU Check', short_name: 'EKU Check', start_url: './', scope: './', display: 'standalone',
    })) assert.equal(manifest[name], value);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
    // They are part of the manifest: the page's policy refuses every other picture.
    const icons = manifest.icons.map(({ sizes, type, src }) => {
      const [start, encoded] = src.split(',');
      assert.equal(start, `data:${type};base64`);
      return { sizes, bytes: Buffer.from(encoded, 'base64') };
    });
    const [{ bytes: svg }] = icons;
    for (const size of SIZES) {
      const { bytes } = icons.find(({ sizes }) => sizes === `${size}x${size}`);
      const [ours, drawn] = [bytes, await render(chromium, svg, size)].map((png) => PNG.sync.read(png));
      assert.deepEqual([ours.width, ours.height], [size, size]);
      assert.ok(pixelmatch(ours.data, drawn.data, null, size, size, { threshold: 0.1 }) < size / 4, `icon-${size}.png is not icon.svg: run \`cargo xtask icons\``);
    }
    await stop(page);
  });

  test('the single file has no worker and no manifest', async () => {
    const product = await bothProducts[1].start();
    const page = await open(chromium, product.address);
    assert.equal(await page.locator('link[rel=manifest]').count(), 0);
    await page.click(EXAMPLE);
    await verdict(page, 'fails');
    await close(page);
    // Where a server has it, too.
    const running = await site();
    const served = await open(chromium, `${running.address}expressway-eku.html`);
    await served.waitForTimeout(500);
    assert.deepEqual(await served.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    assert.deepEqual(running.asked(), [`GET ${PREFIX}expressway-eku.html`]);
    await close(served);
    await running.stop();
  });
});
