// Names in certificates may hold anything: nothing of it runs, moves or hides what stands around
// it, and what can deceive a reader is marked where the name is read.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { overflow, unfold } from './states.mjs';
import { browser, close, deploy, drop, filled, fixture, open, place, products } from './support.mjs';

const put = async (page, store, name) => {
  await drop(page, place(store), { name: `${name}.pem`, bytes: await fixture(`names/${name}.pem`) });
  await filled(page, store);
};

/** The marks at a store that are seen without a tap, or those among its fields. */
const marks = (page, store, where = 'summary') =>
  page.$$eval(`${place(store)} ${where} [data-name-mark]`, (all) =>
    all.filter((one) => one.checkVisibility()).map((one) => [one.dataset.nameMark, one.textContent]));

const MARKED = [
  ['hidden', 'hidden-characters', /\\u\{200b\}.*contains hidden characters\./],
  ['hidden', 'hidden-characters', /\\u\{202e\}moc\.elpmaxe\\u\{202c\}.*contains hidden characters\./],
  ['right-to-left', 'right-to-left-letters', /contains letters that are read from right to left/],
  ['right-to-left', 'encoded-name', /"xn--4dbcc\.example\.com" is an encoded name/],
  ['look-alike', 'look-alike-name', /"еdge\.example\.com" looks like "edge\.example\.com" but is written with Cyrillic letters\./],
  ['mixed-scripts', 'mixed-scripts', /mixes Latin letters with Cyrillic letters in the word "Ромашкa"/],
  ['mixed-scripts', 'encoded-name', /means "bücher\.example\.com"/],
  ['long', 'long-name', /a… ?is 10,000 characters long\.|a…" is 10,000 characters long\./],
  ['long', 'piled-marks', /contains marks that pile up on a letter\./],
];

for (const product of products) {
  describe(`hostile names, ${product.name}`, () => {
    let chromium, served;
    before(async () => {
      chromium = await browser();
      served = await product.start();
    });
    after(async () => {
      await chromium.close();
      await served.stop();
    });

    test('a name that can deceive is marked with words where it is read', async () => {
      const page = await open(chromium, served.address);
      for (const name of new Set(MARKED.map(([name]) => name))) {
        await put(page, 'core.client', name);
        await page.waitForFunction(
          ([selector, name]) => document.querySelector(selector).textContent.includes(`${name}.pem`),
          [place('core.client'), name],
        );
        assert.ok((await marks(page, 'core.client')).length > 0, `${name}: no mark in sight`);
        await page.click(`${place('core.client')} .store-facts > summary`);
        await page.waitForSelector(`${place('core.client')} .fields`);
        const seen = await marks(page, 'core.client', '.fields');
        await page.click(`${place('core.client')} .store-facts > summary`);
        await page.waitForSelector(`${place('core.client')} .fields`, { state: 'detached' });
        for (const [, id, words] of MARKED.filter((row) => row[0] === name)) {
          assert.ok(seen.some((mark) => mark[0] === id && words.test(mark[1])),
            `${id}, ${words}: ${JSON.stringify(seen)}`);
        }
      }
      await close(page);
    });

    test('a usual name has no mark', async () => {
      const page = await open(chromium, served.address);
      await page.click('button[data-example="condition-3"]');
      await page.waitForSelector('[data-overall-verdict="works"]');
      assert.equal(await page.locator('[data-name-mark]').count(), 0);
      await close(page);
    });

    test('two names of the deployment that look alike are marked at both', async () => {
      const page = await open(chromium, served.address);
      await deploy(page, ['core-both-ca1', 'core-both-ca1', 'edge-both-ca1', 'edge-both-ca1']);
      await put(page, 'edge.server', 'near');
      await page.waitForSelector(`${place('edge.server')} [data-name-mark="names-look-alike"]`);
      const [[, words]] = await marks(page, 'edge.server');
      assert.match(words, /the name "edge\.examp1e\.com" looks like "edge\.example\.com", a name in .*, but is a different name\./);
      const [[, other]] = await marks(page, 'edge.client');
      assert.match(other, /"edge\.example\.com" looks like "edge\.examp1e\.com"/);
      // A second certificate with the one name leaves the other as the odd one.
      await drop(page, place('core.server'), { name: 'more.pem', bytes: await fixture('edge-both-ca1.pem') });
      await page.waitForSelector(`${place('edge.client')} [data-name-mark]`, { state: 'detached' });
      assert.equal((await marks(page, 'edge.server')).length, 1);
      await close(page);
    });

    test('markup is text, and no script runs', async () => {
      const page = await open(chromium, served.address);
      const title = await page.title();
      for (const store of ['core.client', 'core.server', 'edge.client', 'edge.server']) {
        await put(page, store, 'markup');
      }
      await unfold(page);
      const shown = await page.textContent(place('core.client'));
      // As RFC 4514 writes it.
      assert.ok(shown.includes("\\<script\\>document.title = 'owned'\\</script\\>"), shown);
      assert.ok(shown.includes('<b onmouseover=alert(1)>core</b>.example.com'));
      const inside = `${place('core.client')} :is(script, img, h1)`;
      assert.equal(await page.locator(inside).count(), 0);
      assert.equal(await page.title(), title);
      await close(page);
    });

    test('a name cannot turn the order of what stands around it', async () => {
      const page = await open(chromium, served.address);
      await put(page, 'core.client', 'right-to-left');
      await unfold(page);
      // Letters from right to left stand in a bdi of their own, or in an isolated drawing.
      const loose = await page.evaluate(() => {
        const found = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const { data, parentElement } = walker.currentNode;
          if (!/[\u0590-\u08ff]/.test(data) || !parentElement.checkVisibility()) continue;
          const isolated = parentElement.closest('bdi, option, textarea, text, title, .visually-hidden');
          if (!isolated) found.push(`${parentElement.tagName}: ${data.slice(0, 80)}`);
        }
        return found;
      });
      assert.deepEqual(loose, []);
      // Nothing that reorders text is left in the page.
      await put(page, 'core.server', 'hidden');
      await unfold(page);
      const text = await page.evaluate(() => document.body.innerText);
      assert.doesNotMatch(text, /[\u200b\u202a-\u202e\u2066-\u2069\u001b]/);
      await close(page);
    });

    test('a name of 10,000 characters is cut, and the whole of it is one tap away', async () => {
      const page = await open(chromium, served.address);
      await put(page, 'core.client', 'long');
      const name = await page.textContent(`${place('core.client')} .store-name`);
      assert.ok(name.length < 100 && name.endsWith('…'), name);
      await page.click(`${place('core.client')} .store-facts > summary`);
      const long = page.locator(`${place('core.client')} dd:has(.long)`, { hasText: 'all 10,' }).last();
      await long.locator('summary').first().click();
      assert.ok((await long.innerText()).includes('a'.repeat(10_000)));
      await close(page);
    });

    for (const width of [390, 1440]) {
      test(`nothing reaches over the edge, ${width} wide`, async () => {
        const page = await open(chromium, served.address, { viewport: { width, height: 900 } });
        for (const names of [['long', 'hidden'], ['markup', 'right-to-left'], ['look-alike', 'near']]) {
          await put(page, 'core.client', names[0]);
          await put(page, 'edge.server', names[1]);
          assert.deepEqual(await overflow(page), [], names.join(', '));
          await unfold(page);
          assert.deepEqual(await overflow(page), [], `${names.join(', ')}, unfolded`);
        }
        await close(page);
      });
    }
  });
}
