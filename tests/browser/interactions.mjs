// How long the page takes from what a hand does to the next frame, for a deployment of 6 and 6 peers and 10
// far ends, without slowing of the processor and with six-fold slowing:
//
//     node interactions.mjs DIST CASES [REPEATS] [LOADS]
//
// DIST is what `cargo xtask build` made. CASES holds `peers/case.json` and `far-ends/case.json` of
// `cargo run -p eku-tests --bin growth`. Every input is the browser's own, through its input pipeline. A time is
// from its timestamp to the end of the frame that follows; `all drawn` is to the frame in which the page
// is at rest, an answer of a worker and every stage included. Medians, and the worst of all repeats.
// JSON follows on the last line.

import { readFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';

const [dist, cases, repeats = '5', loads = '2'] = process.argv.slice(2);
if (!cases || !(Number(repeats) > 0) || !(Number(loads) > 0)) {
  console.error('interactions: name two folders: node interactions.mjs DIST CASES [REPEATS] [LOADS]');
  process.exit(2);
}
process.env.EKU_DIST = resolve(dist);
const { TODAY, browser, products } = await import('./support.mjs');

/** Milliseconds to the next frame that are aimed at, by how much the processor is slowed. */
const AIMS = { 1: 50, 6: 200 };

const read = async (name) => JSON.parse(await readFile(join(cases, name, 'case.json'), 'utf8'));
const both = { ...(await read('peers')), far_end: (await read('far-ends')).far_end };
const counts = [both.core.peer.length, both.edge.peer.length, both.far_end.length];
if (counts.join() !== '6,6,10') throw new Error(`not 6 and 6 peers and 10 far ends: ${counts}`);
const deployment = Buffer.from(JSON.stringify(both)).toString('base64');

/** Runs before the page: `measure` waits for the next input of a kind, and tells its frames. */
function watch() {
  const frame = () => new Promise((done) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(null);
    });
  });
  const atRest = () => document.querySelector('main:not([aria-busy], :has([aria-busy])) [data-overall-verdict]:not([data-overall-verdict="empty"])');
  const frames = async (started) => {
    const next = await frame() - started;
    let drawn = next;
    while (!atRest()) drawn = await frame() - started;
    return { next, drawn };
  };
  globalThis.measure = (kind) => {
    globalThis.measured = new Promise((done) => {
      addEventListener(kind, ({ timeStamp }) => done(frames(timeStamp)), { capture: true, once: true });
    });
  };
  globalThis.dropped = (encoded) => new Promise((done) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], 'case.json'));
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
    const target = document.querySelector('main');
    const started = performance.now();
    const verdict = () => document.querySelector('[data-overall-verdict]').dataset.overallVerdict;
    const watch = new MutationObserver(async () => {
      if (verdict() === 'empty') return;
      watch.disconnect();
      done(await frames(started));
    });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true });
    target.dispatchEvent(drop);
  });
}

async function load(chromium, address, slowing) {
  const context = await chromium.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript((now) => { Date.now = () => now; }, Date.parse(`${TODAY}T12:00:00Z`));
  await page.addInitScript(watch);
  await page.goto(address);
  await page.waitForSelector('[data-overall-verdict="empty"]');
  // Nobody drops files within the first moments.
  await page.waitForTimeout(1000);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowing });
  const first = await page.evaluate((encoded) => globalThis.dropped(encoded), deployment);
  return { page, first };
}

/** What is done, each a pair of ways of which the first and the second take turns. */
const click = (selector) => ({ kind: 'pointerup', focus: null, act: (page) => page.click(selector) });
const key = (selector, keys) => ({
  kind: 'keydown',
  focus: (page) => page.focus(selector),
  act: (page, turn) => page.keyboard.press(keys[turn % keys.length]),
});
const part = (name, selector) => [`open ${name}`, { ...click(selector), back: (page) => page.click(selector) }];
const typed = key('#core-verify-name', ['a', 'b', 'c']);
const INTERACTIONS = [
  part('Fix', '#fix-part-button'),
  part('Dates', '#dates-part-button'),
  part('Evidence', '#evidence-part-button'),
  part('Save', '#save-part-button'),
  part('the inputs', '#inputs'),
  ['a letter of a TLS verify name', typed],
  ['an EKU check', click('#edge-eku-check')],
  ['another check date', key('#at', ['ArrowUp', 'ArrowDown'])],
  ['another release', key('#release', ['ArrowDown', 'ArrowUp'])],
  ['a letter, all parts open', { ...typed, before: openAll }],
];

async function openAll(page) {
  for (const name of ['fix', 'dates', 'evidence', 'save']) await page.click(`#${name}-part-button`);
}

async function interact(page, { kind, focus, act, back, before }) {
  const times = [];
  const rest = async () => {
    await page.waitForSelector('main:not([aria-busy], :has([aria-busy]))');
    // What the page does once it is at rest goes before the next input, too.
    await page.waitForTimeout(800);
  };
  await before?.(page);
  for (let turn = 0; turn < Number(repeats); turn += 1) {
    await focus?.(page);
    await rest();
    await page.evaluate((kind) => globalThis.measure(kind), kind);
    await act(page, turn);
    times.push(await page.evaluate(() => globalThis.measured));
    await back?.(page);
  }
  return times;
}

const sorted = (numbers) => numbers.toSorted((one, other) => one - other);
const median = (numbers) => {
  const all = sorted(numbers);
  return (all[(all.length - 1) >> 1] + all[all.length >> 1]) / 2;
};

const measured = new Map();
const add = (name, slowing, times) => measured.set(name, { ...measured.get(name), [slowing]: times });
const chromium = await browser();
const { address, stop } = await products[0].start();
try {
  for (const slowing of Object.keys(AIMS).map(Number)) {
    const firsts = [];
    for (let count = 0; count < Number(loads); count += 1) {
      const { page, first } = await load(chromium, address, slowing);
      firsts.push(first);
      await page.context().close();
    }
    add('drop to the first verdict', slowing, firsts);
    const { page } = await load(chromium, address, slowing);
    for (const [name, interaction] of INTERACTIONS) add(name, slowing, await interact(page, interaction));
    await page.context().close();
  }
} finally {
  await chromium.close();
  await stop();
}

const rows = [...measured].map(([name, bySlowing]) => {
  const row = { interaction: name };
  for (const [slowing, times] of Object.entries(bySlowing)) {
    const next = times.map((one) => one.next);
    row[`next frame, ${slowing}x`] = `${median(next).toFixed(0)} (worst ${Math.max(...next).toFixed(0)})`;
    row[`all drawn, ${slowing}x`] = median(times.map((one) => one.drawn)).toFixed(0);
  }
  return row;
});
console.log(`6 and 6 peers and 10 far ends; ${repeats} repeats, ${loads} loads for the drop; milliseconds, medians; ` +
  `${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}`);
console.table(rows);
for (const [slowing, most] of Object.entries(AIMS)) {
  const all = [...measured].filter(([name]) => !name.startsWith('drop'))
    .map(([name, bySlowing]) => ({ name, next: median(bySlowing[slowing].map((one) => one.next)) }));
  const [slowest] = all.toSorted((one, other) => other.next - one.next);
  console.log(`aim at ${slowing}x: the next frame within ${most} ms; the slowest, ${slowest.name}, takes ${slowest.next.toFixed(0)} ms: ` +
    `${slowest.next <= most ? 'met' : 'missed'}`);
}
console.log(JSON.stringify(rows));
