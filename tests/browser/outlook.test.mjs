// What lies ahead, on the page: a deployment that works and will break leads with it, is fixed by one click,
// and gives the days to act as a calendar.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { close, deploy, drop, fixture, inBrowser, products, TODAY, verdict } from './support.mjs';

/** Both purposes, from a public CA, in every store. */
const PUBLIC = ['core-both-ca2', 'core-both-ca2', 'edge-both-ca2', 'edge-both-ca2'];

const outlook = (page, state) =>
  page.waitForSelector(`main:not([aria-busy], :has([aria-busy])) [data-outlook="${state}"]`);

for (const product of products) {
  describe(`what lies ahead: ${product.name}`, () => {
    const { open: start } = inBrowser(product);

    test('certificates with both purposes of a public CA never read as simply fine', async () => {
      const page = await start();
      await page.waitForSelector('[data-outlook="empty"]');
      await deploy(page, PUBLIC);
      await verdict(page, 'works');
      await outlook(page, 'at-risk');
      assert.equal(
        await page.innerText('.answer-sentence'),
        'Works today. Mobile and Remote Access and 3 more services stop on 1 Jun 2027.',
      );
      assert.match(await page.innerText('[data-fix]'), /^Replace Core's client certificate .* Act by 31 May 2027\./);
      assert.equal(await page.textContent('#plans'), 'What to do by 31 May 2027');
      assert.equal(await page.getAttribute('[data-plan="1"]', 'data-complete'), 'true');
      assert.equal(
        await page.getAttribute('[data-plan="1"] [data-action]', 'data-action'),
        'install-private-client-certificate',
      );
      await close(page);
    });

    test('the plan for that day is tried with one click, and nothing lies ahead then', async () => {
      const page = await start();
      await deploy(page, PUBLIC);
      await outlook(page, 'at-risk');
      await page.click('[data-try="fix"]');
      await outlook(page, 'stable');
      assert.match(await page.innerText('[data-versus-outlook]'), /Outlook\s+At risk\s+Works, no later problem known/);
      await page.click('[data-bar="take-back"]');
      await outlook(page, 'at-risk');
      await close(page);
    });

    test('a deployment of a private CA is stable, one that fails is failing, one without certificates unknown', async () => {
      for (const [example, state] of [['condition-3', 'stable'], ['condition-2-check-on', 'failing']]) {
        const page = await start();
        await page.click(`button[data-example="${example}"]`);
        await outlook(page, state);
        await close(page);
      }
      const page = await start();
      await drop(page, '[data-store="core.client"]', { name: 'a.pem', bytes: await fixture('core-both-ca1.pem') });
      await outlook(page, 'unknown');
      await close(page);
    });

    test('the days to act are saved as a calendar', async () => {
      const page = await start();
      await deploy(page, PUBLIC);
      await outlook(page, 'at-risk');
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-save="ics"]')]);
      assert.equal(download.suggestedFilename(), `expressway-eku-check-${TODAY}.ics`);
      const calendar = await readFile(await download.path(), 'utf8');
      assert.deepEqual(
        calendar.match(/DTSTART;VALUE=DATE:\d+/g).map((line) => line.slice(-8)),
        ['20270314', '20270531', '20270601'],
      );
      page.requests.length = 0;
      await close(page);
    });
  });
}
