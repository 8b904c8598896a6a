// The case as one file, and the page as one file: saved by a click, opened by a drop and by the file
// picker, on the site and in the single file.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { accessible } from './states.mjs';
import {
  LOOKS, close, drop, filled, fixture, inBrowser, inMemory, open, place, products, services,
  shownAndStored, verdict,
} from './support.mjs';

/** A download is no request to anybody, but the browser lists it as one. */
const withoutDownloads = (page) => {
  page.requests.splice(0, Infinity, ...page.requests.filter((url) => !url.startsWith('blob:')));
};

/** Clicks a button that saves, and gives what it saved. */
async function save(page, what) {
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.click(`.take-away button[data-save="${what}"]`),
  ]);
  const bytes = await readFile(await download.path());
  withoutDownloads(page);
  return { name: download.suggestedFilename(), bytes, text: bytes.toString() };
}

/** Everything that a person reads of the judgement. */
const judged = async (page) => {
  await page.waitForSelector('main:not([aria-busy], :has([aria-busy]))');
  return {
    services: await services(page),
    sentence: await page.textContent('.answer-sentence'),
    notChecked: await page.$$eval('[data-not-checked]:not(.picture *)', (all) => all.map((one) => one.textContent)),
    connections: await page.$$eval('[data-connection]', (all) =>
      all.map((one) => [one.dataset.connection, one.dataset.verdict])),
    plans: await page.$$eval('[data-plan]', (all) => all.map((one) => [
      one.dataset.complete,
      ...[...one.querySelectorAll('[data-action]')].map((two) => `${two.dataset.action} ${two.dataset.target}`),
    ])),
    date: await page.inputValue('#at'),
  };
};

const EXAMPLES = {
  'condition-2-check-on': 'fails', 'condition-2-check-off': 'fails', 'condition-2.1': 'works',
  'condition-3': 'works', 'condition-4': 'works',
};

const notice = (page) => page.textContent('[data-case]');

for (const product of products) {
  describe(`the case: ${product.name}`, () => {
    const running = inBrowser(product);
    let folder;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'eku-case-'));
    });
    after(async () => {
      await rm(folder, { recursive: true });
    });
    const start = running.open;

    test('every example gives the same judgement after it was saved and dropped', async () => {
      for (const [example, expected] of Object.entries(EXAMPLES)) {
        const page = await start();
        await page.click(`button[data-example="${example}"]`);
        await verdict(page, expected);
        const before = await judged(page);
        const saved = await save(page, 'case');
        assert.match(saved.name, /^expressway-eku-case-2026-11-23\.json$/);
        assert.equal(JSON.parse(saved.text).schema, 'eku/case/2');
        await close(page);

        const other = await start();
        await drop(other, 'main', { name: saved.name, bytes: saved.bytes });
        await verdict(other, expected);
        assert.deepEqual(await judged(other), before, example);
        assert.match(await notice(other), /expressway-eku-case-2026-11-23\.json, saved 23 Nov 2026 by version .* check date is 23 Nov 2026/);
        await close(other);
      }
    });

    test('a step that was ticked off stays so in the case, and the fold counts it', async () => {
      const page = await start();
      await page.click('button[data-example="condition-2-check-on"]');
      await verdict(page, 'fails');
      const steps = '[data-plan="1"] .action > .disclosure';
      await page.click(`${steps} > summary`);
      await page.locator(`${steps} .step-done input`).first().check();
      await page.waitForSelector(`${steps} > summary:has-text("1 of")`);
      // What is tried and taken back loses no tick.
      await page.click('[data-try="fix"]');
      await page.locator(`${steps} .step-done input`).nth(1).check();
      await page.click('[data-bar="take-back"]');
      await page.waitForSelector(`${steps} > summary:has-text("2 of")`);
      const saved = await save(page, 'case');
      await close(page);
      const other = await start();
      await drop(other, 'main', { name: saved.name, bytes: saved.bytes });
      await verdict(other, 'fails');
      assert.match(await other.textContent(`${steps} > summary`), /2 of \d+ done/);
      await other.click(`${steps} > summary`);
      await other.locator(`${steps} .step-done input`).nth(2).waitFor();
      const ticked = await other.locator(`${steps} .step-done input`).evaluateAll((all) => all.map((one) => one.checked));
      assert.deepEqual(ticked.slice(0, 3), [true, true, false]);
      await close(other);
    });

    test('a cluster with far ends, its names, lists and waiting files, by the file picker', async () => {
      const page = await start();
      await page.click('button[data-example="condition-2.1"]');
      await page.click('#edge-add-machine');
      await page.fill('#edge-name', 'edge1.example.com');
      await page.fill('#edge-name-2', 'edge2.example.com');
      await page.selectOption('#edge-cluster', 'enforcing');
      const leaf = await fixture('edge-server-only-ca2.pem');
      for (const store of ['edge[edge2.example.com].client', 'edge[edge2.example.com].server']) {
        await drop(page, place(store), { name: 'second.pem', bytes: leaf });
        await filled(page, store);
      }
      for (const kind of ['webex', 'other']) {
        await page.selectOption('#far-end-kind', kind);
        await page.click('#add-far-end');
      }
      await drop(page, '#trusted', { name: 'roots.pem', bytes: await fixture('ca-both-roots.pem') });
      await drop(page, 'main', { name: 'whose.pem', bytes: await fixture('core-both-ca1.pem') });
      await page.waitForSelector('.unplaced');
      await page.fill('#at', '2027-01-15');
      await page.waitForFunction(() => document.querySelector('#at').value === '2027-01-15');
      const before = await judged(page);
      const saved = await save(page, 'case');
      await close(page);

      const file = join(folder, 'cluster.json');
      await writeFile(file, saved.bytes);
      const other = await start();
      await other.setInputFiles('#anything', file);
      await other.waitForSelector('main:not([aria-busy], :has([aria-busy])) [data-case]');
      assert.deepEqual(await judged(other), before);
      assert.equal(await other.inputValue('#edge-name-2'), 'edge2.example.com');
      assert.equal(await other.locator('.unplaced').count(), 1);
      assert.equal(await other.locator('[data-far-end="webex"]').count(), 1);
      const again = await save(other, 'case');
      assert.equal(again.text, saved.text, 'saved once more it is the same file');
      await close(other);
    });

    test('what archives brought comes back: machines, settings with their lines, and evidence', async () => {
      const archives = process.env.EKU_ARCHIVES;
      assert.ok(archives, 'EKU_ARCHIVES names no folder: run `cargo xtask test browser`');
      const names = (await readdir(archives)).filter((name) => name.endsWith('.tar.gz')).sort();
      const page = await start();
      await drop(page, 'body', ...await Promise.all(
        names.map(async (name) => ({ name, bytes: await readFile(join(archives, name)) }))));
      await verdict(page, 'fails');
      await page.waitForSelector('[data-found]');
      const told = async (page) => ({
        ...(await judged(page)),
        evidence: await page.$$eval('[data-evidence] p', (all) => all.map((one) => one.innerText)),
        settings: await page.$$eval('[data-setting]', (all) => all.map((one) => one.innerText)),
        files: await page.$$eval('[data-file]', (all) => all.map((one) => one.textContent)),
      });
      const before = await told(page);
      assert.ok(before.evidence.length > 3 && before.settings.length > 5 && before.files.length > 10);
      const saved = await save(page, 'case');
      await close(page);
      const other = await start();
      await drop(other, 'main', { name: saved.name, bytes: saved.bytes });
      await verdict(other, 'fails');
      assert.deepEqual(await told(other), before);
      // A newer archive of a machine takes the place of what the case has of it.
      await drop(other, 'body', { name: names[0], bytes: await readFile(join(archives, names[0])) });
      await other.waitForSelector('[data-machine]');
      assert.deepEqual((await told(other)).evidence, before.evidence);
      await close(other);
    });

    test('a case replaces what is there, and one click brings it back', async () => {
      const page = await start();
      await page.click('button[data-example="condition-2-check-on"]');
      await verdict(page, 'fails');
      const saved = await save(page, 'case');
      await page.click('.section-head button:has-text("Start again")');
      await page.click('button[data-example="condition-3"]');
      await verdict(page, 'works');
      await drop(page, place('core.client'), { name: 'a.json', bytes: saved.bytes });
      await verdict(page, 'fails');
      assert.match(await notice(page), /The previous content was replaced\./);
      await page.locator('[data-case-action="back"]').focus();
      await page.keyboard.press('Enter');
      await verdict(page, 'works');
      assert.equal(await page.locator('[data-case]').count(), 0);
      await drop(page, 'main', { name: 'a.json', bytes: saved.bytes }, { name: 'b.json', bytes: saved.bytes });
      await verdict(page, 'fails');
      assert.match(await page.textContent('.alert[role=alert]'), /b\.json is a second case/);
      await page.click('[data-case-action="dismiss"]');
      await page.waitForSelector('[data-case]', { state: 'detached' });
      await verdict(page, 'fails');
      await close(page);
    });

    test('pasted text opens a case too, and another day can be judged', async () => {
      const page = await start();
      await page.click('button[data-example="condition-2.1"]');
      await page.fill('#at', '2027-07-01');
      await verdict(page, 'fails');
      const saved = await save(page, 'case');
      await page.click('.section-head button:has-text("Start again")');
      await verdict(page, 'empty');
      await page.evaluate((text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, saved.text);
      await verdict(page, 'fails');
      await page.click('[data-case-action="today"]');
      await verdict(page, 'works');
      await close(page);
    });

    test('a damaged case is one message and changes nothing', async () => {
      const page = await start();
      await page.click('button[data-example="condition-3"]');
      await verdict(page, 'works');
      const { text } = await save(page, 'case');
      const key = JSON.stringify((await fixture('bad/key-and-certificate.pem')).toString());
      for (const [changed, expected] of [
        [text.slice(0, text.length / 2), /a\.json is a damaged case: .*Line \d+, column \d+\./],
        [text.replace('eku/case/2', 'eku/case/9'), /a\.json is "eku\/case\/9".*Open it with the version that saved it/],
        [text.replace('eku/case/2', 'eku/check/1'), /a report of this tool/i],
        [text.replace('"release": "X15.5"', '"release": "Y99"'), /Y99.*Core\.release/s],
        [text.replace('"same-as-server"', key), /contains a private key.*client_certificate/s],
        [`{"schema":"eku/case/2","core":${'['.repeat(9000)}`, /recursion limit/],
        [`{"schema":"eku/case/2","core":{}}`, /missing field .edge/is],
      ]) {
        await drop(page, 'main', { name: 'a.json', bytes: Buffer.from(changed) });
        await page.waitForFunction((source) => {
          const alerts = document.querySelectorAll('.alert[role=alert]');
          return alerts.length === 1 && new RegExp(source, 'si').test(alerts[0].textContent);
        }, expected.source);
        await verdict(page, 'works');
        await page.click('.alert button');
        await page.waitForSelector('.alert[role=alert]', { state: 'detached' });
      }
      await close(page);
    });

    test('no key that was given is in the case, in the saved page or in memory', async () => {
      const page = await start();
      const pem = (await fixture('bad/key-and-certificate.pem')).toString();
      const line = pem.split('PRIVATE KEY-----')[1].trim().split('\n')[0].slice(0, 40);
      await drop(page, place('core.server'), { name: 'both.pem', bytes: Buffer.from(pem) });
      await filled(page, 'core.server');
      const saved = await save(page, 'case');
      // And of a case that somebody put a key into.
      const forged = saved.text.replace('-----BEGIN CERTIFICATE', `${JSON.stringify(pem).slice(1, -1)}-----BEGIN CERTIFICATE`);
      assert.ok(forged.includes(line));
      await drop(page, 'main', { name: 'forged.json', bytes: Buffer.from(forged) });
      await page.waitForFunction(() => /private key/.test(document.querySelector('.answer > .alert')?.textContent));
      const whole = await save(page, 'page-with-case');
      for (const text of [saved.text, whole.text, await shownAndStored(page)]) {
        assert.ok(!text.includes(line) && !text.includes('BEGIN PRIVATE'));
      }
      assert.deepEqual(await inMemory(page, [line]), []);
      await close(page);
    });

    test('the page saves itself as one file, which opens without a request and answers', async () => {
      const page = await start();
      await page.click('#theme');
      await page.click('button[data-example="condition-2-check-on"]');
      await verdict(page, 'fails');
      const before = await judged(page);
      const saved = await save(page, 'page');
      assert.equal(saved.name, 'expressway-eku.html');
      const withCase = await save(page, 'page-with-case');
      assert.match(withCase.name, /^expressway-eku-case-2026-11-23\.html$/);
      await close(page);

      const product = await readFile(join(process.env.EKU_DIST ?? 'dist', 'expressway-eku.html'), 'utf8');
      for (const part of [/<script type="module">[^]*?<\/script>/, /<style>[^]*?<\/style>/, /Content-Security-Policy" content="[^"]*"/]) {
        assert.ok(part.exec(saved.text)[0] === part.exec(product)[0], `${part} differs from the product`);
      }
      assert.equal(saved.text.match(/Content-Security-Policy/g).length, product.match(/Content-Security-Policy/g).length);
      assert.doesNotMatch(saved.text.replace(/<(script|style)[^]*?<\/\1>/g, ''), /<link rel="(style|module|pre)|data-theme|data-example/);

      const empty = await openSaved('saved.html', saved);
      assert.deepEqual(empty.loaded.map((url) => new URL(url).protocol), ['file:']);
      await empty.click('button[data-example="condition-2-check-on"]');
      await verdict(empty, 'fails');
      assert.deepEqual(await judged(empty), before);
      // It saves itself in turn, and what reads archives beside the page still works in it.
      const again = await save(empty, 'page');
      assert.ok(again.text === saved.text, 'a copy of the copy is the same');
      await close(empty);

      const colleague = await openSaved('with-case.html', withCase, 'fails');
      assert.deepEqual(await judged(colleague), before);
      assert.match(await notice(colleague), /the case in this page, saved 23 Nov 2026/);
      assert.equal(await colleague.locator('[data-case-action="back"]').count(), 0);
      await colleague.click('.section-head button:has-text("Start again")');
      await verdict(colleague, 'empty');
      await close(colleague);
    });

    /** Opens a page that was saved, over `file:`. */
    async function openSaved(name, { bytes }, expected = 'empty') {
      const file = join(folder, name);
      await writeFile(file, bytes);
      const page = await open(running.chromium, pathToFileURL(file).href, {}, expected);
      return page;
    }

    if (product === products[0]) {
      for (const { colorScheme, width } of LOOKS) {
        test(`axe has nothing to say of an open case, ${colorScheme}, ${width} wide`, async () => {
          const page = await start({ colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
          await page.click('button[data-example="condition-2-check-on"]');
          await verdict(page, 'fails');
          const saved = await save(page, 'case');
          await page.fill('#at', '2027-01-15');
          await drop(page, 'main', { name: 'a.json', bytes: saved.bytes }, { name: 'b.json', bytes: saved.bytes });
          await page.waitForSelector('main:not([aria-busy], :has([aria-busy])) [data-case]');
          await page.waitForSelector('.alert[role=alert]');
          await accessible(page);
          await close(page);
        });
      }
    }
  });
}
