// A program that crashes, for lack of memory as for any other reason: said in words, and the page goes
// on with what was there. Browsers give here 20 MB of memory to each program.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import {
  bothProducts, deploy, drop, filled, fixture, inBrowser, inMemory, place, services, verdict,
} from './support.mjs';

const MEMORY = '--js-flags=--wasm-max-mem-pages=320';
const SERVER_ONLY = ['core-server-only-ca2', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2'];
const NEEDLE = 'needle-in-the-memory-of-the-program';

/** A case that is larger than the memory. */
const HUGE = { name: 'huge.json', parts: [['{"schema":"eku/case/2","program":"', 1], [`${NEEDLE}-`, 400_000], ['"}', 1]] };

const crashed = (page) => page.locator('#crashed');

/** A crash is an uncaught error, and the browser says so in its console. */
const closeAfterCrash = async (page, crashes) => {
  assert.equal(page.complaints.length, crashes, page.complaints.join('\n'));
  assert.deepEqual(page.requests.filter((url) => !url.startsWith('blob:')), []);
  await page.context().close();
};

for (const product of bothProducts) {
  describe(`a crash: ${product.name}`, () => {
    const running = inBrowser(product, MEMORY);
    const start = running.open;

    test('is said with the file that is not added, and all that was there goes on', async () => {
      const page = await start();
      assert.equal(await crashed(page).isVisible(), false);
      await deploy(page, SERVER_ONLY);
      await verdict(page, 'fails');
      await page.fill('#core-verify-name', 'edge.example.com');
      await page.selectOption('#far-end-kind', 'webex');
      await page.click('#add-far-end');
      await page.waitForSelector('[data-far-end="webex"]');
      const before = await services(page);
      await drop(page, 'main', HUGE);
      await crashed(page).waitFor();
      assert.match(await crashed(page).innerText(), /The page crashed and started again\.\s+Not added: huge\.json\. Everything else was kept\./);
      assert.equal(await crashed(page).getAttribute('role'), 'alert');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'crashed');
      await verdict(page, 'fails');
      assert.deepEqual(await services(page), before);
      assert.equal(await page.inputValue('#core-verify-name'), 'edge.example.com');
      assert.equal(await page.locator('[data-far-end="webex"]').count(), 1);
      assert.equal(await page.locator('[data-case]').count(), 0, 'no case is said to be open');
      assert.equal(await page.locator('[data-other-day]').count(), 0);

      // It takes the next file, once, and what the program that crashed had read is overwritten.
      await drop(page, place('core.client'), { name: 'b.pem', bytes: await fixture('core-both-ca1.pem') });
      await page.locator(`${place('core.client')} .store-name`).filter({ hasText: 'core.example.com' }).waitFor();
      await page.waitForSelector('[data-service="ssh-tunnels"][data-verdict="works"]');
      assert.deepEqual(await inMemory(page, [NEEDLE]), []);
      await crashed(page).getByRole('button', { name: 'Dismiss' }).click();
      assert.equal(await crashed(page).isVisible(), false);
      await closeAfterCrash(page, 1);
    });

    test('of an empty page leaves an empty page that works', async () => {
      const page = await start();
      await drop(page, 'main', HUGE);
      await crashed(page).filter({ hasText: 'Not added: huge.json.' }).waitFor();
      await verdict(page, 'empty');
      await page.click('button[data-example="condition-2.1"]');
      await verdict(page, 'works');
      // And again.
      await drop(page, 'main', HUGE);
      await page.waitForFunction(() => globalThis.memoriesOfThePage.length === 3);
      await verdict(page, 'works');
      await closeAfterCrash(page, 2);
    });

    test('that comes again at once leaves the case to be saved, and a reload', async () => {
      const page = await start();
      await page.click('button[data-example="condition-2.1"]');
      await verdict(page, 'works');
      await page.waitForFunction(() => globalThis.ekuScript.kept.case);
      // What is kept is too large for the memory, as after many files.
      await page.evaluate(() => {
        const { kept } = globalThis.ekuScript;
        kept.case = kept.case.replace('{', `{${' '.repeat(24_000_000)}`);
      });
      await drop(page, 'main', HUGE);
      const said = page.locator('#crashed[data-outcome="kept"]');
      await said.waitFor();
      assert.match(await said.innerText(), /^The page crashed and cannot start again with this deployment\.\s+Save the case\./);
      assert.equal(await page.locator('.page').count(), 0, 'nothing that does not work is shown');
      const [download] = await Promise.all([
        page.waitForEvent('download'), said.getByRole('button', { name: 'Save the case' }).click(),
      ]);
      assert.equal(download.suggestedFilename(), 'expressway-eku-case.json');
      const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
      assert.equal(saved.schema, 'eku/case/2');
      await said.getByRole('button', { name: 'Reload the page' }).click();
      await verdict(page, 'empty');
      assert.equal(await crashed(page).isVisible(), false);
      await drop(page, 'main', { name: 'a.json', bytes: Buffer.from(JSON.stringify(saved)) });
      await verdict(page, 'works');
      await page.context().close();
    });

    test('of a worker is a problem of its file, and the others are read', async () => {
      const page = await start();
      const pem = (await fixture('core-both-ca1.pem')).toString();
      await drop(page, 'body',
        { name: 'huge.pem', parts: [[pem, 12_000]] },
        { name: 'loggingsnapshot_m1_20261120093000.txt', parts: [['2026-11-20T09:30:00.000+00:00 m1 tvcs: Event="Started"\n', 9]] },
        { name: 'server_m1_20261120093000.pem', bytes: await fixture('edge-server-only-ca2.pem') });
      await page.locator('section[data-machine="m1"]').waitFor();
      const alert = page.locator('.alert[role=alert]');
      assert.match(await alert.innerText(), /huge\.pem was not added, because reading it crashed\. Use the command line/);
      assert.equal(await alert.count(), 1);
      assert.equal(await page.locator('[data-reading]').count(), 0);
      assert.equal(await crashed(page).isVisible(), false);
      await page.locator('section[data-machine="m1"] [data-assign="edge"]').click();
      await filled(page, 'edge.server');
      await closeAfterCrash(page, 0);
    });

    test('does not come of a PKCS#7 file with tens of thousands of empty certificates', async () => {
      const page = await start();
      await page.click('button[data-example="condition-2.1"]');
      await verdict(page, 'works');
      await drop(page, place('core.client'), { name: 'empty.p7b', bytes: emptyCertificates(500_000) });
      const said = page.locator('.alert[role=alert], #crashed:not([hidden])').first();
      await said.filter({ hasText: 'empty.p7b' }).waitFor();
      await verdict(page, 'works');
      await page.fill('#core-verify-name', 'other.example.com');
      await verdict(page, 'fails');
      const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
      assert.ok(nodes < 20_000, `${nodes} elements`);
      await page.context().close();
    });
  });
}

/** PKCS#7 SignedData of certificates that are empty sequences. */
function emptyCertificates(count) {
  const der = (tag, ...parts) => {
    const content = Buffer.concat(parts);
    const length = [];
    for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
    const head = content.length < 128 ? [content.length] : [0x80 | length.length, ...length];
    return Buffer.concat([Buffer.from([tag, ...head]), content]);
  };
  const oid = (...bytes) => der(6, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, ...bytes]));
  const version = der(2, Buffer.from([1]));
  const certificates = der(0xa0, Buffer.alloc(2 * count, Buffer.from([0x30, 0])));
  const signed = der(0x30, version, der(0x31), der(0x30, oid(1)), certificates, der(0x31));
  return der(0x30, oid(2), der(0xa0, signed));
}
