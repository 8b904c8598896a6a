// axe-core finds nothing to object to, in every state, light and dark, wide and on a phone.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { STATES, accessible, openIn, unfold } from './states.mjs';
import { LOOKS, browser, close, drop, fixture, open, products } from './support.mjs';

describe('accessibility', () => {
  let chromium, site;
  before(async () => {
    chromium = await browser();
    site = await products[0].start();
  });
  after(async () => {
    await chromium.close();
    await site.stop();
  });

  for (const state of Object.keys(STATES)) {
    for (const { colorScheme, width } of LOOKS) {
      test(`${state}, ${colorScheme}, ${width} wide`, async () => {
        const page = await openIn(chromium, site.address, state, {
          colorScheme, viewport: { width, height: 900 },
        });
        // With an input problem on the page, and everything unfolded.
        await drop(page, '[data-place="edge.server"]', { name: 'junk.bin', bytes: await fixture('bad/junk.bin') });
        await page.waitForSelector('.alert[role=alert]');
        await unfold(page);
        await accessible(page);
        await close(page);
      });
    }
  }

  test('the theme button overrides the system', async () => {
    const page = await open(chromium, site.address, { colorScheme: 'light' });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.click('#theme');
    assert.notEqual(await paper(), light);
    await page.click('#theme');
    assert.equal(await paper(), light);
    await close(page);
  });
});
