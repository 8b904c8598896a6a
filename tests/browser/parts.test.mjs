// The page's parts: closed they are not in the document, and each opens by its name, by an address and
// by a link that leads into it. The matrix stands for the inputs.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { close, drop, filled, fixture, inBrowser, place, products, verdict } from './support.mjs';
import { overflow } from './states.mjs';

/** What each part holds, once it is open. */
const PARTS = {
  fix: '[data-plan="1"]',
  dates: '.timeline',
  evidence: '[data-connection]',
  save: '#take-away',
};

const FAILING = '[data-example="condition-2-check-on"]';

for (const product of products) {
  describe(`parts of the page: ${product.name}`, () => {
    const running = inBrowser(product);
    const start = (options) => running.open({ viewport: { width: 1440, height: 900 }, anchor: '', ...options });
    const failing = async (options) => {
      const page = await start(options);
      await page.click(FAILING);
      await verdict(page, 'fails');
      await page.waitForSelector('[data-part="save"]');
      return page;
    };
    const focused = (page) => page.evaluate(() => document.activeElement?.id);

    test('closed, one failing pair is a screen and a half, says its cause three times at most, and nothing else is drawn', async () => {
      const page = await failing();
      await page.waitForSelector('main:not([aria-busy])');
      for (const content of Object.values(PARTS)) {
        assert.equal(await page.locator(content).count(), 0, content);
      }
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(height <= 1400, `${height} px`);
      const text = await page.innerText('main');
      const said = text.split('is for server authentication only').length - 1;
      assert.ok(said >= 1 && said <= 3, `${said} times`);
      await close(page);
    });

    test('each part opens and closes by its name, with the keyboard, and says which it is', async () => {
      const page = await failing();
      for (const [part, content] of Object.entries(PARTS)) {
        const name = page.locator(`#${part}-part-button`);
        assert.equal(await name.getAttribute('aria-expanded'), 'false');
        await name.focus();
        await page.keyboard.press('Enter');
        await page.waitForSelector(`#${part}-content ${content}`);
        assert.equal(await name.getAttribute('aria-expanded'), 'true');
        assert.equal(await focused(page), `${part}-part-button`, 'the focus stays');
        await page.keyboard.press('Enter');
        await page.waitForSelector(content, { state: 'detached' });
      }
      await close(page);
    });

    test('an address opens its part at the start, and later', async () => {
      const page = await failing({ anchor: '#dates' });
      await page.waitForSelector(PARTS.dates);
      assert.equal(await page.locator(PARTS.fix).count(), 0);
      await page.evaluate(() => { location.hash = 'evidence'; });
      await page.waitForSelector(PARTS.evidence);
      await page.waitForFunction(() => document.activeElement?.id === 'evidence');
      await close(page);
    });

    test('a link leads into a part that was closed: it opens, and the focus goes there', async () => {
      const page = await failing();
      await page.click('.answer a[href="#plans"]');
      await page.waitForSelector('[data-plan="1"] .disclosure[open]');
      await page.waitForFunction(() => document.activeElement?.id === 'plans');
      await page.click('.answer a[href="#timeline"]');
      await page.waitForFunction(() => document.activeElement?.id === 'timeline');
      await page.click('header a[href="#take-away"]');
      await page.waitForFunction(() => document.activeElement?.id === 'take-away');
      await close(page);
    });

    test('the matrix shows each store with its purposes and day, and what is wrong', async () => {
      const page = await failing();
      const cells = await page.$$eval('[data-cell]', (all) =>
        all.map((cell) => [cell.dataset.cell, cell.dataset.verdict ?? '']));
      assert.deepEqual(cells, [
        ['core.client', 'fails'], ['core.server', ''], ['edge.client', ''], ['edge.server', ''],
      ]);
      assert.match(await page.textContent('[data-cell="core.client"]'),
        /Fails: .*core\.example\.com.*server.*no client.*Valid until 1 Jun 2027/s);
      assert.equal(await page.locator(place('core.client')).count(), 0);
      await page.click('[data-cell="core.client"] a');
      await page.waitForFunction(() => document.activeElement?.id === 'core-client-store');
      await page.click('#inputs');
      await page.waitForSelector('[data-cell="core.client"]');
      assert.equal(await focused(page), 'inputs');
      await close(page);
    });

    test('a file is dropped on a cell, and a wrong one is told beside the matrix', async () => {
      const page = await start();
      await drop(page, place('core.client'), { name: 'core.pem', bytes: await fixture('core-both-ca1.pem') });
      await verdict(page, 'undecided');
      await drop(page, '[data-cell="core.server"]', { name: 'server.pem', bytes: await fixture('core-both-ca1.pem') });
      await page.waitForSelector('[data-cell="core.server"]:not(.is-empty)');
      await drop(page, '[data-cell="edge.server"]', { name: 'junk.bin', bytes: await fixture('bad/junk.bin') });
      await page.waitForSelector('.deployment .alert[role=alert]');
      assert.match(await page.textContent('.deployment .alert'), /junk\.bin/);
      await page.click('[data-cell="edge.server"] a');
      await page.waitForSelector(`${place('edge.server')} .alert`);
      await filled(page, 'core.server');
      await close(page);
    });

    test('nothing reaches over the edge at 320 pixels and in large type', async () => {
      for (const viewport of [{ width: 320, height: 800 }, { width: 640, height: 800 }]) {
        const page = await failing({ viewport });
        assert.deepEqual(await overflow(page), []);
        await page.click('#fix-part-button');
        await page.waitForSelector(PARTS.fix);
        assert.deepEqual(await overflow(page), []);
        await close(page);
      }
    });
  });
}
