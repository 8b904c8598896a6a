// One answer: random deployments give in the page what the command line says of the same files, as
// archives in any order, as the case that the page saves of them, and as the case of the library.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { DEPLOYMENTS, bothProducts, differences, drop, inBrowser } from './support.mjs';

const folder = process.env.EKU_DOORS;
/** How many of them go through the single file, which is the same module, packed otherwise. */
const IN_ONE_FILE = 10;

const read = async (number, name) => readFile(join(folder, number, name));
const expected = async (number, form) => JSON.parse(await read(number, `${form}.report.json`));

async function saved(page, what) {
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.click(`.take-away [data-save="${what}"]`),
  ]);
  return readFile(await download.path());
}

/** Drops files on the page started anew; its report, and the case that it saves. */
async function answered(page, files) {
  await page.reload();
  await page.waitForSelector('[data-overall-verdict="empty"]');
  await drop(page, 'body', ...files);
  await page.waitForSelector('[data-overall-verdict]:not([data-overall-verdict="empty"])');
  await page.waitForSelector('main:not([aria-busy], :has([aria-busy]))');
  const report = JSON.parse(await saved(page, 'json'));
  return { report, bytes: await saved(page, 'case') };
}

for (const [index, product] of bothProducts.entries()) {
  describe(`every way in gives one answer: ${product.name}`, () => {
    const running = inBrowser(product);
    let page, numbers;
    before(async () => {
      assert.ok(folder, 'EKU_DOORS names no folder: run `cargo xtask test browser`');
      numbers = (await readdir(folder)).sort();
      assert.ok(numbers.length >= DEPLOYMENTS);
      if (index > 0) numbers = numbers.slice(0, IN_ONE_FILE);
      page = await running.open();
    });

    test('archives, the case that the page saves of them, and the case of the library', async () => {
      for (const number of numbers) {
        const names = (await readdir(join(folder, number, 'archives'))).sort();
        if (Number(number) % 2 === 1) names.reverse();
        const archives = await Promise.all(
          names.map(async (name) => ({ name, bytes: await read(number, join('archives', name)) })),
        );
        const given = await answered(page, archives);
        const wanted = await expected(number, 'archives');
        assert.deepEqual(differences(given.report, wanted), [], `${number}: archives`);
        const again = await answered(page, [{ name: 'case.json', bytes: given.bytes }]);
        assert.deepEqual(differences(again.report, wanted), [], `${number}: the case of the page`);
        if (Number(number) % 10 !== 0) continue;
        const opened = await answered(page, [{ name: 'case.json', bytes: await read(number, 'case.json') }]);
        assert.deepEqual(differences(opened.report, wanted), [], `${number}: the case of the library`);
      }
      assert.deepEqual(page.complaints, []);
    });
  });
}
