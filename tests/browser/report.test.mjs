// The picture, the timeline and the reports to take along, in a real browser.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { accessible } from './states.mjs';
import {
  LOOKS, TODAY, browser, close, drop, fixture, inBrowser, open, place, products, verdict,
} from './support.mjs';

const example = async (page, name, expected) => {
  await page.click(`button[data-example="${name}"]`);
  await verdict(page, expected);
};

/** The arrow of a connection. */
const arrow = (page, id) => page.locator(`.drawing [data-connection="${id}"]`);
/** All about a connection, once that is shown. */
const shown = (page, id) => page.waitForSelector(`[data-explained="${id}"]`);

/** A download is no request to anybody, but the browser lists it as one. */
const withoutDownloads = (page) => {
  page.requests.splice(0, Infinity, ...page.requests.filter((url) => !url.startsWith('blob:')));
};

for (const product of products) {
  describe(`the report: ${product.name}`, () => {
    const { open: start } = inBrowser(product);

    for (const width of [1280, 390]) {
      test(`the picture has every connection, each once and with its verdict, ${width} wide`, async () => {
        const page = await start({ viewport: { width, height: 900 } });
        for (const [name, verdicts] of [
          ['condition-2-check-off', { 'uc-traversal-zone': 'works', 'ssh-tunnels': 'fails' }],
          ['condition-3', { 'uc-traversal-zone': 'works', 'ssh-tunnels': 'works' }],
        ]) {
          await example(page, name, verdicts['ssh-tunnels']);
          const arrows = await page.locator('[data-connection]:visible').evaluateAll((all) =>
            all.map((one) => [one.dataset.connection, one.dataset.verdict]));
          assert.deepEqual(arrows, Object.entries(verdicts));
          await page.click('.section-head button:has-text("Start again")');
          await verdict(page, 'empty');
        }
        await close(page);
      });
    }

    test('a click on an arrow shows all about it beside the picture, and leaves the focus and the page where they are', async () => {
      const page = await start();
      await example(page, 'condition-2-check-off', 'fails');
      const first = await shown(page, 'ssh-tunnels');
      assert.match(await first.textContent(), /SSH tunnels.*Fails.*client authentication/s, 'what fails comes first');
      await arrow(page, 'uc-traversal-zone').click();
      const chosen = await shown(page, 'uc-traversal-zone');
      assert.match(await chosen.textContent(), /UC traversal zone.*Works.*Core's client store.*Edge's server store/s);
      assert.equal(await page.locator('[data-explained]').count(), 1);
      assert.equal(new URL(page.url()).hash, '#all,save,inputs');
      await close(page);
    });

    test('what works in the picture never stands without what was not checked', async () => {
      const page = await start();
      await example(page, 'condition-3', 'works');
      assert.match(await (await shown(page, 'uc-traversal-zone')).textContent(), /Not checked: trust/);
      for (const name of await page.locator('[data-connection]').evaluateAll((all) =>
        all.map((one) => one.getAttribute('aria-label')))) {
        assert.match(name, /Not checked: .+\.$/);
      }
      await close(page);
    });

    test('a tap shows all about an arrow, below the picture', async () => {
      const page = await start({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
      await example(page, 'condition-2-check-off', 'fails');
      await arrow(page, 'uc-traversal-zone').tap();
      assert.match(await (await shown(page, 'uc-traversal-zone')).textContent(), /UC traversal zone.*Works/s);
      await close(page);
    });

    test('by keyboard alone an arrow is reached, read and followed', async () => {
      const page = await start();
      await example(page, 'condition-2-check-on', 'fails');
      await page.locator('#plans').evaluate((heading) => { heading.tabIndex = -1; heading.focus(); });
      const focused = () => page.evaluate(() => document.activeElement?.dataset?.connection);
      for (let pressed = 0; pressed < 200 && (await focused()) !== 'ssh-tunnels'; pressed += 1) {
        await page.keyboard.press('Tab');
      }
      assert.equal(await focused(), 'ssh-tunnels');
      const name = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
      assert.match(name, /^SSH tunnels, 2222: fails\. Core connects to Edge and sends its client certificate\. Edge sends its server certificate\. .+\.$/);
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'connection-ssh-tunnels');
      assert.equal(new URL(page.url()).hash, '#connection-ssh-tunnels');
      await close(page);
    });

    test('a day of the timeline is judged, by button and by a click into it, and taken back', async () => {
      const page = await start();
      await example(page, 'condition-2.1', 'works');
      const day = page.locator('.day[data-day="2027-06-01"]');
      assert.match(await day.textContent(), /1 Jun 2027 \(190 days\).*Mobile and Remote Access.*stop/s);
      await day.locator('button').focus();
      await page.keyboard.press('Enter');
      await verdict(page, 'fails');
      assert.equal(await page.inputValue('#at'), '2027-06-01');
      await page.click('button:has-text("Back to today")');
      await verdict(page, 'works');
      assert.equal(await page.inputValue('#at'), TODAY);
      // Waits until the page has come to rest: it may still be scrolling.
      const field = page.locator('.timeline-field:visible');
      const { width, height } = await field.boundingBox();
      await field.click({ position: { x: width - 2, y: height / 2 } });
      await verdict(page, 'fails');
      assert.ok((await page.inputValue('#at')) > '2027-06-01');
      await close(page);
    });

    test('the reports that are saved say what the page says', async () => {
      const page = await start();
      await example(page, 'condition-2-check-on', 'fails');
      const headline = await page.textContent('.answer-sentence');
      const saved = async (ending) => {
        const waiting = page.waitForEvent('download');
        await page.click(`[data-save="${ending}"]`);
        const download = await waiting;
        assert.equal(download.suggestedFilename(), `expressway-eku-check-${TODAY}.${ending}`);
        return readFile(await download.path(), 'utf8');
      };
      const markdown = await saved('md');
      assert.ok(markdown.startsWith(`# ${headline}`), markdown.slice(0, 200));
      const json = JSON.parse(await saved('json'));
      assert.deepEqual([json.schema, json.verdict, json.headline], ['eku/check/1', 'fails', headline]);
      assert.equal(json.connections.length, await page.locator('[data-connection]').count());
      assert.equal(json.plans.length, await page.locator('[data-plan]').count());
      const html = await saved('html');
      assert.ok(html.startsWith('<!doctype html>') && html.includes(headline));
      assert.ok(!html.includes('<script') && html.includes("default-src 'none'"));
      withoutDownloads(page);
      await close(page);
    });

    test('paper shows the report, on one to two pages of A4, whatever is open on the screen', async () => {
      const page = await start({ anchor: '' });
      for (const [name, expected] of [['condition-2-check-on', 'fails'], ['condition-3', 'works']]) {
        await example(page, name, expected);
        const headline = await page.textContent('.answer-sentence');
        const paper = await page.pdf({ preferCSSPageSize: true });
        const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
        assert.ok(pages >= 1 && pages <= 2, `${pages} pages`);
        const printed = await page.textContent('.paper');
        for (const said of [headline, 'Services', 'Certificates', 'Sources', 'Not checked', '23 Nov 2026', 'Expressway EKU Check']) {
          assert.ok(printed.includes(said), said);
        }
        await page.click('.section-head button:has-text("Start again")');
        await verdict(page, 'empty');
      }
      await close(page);
    });
  });
}

describe('the report: accessibility', () => {
  let chromium, site;
  before(async () => {
    chromium = await browser();
    site = await products[0].start();
  });
  after(async () => {
    await chromium.close();
    await site.stop();
  });

  const STATES = {
    fails: (page) => example(page, 'condition-2-check-on', 'fails'),
    works: (page) => example(page, 'condition-2.1', 'works'),
    undecided: async (page) => {
      await drop(page, place('core.client'), { name: 'a.pem', bytes: await fixture('core-both-ca1.pem') });
      await verdict(page, 'undecided');
    },
    'another day': async (page) => {
      await example(page, 'condition-2.1', 'works');
      await page.click('.day[data-day="2027-06-01"] button');
      await verdict(page, 'fails');
    },
  };
  for (const [state, reach] of Object.entries(STATES)) {
    for (const { colorScheme, width } of LOOKS) {
      test(`${state}, ${colorScheme}, ${width} wide`, async () => {
        const page = await open(chromium, site.address, {
          colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce',
        });
        await reach(page);
        await arrow(page, 'ssh-tunnels').focus();
        await accessible(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `the page is ${wide} wide`);
        await close(page);
      });
    }
  }
});
