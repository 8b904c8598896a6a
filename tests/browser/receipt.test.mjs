// What the page says of files that were given to it, in sight and in a live region.

import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  browser as launch, close, drop, filled, fixture, open, place, products, verdict,
} from './support.mjs';

suite('a receipt of files', () => {
  let chromium, site;
  before(async () => {
    chromium = await launch();
    site = await products[0].start();
  });
  after(async () => {
    await chromium?.close();
    await site?.stop();
  });

  const files = async () => {
    const [core, edge] = await Promise.all(
      ['core-server-only-ca2.pem', 'edge-server-only-ca2.pem'].map(fixture));
    return [
      { name: 'expressway-c-server.pem', bytes: core }, { name: 'expressway-c-client.pem', bytes: core },
      { name: 'expressway-e-server.pem', bytes: edge }, { name: 'expressway-e-client.pem', bytes: edge },
    ];
  };
  const said = (page) => page.textContent('output.receipt');

  test('four files say where they went, until something else is done', async () => {
    const page = await open(chromium, site.address);
    assert.equal(await said(page), '');
    await drop(page, place('anything'), ...await files());
    await verdict(page, 'fails');
    assert.equal(await said(page),
      '4 files read: Core server, Core client, Edge server, Edge client.');
    await page.locator('[data-store="edge.client"]').scrollIntoViewIfNeeded();
    const { y, height } = await page.locator('.receipt').boundingBox();
    assert.ok(y >= 0 && y + height <= 900 && height > 0, 'it is in sight wherever the page is');
    await page.uncheck('#edge-eku-check');
    assert.equal(await said(page), '');
    await close(page);
  });

  test('the page stays where it is when a certificate is replaced, and when that is done', async () => {
    const page = await open(chromium, site.address, { viewport: { width: 1440, height: 900 }, anchor: '' });
    await page.click('button[data-example="condition-2-check-on"]');
    await verdict(page, 'fails');
    await page.waitForSelector('#save');
    const top = () => page.evaluate(() => document.querySelector('td[data-store="core.client"]').getBoundingClientRect().top);
    const before = await top();
    const name = 'core-both-ca1.pem';
    await drop(page, 'td[data-store="core.client"]', { name, bytes: await fixture(name) });
    await verdict(page, 'works');
    await page.waitForSelector('[data-bar="undo"]');
    assert.equal(await top(), before, 'what can be undone has its row');
    await page.uncheck('#edge-eku-check');
    await page.waitForSelector('[data-bar="undo"]', { state: 'detached' });
    assert.equal(await top(), before, 'the row stays');
    await close(page);
  });

  test('a card shows the name of its file, cut where it is long', async () => {
    const page = await open(chromium, site.address);
    const [{ bytes }] = await files();
    const name = `${'a'.repeat(200)}.pem`;
    await drop(page, place('core.client'), { name, bytes });
    await drop(page, place('core.server'), { name: 'expressway-c-server.pem', bytes });
    await filled(page, 'core.client');
    await filled(page, 'core.server');
    const file = (store) => page.locator(`${place(store)} .store-file`);
    assert.equal(await file('core.server').textContent(), 'File: expressway-c-server.pem');
    assert.ok(await file('core.server').isVisible());
    assert.ok((await file('core.client').textContent()).length < 120);
    await close(page);
  });

  test('a name that contradicts its store is asked about, and mended by a button', async () => {
    const page = await open(chromium, site.address);
    const [core, , edge] = await files();
    await drop(page, place('core.server'), { name: 'expressway-c-client.pem', bytes: core.bytes });
    await filled(page, 'core.server');
    const question = page.locator(`${place('core.server')} [data-doubt]`);
    assert.match(await question.textContent(), /The file name suggests the client store\.Move to Core's client store/);
    await question.locator('button').focus();
    await page.keyboard.press('Enter');
    await filled(page, 'core.client');
    assert.equal(await page.locator('[data-doubt]').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'core-client');
    await drop(page, place('core.server'), { name: 'core-server.pem', bytes: edge.bytes });
    await filled(page, 'core.server');
    assert.match(await question.textContent(),
      /Wrong server\? The subject name suggests Edge: edge\.example\.com\./);
    // With all stores exchanged there is one question for all.
    await page.click(`${place('core.client')} button:has-text("Remove")`);
    await drop(page, place('edge.server'), { name: 'x.pem', bytes: core.bytes });
    await filled(page, 'edge.server');
    assert.equal(await page.locator('[data-doubt]').count(), 1);
    await page.click('button:has-text("Swap Core and Edge")');
    await page.waitForFunction(() => !document.querySelector('[data-doubt]'));
    assert.match(await page.textContent(place('edge.server')), /edge\.example\.com.*File: core-server\.pem/s);
    await close(page);
  });

  test('what could not be read is folded from the third on', async () => {
    const page = await open(chromium, site.address);
    const junk = (name) => ({ name, bytes: Buffer.from('junk') });
    await drop(page, place('anything'), ...await files(), ...['1', '2', '3', '4', '5'].map(junk));
    await verdict(page, 'fails');
    const alerts = page.locator('.answer .alert');
    assert.equal(await alerts.count(), 5);
    assert.equal(await page.locator('.answer .alert:visible').count(), 2);
    const more = page.locator('.answer [data-folded] > summary');
    assert.equal(await more.textContent(), '3 more problems');
    await more.click();
    assert.equal(await page.locator('.answer .alert:visible').count(), 5);
    for (let left = 4; left >= 2; left -= 1) {
      await alerts.first().locator('button').click();
      await page.waitForFunction((left) => document.querySelectorAll('.alert').length === left, left);
    }
    assert.equal(await more.count(), 0);
    await close(page);
  });

  test('the focus returns to the card of the plan that was tried and taken back', async () => {
    const page = await open(chromium, site.address);
    await drop(page, place('anything'), ...await files());
    await verdict(page, 'fails');
    for (const back of ['[data-bar="take-back"]', '[data-plan="2"] [data-try]']) {
      await page.click('[data-plan="2"] [data-try]');
      await page.waitForSelector('.trying[data-trial="plan"]');
      await page.click(back);
      await page.waitForSelector('.trying[data-trial]', { state: 'detached' });
      await page.waitForFunction(() => document.activeElement.id === 'plan-2');
      await page.waitForFunction(() => {
        const { top } = document.querySelector('#plan-2').getBoundingClientRect();
        return top >= 0 && top < 900;
      });
    }
    await close(page);
  });

  test('the same file again is said to be there, and is no error', async () => {
    const page = await open(chromium, site.address);
    const all = await files();
    await drop(page, place('anything'), ...all);
    await verdict(page, 'fails');
    await drop(page, place('core.server'), all[0]);
    await page.waitForFunction(() =>
      document.querySelector('.receipt').textContent
        === "expressway-c-server.pem is already in Core's server store. Nothing changed.");
    assert.equal(await page.locator('[role="alert"]').count(), 0);
    await close(page);
  });

  test('a hostile name in it stays text', async () => {
    const page = await open(chromium, site.address);
    const [{ bytes }] = await files();
    const name = '<img src=x>\u202Egnp.pem';
    for (let turn = 0; turn < 2; turn += 1) {
      await drop(page, place('core.client'), { name, bytes });
      await filled(page, 'core.client');
    }
    await page.waitForFunction(() => /already/.test(document.querySelector('.receipt').textContent));
    assert.match(await said(page), /^<img src=x>\\u\{202e\}gnp\.pem is already in Core's client store/);
    assert.equal(await page.locator('.receipt img').count(), 0);
    await close(page);
  });
});
