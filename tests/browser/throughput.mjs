// How fast the page reads diagnostic archives, beside the browser's own DecompressionStream:
//
//     node throughput.mjs DIST ARCHIVES [RUNS]
//
// DIST is what `cargo xtask build` made, ARCHIVES a folder of `*.tar.gz` from
// `cargo run --release -p eku-tests --bin diagnostic-archives -- ARCHIVES 200`. Each run measures the browser first
// and then the page, so that the ratio holds whatever else the machine does. `everything` is from
// the drop to the paint that follows the verdict; `inflate and tar` is the same with logs that are
// passed over unread. Results are medians. The longest task of the page is told twice: as it took,
// and, from a further run, what was computed of it, which says the same on a busy machine. JSON
// follows on the last line.

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

const [dist, folder, runs = '5'] = process.argv.slice(2);
if (!folder || !(Number(runs) > 0)) {
  console.error('throughput: name two folders: node throughput.mjs DIST ARCHIVES [RUNS]');
  process.exit(2);
}
process.env.EKU_DIST = resolve(dist);
const { browser, products } = await import('./support.mjs');

const BLOCK = 512;
const names = (await readdir(folder)).filter((name) => name.endsWith('.tar.gz')).sort();
if (names.length === 0) throw new Error(`${folder} holds no *.tar.gz`);
const archives = names.map((name) => resolve(folder, name));

/** The same archive with each log's header marked as one that is passed over; its length, too. */
async function withoutLogs(from, to) {
  let length = 0;
  let next = 0;
  let header = Buffer.alloc(0);
  async function* marked(stream) {
    for await (const chunk of stream) {
      let at = 0;
      while (at < chunk.length) {
        if (header.length === 0 && next > 0) {
          const step = Math.min(next, chunk.length - at);
          yield chunk.subarray(at, at + step);
          [at, next] = [at + step, next - step];
          continue;
        }
        const step = Math.min(BLOCK - header.length, chunk.length - at);
        header = Buffer.concat([header, chunk.subarray(at, at + step)]);
        at += step;
        if (header.length === BLOCK) {
          next = mark(header);
          yield header;
          header = Buffer.alloc(0);
        }
      }
      length += chunk.length;
    }
    yield header;
  }
  await pipeline(
    createReadStream(from), createGunzip(), marked, createGzip({ level: 1 }), createWriteStream(to),
  );
  return length;
}

/** Marks a header where it is a log's; answers how many bytes there are to the next. */
function mark(header) {
  const size = parseInt(header.toString('latin1', 124, 136), 8) || 0;
  if (header.toString('latin1', 0, 100).includes('loggingsnapshot')) {
    header[156] = 'g'.charCodeAt(0);
    header.fill(' ', 148, 156);
    const sum = header.reduce((sum, byte) => sum + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  }
  return Math.ceil(size / BLOCK) * BLOCK;
}

/** Runs before the page: each worker says how large its memory has become when it hands over. */
function tellMemories() {
  const channel = new BroadcastChannel('memories');
  globalThis.memories = [];
  channel.onmessage = ({ data }) => globalThis.memories.push(data);
  const inWorker = `{
    const { Instance } = WebAssembly;
    let memory;
    WebAssembly.Instance = function (...all) {
      const instance = new Instance(...all);
      memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
      return instance;
    };
    WebAssembly.Instance.prototype = Instance.prototype;
    const post = self.postMessage.bind(self);
    const channel = new BroadcastChannel('memories');
    const worker = Math.random();
    self.postMessage = (message, ...rest) => {
      if (typeof message !== 'number') {
        channel.postMessage({ worker, bytes: memory.buffer.byteLength });
      }
      post(message, ...rest);
    };
  }\n`;
  let script;
  Object.defineProperty(globalThis, 'ekuScript', {
    get: () => script,
    set: ({ text, type }) => { script = { text: inWorker + text, type }; },
  });
}

/** Hands files from disk to a page, as `input.files`. */
async function give(page, paths) {
  await page.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, id: 'measured', hidden: true });
    document.body.append(input);
  });
  await page.setInputFiles('#measured', paths);
}

/** What the browser itself takes to inflate the files one after the other, in milliseconds. */
async function byTheBrowser(chromium, paths) {
  const page = await chromium.newPage();
  await give(page, paths);
  const took = await page.evaluate(async () => {
    const started = performance.now();
    for (const file of document.querySelector('#measured').files) {
      const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
      while (!(await reader.read()).done);
    }
    return performance.now() - started;
  });
  await page.close();
  return took;
}

/** What the page takes from the drop to the paint after the verdict. `ready` comes before the drop. */
async function byThePage(chromium, address, paths, ready = async () => {}) {
  const context = await chromium.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(tellMemories);
  await page.goto(address);
  await page.waitForSelector('[data-overall-verdict="empty"]');
  await give(page, paths);
  await page.waitForTimeout(500);
  await ready();
  const measured = await page.evaluate(() => new Promise((resolve) => {
    let longest = 0;
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    });
    tasks.observe({ type: 'longtask' });
    const data = new DataTransfer();
    for (const file of document.querySelector('#measured').files) data.items.add(file);
    const watch = new MutationObserver(() => {
      const verdict = document.querySelector('[data-overall-verdict]').dataset.overallVerdict;
      if (verdict === 'empty' || document.querySelector('[data-reading]')) return;
      watch.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const took = performance.now() - started;
          // What is drawn after the answer counts as a task of the page, too.
          setTimeout(() => resolve({ took, longest, memories: globalThis.memories, verdict }), 1500);
        };
        port2.postMessage(null);
      });
    });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true });
    const started = performance.now();
    document.body.dispatchEvent(
      new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }),
    );
  }));
  await context.close();
  return measured;
}

/** What the page's longest task computes, in milliseconds. */
async function longestComputed(chromium, address, paths) {
  await byThePage(chromium, address, paths, () =>
    chromium.startTracing(null, { categories: ['toplevel', '__metadata'] }));
  const { traceEvents } = JSON.parse(await chromium.stopTracing());
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid, tdur }) =>
      name.endsWith('RunTask') && ph === 'X' && tdur && pages.has(`${pid} ${tid}`),
  );
  return Math.max(...tasks.map(({ tdur }) => tdur)) / 1e3;
}

const median = (numbers) => {
  const sorted = numbers.toSorted((one, other) => one - other);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

const temporary = await mkdtemp(join(tmpdir(), 'throughput-'));
const site = await products[0].start();
const chromium = await browser();
try {
  const bare = archives.map((path) => join(temporary, basename(path)));
  let bytes = 0;
  let first = 0;
  for (const [place, path] of archives.entries()) {
    const length = await withoutLogs(path, bare[place]);
    first ||= length;
    bytes += length;
  }
  const cases = [
    { name: `everything, ${archives.length} archives`, paths: archives, bytes },
    { name: `inflate and tar, ${archives.length} archives`, paths: bare, bytes },
    { name: 'everything, one archive', paths: archives.slice(0, 1), bytes: first },
    { name: 'inflate and tar, one archive', paths: bare.slice(0, 1), bytes: first },
  ];
  const results = cases.map(() => []);
  for (let run = 0; run < Number(runs); run += 1) {
    for (const [place, { paths }] of cases.entries()) {
      const browser = await byTheBrowser(chromium, paths);
      results[place].push({ browser, ...(await byThePage(chromium, site.address, paths)) });
    }
  }
  const computed = [];
  for (const { paths } of cases) {
    computed.push(await longestComputed(chromium, site.address, paths));
  }
  const rows = cases.map(({ name, bytes }, place) => {
    const all = results[place];
    const speed = (of) => Math.round(median(all.map((run) => bytes / 1e3 / of(run))));
    return {
      name,
      'page MB/s': speed((run) => run.took),
      'browser MB/s': speed((run) => run.browser),
      ratio: Number(median(all.map((run) => run.browser / run.took)).toFixed(2)),
      'longest task ms': median(all.map((run) => run.longest)),
      'computed ms': Number(computed[place].toFixed(1)),
      workers: median(all.map((run) => new Set(run.memories.map(({ worker }) => worker)).size)),
      'largest memory MB': Number(
        (Math.max(...all.flatMap((run) => run.memories.map(({ bytes }) => bytes))) / 1e6).toFixed(1),
      ),
    };
  });
  console.log(`${Math.round(bytes / 1e6)} MB expanded, ${runs} runs, medians; ` +
    `${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}; ` +
    'a longest task of 0 is one below 50 ms');
  console.table(rows);
  console.log(JSON.stringify(rows));
} finally {
  await chromium.close();
  await site.stop();
  await rm(temporary, { recursive: true });
}
