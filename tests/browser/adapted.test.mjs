// The page for everyone's settings: enlarged, narrow, with large text, without motion, in forced
// colours.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { STATES, openIn, overflow, unfold } from './states.mjs';
import { browser, close, products } from './support.mjs';

/** Texts that are cut off by what they stand in. */
const cutOff = (page) =>
  page.evaluate(() => {
    const found = [];
    for (const one of document.querySelectorAll('main *, header *')) {
      const { clipPath, overflowX, overflowY, webkitLineClamp } = getComputedStyle(one);
      // Hidden from eyes on purpose.
      if (clipPath !== 'none') continue;
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      if (overflowX === 'auto' || overflowY === 'auto' || one.closest('.visually-hidden, svg')) continue;
      if (webkitLineClamp !== 'none' || !one.checkVisibility() || one.matches('input, select, textarea')) continue;
      if (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) {
        found.push(`${one.tagName}.${one.className}: ${(one.textContent ?? '').slice(0, 60)}`);
      }
    }
    return found;
  });

describe('the page adapts', () => {
  let chromium, large, site;
  before(async () => {
    chromium = await browser();
    // The browser's own setting, by which the widths of the style sheet go as well.
    large = await browser('--blink-settings=defaultFontSize=32');
    site = await products[0].start();
  });
  after(async () => {
    await chromium.close();
    await large.close();
    await site.stop();
  });

  for (const state of Object.keys(STATES)) {
    for (const [what, options, largeText] of [
      // 400 % of 1280: WCAG 2.2, 1.4.10.
      ['320 wide', { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
      ['200 % of 1280', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
      // 1.4.4: the text alone.
      ['text twice as large', { viewport: { width: 1280, height: 900 } }, true],
    ]) {
      test(`${state}, ${what}: nothing is cut off and nothing scrolls sideways`, async () => {
        const page = await openIn(largeText ? large : chromium, site.address, state, options);
        const size = await page.evaluate(() => getComputedStyle(document.body).fontSize);
        assert.equal(size, largeText ? '32px' : '16px');
        assert.deepEqual(await overflow(page), []);
        await unfold(page);
        assert.deepEqual(await overflow(page), [], 'unfolded');
        assert.deepEqual(await cutOff(page), []);
        await close(page);
      });
    }
  }

  test('with wider spacing of text nothing is cut off', async () => {
    const page = await openIn(chromium, site.address, 'failing');
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      // WCAG 2.2, 1.4.12.
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
      document.adoptedStyleSheets = [sheet];
    });
    await unfold(page);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await cutOff(page), []);
    await close(page);
  });

  test('without motion nothing moves', async () => {
    const page = await openIn(chromium, site.address, 'failing');
    const moving = await page.evaluate(() => {
      const seconds = (list) => Math.max(...list.split(',').map(parseFloat));
      const found = [];
      for (const one of document.querySelectorAll('*')) {
        const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(one);
        if (animationName !== 'none' && seconds(animationDuration) > 0.01) found.push(`${one.className}: animation`);
        if (seconds(transitionDuration) > 0.01) found.push(`${one.className}: transition`);
        if (scrollBehavior === 'smooth') found.push(`${one.tagName}: smooth scrolling`);
      }
      return found;
    });
    assert.deepEqual(moving, []);
    await close(page);
  });

  for (const state of ['failing', 'working', 'undecided']) {
    test(`${state} in forced colours: shapes, switches and purposes are told apart`, async () => {
      const page = await openIn(chromium, site.address, state, { forcedColors: 'active' });
      const found = await page.evaluate(() => {
        const wrong = [];
        for (const mark of document.querySelectorAll('.mark')) {
          if (!mark.checkVisibility()) continue;
          const [shape, sign] = ['.mark-shape', '.mark-sign'].map((part) => getComputedStyle(mark.querySelector(part)));
          if (shape.fill === sign.stroke) wrong.push('a mark is one colour');
          if (shape.fill === getComputedStyle(document.body).backgroundColor) wrong.push('a mark is not seen');
        }
        for (const box of document.querySelectorAll('.switch input')) {
          const { backgroundColor, borderTopStyle } = getComputedStyle(box);
          const edge = borderTopStyle !== 'none' || backgroundColor !== getComputedStyle(document.body).backgroundColor;
          if (!edge) wrong.push('a switch is not seen');
        }
        for (const button of document.querySelectorAll('button.is-primary, label.is-primary')) {
          const { borderTopWidth } = getComputedStyle(button);
          if (parseFloat(borderTopWidth) < 1) wrong.push('a button has no edge');
        }
        return [...new Set(wrong)];
      });
      assert.deepEqual(found, []);
      // On and off differ in where the knob stands.
      const knob = () => page.locator('#edge-eku-check').screenshot();
      const on = await knob();
      await page.click('label[for="edge-eku-check"]');
      assert.ok(!on.equals(await knob()), 'a switch looks the same on and off');
      await close(page);
    });
  }
});
