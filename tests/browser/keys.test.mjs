// A private key, in every form and by every way into the page: 16 bytes of it are neither shown, nor
// stored, nor left in the memory of the page's module.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { STORES, close, drop, fixture, inBrowser, paste, place, products, verdict } from './support.mjs';
import { assertNoTrace, forms, tracesOf } from './traces.mjs';

const INPUTS = ['core-client', 'core-server', 'edge-client', 'edge-server', 'core-trusted', 'edge-trusted', 'trusted'];

const all = await forms(process.env.EKU_KEYS);
const traces = tracesOf(all.map((form) => form.secret));
const texts = all.filter((form) => {
  const text = form.bytes.toString();
  return Buffer.from(text).equals(form.bytes) && !text.includes('\0');
});
const packed = all.filter(({ what }) => /gzip|zip|tar|archives/.test(what));
const file = ({ name, bytes }) => ({ name, bytes });
const given = ({ name, bytes }) => ({ name, mimeType: '', buffer: bytes });

/** Waits until the page has said something of what it was given, and reads and draws no more. */
const settled = (page) =>
  page.waitForFunction(() => {
    const said = document.querySelector('[role=alert], [data-found]');
    const busy = document.querySelector('main[aria-busy], main [aria-busy], [data-reading], progress');
    const text = document.body.innerText;
    const same = said && !busy && text === globalThis.textBefore;
    globalThis.textBefore = text;
    globalThis.quiet = same ? (globalThis.quiet ?? 0) + 1 : 0;
    return globalThis.quiet >= 20;
  });

/** Whatever was said before says nothing of what comes next. */
const forget = async (page) => {
  await page.evaluate(() => { globalThis.quiet = 0; });
  for (;;) {
    const button = page.locator('[role=alert] button').first();
    if ((await button.count()) === 0) return;
    await button.click();
  }
};

for (const product of products) {
  describe(`private keys: ${product.name}`, () => {
    const running = inBrowser(product);
    before(async () => {
      assert.ok(all.length > 100 && texts.length > 50 && packed.length > 15, `${all.length} forms`);
    });

    test('all at once, dropped on the page and on each store, and by each input', async () => {
      const ways = [
        ['dropped anywhere', (page) => drop(page, 'body', ...all.map(file))],
        ['#anything', (page) => page.setInputFiles('#anything', all.map(given))],
        ...STORES.map((store) => [
          `dropped on ${store}`, (page) => drop(page, place(store), ...all.map(file)),
        ]),
      ];
      for (const [way, give] of ways) {
        const page = await running.open();
        await give(page);
        await settled(page);
        await assertNoTrace(page, traces, way);
        await close(page);
      }
    });

    // By one product: both have the same module.
    if (product === products[0]) test('one after the other by the inputs of the stores', async () => {
      const page = await running.open();
      for (const [number, form] of all.entries()) {
        await page.setInputFiles(`#${INPUTS[number % INPUTS.length]}`, given(form));
        await settled(page);
        await forget(page);
      }
      await assertNoTrace(page, traces, 'the inputs');
      await close(page);
    });

    if (product === products[0]) test('pasted and typed', async () => {
      const page = await running.open();
      for (const [number, form] of texts.entries()) {
        const area = `${place(STORES[number % STORES.length])} textarea`;
        const text = form.bytes.toString();
        if (number % 2 === 0) await paste(page, area, text);
        else await page.fill(area, text);
        await settled(page);
        assert.equal(await page.inputValue(area), '', form.what);
        await forget(page);
      }
      await assertNoTrace(page, traces, 'pasted');
      await close(page);
    });

    for (const form of product === products[0] ? packed : packed.filter(({ what }) => /without/.test(what))) {
      test(`${form.what}: alone, with nothing after it that could cover it`, async () => {
        const page = await running.open();
        await drop(page, place('core.client'), file(form));
        await settled(page);
        await assertNoTrace(page, traces, form.what);
        await close(page);
      });
    }

    test('the search finds what is there', async () => {
      const page = await running.open();
      const bytes = await fixture('forms/certificate.der');
      await drop(page, place('core.client'), { name: 'certificate.der', bytes });
      await verdict(page, 'undecided');
      const there = tracesOf([bytes.subarray(100, 140)]);
      // The single file shows its examples' certificates in its own text.
      await assert.rejects(assertNoTrace(page, there, 'a certificate'), /: (in memory|shown)/);
      await close(page);
    });
  });
}
