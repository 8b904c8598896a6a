// A deployment that is too large to be judged at once: a worker judges it while the page answers, it can
// be canceled, and what is drawn of it is bounded.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  bothProducts, browser, close, deploy, drop, fixture, inBrowser, open, services, verdict,
} from './support.mjs';

const SERVER_ONLY = ['core-server-only-ca2', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2'];

/** A case of a deployment with 10,000 far ends. */
const large = async () => {
  const folder = process.env.EKU_FAR_ENDS;
  assert.ok(folder, 'EKU_FAR_ENDS names no folder: run `cargo xtask test browser`');
  return { name: 'large.json', bytes: await readFile(join(folder, 'case.json')) };
};

const judging = (page, id) => page.waitForSelector(`[data-judging="${id}"]`);

/** Keeps questions from workers until `release`, so that judging lasts as long as a test needs. */
const hold = (page) =>
  page.evaluate(() => {
    const { postMessage, terminate } = Worker.prototype;
    const held = (globalThis.held = []);
    globalThis.ended = 0;
    Worker.prototype.postMessage = function (message, ...rest) {
      const send = () => postMessage.call(this, message, ...rest);
      if (message instanceof Uint8Array) held.push(send);
      else send();
    };
    Worker.prototype.terminate = function () {
      globalThis.ended += 1;
      terminate.call(this);
    };
    globalThis.release = () => held.splice(0).forEach((send) => send());
  });

const asked = (page, times) => page.waitForFunction((times) => globalThis.held.length === times, times);

for (const product of bothProducts) {
  describe(`a large deployment: ${product.name}`, () => {
    const running = inBrowser(product);
    const start = running.open;

    test('is judged beside the page, which answers meanwhile; the last question counts', async () => {
      const page = await start();
      await drop(page, 'main', await large());
      await judging(page, 'running');
      assert.match(await page.innerText('[data-judging]'), /Checking…\s+2 peers, 6 certificates and 10,000 far ends\. You can continue meanwhile\./);
      // Typed, drawn and asked about while a worker judges.
      for (const name of ['e', 'edge.example', 'edge.example.com']) {
        await page.fill('#core-verify-name', name);
        await page.waitForFunction((name) => document.querySelector('#core-verify-name').value === name, name);
        await judging(page, 'running');
      }
      await page.getByRole('button', { name: 'Help', exact: true }).click();
      await page.getByRole('dialog', { name: 'Help' }).waitFor();
      await page.keyboard.press('Escape');
      await judging(page, 'running');
      assert.equal(await page.locator('[data-service]').count(), 0);
      await page.waitForSelector('main:not([aria-busy], :has([aria-busy])) [data-overall-verdict="fails"]', { timeout: 300_000 });
      assert.equal(await page.locator('[data-judging]').count(), 0);
      assert.equal(await page.inputValue('#core-verify-name'), 'edge.example.com');
      await close(page);
    });

    test('that does not fit the screen is counted and not drawn', async () => {
      const page = await start();
      await drop(page, 'main', await large());
      await page.waitForSelector('main:not([aria-busy], :has([aria-busy])) [data-overall-verdict="fails"]', { timeout: 300_000 });
      for (const [list, entry, all] of [
        ['.board', '[data-service]', 10_004],
        ['.picture', '[data-connection]', 20_000 + 8],
        ['.far-ends', '[data-far-end]', 10_000],
      ]) {
        const drawn = await page.locator(`${list} ${entry}`).count();
        const counted = Number(await page.getAttribute(`${list} [data-not-drawn]`, 'data-not-drawn'));
        assert.ok(drawn > 0 && drawn <= 150, `${drawn} of ${list}`);
        assert.ok(Math.abs(drawn + counted - all) < 10, `${drawn} and ${counted} of ${list}`);
      }
      assert.match(await page.innerText('.board [data-not-drawn]'), /And 9,9\d\d more, not shown\./);
      const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
      assert.ok(nodes < 20_000, `${nodes} elements`);
      await close(page);
    });

    test('keeps the answer from before in sight, as what it is, until the new one is there', async () => {
      const page = await start();
      await deploy(page, SERVER_ONLY);
      await verdict(page, 'fails');
      const before = await services(page);
      await hold(page);
      const roots = (await fixture('ca-both-roots.pem')).toString();
      await drop(page, '#trusted', { name: 'roots.pem', parts: [[roots, 100]] });
      await judging(page, 'running');
      assert.equal(await page.innerText('[data-is-old]'), 'The answer below is from before your last change.');
      assert.deepEqual(await services(page), before);
      assert.ok(await page.$$eval('.judged', (all) => all.length === 2 && all.every((one) => one.inert)));
      assert.ok(await page.$eval('.answer-sheet', (sheet) => sheet.parentElement.classList.contains('is-old')));
      await asked(page, 1);
      await page.click('[data-try="fix"]');
      assert.equal(await page.locator('[data-trial]').count(), 0, 'a plan of what was before cannot be tried');
      await page.evaluate(() => globalThis.release());
      await verdict(page, 'fails');
      assert.equal(await page.locator('.judged[inert], .is-old, [data-is-old]').count(), 0);
      // The worker is kept for the next question, unless that is given up while it is judged.
      await page.fill('#core-verify-name', 'e');
      await asked(page, 1);
      assert.equal(await page.evaluate(() => globalThis.ended), 0);
      await page.fill('#core-verify-name', 'edge.example.com');
      await page.waitForFunction(() => globalThis.ended === 1);
      await asked(page, 2);
      await page.evaluate(() => globalThis.release());
      await verdict(page, 'fails');
      await close(page);
    });

    test('can be canceled, says what is not checked, and is judged again by a key', async () => {
      const page = await start();
      await hold(page);
      await drop(page, 'main', await large());
      await judging(page, 'running');
      await asked(page, 1);
      await page.locator('[data-judging-action="cancel"]').focus();
      await page.keyboard.press('Enter');
      await judging(page, 'canceled');
      assert.match(await page.innerText('[data-judging]'), /Not checked\. You canceled the check\.\s+There is no answer for 2 peers, 6 certificates and 10,000 far ends\./);
      await page.waitForFunction(() => globalThis.ended === 1);
      await verdict(page, 'empty');
      assert.equal(await page.locator('[data-service], .answer-sentence').count(), 0);
      assert.equal(await page.locator('[data-far-end]').count(), 20, 'what was given is there');
      // Whatever an ended worker still had to say is not heard.
      await page.evaluate(() => globalThis.release());
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-judging] [data-save="case"]')]);
      assert.match(download.suggestedFilename(), /^expressway-eku-case-/);
      await page.locator('[data-judging-action="again"]').focus();
      await page.keyboard.press('Enter');
      await judging(page, 'running');
      // A smaller deployment needs no worker.
      await page.click('.section-head button:has-text("Start again")');
      await page.click('button[data-example="condition-2.1"]');
      await verdict(page, 'works');
      assert.equal(await page.locator('[data-judging]').count(), 0);
      await page.context().close();
    });

    test('that crashes its worker is said, and the page goes on', async () => {
      // 20 MB of memory for each program, and a question that is larger.
      const little = await browser('--js-flags=--wasm-max-mem-pages=320');
      const page = await open(little, running.address);
      await deploy(page, SERVER_ONLY);
      await verdict(page, 'fails');
      const roots = (await fixture('ca-both-roots.pem')).toString();
      await page.evaluate(() => {
        const { postMessage } = Worker.prototype;
        globalThis.mend = () => { Worker.prototype.postMessage = postMessage; };
        Worker.prototype.postMessage = function (message, ...rest) {
          postMessage.call(this, message instanceof Uint8Array ? new Uint8Array(30_000_000) : message, ...rest);
        };
      });
      await drop(page, '#trusted', { name: 'roots.pem', parts: [[roots, 400]] });
      await judging(page, 'crashed');
      assert.match(await page.innerText('[data-judging]'), /Not checked\. The check crashed\.\s+2 peers and 1,6\d\d certificates may need more memory than your browser has\./);
      assert.equal(await page.locator('#crashed').isVisible(), false);
      assert.equal(await page.locator('[data-service]').count(), 0);
      await page.evaluate(() => globalThis.mend());
      await page.click('[data-judging-action="again"]');
      await verdict(page, 'fails');
      assert.equal(page.complaints.length, 0, page.complaints.join('\n'));
      await little.close();
    });
  });
}
