// Everything that a mouse can do is done by keyboard alone; the focus is seen at every stop, in the
// order in which the page is read, and nothing holds it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { STATES, openIn } from './states.mjs';
import {
  STORES, browser, close, contents, filled, inBrowser, open, place, products, verdict,
} from './support.mjs';

const MOST_STOPS = 500;

/** Presses Tab until the focus is on what a selector finds. */
const tabTo = async (page, selector) => {
  const there = () =>
    page.evaluate((selector) => document.activeElement?.matches(selector), selector);
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    if (await there()) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${selector} was never reached`);
};

const press = async (page, selector, key = 'Enter') => {
  await tabTo(page, selector);
  await page.keyboard.press(key);
};

/** Presses Enter on a file input and gives what the browser asks for. */
const choose = async (page, input, path) => {
  await tabTo(page, input);
  const chosen = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chosen).setFiles(fileURLToPath(new URL(`../certs/${path}`, import.meta.url)));
};

/** Opens the page. The browser's own dialog for files is held back from the start. */
const start = async (browser, address) => {
  const page = await open(browser, address);
  page.on('filechooser', () => {});
  return page;
};

/** What has the focus: what it is, whether that is seen, and where it stands. */
const stop = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return null;
    // The button of a file input is its label: the input itself takes no room.
    const shown = one.matches('input.visually-hidden') ? one.labels[0] : one;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
    const { left, top, right, bottom } = shown.getBoundingClientRect();
    const ringed = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)';
    // In a drawing the ring is drawn around the ground of what has the focus.
    const ground = one.querySelector(':scope > .arrow-ground');
    const { stroke, strokeWidth } = getComputedStyle(ground ?? one);
    const drawn = ground !== null && stroke !== 'none' && parseFloat(strokeWidth) >= 2;
    const inside = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    // What lies on its middle: itself, a part of it, or what it is a part of.
    const x = Math.min(Math.max((left + right) / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max((top + bottom) / 2, 1), innerHeight - 2);
    const above = document.elementFromPoint(x, y);
    const covered = !(above && (shown.contains(above) || above.contains(shown)));
    const name = `${one.tagName.toLowerCase()}#${one.id} ${(one.innerText ?? '').slice(0, 40)}`;
    const stops = Number(one.dataset.stops ?? 0) + 1;
    one.dataset.stops = stops;
    // A date has a stop for the day, the month, the year and the calendar, each with the browser's
    // own mark.
    const several = one.matches('input[type=date]') && stops > 1;
    return { name, ringed: ringed || drawn || several, inside, covered, again: stops > 1 && !several };
  });

/** What a keyboard should reach and did not. */
const missed = (page) =>
  page.evaluate(() => {
    const selector = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    // Behind a modal dialog nothing can be reached.
    const within = document.querySelector('dialog:modal') ?? document;
    const all = [...within.querySelectorAll(selector)].filter((one) =>
      !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }));
    // Of radio buttons and of a drawing's arrows only one may be a stop.
    return all.filter((one) => !one.dataset.stops).map((one) => one.outerHTML.slice(0, 120));
  });

for (const product of products) {
  describe(`by keyboard alone: ${product.name}`, () => {
    const running = inBrowser(product);

    test('four stores are filled by their file inputs, a switch is thrown, and it is all undone', async () => {
      const page = await start(running.chromium, running.address);
      const files = ['core-both-ca1', 'core-server-only-ca2', 'edge-server-only-ca2', 'edge-server-only-ca2'];
      for (const [index, store] of STORES.entries()) {
        await choose(page, `input#${store.replace('.', '-')}`, `${files[index]}.pem`);
        await filled(page, store);
      }
      await verdict(page, 'works');
      // Edge's client store holds the copied certificate; its check decides nothing here.
      await press(page, '#edge-eku-check', 'Space');
      assert.equal(await page.isChecked('#edge-eku-check'), false);
      await tabTo(page, '#release');
      await page.keyboard.type('X15.3');
      assert.equal(await page.inputValue('#release'), 'X15.3');
      await page.waitForSelector(`${place('core.client')}.is-disabled`);
      await page.keyboard.press('Home');
      assert.equal(await page.inputValue('#release'), 'X15.5');
      await press(page, `${place('core.client')} .intake > button`);
      await page.waitForSelector(`${place('core.client')}.is-empty`);
      await press(page, '.deployment .section-head .is-quiet');
      await verdict(page, 'empty');
      await close(page);
    });

    test('an example is loaded, its reasons, steps, fields and sources are opened, a command is copied', async () => {
      const page = await start(running.chromium, running.address);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
      await press(page, 'button[data-example="condition-2-check-on"]');
      await verdict(page, 'fails');
      for (const summary of [
        '[data-service="mra"] > summary', '[data-plan="1"] .disclosure > summary',
        `${place('core.client')} .store-facts > summary`,
      ]) {
        await press(page, summary);
        assert.ok(await page.$eval(summary, (one) => one.parentElement.open), summary);
      }
      await press(page, '[data-plan="1"] .command button');
      await page.waitForFunction(() =>
        document.querySelector('[data-plan="1"] .command button').textContent.includes('Copied'));
      await close(page);
    });

    test('a certificate is moved and pasted, a machine and a far end come and go', async () => {
      const page = await start(running.chromium, running.address);
      await press(page, 'button[data-example="condition-2.1"]');
      await verdict(page, 'works');
      const before = await contents(page);
      await press(page, `${place('core.client')} .mover > summary`);
      await press(page, `${place('core.client')} [data-move="core.server"]`);
      await page.waitForFunction(
        ([selector, old]) => document.querySelector(selector).textContent !== old,
        [`${place('core.client')} .store-facts`, before['core.client']],
      );
      await press(page, '#edge-add-machine');
      await page.waitForSelector('[data-peer] >> nth=1');
      await tabTo(page, '#far-end-kind');
      await page.keyboard.type('Webex');
      await press(page, '#add-far-end');
      await page.waitForSelector('[data-far-end="webex"]');
      await press(page, '[data-far-end="webex"] .far-end-head button');
      await page.waitForSelector('[data-far-end="webex"]', { state: 'detached' });
      await close(page);
    });

    test('an arrow is followed, a day is judged, a report is saved, the theme is turned', async () => {
      const page = await start(running.chromium, running.address);
      await press(page, 'button[data-example="condition-2-check-on"]');
      await verdict(page, 'fails');
      await tabTo(page, '[data-connection="ssh-tunnels"]');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'connection-ssh-tunnels');
      const day = await page.inputValue('#at');
      await press(page, '[data-day] button');
      assert.notEqual(await page.inputValue('#at'), day);
      for (const ending of ['json', 'html']) {
        await tabTo(page, `[data-save="${ending}"]`);
        const [download] = await Promise.all([
          page.waitForEvent('download'), page.keyboard.press('Enter'),
        ]);
        assert.ok(download.suggestedFilename().endsWith(`.${ending}`));
      }
      await press(page, '#theme');
      assert.match(await page.getAttribute('html', 'data-theme'), /dark|light/);
      await close(page);
    });

    test('an input problem is dismissed', async () => {
      const page = await start(running.chromium, running.address);
      await choose(page, 'input#core-client', 'bad/junk.bin');
      await page.waitForSelector('.alert[role=alert]');
      await press(page, '.alert button');
      await page.waitForSelector('.alert[role=alert]', { state: 'detached' });
      await close(page);
    });
  });
}

describe('the focus', () => {
  let chromium, site;
  before(async () => {
    chromium = await browser();
    site = await products[0].start();
  });
  after(async () => {
    await chromium.close();
    await site.stop();
  });

  for (const state of Object.keys(STATES)) {
    for (const width of [1280, 390]) {
      test(`is seen at every stop, reaches everything once and is not held: ${state}, ${width} wide`, async () => {
        const page = await openIn(chromium, site.address, state, { viewport: { width, height: 900 } });
        // From the very beginning, and not from what was tapped last.
        await page.evaluate(() => {
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute('tabindex');
          window.scrollTo(0, 0);
        });
        const wrong = [];
        let stops = 0;
        for (; stops < MOST_STOPS; stops += 1) {
          await page.keyboard.press('Tab');
          const at = await stop(page);
          if (!at) break;
          if (at.again) wrong.push(`${at.name}: came back to it`);
          if (!at.ringed) wrong.push(`${at.name}: no ring`);
          if (!at.inside) wrong.push(`${at.name}: outside of the window`);
          if (at.covered) wrong.push(`${at.name}: covered`);
        }
        assert.ok(stops < MOST_STOPS, 'the focus never left the page');
        assert.ok(stops > 10, `${stops} stops`);
        assert.deepEqual(wrong, []);
        assert.deepEqual(await missed(page), []);
        await close(page);
      });
    }
  }
});
