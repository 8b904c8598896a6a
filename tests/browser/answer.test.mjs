// The answer's first screen: cause, fix and when, without scrolling; the way to another day and back;
// and the way to what can be saved.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { close, deploy, inBrowser, products, verdict } from './support.mjs';

const SERVER_ONLY = [
  'core-server-only-ca2', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2',
];
const BOTH = ['core-both-ca2', 'core-both-ca2', 'edge-both-ca2', 'edge-both-ca2'];
const SCREENS = [['a laptop', 1440, 900], ['a phone', 390, 844]];

/** The answer's lines by their names, each with whether all of it is in sight without scrolling. */
const lines = (page) =>
  page.$$eval('.answer-lines dt', (terms) =>
    Object.fromEntries(terms.map((term) => {
      const { bottom } = term.nextElementSibling.getBoundingClientRect();
      const words = term.nextElementSibling.textContent.replace(/\s+/g, ' ').trim();
      return [term.textContent, { words, inSight: scrollY === 0 && bottom <= innerHeight }];
    })));

for (const product of products) {
  describe(`the answer: ${product.name}`, () => {
    const running = inBrowser(product);

    for (const [name, width, height] of SCREENS) {
      test(`cause, fix and when are on the first screen of ${name}`, async () => {
        const page = await running.open({ viewport: { width, height } });
        await deploy(page, SERVER_ONLY);
        await verdict(page, 'fails');
        await page.evaluate(() => scrollTo(0, 0));
        const told = await lines(page);
        assert.deepEqual(Object.keys(told), ['Cause', 'Fix', 'When']);
        for (const [line, { inSight }] of Object.entries(told)) assert.ok(inSight, `${line} on ${name}`);
        assert.match(told.Cause.words, /^Core's client certificate has server authentication only/);
        assert.match(told.Cause.words, /Turning off the EKU check on Edge does not fix Mobile and Remote Access/);
        const first = await page.textContent('[data-plan="1"] .plan-title');
        assert.ok(told.Fix.words.startsWith(`${first}. First add that CA to the trusted CA list of Edge`), told.Fix.words);
        assert.match(told.Cause.words, /The client certificate is a copy of the server certificate\. Why is it a copy\?$/);
        assert.match(told.When.words, /^Already failing\. After the fix, the next expiry is 1 Jun 2027 \(190 days\): 3 certificates\./);
        await close(page);
      });
    }

    test('the fix is tried from the answer, and what was tried says until when it holds', async () => {
      const page = await running.open();
      await deploy(page, SERVER_ONLY);
      await verdict(page, 'fails');
      await page.click('[data-try="fix"]');
      await verdict(page, 'works');
      assert.equal(await page.locator('[data-fix]').count(), 0);
      assert.match((await lines(page)).When.words, /^Every service works until 1 Jun 2027 \(190 days\), when /);
      await close(page);
    });

    test('what works says until when, and what a renewal does to it', async () => {
      const page = await running.open();
      await deploy(page, BOTH);
      await verdict(page, 'works');
      const told = await lines(page);
      assert.deepEqual(Object.keys(told), ['Fix', 'When']);
      assert.match(told.When.words, /^Every service works until 1 Jun 2027 \(190 days\), when Core's client certificate and 3 others expire\./);
      assert.match(told.When.words, /Renewing with the same CA does not help: the new certificate will have no client authentication\./);
      await close(page);
    });

    test('another day than today is named above the answer, with the way back', async () => {
      const page = await running.open();
      await deploy(page, BOTH);
      await verdict(page, 'works');
      assert.equal(await page.locator('[data-other-day]').count(), 0);
      await page.fill('#at', '2027-06-02');
      await verdict(page, 'fails');
      assert.match(await page.textContent('[data-other-day]'), /^On 2 Jun 2027:/);
      assert.match((await lines(page)).When.words, /^Failing on that date\./);
      await page.click('[data-other-day] button');
      await verdict(page, 'works');
      assert.equal(await page.locator('[data-other-day]').count(), 0);
      await close(page);
    });

    test('the head leads to what can be saved, and what was saved is named', async () => {
      const page = await running.open();
      const lead = page.getByRole('link', { name: 'Save or print' });
      assert.equal(await lead.count(), 0, 'before there is an answer');
      await deploy(page, BOTH);
      await verdict(page, 'works');
      await lead.click();
      await page.waitForFunction(() => {
        const { top } = document.getElementById('take-away').getBoundingClientRect();
        return top >= 0 && top < innerHeight;
      });
      for (const ending of ['html', 'md', 'json', 'case', 'page']) {
        const [download] = await Promise.all([page.waitForEvent('download'), page.click(`.take-away [data-save="${ending}"]`)]);
        const said = await page.textContent('.take-away .saved');
        assert.equal(said, `${download.suggestedFilename()} was passed to your browser. Check your downloads.`);
      }
      await close(page);
    });

    test('what the browser refuses to keep is said, and not said to be saved', async () => {
      const page = await running.open();
      await deploy(page, BOTH);
      await verdict(page, 'works');
      const said = page.locator('.take-away .saved');
      const refusals = {
        'no address for it': () => {
          URL.createObjectURL = () => { throw new DOMException('full', 'QuotaExceededError'); };
        },
        'a file that cannot be read': () => {
          URL.createObjectURL = globalThis.createAddress;
          Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('full', 'NotReadableError'));
        },
      };
      await page.evaluate(() => { globalThis.createAddress = URL.createObjectURL; });
      for (const [why, refuse] of Object.entries(refusals)) {
        await page.click('.take-away [data-save="md"]');
        await said.filter({ hasText: 'was passed to your browser' }).waitFor();
        await page.evaluate(refuse);
        for (const ending of ['html', 'case', 'page']) {
          await page.click(`.take-away [data-save="${ending}"]`);
          await said.filter({ hasText: 'was not saved' }).waitFor();
          assert.doesNotMatch(await said.textContent(), /was passed/, why);
          assert.ok(await said.evaluate((line) => line.classList.contains('is-fails')));
        }
        await page.evaluate(() => { URL.createObjectURL = globalThis.createAddress; });
      }
      await page.context().close();
    });
  });
}
