// The help: reached from everywhere, by keyboard too, at the place that answers.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accessible, unfold } from './states.mjs';
import { LOOKS, TODAY, close, inBrowser, products, verdict } from './support.mjs';

const isOpen = (page) => page.$eval('#help', (dialog) => dialog.open);
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);

/** Whether a place of the help is what a person sees first. */
const isAtTop = (page, id) =>
  page.$eval(`#${id}`, (place) => {
    const dialog = document.getElementById('help');
    const head = dialog.querySelector('.help-head').getBoundingClientRect();
    const { top } = place.getBoundingClientRect();
    const atEnd = dialog.scrollTop + dialog.clientHeight >= dialog.scrollHeight - 2;
    return top >= head.bottom - 1 && (top < head.bottom + 60 || (atEnd && top < innerHeight));
  });

for (const product of products) {
  describe(`the help: ${product.name}`, () => {
    const running = inBrowser(product);
    const start = running.open;

    test('opens by keyboard from the masthead, is a modal dialog with a name, and gives the focus back', async () => {
      const page = await start();
      assert.equal(await isOpen(page), false);
      const button = page.getByRole('button', { name: 'Help', exact: true });
      for (const end of ['Escape', 'Close', 'outside']) {
        await button.focus();
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: 'Help' });
        await dialog.waitFor();
        assert.ok(await page.$eval('#help', (one) => one.matches(':modal')));
        assert.equal(await focused(page), 'help-title');
        if (end === 'Escape') await page.keyboard.press('Escape');
        if (end === 'Close') {
          await page.keyboard.press('Tab');
          await page.keyboard.press('Enter');
        }
        if (end === 'outside') await page.mouse.click(20, 400);
        assert.equal(await isOpen(page), false, end);
        assert.equal(await focused(page), 'Help', end);
      }
      await close(page);
    });

    test('answers what people ask beside a verdict, each statement with its source', async () => {
      const page = await start();
      await page.getByRole('button', { name: 'Help', exact: true }).click();
      await page.locator('#help a[href="#help-questions"]').click();
      assert.ok(await isAtTop(page, 'help-questions'));
      const asked = await page.$$eval('[data-question]', (all) => all.map((one) => [
        one.dataset.question,
        [...one.nextElementSibling.querySelectorAll('p')].map((answer) => answer.querySelector('a')?.href ?? ''),
      ]));
      assert.deepEqual(asked.map(([id]) => id), ['webex', 'acme', 'check-off', 'buy', 'unified-cm', 'smart-licensing']);
      for (const [id, sources] of asked) {
        assert.ok(sources.length > 0 && sources.every((source) => source.startsWith('https://')), id);
      }
      await close(page);
    });

    test('opens at the place that a store, a list and the welcome ask for', async () => {
      const page = await start();
      for (const [selector, id] of [
        ['[data-store="core.client"] .store-line button', 'help-client'],
        ['[data-store="edge.server"] .store-line button', 'help-server'],
        ['.trust .store-line button', 'help-trusted'],
        ['.where button', 'help-files'],
      ]) {
        await page.$$eval('.trust', (all) => all.forEach((one) => { one.open = true; }));
        await page.click(selector);
        assert.equal(await focused(page), id);
        assert.ok(await isAtTop(page, id), id);
        await page.keyboard.press('Escape');
        assert.equal(await page.evaluate((wanted) => document.activeElement === document.querySelector(wanted), selector), true);
      }
      await close(page);
    });

    test('its contents lead to every section, and its sources are links that nothing follows', async () => {
      const page = await start();
      await page.getByRole('button', { name: 'Help', exact: true }).click();
      const links = await page.$$eval('#help nav a', (all) => all.map((one) => one.getAttribute('href').slice(1)));
      assert.deepEqual(links, ['help-files', 'help-eku', 'help-verdict', 'help-limits', 'help-privacy', 'help-questions', 'help-about']);
      for (const id of links) {
        await page.click(`#help nav a[href="#${id}"]`);
        assert.equal(await focused(page), id);
        assert.ok(await isAtTop(page, id), id);
        await page.$eval('#help', (dialog) => dialog.scrollTo(0, 0));
      }
      assert.equal(new URL(page.url()).hash, '#all,save,inputs', 'the address stays as it is');
      const sources = await page.$$eval('.help-sources a', (all) =>
        all.map((one) => [one.href, one.closest('li').textContent, one.target, one.rel]));
      assert.ok(sources.length > 12, `${sources.length} sources`);
      for (const [href, text, target, rel] of sources) {
        assert.match(href, /^https:\/\//);
        assert.ok(text.includes(href.replace(/\/$/, '')), `the address is text too: ${href}`);
        assert.deepEqual([target, rel], ['_blank', 'noopener noreferrer']);
      }
      const licences = await page.locator('#help details').last().textContent();
      assert.match(licences, /MIT OR Apache-2\.0: .*yew/);
      await close(page);
    });

    test('says how old the policy data is, and warns when it is old', async () => {
      const page = await start();
      const age = (page) => page.textContent('[data-policy-age]');
      assert.match(await age(page), new RegExp(`of 23 Nov 2026, ${TODAY === '2026-11-23' ? 'read today' : '\\d+ days old'}\\. Chrome Root Store 36: `));
      assert.equal(await page.locator('[data-policy-is-old]').count(), 0);
      await close(page);
      const later = await running.chromium.newContext();
      const old = await later.newPage();
      for (const [day, warned] of [['2027-03-23', false], ['2027-03-24', true]]) {
        await old.addInitScript((now) => { Date.now = () => now; }, Date.parse(`${day}T12:00:00Z`));
        await old.goto(running.address);
        await old.waitForSelector('[data-overall-verdict="empty"]');
        const warnings = await old.locator('.page > [data-policy-is-old]').allTextContents();
        assert.equal(warnings.length, warned ? 1 : 0, day);
        if (warned) assert.match(warnings[0], /is 121 days old.*newest version/);
      }
      await later.close();
    });

    test('is not on paper', async () => {
      const page = await start();
      await page.click('button[data-example="condition-3"]');
      await verdict(page, 'works');
      await page.getByRole('button', { name: 'Help', exact: true }).click();
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('#help').isVisible(), false);
      await close(page);
    });

    if (product === products[0]) {
      for (const { colorScheme, width } of LOOKS) {
        test(`axe has nothing to say of it, ${colorScheme}, ${width} wide`, async () => {
          const page = await start({ colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
          await page.getByRole('button', { name: 'Help', exact: true }).click();
          await unfold(page, '#help');
          assert.ok(await page.$eval('#help', (dialog) => dialog.scrollWidth <= dialog.clientWidth), 'it scrolls one way');
          await accessible(page);
          await close(page);
        });
      }
    }
  });
}
