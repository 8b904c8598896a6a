// What the end-to-end tests share: the two products, a browser, and ways to hand files to the page.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = process.env.EKU_DIST ?? join(root, 'dist');

export const STORES = ['core.client', 'core.server', 'edge.client', 'edge.server'];

/** The day on which every test takes place. */
export const TODAY = '2026-11-23';

/** The bytes of a file in `tests/certs`. */
export const fixture = (path) => readFile(join(root, 'tests/certs', path));

/** All about a connection, once its arrow was chosen in the picture. */
export async function explained(page, connection) {
  await page.click(`[data-connection="${connection}"]`);
  const detail = page.locator(`[data-explained="${connection}"]`);
  await detail.waitFor();
  return detail;
}

/** All about a row of the timeline, once its name was chosen. */
export async function row(page, key) {
  await page.click(`[data-row="${key}"]`);
  const detail = page.locator(`[data-row-detail="${key}"]`);
  await detail.waitFor();
  return detail;
}

/** Starts a browser, with further arguments; the caller closes it. */
export const browser = (...further) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--disable-dev-shm-usage', ...further,
    ],
  });

/** Whether tests run also that are slow and rarely fail: `cargo xtask test --all`. */
export const ALL = process.env.EKU_ALL === '1';

/** How many random deployments the page and the package are given at least. */
export const DEPLOYMENTS = ALL ? 120 : 40;

/** The two products: the site, served below a path of its own, and the single file. */
export const bothProducts = [
  { name: 'site over http', start: serve },
  {
    name: 'single file over file:',
    start: async () => ({
      address: pathToFileURL(join(dist, 'expressway-eku.html')).href,
      stop: () => {},
    }),
  },
];

/** For what does not depend on how the page came: the site, and both products where all is run. */
export const products = ALL ? bothProducts : bothProducts.slice(0, 1);

/** How a state is looked at: one look of each kind, and every one where all is run. */
export const LOOKS = ['light', 'dark'].flatMap((colorScheme) => [1280, 390].map((width) => ({ colorScheme, width })))
  .filter(({ colorScheme, width }) => ALL || (colorScheme === 'light') === (width === 1280));

async function serve() {
  const types = {
    '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm',
    '.json': 'application/json',
  };
  const prefix = '/some/where/';
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const name = normalize(path.slice(prefix.length) || 'index.html');
    try {
      if (!path.startsWith(prefix) || name.startsWith('..')) throw new Error('outside');
      const body = await readFile(join(dist, name));
      response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}${prefix}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** A browser and a product for the tests of one suite: started before them, stopped after them. */
export function inBrowser(product, ...further) {
  let chromium, served;
  before(async () => {
    chromium = await browser(...further);
    served = await product.start();
  });
  after(async () => {
    await chromium.close();
    await served.stop();
  });
  return {
    open: (options, first) => open(chromium, served.address, options, first),
    get chromium() { return chromium; },
    get address() { return served.address; },
  };
}

/**
 * Opens the page in a context of its own. `page.requests` lists what was asked for after the
 * page was ready, `page.complaints` every error and warning of its console. `first` is the verdict
 * that it starts with. Every part is open unless another `anchor` says which.
 */
export async function open(browser, address, { anchor = '#all,save,inputs', ...options } = {}, first = 'empty') {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.requests = [];
  page.complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text());
  });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  await page.addInitScript(keepMemories);
  // The test certificates are valid from 2026-06-01 to 2027-06-01.
  await page.addInitScript((now) => { Date.now = () => now; }, Date.parse(`${TODAY}T12:00:00Z`));
  const loading = [];
  // A blob is the page's own memory: its worker starts from one.
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) loading.push(request.url());
  });
  await page.goto(address + anchor);
  await page.waitForSelector(`[data-overall-verdict="${first}"]`);
  page.loaded = loading.splice(0);
  page.requests = loading;
  return page;
}

/** Closes the page and says whether it kept quiet: no request since it was ready, no complaint. */
export async function close(page) {
  const { requests, complaints } = page;
  await page.context().close();
  assert.deepEqual(requests, [], 'requests after loading');
  assert.deepEqual(complaints, [], 'complaints in the console');
}

/** Runs before the page or the package: keeps every WebAssembly memory within reach of the tests. */
export function keepMemories() {
  const memories = (globalThis.memoriesOfThePage = []);
  const keep = (instance) => {
    for (const value of Object.values(instance.exports)) {
      if (value instanceof WebAssembly.Memory) memories.push(value);
    }
    return instance;
  };
  const { instantiate, instantiateStreaming, Instance } = WebAssembly;
  const both = (result) => {
    keep(result instanceof Instance ? result : result.instance);
    return result;
  };
  WebAssembly.instantiate = (...all) => instantiate(...all).then(both);
  WebAssembly.instantiateStreaming = (...all) => instantiateStreaming(...all).then(both);
  WebAssembly.Instance = function (...all) {
    return keep(new Instance(...all));
  };
  WebAssembly.Instance.prototype = Instance.prototype;
}

/** Which of these texts (one character a byte) stand somewhere in the page's memories. */
export const inMemory = (page, needles) =>
  page.evaluate((needles) => {
    const memories = globalThis.memoriesOfThePage;
    if (memories.length === 0) throw new Error('no memory was caught');
    const texts = memories.map((memory) => {
      const bytes = new Uint8Array(memory.buffer);
      let text = '';
      for (let start = 0; start < bytes.length; start += 32768) {
        text += String.fromCharCode(...bytes.subarray(start, start + 32768));
      }
      return text;
    });
    return needles.filter((needle) => texts.some((text) => text.includes(needle)));
  }, needles);

/** Everything that the page shows or stores, as one text. */
export const shownAndStored = (page) =>
  page.evaluate(async () => {
    const parts = [document.documentElement.outerHTML, location.href, document.cookie];
    for (const field of document.querySelectorAll('input, textarea')) {
      if (field.type !== 'file') parts.push(field.value);
    }
    for (const storage of [localStorage, sessionStorage]) parts.push(JSON.stringify(storage));
    const databases = await indexedDB.databases().catch(() => []);
    parts.push(JSON.stringify(databases), JSON.stringify(history.state));
    return parts.join('\n');
  });

/** What a store, or any other place, is called in a style sheet. */
export const place = (store) => `[data-store="${store}"]`;

/**
 * Drops files on what a selector finds, as a browser does: enter, over, drop. A file is
 * `{ name, bytes }`, or `{ name, parts }` with texts and how often each is repeated.
 */
export async function drop(page, selector, ...files) {
  await page.evaluate(
    ({ selector, files }) => {
      const transfer = new DataTransfer();
      for (const { name, encoded, parts } of files) {
        const content = encoded === undefined
          ? parts.map(([text, times]) => text.repeat(times))
          : [Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))];
        transfer.items.add(new File(content, name));
      }
      const target = document.querySelector(selector);
      for (const type of ['dragenter', 'dragover', 'drop']) {
        const event = new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
        target.dispatchEvent(event);
        if (!event.defaultPrevented) throw new Error(`${type} was left to the browser`);
      }
    },
    { selector, files: files.map(encoded) },
  );
}

const encoded = ({ name, bytes, parts }) => ({
  name,
  parts,
  encoded: bytes && Buffer.from(bytes).toString('base64'),
});

/** Pastes text where the focus is, by the clipboard's own event. */
export const paste = (page, selector, text) =>
  page.evaluate(
    ({ selector, text }) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector(selector).dispatchEvent(event);
    },
    { selector, text },
  );

/** Waits until a store holds something. */
export const filled = (page, store) => page.waitForSelector(`${place(store)}:not(.is-empty) .store-name`);

/** Waits for the overall verdict, and until everything below it is drawn. */
export const verdict = (page, expected) =>
  page.waitForSelector(`main:not([aria-busy], :has([aria-busy])) [data-overall-verdict="${expected}"]`);

/** The verdicts of the services, by identifier. */
export const services = (page) =>
  page.$$eval('[data-service]', (rows) =>
    Object.fromEntries(rows.map((row) => [row.dataset.service, row.dataset.verdict])));

/** Fills the four stores by four drops: Core's client and server, Edge's client and server. */
export async function deploy(page, names) {
  for (const [index, store] of STORES.entries()) {
    const name = `${names[index]}.pem`;
    await drop(page, place(store), { name, bytes: await fixture(name) });
    await filled(page, store);
  }
}

/** What each store shows. */
export const contents = (page) =>
  page.$$eval('[data-node] [data-store]', (stores) =>
    Object.fromEntries(stores.map((store) => [
      store.dataset.store,
      store.querySelector('.store-facts')?.textContent ?? '',
    ])));

/** Where two values of JSON differ, and how: one line a place. */
export function differences(one, other, path = '') {
  const inner = (value) => value !== null && typeof value === 'object';
  if (!inner(one) || !inner(other) || Array.isArray(one) !== Array.isArray(other)) {
    return one === other ? [] : [`${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`];
  }
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.flatMap((name) => differences(one[name], other[name], `${path}/${name}`));
}
