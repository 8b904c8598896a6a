// axe-core finds nothing to object to, in every state, light and dark, wide and on a phone.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { browser, close, drop, fixture, open, place, products, verdict } from './support.mjs';

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

const example = (name) => (page) => page.click(`button[data-example="${name}"]`);

const STATES = {
  empty: async () => {},
  failing: example('condition-2-check-on'),
  working: example('condition-2.1'),
  undecided: async (page) =>
    drop(page, place('core.client'), { name: 'a.pem', bytes: await fixture('core-both-ca1.pem') }),
  'cluster and far ends': async (page) => {
    await page.click('button[data-example="condition-2.1"]');
    await page.click('#edge-add-machine');
    await page.fill('#edge-name-2', 'edge1');
    await page.selectOption('#edge-cluster', 'enforcing');
    for (const kind of ['webex', 'other']) {
      await page.selectOption('#far-end-kind', kind);
      await page.click('#add-far-end');
    }
    await page.fill('[data-far-end="far-end"] [name="name"]', '');
  },
};

const VERDICTS = { failing: 'fails', working: 'works', 'cluster and far ends': 'undecided' };

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

  for (const [state, reach] of Object.entries(STATES)) {
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [1280, 390]) {
        test(`${state}, ${colorScheme}, ${width} wide`, async () => {
          const page = await open(chromium, site.address, {
            colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce',
          });
          await reach(page);
          await verdict(page, VERDICTS[state] ?? state);
          // With an input problem on the page, and everything unfolded.
          await drop(page, '[data-place="edge.server"]', { name: 'junk.bin', bytes: await fixture('bad/junk.bin') });
          await page.waitForSelector('.alert[role=alert]');
          await page.$$eval('details', (all) => all.forEach((one) => { one.open = true; }));
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => globalThis.axe.run());
          const found = violations.flatMap(({ id, nodes }) =>
            nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
          assert.deepEqual(found, []);
          await close(page);
        });
      }
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
