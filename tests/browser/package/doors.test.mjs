// One answer: the same deployment gives the same report through every way in. Random deployments,
// each as the archives of its machines, as a deployment file, as an object of JavaScript and as a
// case, go through the command line, the page and the JavaScript package.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { TODAY, browser, close, drop, open, products } from '../support.mjs';
import { folder as packageFolder, deploymentOf } from './support.mjs';

const folder = process.env.EKU_DOORS;
const eku = process.env.EKU_BINARY;
const AT = `${TODAY}T12:00:00Z`;

/** The report of the command line, run where its files stand so that their names have no folder. */
function ofCommand(within, ...words) {
  return new Promise((resolve, reject) => {
    execFile(eku, ['check', '--format', 'json', '--at', AT, ...words], { cwd: within, maxBuffer: 64 << 20 },
      (error, output, messages) => {
        if (output === '') reject(new Error(`eku ${words.join(' ')}: ${messages || error}`));
        else resolve(JSON.parse(output));
      });
  });
}

/** What the page saves as a file of this ending. */
async function saved(page, what) {
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.click(`.take-away [data-save="${what}"]`),
  ]);
  return readFile(await download.path(), 'utf8');
}

describe('one answer', () => {
  let names, chromium, product, package_;
  before(async () => {
    assert.ok(folder && eku, 'EKU_DOORS and EKU_BINARY are not set: run `cargo xtask test js`');
    names = (await readdir(folder)).sort();
    assert.ok(names.length >= 100, `${names.length} deployments`);
    package_ = await import(pathToFileURL(join(packageFolder, 'nodejs/eku_js.js')).href);
    chromium = await browser();
    product = await products[0].start();
  });
  after(async () => {
    await chromium?.close();
    await product?.stop();
  });

  /** A page that was handed these files all at once, once its answer stands. */
  async function handed(...files) {
    const page = await open(chromium, product.address);
    await drop(page, 'body', ...files);
    await page.waitForSelector('[data-overall-verdict]:not([data-overall-verdict="empty"])');
    await page.waitForSelector('main:not([aria-busy])');
    return page;
  }

  test('archives: the command line, the page, and the case that the page saves', async () => {
    for (const name of names) {
      const within = join(folder, name, 'archives');
      const archives = (await readdir(within)).sort();
      if (archives.length === 0) continue;
      const expected = await ofCommand(within, ...archives);
      const files = archives.map(async (file) => ({ name: file, bytes: await readFile(join(within, file)) }));
      const page = await handed(...(await Promise.all(files)));
      assert.deepEqual(JSON.parse(await saved(page, 'json')), expected, `${name}: page`);
      const text = await saved(page, 'case');
      await close(page);
      assert.deepEqual(package_.check(JSON.parse(text), AT), expected, `${name}: package, of the case`);
      await writeFile(join(within, 'case.json'), text);
      assert.deepEqual(await ofCommand(within, 'case.json'), expected, `${name}: command line, of the case`);
      const again = await handed({ name: 'case.json', bytes: Buffer.from(text) });
      assert.deepEqual(JSON.parse(await saved(again, 'json')), expected, `${name}: page, of the case`);
      await close(again);
    }
  });

  test('deployment files: the command line, the package, and the page by way of a case', async () => {
    for (const name of names) {
      const within = join(folder, name);
      const expected = await ofCommand(within, 'deployment.toml');
      const { object, text } = deploymentOf(join(within, 'deployment.toml'));
      assert.deepEqual(package_.check(object, AT), expected, `${name}: package`);
      // The same with the certificates as text is what a case is.
      const page = await handed({ name: 'case.json', bytes: Buffer.from(text) });
      assert.deepEqual(JSON.parse(await saved(page, 'json')), expected, `${name}: page`);
      await close(page);
    }
  });
});
