// How long the page takes from four drops of certificate files to the paint that shows the first
// verdict, and from navigation to a page that takes files:
//
//     node first-verdict.mjs DIST [LOADS]
//
// Each load is a page of its own in one browser. Results are medians with their spread. Beside the
// time stands what the page's main thread computed of it, which says the same on a busy machine.
// JSON follows on the last line.

import { availableParallelism, loadavg } from 'node:os';
import { resolve } from 'node:path';

const [dist, loads = '10'] = process.argv.slice(2);
if (!dist || !(Number(loads) > 0)) {
  console.error('first-verdict: name a folder: node first-verdict.mjs DIST [LOADS]');
  process.exit(2);
}
process.env.EKU_DIST = resolve(dist);
const { STORES, TODAY, browser, fixture, place, bothProducts } = await import('./support.mjs');

const FILES = [
  'core-server-only-ca2', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2',
];
const drops = await Promise.all(FILES.map(async (name, index) => ({
  selector: place(STORES[index]),
  name: `${name}.pem`,
  encoded: (await fixture(`${name}.pem`)).toString('base64'),
})));

/** Runs before the page: notes the paint after the page first shows where to drop files. */
function noteReady() {
  const watch = new MutationObserver(() => {
    if (!document.querySelector('[data-overall-verdict]')) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { globalThis.ready = performance.now(); };
      port2.postMessage(null);
    });
  });
  watch.observe(document, { subtree: true, childList: true });
}

async function load(chromium, address) {
  const context = await chromium.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript((now) => { Date.now = () => now; }, Date.parse(`${TODAY}T12:00:00Z`));
  await page.addInitScript(noteReady);
  await page.goto(address);
  await page.waitForFunction(() => globalThis.ready);
  // Until the page is at rest: nobody drops files within the first moments.
  await page.waitForTimeout(500);
  await chromium.startTracing(page, { categories: ['blink.user_timing'] });
  const measured = await page.evaluate((drops) => new Promise((resolve) => {
    let longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });
    const events = drops.map(({ selector, name, encoded }) => {
      const dataTransfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name));
      const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
      return { target: document.querySelector(selector), drop };
    });
    const watch = new MutationObserver(() => {
      const verdict = document.querySelector('[data-overall-verdict]').dataset.overallVerdict;
      if (verdict === 'empty') return;
      watch.disconnect();
      const judged = performance.now() - started;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const painted = performance.now() - started;
          performance.mark('first-verdict-painted');
          const filled = document.querySelectorAll('[data-store]:not(.is-empty) .store-name').length;
          setTimeout(() => {
            resolve({ judged, painted, longest, filled, verdict, ready: globalThis.ready });
          }, 500);
        };
        port2.postMessage(null);
      });
    });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true });
    performance.mark('first-verdict-dropped');
    const started = performance.now();
    for (const { target, drop } of events) target.dispatchEvent(drop);
  }), drops);
  const { traceEvents } = JSON.parse(await chromium.stopTracing());
  const computed = (name) => traceEvents.find((event) => event.name === `first-verdict-${name}`).tts;
  await context.close();
  return { ...measured, computed: (computed('painted') - computed('dropped')) / 1e3 };
}

const sorted = (numbers) => numbers.toSorted((one, other) => one - other);
const median = (numbers) => {
  const all = sorted(numbers);
  return (all[(all.length - 1) >> 1] + all[all.length >> 1]) / 2;
};

const chromium = await browser();
const rows = [];
try {
  for (const product of bothProducts) {
    const { address, stop } = await product.start();
    const all = [];
    for (let count = 0; count < Number(loads); count += 1) all.push(await load(chromium, address));
    await stop();
    if (all.some(({ verdict }) => verdict !== 'fails')) throw new Error('another verdict than fails');
    const of = (key) => {
      const numbers = sorted(all.map((one) => one[key]));
      const shown = [median(numbers), numbers[0], numbers.at(-1)].map((ms) => ms.toFixed(0));
      return `${shown[0]} (${shown[1]} to ${shown[2]})`;
    };
    rows.push({
      product: product.name,
      'page ready ms': of('ready'),
      'in the document ms': of('judged'),
      'painted ms': of('painted'),
      'computed ms': of('computed'),
      'longest task ms': of('longest'),
      'stores filled': median(all.map((one) => one.filled)),
    });
  }
} finally {
  await chromium.close();
}
console.log(`${loads} loads each, medians and spread; ${availableParallelism()} processors, ` +
  `load ${loadavg()[0].toFixed(1)}; a longest task of 0 is one below 50 ms`);
console.table(rows);
console.log(JSON.stringify(rows));
