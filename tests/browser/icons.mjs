// Renders the site's icon at the sizes that its manifest names:
//
//     node icons.mjs FOLDER
//
// FOLDER holds `icon.svg`; `icon-192.png` and `icon-512.png` are written beside it.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browser } from './support.mjs';

export const SIZES = [192, 512];

/** The icon as a PNG of so many pixels. */
export async function render(chromium, svg, size) {
  const page = await chromium.newPage({ viewport: { width: size, height: size } });
  const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  await page.setContent(`<body style="margin: 0"><img src="${image}" width="${size}" height="${size}" style="display: block">`);
  await page.locator('img').evaluate((image) => image.decode());
  const bytes = await page.screenshot();
  await page.close();
  return bytes;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (!folder) {
    console.error('icons: name a folder: node icons.mjs FOLDER');
    process.exit(2);
  }
  const svg = await readFile(join(folder, 'icon.svg'));
  const chromium = await browser();
  for (const size of SIZES) {
    await writeFile(join(folder, `icon-${size}.png`), await render(chromium, svg, size));
  }
  await chromium.close();
}
