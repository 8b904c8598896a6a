// What if: a plan, an upgrade and one's own changes are tried, compared with how it was, kept or taken
// back; by mouse and by keyboard alone.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { accessible, fitsItsWidth, unfold } from './states.mjs';
import {
  LOOKS, browser, close, deploy, drop, explained, filled, fixture, inBrowser, open, place, products,
  row, services, verdict,
} from './support.mjs';

const SERVER_ONLY = ['core-server-only-ca2', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2'];

const give = async (page, store, path) => {
  await drop(page, place(store), { name: `${path}.pem`, bytes: await fixture(`${path}.pem`) });
  await filled(page, store);
};

/** Before and after of each service, by identifier. */
const versus = (page) =>
  page.$$eval('[data-versus]', (rows) =>
    Object.fromEntries(rows.map(({ dataset }) => [dataset.versus, [dataset.before, dataset.after]])));

const trying = (page, what) => page.waitForSelector(what ? `[data-trial="${what}"]` : '.trying:not([data-trial])', { state: 'attached' });

/** Presses Tab until the focus is on what a selector finds. */
const tabTo = async (page, selector) => {
  for (let presses = 0; presses < 400; presses += 1) {
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${selector} was never reached`);
};

const saved = async (page, ending) => {
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.click(`[data-save="${ending}"]`),
  ]);
  return readFile(await download.path(), 'utf8');
};

for (const product of products) {
  describe(`what if: ${product.name}`, () => {
    const running = inBrowser(product);

    test('a plan is tried with one click and taken back', async () => {
      const page = await running.open();
      await deploy(page, SERVER_ONLY);
      await verdict(page, 'fails');
      const given = await services(page);
      const plans = await page.$$eval('.plan-title', (all) => all.map((one) => one.textContent));
      await page.click('[data-plan="1"] [data-try]');
      await trying(page, 'plan');
      await verdict(page, 'works');
      assert.match(await page.textContent('.trying'),
        /Trying fix 1: Replace Core's client certificate .*\. 4 services change\./);
      assert.equal(await page.getAttribute('[data-was]', 'data-was'), 'fails');
      assert.match(await page.textContent('.answer-tried'), /With fix 1/);
      const compared = await versus(page);
      assert.deepEqual(Object.keys(compared), Object.keys(given));
      for (const [service, [was, is]] of Object.entries(compared)) {
        assert.deepEqual([was, is], [given[service], (await services(page))[service]]);
      }
      assert.equal(await page.locator('.versus tfoot [data-not-checked]').count(), 2);
      // Marked wherever it shows, and never with what only a real one has.
      const store = page.locator(place('core.client'));
      assert.match(await store.textContent(), /placeholder.*Placeholder for the certificate that the fix requires/s);
      assert.equal(await store.locator('.fields, [data-upload], .mover').count(), 0);
      assert.match(await (await explained(page, 'ssh-tunnels')).textContent(), /placeholder/);
      assert.match(await (await row(page, 'core.client')).textContent(), /placeholder/);
      assert.match(await page.textContent('.timeline'), /Core client \(placeholder\)/);
      assert.equal(await page.locator('[data-bar="keep"]').count(), 0);
      // The picture and the forecast follow; the list of plans stays.
      assert.equal(await page.locator('.picture .is-fails').count(), 0);
      assert.doesNotMatch(await (await row(page, 'mra')).textContent(), /Already failing/);
      assert.deepEqual(await page.$$eval('.plan-title', (all) => all.map((one) => one.textContent)), plans);
      await page.click('[data-bar="take-back"]');
      await trying(page);
      await verdict(page, 'fails');
      assert.deepEqual(await services(page), given);
      assert.equal(await page.locator('.is-imagined').count(), 0);
      await close(page);
    });

    test('by keyboard alone: try, see, keep, and take back', async () => {
      const page = await running.open();
      await tabTo(page, '[data-example="condition-2-check-on"]');
      await page.keyboard.press('Enter');
      await verdict(page, 'fails');
      const partial = await page.getAttribute('[data-plan][data-complete="false"]', 'data-plan');
      await tabTo(page, `[data-plan="${partial}"] [data-try]`);
      await page.keyboard.press('Enter');
      await trying(page, 'plan');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'answer', 'before and after are next');
      assert.deepEqual((await versus(page))['uc-traversal-zone'], ['fails', 'works']);
      assert.equal(await page.isChecked('#edge-eku-check'), false);
      // Another plan takes its place; the same button takes it back.
      await tabTo(page, '[data-plan="1"] [data-try]');
      await page.keyboard.press('Space');
      await verdict(page, 'works');
      assert.equal(await page.isChecked('#edge-eku-check'), true);
      await tabTo(page, '[data-plan="1"] [data-try]');
      assert.match(await page.evaluate(() => document.activeElement.textContent), /^Discard/);
      await page.keyboard.press('Enter');
      await trying(page);
      await verdict(page, 'fails');
      // A switch is real: it can be kept.
      await tabTo(page, `[data-plan="${partial}"] [data-try]`);
      await page.keyboard.press('Enter');
      await trying(page, 'plan');
      await page.evaluate(() => document.body.focus());
      await page.keyboard.press('Home');
      await tabTo(page, '[data-bar="keep"]');
      await page.keyboard.press('Enter');
      await trying(page);
      assert.equal(await page.isChecked('#edge-eku-check'), false);
      assert.equal((await services(page))['uc-traversal-zone'], 'works');
      await close(page);
    });

    test("one's own changes stand beside how it was, and one button takes all of them back", async () => {
      const page = await running.open();
      await page.click('[data-example="condition-2.1"]');
      await verdict(page, 'works');
      await page.click('[data-try="own"]');
      await trying(page, 'own');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'deployment');
      assert.deepEqual((await versus(page)).mra, ['works', 'works']);
      assert.match(await page.textContent('.trying'), /Change a setting.*No service changes/);
      await page.fill('#at', '2030-01-01');
      await page.dispatchEvent('#at', 'change');
      await verdict(page, 'fails');
      assert.deepEqual((await versus(page)).mra, ['works', 'fails']);
      assert.match(await page.textContent('.trying'), /Trying your changes: 4 services change/);
      await page.selectOption('#far-end-kind', 'webex');
      await page.click('#add-far-end');
      assert.equal((await versus(page))['far-end:webex'][0], undefined);
      await page.uncheck('#edge-eku-check');
      await give(page, 'edge.server', 'edge-client-only-ca1');
      await page.selectOption('#release', 'X15.4');
      // What is tried on top leads back to one's own changes.
      await page.click('[data-try="upgrade"]');
      await trying(page, 'upgrade');
      assert.equal(await page.inputValue('#release'), 'X15.5');
      await page.click('[data-bar="take-back"]');
      await trying(page, 'own');
      assert.equal(await page.inputValue('#release'), 'X15.4');
      await page.click('[data-bar="take-back"]');
      await trying(page);
      await verdict(page, 'works');
      assert.equal(await page.inputValue('#release'), 'X15.5');
      assert.equal(await page.isChecked('#edge-eku-check'), true);
      assert.equal(await page.locator('[data-far-end]').count(), 0);
      assert.equal(await page.inputValue('#at'), '2026-11-23');
      await close(page);
    });

    test('an upgrade is tried, kept, and taken back', async () => {
      const page = await running.open();
      await page.selectOption('#release', 'X15.3');
      await give(page, 'core.server', 'core-both-ca1');
      await give(page, 'edge.server', 'edge-server-only-ca2');
      await verdict(page, 'fails');
      const given = await services(page);
      await page.click('[data-try="upgrade"]');
      await trying(page, 'upgrade');
      assert.deepEqual((await versus(page)).mra, ['fails', 'works']);
      assert.equal(await page.inputValue('#release'), 'X15.5');
      await filled(page, 'core.client');
      await page.click('[data-bar="take-back"]');
      await trying(page);
      assert.deepEqual(await services(page), given);
      assert.equal(await page.inputValue('#release'), 'X15.3');
      await page.click('[data-try="upgrade"]');
      await page.click('[data-bar="keep"]');
      await trying(page);
      await verdict(page, 'works');
      assert.equal(await page.locator('[data-try="upgrade"]').count(), 0);
      await close(page);
    });

    test('reports to take along are of the deployment as it is, and the page says so', async () => {
      const page = await running.open({ acceptDownloads: true });
      await deploy(page, SERVER_ONLY);
      await verdict(page, 'fails');
      const reports = () => Promise.all([saved(page, 'json')]);
      const [real] = await reports();
      assert.equal(await page.locator('[data-real]').count(), 0);
      await page.click('[data-plan="1"] [data-try]');
      await verdict(page, 'works');
      assert.match(await page.textContent('[data-real]'), /current deployment, not the changes you are trying/);
      assert.deepEqual(await reports(), [real]);
      for (const ending of ['md', 'html']) {
        const text = await saved(page, ending);
        assert.match(text, /Remote Access fails/);
        assert.doesNotMatch(text, /placeholder/);
      }
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      assert.match(await page.textContent('.paper'), /Remote Access fails/);
      await close(page);
    });

    test('what was taken away by hand comes back', async () => {
      const page = await running.open();
      await page.click('[data-example="condition-2.1"]');
      await verdict(page, 'works');
      await page.locator(`${place('core.client')} .button`, { hasText: 'Remove' }).click();
      await verdict(page, 'undecided');
      assert.match(await page.textContent('.trying'), /Emptied: Core's client store/);
      await page.click('[data-bar="undo"]');
      await verdict(page, 'works');
      await page.getByRole('button', { name: 'Start again' }).click();
      await verdict(page, 'empty');
      await tabTo(page, '[data-bar="undo"]');
      await page.keyboard.press('Enter');
      await verdict(page, 'works');
      assert.equal(await page.locator('[data-bar]').count(), 0);
      await close(page);
    });

    test('the list of places to move to closes where the focus leaves it', async () => {
      const page = await running.open();
      await page.click('[data-example="condition-2.1"]');
      const list = page.locator(`${place('core.client')} .mover`);
      const isOpen = () => list.evaluate((one) => one.open);
      await list.locator('summary').click();
      assert.ok(await isOpen());
      await page.click('.answer-sentence');
      assert.equal(await isOpen(), false, 'a click elsewhere');
      await list.locator('summary').focus();
      await page.keyboard.press('Enter');
      assert.ok(await isOpen());
      await list.locator('button').first().waitFor();
      const buttons = await list.locator('button').count();
      for (let presses = 0; presses <= buttons; presses += 1) await page.keyboard.press('Tab');
      assert.equal(await isOpen(), false, 'Tab beyond its end');
      await close(page);
    });
  });
}

describe('accessibility of what is tried', () => {
  let chromium, site;
  before(async () => {
    chromium = await browser();
    site = await products[0].start();
  });
  after(async () => {
    await chromium.close();
    await site.stop();
  });

  const STATES = {
    plan: async (page) => {
      await page.click('[data-example="condition-2-check-on"]');
      await page.click('[data-plan="1"] [data-try]');
    },
    upgrade: async (page) => {
      await page.selectOption('#release', 'X15.4');
      await give(page, 'core.server', 'core-both-ca1');
      await give(page, 'edge.server', 'edge-server-only-ca2');
      await page.click('[data-try="upgrade"]');
    },
    own: async (page) => {
      await page.click('[data-example="condition-2.1"]');
      await page.click('[data-try="own"]');
      await page.locator(`${place('core.client')} .button`, { hasText: 'Remove' }).click();
    },
  };
  for (const [state, reach] of Object.entries(STATES)) {
    for (const { colorScheme, width } of LOOKS) {
      test(`${state}, ${colorScheme}, ${width} wide`, async () => {
        const page = await open(chromium, site.address, {
          colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce',
        });
        await reach(page);
        await trying(page, state);
        await unfold(page);
        await fitsItsWidth(page);
        await accessible(page);
        await close(page);
      });
    }
  }
});
