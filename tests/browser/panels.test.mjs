// What stands beside the verdict: when what breaks, what an upload page makes of a file, advice and
// advisories.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessible, fitsItsWidth, unfold } from './states.mjs';
import {
  LOOKS, browser, close, deploy, drop, explained, filled, fixture, inBrowser, open, place, products,
  row, verdict,
} from './support.mjs';

const SERVER_ONLY = ['core-server-only-ca2', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2'];
const FORECAST = ['forecast/core-both-ends-after-stop', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2'];

const give = async (page, store, path) => {
  await drop(page, place(store), { name: `${path.replace('/', '-')}.pem`, bytes: await fixture(`${path}.pem`) });
  await filled(page, store);
};

const upload = (page, store) =>
  page.locator(`${place(store)} [data-upload]`).getAttribute('data-upload');

for (const product of products) {
  describe(`beside the verdict: ${product.name}`, () => {
    const running = inBrowser(product);
    let page;
    const start = async (options) => (page = await running.open(options));

    test('says when each service breaks, unrenewed and renewed', async () => {
      await start();
      await deploy(page, FORECAST);
      await verdict(page, 'works');
      const mra = await row(page, 'mra');
      const days = mra.locator('[data-breaks-unrenewed]');
      assert.equal(await days.getAttribute('data-breaks-unrenewed'), '2027-03-19');
      assert.equal(await days.getAttribute('data-breaks-renewed'), '2027-03-19');
      assert.match(await mra.textContent(), /Stops on 19 Mar 2027 \(116 days\)/);
      await close(page);
    });

    test('says of each certificate who issued it, how that shows, and until when to renew it', async () => {
      await start();
      await deploy(page, FORECAST);
      const client = await row(page, 'core.client');
      assert.equal(await client.locator('[data-issuer-kind="public"][data-renewal="server-only"]').count(), 1);
      const text = await client.textContent();
      for (const part of [
        '19 Mar 2027', 'Public CA, DigiCert', 'organization validation',
        '1 Mar 2027 (98 days), the CA\'s own date', '28 Feb 2027 (97 days)', '16 Sep 2027',
      ]) {
        assert.ok(text.includes(part), `${part} in ${text}`);
      }
      assert.equal(await client.locator('[data-last-useful-renewal="2027-02-28"]').count(), 1);
      assert.ok(await client.locator('a[href^="https://"]').count() > 0, 'its sources');
      const facts = page.locator(`${place('core.client')} [data-issuer-kind="public"]`).first();
      await page.locator(`${place('core.client')} summary`).first().click();
      assert.match(await facts.textContent(), /Public CA.*organization validation/);
      await close(page);
    });

    test('says what fails already and what is undecided now', async () => {
      await start();
      await deploy(page, SERVER_ONLY);
      assert.match(await (await row(page, 'mra')).textContent(), /Already failing/);
      await page.click('.section-head .is-quiet');
      await give(page, 'core.client', 'core-both-ca1');
      await verdict(page, 'undecided');
      assert.match(await (await row(page, 'mra')).textContent(), /Unknown today/);
      assert.match(await page.textContent('[data-decides]'), /Edge's server certificate/);
      await close(page);
    });

    for (const [release, store, path, expected] of [
      ['X15.5', 'core.client', 'core-server-only-ca2', 'refused'],
      ['X15.5', 'core.server', 'core-server-only-ca2', 'accepted'],
      ['X15.5', 'edge.client', 'rules/eku-absent', 'undecided'],
      ['X15.4', 'edge.server', 'edge-server-only-ca2', 'refused'],
      ['X15.3', 'core.server', 'core-both-ca1', 'accepted'],
    ]) {
      test(`the upload page of ${store} on ${release} and ${path}: ${expected}`, async () => {
        await start();
        await page.selectOption('#release', release);
        await give(page, store, path);
        assert.equal(await upload(page, store), expected);
        const note = page.locator(`${place(store)} [data-upload]`);
        if (expected !== 'accepted') {
          await note.locator('summary').click();
          await note.locator('.upload-body').waitFor();
          assert.match(await note.textContent(), /client authentication|Client authentication/);
          assert.ok(await note.locator('a[href^="https://"]').isVisible());
        }
        if (expected === 'refused') assert.ok(await note.locator('[data-way-round]').isVisible());
        await close(page);
      });
    }

    test('says what each upload page makes of a file that waits for its store', async () => {
      await start();
      await drop(page, 'body', { name: 'certificate.pem', bytes: await fixture('core-server-only-ca2.pem') });
      await page.waitForSelector('[data-unplaced] [data-upload]');
      const lines = await page.$$eval('[data-unplaced] [data-upload]', (all) =>
        Object.fromEntries(all.map((line) => [line.dataset.uploadStore, line.dataset.upload])));
      assert.deepEqual(lines, {
        'core.client': 'refused', 'core.server': 'accepted', 'edge.client': 'refused', 'edge.server': 'accepted',
      });
      await close(page);
    });

    test('advises what changes no verdict, and warns where OpenSSL may reject', async () => {
      await start();
      await page.selectOption('#release', 'X15.4');
      await give(page, 'core.server', 'refused/critical-extension');
      await give(page, 'edge.server', 'edge-server-only-ca2');
      await verdict(page, 'works');
      const advice = page.locator('[data-advice="enable-server-eku-upload"] [data-action][data-target="edge"]');
      assert.match(await advice.textContent(), /EnableServerEkuUpload: On/);
      assert.match(await page.textContent('[data-caution]'), /OpenSSL may reject Core's certificate/);
      await page.click('#advisories > summary');
      const advisory = page.locator('[data-advisory="critical-extension-unknown"][data-certificate="core.server"]');
      assert.match(await advisory.textContent(), /error 34/);
      assert.ok(await advisory.locator('a[href^="https://"]').isVisible());
      await close(page);
    });

    test('a reason leads to its rule and from there to its source', async () => {
      await start();
      await deploy(page, SERVER_ONLY);
      const rule = (await explained(page, 'ssh-tunnels')).locator('[data-rule="client-auth-required"] .rule');
      await rule.locator('summary').click();
      assert.ok(await rule.locator('a[href^="https://"]').isVisible());
      await close(page);
    });
  });
}

describe('accessibility beside the verdict', () => {
  let chromium, site;
  before(async () => {
    chromium = await browser();
    site = await products[0].start();
  });
  after(async () => {
    await chromium.close();
    await site.stop();
  });

  for (const { colorScheme, width } of LOOKS) {
    test(`an upgrade to try, ${colorScheme}, ${width} wide`, async () => {
      const page = await open(chromium, site.address, {
        colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce',
      });
      await page.selectOption('#release', 'X15.4');
      await give(page, 'core.server', 'refused/critical-extension');
      await give(page, 'edge.server', 'forecast/edge-both-ends-after-stop');
      await drop(page, 'body', { name: 'a.pem', bytes: await fixture('core-server-only-ca2.pem') });
      await page.waitForSelector('[data-unplaced]');
      assert.ok(await page.isVisible('[data-try="upgrade"]'));
      await unfold(page);
      await fitsItsWidth(page);
      await accessible(page);
      await close(page);
    });
  }
});
