// Input that cannot be used: one clear message each, nothing else changes, and a private key
// leaves no trace in the page, in storage or in the program's memory.

import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  close, contents, deploy, drop, fixture, inBrowser, inMemory, paste, place, products, shownAndStored,
  verdict,
} from './support.mjs';

const GOOD = ['core-both-ca1', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2'];
const file = async (path) => ({ name: path.split('/').pop(), bytes: await fixture(path) });
const inside = (text, times) => ({
  name: 'long.pem',
  parts: [['-----BEGIN CERTIFICATE-----\n', 1], [text, times], ['\n-----END CERTIFICATE-----\n', 1]],
});

const BAD = {
  'an empty file': [() => file('bad/empty.pem'), /empty/],
  junk: [() => file('bad/junk.bin'), /no certificate/],
  'truncated DER': [() => file('bad/truncated.der'), /./],
  'a certificate request': [() => file('bad/request.pem'), /request/],
  'a private key': [() => file('bad/key-pkcs8.pem'), /private key/],
  'PKCS#12': [() => file('bad/pkcs12.p12'), /PKCS#12/],
  '30 MB of A in a PEM body': [() => inside('A', 30_000_000), /large/],
};

/** Texts, one character a byte, of which none may be found anywhere. */
function traces(pem) {
  const body = pem.split(/-----[^-]+-----/)[1].trim();
  const lines = body.split(/\r?\n/).filter((line) => line.length > 20);
  const { d } = createPrivateKey(pem).export({ format: 'jwk' });
  const secret = Buffer.from(d, 'base64url').toString('latin1');
  return [
    ...lines.map((line) => line.slice(0, 40)),
    // As UTF-16, which a stray copy of the browser's text would be.
    ...lines.map((line) => [...line.slice(0, 20)].join('\0')),
    secret.slice(0, 16),
    secret.slice(-16),
  ];
}

for (const product of products) {
  describe(`bad input: ${product.name}`, () => {
    const running = inBrowser(product);
    let page;
    const start = async () => (page = await running.open());

    for (const [name, [make, expected]] of Object.entries(BAD)) {
      test(`${name}: one message, and every store keeps what it had`, async () => {
        await start();
        await deploy(page, GOOD);
        await verdict(page, 'works');
        const kept = await contents(page);
        const bad = await make();
        await drop(page, place('edge.server'), bad);
        const alert = page.locator('[role=alert]');
        await alert.waitFor();
        assert.equal(await alert.count(), 1);
        assert.equal(await page.locator(`${place('edge.server')} [role=alert]`).count(), 1);
        const text = await alert.locator('p').textContent();
        assert.match(text, expected);
        assert.ok(text.startsWith(bad.name), text);
        assert.deepEqual(await contents(page), kept);
        await verdict(page, 'works');

        await drop(page, place('core.client'), await file('core-both-ca1.pem'));
        assert.equal(await alert.count(), 1, 'it does not go away by itself');
        await alert.getByRole('button').click();
        await alert.waitFor({ state: 'detached' });
        await close(page);
      });
    }

    test('pasted junk is named, and the text area is cleared', async () => {
      await start();
      for (const give of [paste, (page, selector, text) => page.fill(selector, text)]) {
        await give(page, `${place('core.client')} textarea`, 'certainly not a certificate');
        const alert = page.locator(`${place('core.client')} [role=alert]`);
        await alert.waitFor();
        assert.match(await alert.textContent(), /pasted text/);
        assert.equal(await page.inputValue(`${place('core.client')} textarea`), '');
        await alert.getByRole('button').click();
        await alert.waitFor({ state: 'detached' });
      }
      await close(page);
    });

    for (const key of ['key-pkcs8.pem', 'key-rsa.pem', 'key-ec.pem', 'key-and-certificate.pem']) {
      test(`${key} leaves no trace, however it is given`, async () => {
        await start();
        const bytes = await fixture(`bad/${key}`);
        const pem = bytes.toString().match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?-----END [A-Z ]*PRIVATE KEY-----/)[0];
        const area = `${place('core.client')} textarea`;
        for (const give of [
          () => drop(page, place('core.client'), { name: key, bytes }),
          () => page.setInputFiles('#core-client', { name: key, mimeType: '', buffer: bytes }),
          () => page.setInputFiles('#anything', { name: key, mimeType: '', buffer: bytes }),
          () => paste(page, area, bytes.toString()),
          () => page.fill(area, bytes.toString()),
        ]) {
          await give();
          const alert = page.locator('[role=alert]', { hasText: 'private key' });
          await alert.waitFor();
          assert.equal(await page.inputValue(area), '');
          assert.deepEqual(await inMemory(page, traces(pem)), []);
          const shown = await shownAndStored(page);
          assert.deepEqual(traces(pem).filter((trace) => shown.includes(trace)), []);
          await alert.getByRole('button').first().click();
          await alert.waitFor({ state: 'detached' });
        }
        await close(page);
      });
    }

    test('the search for traces finds what is there', async () => {
      await start();
      const bytes = await fixture('forms/certificate.der');
      await drop(page, place('core.client'), { name: 'certificate.der', bytes });
      await verdict(page, 'undecided');
      const part = bytes.subarray(100, 140).toString('latin1');
      assert.deepEqual(await inMemory(page, [part]), [part]);
      await close(page);
    });
  });
}
