// Whatever the administrator has at hand: diagnostic archives, dumps, logs, captures and
// certificates in other encodings, all at once; read in a worker, so that the page stays alive.

import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  bothProducts, close, drop, filled, fixture, inBrowser, inMemory, place, verdict,
} from './support.mjs';

const folder = process.env.EKU_ARCHIVES;

async function archives() {
  assert.ok(folder, 'EKU_ARCHIVES names no folder: run `cargo xtask test browser`');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tar.gz')).sort();
  assert.equal(names.length, 4);
  return Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
  );
}

const read = (page) => page.waitForSelector('[data-found]');
const text = (page, selector) => page.locator(selector).innerText();

for (const product of bothProducts) {
  describe(`what is at hand: ${product.name}`, () => {
    const running = inBrowser(product);
    let page;
    const start = async () => (page = await running.open());

    test('four archives at once fill the stores, the settings and the evidence', async () => {
      await start();
      await drop(page, 'body', ...(await archives()));
      await verdict(page, 'fails');
      await read(page);
      for (const peer of ['core1', 'core2', 'edge1', 'edge2']) {
        const store = `${peer.slice(0, 4)}[${peer}.example.com]`;
        for (const kind of ['client', 'server']) await filled(page, `${store}.${kind}`);
        assert.equal(
          await page.getAttribute(`[data-machine="${peer}.example.com"]`, 'data-node'),
          peer.slice(0, 4),
        );
      }
      assert.equal(await page.inputValue('#core-verify-name'), 'edge.example.com');
      assert.equal(await page.inputValue('#edge-verify-name'), 'core.example.com');
      assert.equal(await page.inputValue('#release'), 'X15.5');
      assert.equal(await page.locator('[data-far-end="webex"]').count(), 1);
      const seen = page.locator(
        '[data-evidence="agrees"][data-evidence-kind="tls-failure"][data-evidence-connection="uc-traversal-zone"]',
      );
      assert.match(await seen.first().innerText(), /unsupported certificate.* 214 times/s);
      assert.match(await text(page, '[data-found]'), /EKU check On[^]*Checking Mode: "On"[^]*line 4 of xconf_dump/);
      await page.locator('[data-found] summary').click();
      const used = page.locator('[data-file*="xconf_dump_edge1"][data-used="true"]');
      assert.match(await used.first().innerText(), /settings/);
      assert.equal(await page.locator('[role=alert]').count(), 0);
      await close(page);
    });

    test('the secrets of a dump are nowhere in the page', async () => {
      await start();
      await drop(page, 'body', ...(await archives()));
      await read(page);
      assert.doesNotMatch(await page.innerText('body'), /secretAAAA|secretBBBB|\{cipher\}/);
      assert.deepEqual(await inMemory(page, ['AAAAsecretAAAA', 'BBBBsecretBBBB']), []);
      await close(page);
    });

    test('a machine that nothing tells Core from Edge is asked about, by keyboard', async () => {
      await start();
      const bytes = await fixture('edge-server-only-ca2.pem');
      const log = Buffer.from('2026-11-20T09:30:00.000+00:00 m1 tvcs: Event="Started"\n');
      await drop(
        page, 'body',
        { name: 'server_m1_20261120093000.pem', bytes },
        { name: 'loggingsnapshot_m1_20261120093000.txt', bytes: log },
      );
      const card = page.locator('section[data-machine="m1"]');
      await card.waitFor();
      await card.locator('[data-assign="edge"]').focus();
      await page.keyboard.press('Enter');
      await filled(page, 'edge.server');
      await card.waitFor({ state: 'detached' });
      // And it can be said otherwise afterwards.
      await page.locator('[data-machine="m1"] button').focus();
      await page.keyboard.press('Enter');
      await filled(page, 'core.server');
      await page.waitForSelector(`${place('edge.server')}.is-empty`);
      await close(page);
    });

    test('reading is shown, and can be cancelled', async () => {
      await start();
      await page.evaluate(() => {
        const line = '2026-11-20T09:30:00.000+00:00 m1 tvcs: Event="Nothing" Detail="of interest"\n';
        let blob = new Blob([line.repeat(10_000)]);
        for (let doubling = 0; doubling < 12; doubling += 1) blob = new Blob([blob, blob]);
        const data = new DataTransfer();
        data.items.add(new File([blob], 'loggingsnapshot_m1_20261120093000.txt'));
        document.body.dispatchEvent(
          new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }),
        );
      });
      const bar = page.locator('[data-reading] progress');
      await bar.waitFor();
      await page.waitForFunction(() => document.querySelector('[data-reading] progress')?.value > 0);
      assert.match(await text(page, '[data-reading]'), /Reading 1 file: .* of \d+\.\d MB/);
      await page.locator('[data-reading] button').click();
      await bar.waitFor({ state: 'detached' });
      await verdict(page, 'empty');
      assert.equal(await page.locator('[role=alert]').count(), 0);
      // The page takes the next thing.
      await drop(page, place('core.client'), {
        name: 'a.pem', bytes: await fixture('core-both-ca1.pem'),
      });
      await filled(page, 'core.client');
      await close(page);
    });

    test('a private key in an archive is refused in words and leaves no trace', async () => {
      await start();
      const pem = (await fixture('bad/key-pkcs8.pem')).toString();
      const { d } = createPrivateKey(pem.slice(pem.indexOf('-----BEGIN'))).export({ format: 'jwk' });
      await drop(page, 'body', { name: 'key.pem.gz', bytes: gzipSync(pem) });
      const alert = page.locator('[role=alert]', { hasText: 'private key' });
      await alert.waitFor();
      assert.match(await alert.innerText(), /key\.pem/);
      const secret = Buffer.from(d, 'base64url').toString('latin1');
      assert.deepEqual(await inMemory(page, [secret.slice(0, 16), secret.slice(-16)]), []);
      await close(page);
    });

    test('a damaged archive is named, and what came before is used', async () => {
      await start();
      const [first] = await archives();
      await drop(page, 'body', { name: first.name, bytes: first.bytes.subarray(0, 20_000) });
      const alert = page.locator('[role=alert]', { hasText: 'cut off' });
      await alert.first().waitFor();
      await filled(page, 'core.client');
      await close(page);
    });

    test('certificates in other encodings are read where they are dropped', async () => {
      await start();
      for (const name of ['bad/utf-16le.pem', 'bad/pkcs7.p7b']) {
        await drop(page, place('core.client'), { name, bytes: await fixture(name) });
        await filled(page, 'core.client');
        await page.locator(`${place('core.client')} button`, { hasText: 'Remove' }).click();
        await page.waitForSelector(`${place('core.client')}.is-empty`);
      }
      await close(page);
    });
  });
}
