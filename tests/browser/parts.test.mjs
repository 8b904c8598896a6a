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
      await page.waitForSelector('#save');
      return page;
    };
    const focused = (page) => page.evaluate(() => document.activeElement?.id);

    test('closed, one failing pair is a screen and a half, says its cause once, and nothing else is drawn', async () => {
      const page = await failing();
      await page.waitForSelector('main:not([aria-busy], :has([aria-busy]))');
      for (const content of Object.values(PARTS)) {
        assert.equal(await page.locator(content).count(), 0, content);
      }
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(height <= 1400, `${height} px`);
      const said = async () =>
        (await page.textContent('main')).split('client certificate has server authentication only').length - 1;
      assert.equal(await said(), 1);
      await page.evaluate(() => { location.hash = 'all'; });
      for (const part of ['fix', 'dates', 'evidence']) await page.waitForSelector(PARTS[part]);
      assert.equal(await said(), 2, 'with everything open, the evidence has it once more');
      const open = await page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(open <= 2400, `${open} px`);
      await close(page);
    });

    test('after an example the focus is on the answer, not on nothing', async () => {
      const page = await start();
      await page.press(FAILING, 'Enter');
      await verdict(page, 'fails');
      await page.waitForFunction(() => document.activeElement?.id === 'answer');
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

    test('there are four parts, each with a control, and an address opens all of them', async () => {
      const page = await failing();
      const four = ['answer', 'fix', 'dates', 'evidence'];
      const ids = (name) => page.$$eval(`[data-${name}]`, (all, key) =>
        all.map((one) => one.dataset[key]), name.replace('-p', 'P'));
      assert.deepEqual(await ids('part'), four);
      assert.deepEqual((await ids('open-part')).sort(), four.toSorted());
      await page.click('[data-open-part="answer"]');
      await page.waitForFunction(() => document.activeElement?.id === 'answer');
      await page.evaluate(() => { location.hash = 'all'; });
      for (const part of ['fix', 'dates', 'evidence']) await page.waitForSelector(PARTS[part]);
      assert.equal(await page.locator(PARTS.save).count(), 0);
      await page.evaluate(() => { location.hash = 'all,save'; });
      await page.waitForSelector(PARTS.save);
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
      const cells = await page.$$eval('td[data-store]', (all) =>
        all.map((cell) => [cell.dataset.store, cell.dataset.verdict ?? '']));
      assert.deepEqual(cells, [
        ['core.client', 'fails'], ['core.server', ''], ['edge.client', ''], ['edge.server', ''],
      ]);
      assert.match(await page.textContent('td[data-store="core.client"]'),
        /Fails: .*core\.example\.com.*server.*no client.*Valid until 1 Jun 2027/s);
      assert.equal(await page.locator(place('core.client')).count(), 1);
      for (const id of ['core-client', 'core-server', 'edge-client', 'edge-server', 'anything', 'core-trusted',
        'edge-trusted', 'trusted', 'release', 'at', 'core-eku-check', 'edge-eku-check', 'core-verify-name', 'edge-verify-name']) {
        assert.equal(await page.locator(`#${id}`).count(), 1, id);
      }
      await page.uncheck('#edge-eku-check');
      await page.waitForSelector('[data-service="uc-traversal-zone"][data-verdict="works"]');
      await page.check('#edge-eku-check');
      await page.click('td[data-store="core.client"] a');
      await page.waitForFunction(() => document.activeElement?.id === 'core-client-store');
      await page.click('#inputs');
      await page.waitForSelector('td[data-store="core.client"]');
      assert.equal(await focused(page), 'inputs');
      await close(page);
    });

    test('six and six peers are two screens and a half, a row for each, and what is wrong is marked', async () => {
      const page = await start({ anchor: '#inputs' });
      await page.click(FAILING);
      await verdict(page, 'fails');
      for (const node of ['core', 'edge']) {
        for (let peer = 2; peer <= 6; peer += 1) {
          await page.click(`#${node}-add-machine`);
          for (const store of ['client', 'server']) {
            const name = `${node}-both-ca1.pem`;
            await page.setInputFiles(`#${node}-${store}-${peer}`, { name, mimeType: '', buffer: await fixture(name) });
            await page.waitForSelector(`[data-peer="${node}${peer}"] [data-store$=".${store}"]:not(.is-empty)`);
          }
        }
      }
      await page.click('#inputs');
      await page.waitForSelector('tr[data-peer="edge6"]');
      assert.deepEqual(await page.$$eval('td[data-verdict]', (all) => all.map((one) => one.dataset.store)), ['core[core1].client']);
      assert.equal(await page.locator('tr[data-peer]').count(), 12);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(height <= 2200, `${height} px`);
      await page.evaluate(() => { location.hash = 'all'; });
      for (const part of ['fix', 'dates', 'evidence']) await page.waitForSelector(PARTS[part]);
      const open = await page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(open <= 4500, `${open} px`);
      await close(page);
    });

    test('a file is dropped on a cell, and a wrong one is told beside the matrix', async () => {
      const page = await start();
      await drop(page, place('core.client'), { name: 'core.pem', bytes: await fixture('core-both-ca1.pem') });
      await verdict(page, 'undecided');
      await drop(page, 'td[data-store="core.server"]', { name: 'server.pem', bytes: await fixture('core-both-ca1.pem') });
      await page.waitForSelector('td[data-store="core.server"]:not(.is-empty)');
      await drop(page, 'td[data-store="edge.server"]', { name: 'junk.bin', bytes: await fixture('bad/junk.bin') });
      await page.waitForSelector('.deployment .alert[role=alert]');
      assert.match(await page.textContent('.deployment .alert'), /junk\.bin/);
      await page.click('td[data-store="edge.server"] a');
      await page.waitForSelector(`section${place('edge.server')} .alert`);
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
