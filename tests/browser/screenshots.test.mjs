// The page looks as it did: its pixels within a tolerance, and the places of its parts.
//
// UPDATE_SCREENSHOTS=1 makes the committed ones in `screenshots` anew. Look at them before.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import {
  RENEW, commit, committed, difference, isTooMuch, keep, layout, misplaced, read, typefaces,
} from './looks.mjs';
import { openIn } from './states.mjs';
import { browser, close, products } from './support.mjs';

const WIDE = { width: 1440, height: 1500 };
const PHONE = { width: 390, height: 1400 };

/** State, window, colours. The window's height is how much is kept. */
const SHOTS = {
  'empty-wide': ['empty', { width: 1440, height: 1000 }, 'light'],
  'empty-phone-dark': ['empty', PHONE, 'dark'],
  'closed-wide': ['closed', WIDE, 'light'],
  'closed-phone-dark': ['closed', { width: 390, height: 2600 }, 'dark'],
  'failing-wide': ['failing', WIDE, 'light'],
  'failing-wide-dark': ['failing', { width: 1440, height: 1000 }, 'dark'],
  'failing-phone': ['failing', PHONE, 'light'],
  'working-wide': ['working', { width: 1440, height: 1000 }, 'light'],
  'working-phone-dark': ['working', PHONE, 'dark'],
  'undecided-wide': ['undecided', { width: 1440, height: 1000 }, 'light'],
  'cluster-wide': ['cluster and far ends', WIDE, 'light'],
  'plan-tried-wide': ['plan tried', WIDE, 'light'],
  'plan-tried-phone': ['plan tried', PHONE, 'light'],
  'help-wide': ['help', { width: 1440, height: 1000 }, 'light'],
  'help-phone-dark': ['help', PHONE, 'dark'],
  'hostile-names-wide': ['hostile names', { width: 1440, height: 1000 }, 'light'],
};

const ready = (page) =>
  page.mouse.move(0, 0).then(() => page.evaluate(async () => {
    await document.fonts.ready;
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    // Two frames: what was decided in the last one is painted.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }));

describe('the page looks as it did', () => {
  let chromium, site;
  before(async () => {
    chromium = await browser();
    site = await products[0].start();
  });
  after(async () => {
    await chromium.close();
    await site.stop();
  });

  for (const [name, [state, viewport, colorScheme]] of Object.entries(SHOTS)) {
    test(`${name}: ${state}, ${viewport.width} wide, ${colorScheme}`, async () => {
      const page = await openIn(chromium, site.address, state, {
        viewport, colorScheme, deviceScaleFactor: 1, locale: 'en-GB', timezoneId: 'UTC',
      });
      await ready(page);
      const image = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      const places = await layout(page);
      const fonts = await typefaces(page);
      await close(page);
      if (RENEW) {
        await commit(name, image, fonts, places);
        return;
      }
      const expected = await committed(name);
      const sameFonts = fonts.every((width, index) => width === expected.typefaces[index]);
      const wrong = misplaced(expected.layout, places, sameFonts, viewport.width);
      const { share, marked } = difference(expected.image, read(image));
      // With other fonts every letter differs; that all of it differs still tells a page that is
      // empty, or without its style.
      const tooMuch = sameFonts ? isTooMuch(share) : share > 0.25;
      if (wrong.length > 0 || tooMuch) {
        const kept = await keep(name, image, marked);
        assert.fail(`${(share * 100).toFixed(2)} % of the pixels differ; ${wrong.join('; ')}\n`
          + `what was seen and where it differs: ${kept}`);
      }
    });
  }

  test('every committed screenshot is of one of these', async () => {
    const files = await readdir(new URL('screenshots/', import.meta.url));
    const expected = Object.keys(SHOTS).flatMap((name) => [`${name}.json`, `${name}.png`]);
    assert.deepEqual(files.sort(), expected.sort());
  });

  test('a part that moves, grows, goes or lies over another is noticed, with other fonts too', () => {
    const was = { head: [0, 0, 400, 50], left: [0, 60, 180, 300], right: [200, 60, 200, 300] };
    const broken = {
      'right below left': { ...was, right: [0, 370, 200, 300] },
      'right over left': { ...was, right: [100, 60, 200, 300] },
      'right gone': { head: was.head, left: was.left },
      'left twice as high': { ...was, left: [0, 60, 180, 620] },
      'head out of the window': { ...was, head: [0, 0, 700, 50] },
    };
    for (const sameFonts of [true, false]) {
      assert.deepEqual(misplaced(was, was, sameFonts, 400), []);
      for (const [what, is] of Object.entries(broken)) {
        assert.notDeepEqual(misplaced(was, is, sameFonts, 400), [], what);
      }
    }
    const taller = { ...was, left: [0, 60, 184, 360], right: [204, 60, 196, 340] };
    assert.deepEqual(misplaced(was, taller, false, 400), []);
  });
});
