// Another day than today is judged: what the page says of both.

import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { unfold } from './states.mjs';
import {
  TODAY, browser as launch, close, open, place, products, verdict,
} from './support.mjs';

suite('another day', () => {
  let chromium, site;
  before(async () => {
    chromium = await launch();
    site = await products[0].start();
  });
  after(async () => {
    await chromium?.close();
    await site?.stop();
  });

  const start = async (day) => {
    const page = await open(chromium, site.address);
    await page.click('button[data-example="condition-2.1"]');
    await verdict(page, 'works');
    if (day) await page.fill('#at', day);
    return page;
  };

  test('distances count from today, wherever they stand', async () => {
    const page = await start('2027-06-02');
    await verdict(page, 'fails');
    await unfold(page);
    const text = await page.textContent('main');
    const distances = [...text.matchAll(/(\d+ [A-Z][a-z]{2} \d{4}) \((\d+ days?(?: ago)?|today)\)/g)];
    assert.ok(distances.length > 20, `${distances.length}`);
    for (const [all, day, distance] of distances) {
      const days = Math.round((Date.parse(`${day} UTC`) - Date.parse(TODAY)) / 86_400_000);
      assert.equal(distance, days > 0 ? `${days} days` : `${-days} days ago`, all);
    }
    assert.match(text, /15 Mar 2027 \(112 days\)/);
    assert.match(await page.textContent(place('core.client')),
      /Expires 1 Jun 2027 \(190 days\), before the check date/);
    await close(page);
  });

  test('the timeline shows the time from today on and marks the judged day', async () => {
    const page = await start('2027-06-02');
    await verdict(page, 'fails');
    const timeline = page.locator('.timeline');
    assert.match(await timeline.textContent(),
      /The timeline starts today, 23 Nov 2026\. The check date, 2 Jun 2027, is marked\./);
    const bars = await timeline.locator('.bar.is-works').count();
    assert.equal(bars, 4, 'every service works until then');
    assert.doesNotMatch(await timeline.textContent(), /already failing/);
    await page.fill('#at', '2026-10-01');
    await verdict(page, 'works');
    assert.match(await timeline.textContent(), /The timeline starts on the check date, 1 Oct 2026\./);
    await page.fill('#at', '');
    assert.equal(await page.locator('[data-seen-from]').count(), 0);
    await close(page);
  });

  test('the day that is judged is not offered, and holds the focus', async () => {
    const page = await start();
    const day = page.locator('.day[data-day="2027-06-01"]');
    const others = await page.locator('.day button').count();
    await day.locator('button').focus();
    await page.keyboard.press('Enter');
    await verdict(page, 'fails');
    assert.equal(await day.locator('button').count(), 0);
    assert.equal(await page.locator('.day button').count(), others - 1);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Shown now');
    // At its beginning, what ends on it has not ended.
    await page.fill('#at', '2026-12-01');
    await page.fill('#at', '2027-06-01');
    assert.match(await day.locator('button').textContent(), /^Show the end of this date/);
    await day.locator('button').click();
    await verdict(page, 'fails');
    await page.click('.timeline button:has-text("Back to today")');
    assert.equal(await page.inputValue('#at'), TODAY);
    await close(page);
  });
});
