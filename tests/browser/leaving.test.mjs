// A reload with work that is not saved asks; without any it does not.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drop, filled, fixture, inBrowser, products, verdict } from './support.mjs';

const EXAMPLE = 'button[data-example="condition-2.1"]';
const CERTIFICATE = 'core-both-ca1.pem';

for (const product of products) {
  describe(`leaving the page: ${product.name}`, () => {
    const running = inBrowser(product);
    /** Opens the page; a browser asks only where somebody touched it. */
    const start = async () => {
      const page = await running.open();
      await page.mouse.click(5, 5);
      page.asked = [];
      page.stays = false;
      page.on('dialog', async (dialog) => {
        page.asked.push(dialog.type());
        await (page.stays ? dialog.dismiss() : dialog.accept());
      });
      return page;
    };
    const give = async (page) => {
      await drop(page, '[data-store="core.client"]', { name: CERTIFICATE, bytes: await fixture(CERTIFICATE) });
      await filled(page, 'core.client');
    };
    const save = async (page, what) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'), page.click(`.take-away button[data-save="${what}"]`),
      ]);
      return download.path();
    };
    /** Whether a reload asks. */
    const asks = async (page) => {
      await page.reload();
      await page.waitForSelector('[data-overall-verdict]');
      return page.asked.splice(0).length > 0;
    };

    test('nothing is asked on a fresh page, for an example alone, or for another check date', async () => {
      const page = await start();
      assert.equal(await asks(page), false);
      await page.mouse.click(5, 5);
      await page.click(EXAMPLE);
      await verdict(page, 'works');
      await page.fill('#at', '2027-01-15');
      assert.equal(await asks(page), false);
      await page.context().close();
    });

    test('a certificate, and a change of an example, are work; who stays finds it', async () => {
      const page = await start();
      await give(page);
      page.stays = true;
      // A reload that is refused never ends.
      await page.evaluate(() => { setTimeout(() => location.reload()); });
      await page.waitForEvent('dialog');
      await filled(page, 'core.client');
      page.stays = false;
      page.asked = [];
      assert.equal(await asks(page), true);
      await page.click(EXAMPLE);
      await verdict(page, 'works');
      await page.fill('#core-verify-name', 'edge.example.org');
      await verdict(page, 'fails');
      assert.equal(await asks(page), true);
      await page.context().close();
    });

    test('a tab that is closed asks, too', async () => {
      const page = await start();
      await give(page);
      const [dialog] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
      assert.equal(dialog.type(), 'beforeunload');
      await page.context().close();
    });

    test('what was saved is no work until it is changed', async () => {
      const page = await start();
      for (const what of ['case', 'page-with-case']) {
        await give(page);
        await save(page, what);
        assert.equal(await asks(page), false, what);
        await page.mouse.click(5, 5);
      }
      await give(page);
      await save(page, 'case');
      await page.click('#edge-add-machine');
      await page.waitForSelector('[data-peer="edge2"]');
      assert.equal(await asks(page), true);
      // A report cannot be opened again.
      await page.mouse.click(5, 5);
      await give(page);
      await save(page, 'html');
      assert.equal(await asks(page), true);
      await page.context().close();
    });

    test('a case that was opened is no work until it is changed', async () => {
      const page = await start();
      await give(page);
      const path = await save(page, 'case');
      assert.equal(await asks(page), false);
      await page.setInputFiles('#anything', path);
      await filled(page, 'core.client');
      assert.equal(await asks(page), false);
      await page.mouse.click(5, 5);
      await page.setInputFiles('#anything', path);
      await filled(page, 'core.client');
      await page.fill('#core-verify-name', 'edge.example.org');
      await page.waitForFunction(() => document.querySelector('#core-verify-name').value.endsWith('org'));
      assert.equal(await asks(page), true);
      await page.context().close();
    });
  });
}
