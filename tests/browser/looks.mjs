// How a screenshot and the places of the page's parts are held against those that are committed.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const folder = new URL('screenshots/', import.meta.url);
const failures = new URL('../../target/screenshots/', import.meta.url);

/** Whether what is committed is to be made anew. */
export const RENEW = process.env.UPDATE_SCREENSHOTS === '1';

/** How much of a screenshot may differ, and how much one pixel. */
const MOST_DIFFERING = 0.01;
const PIXEL = 0.2;

/** The parts of the page whose places are held, in the order in which they are shown. */
const PARTS = {
  masthead: 'header',
  deployment: '.deployment',
  settings: '.settings',
  core: '[data-node="core"]',
  'core client store': '[data-store="core.client"]',
  'core server store': '[data-store="core.server"]',
  edge: '[data-node="edge"]',
  'edge client store': '[data-store="edge.client"]',
  answer: '#answer',
  'answer sentence': '.answer-sentence',
  services: '.services',
  'first service': '.board-row',
  plans: '.plans',
  'first plan': '[data-plan="1"]',
  picture: '.picture',
  timeline: '.timeline',
  'key dates': '.days',
  connection: '.connection',
  welcome: '.welcome',
  help: 'dialog[open]',
};

/** Where every part stands: left, top, width, height; parts that are not shown are left out. */
export const layout = (page) =>
  page.evaluate((parts) => {
    const places = {};
    for (const [name, selector] of Object.entries(parts)) {
      const part = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
      if (!part) continue;
      const { left, top, width, height } = part.getBoundingClientRect();
      places[name] = [left + scrollX, top + scrollY, width, height].map(Math.round);
    }
    return places;
  }, PARTS);

/**
 * How wide one text is in the page's two typefaces. Where that differs from what is committed the
 * machine has other fonts: its pixels prove nothing, the places of the parts still do.
 */
export const typefaces = (page) =>
  page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const pen = document.createElement('canvas').getContext('2d');
    return ['--sans', '--mono'].map((name) => {
      pen.font = `100px ${style.getPropertyValue(name)}`;
      return Math.round(pen.measureText('The five boxing wizards jump 0123456789').width);
    });
  });

/** Reads what is committed about one shot. */
export async function committed(name) {
  try {
    const image = PNG.sync.read(await readFile(new URL(`${name}.png`, folder)));
    return { image, ...JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8')) };
  } catch (cause) {
    throw new Error(`no screenshot ${name} is committed (${cause.message}): look at the page, then `
      + 'run the test with UPDATE_SCREENSHOTS=1');
  }
}

/** Commits one shot. */
export async function commit(name, image, typefaces, layout) {
  await mkdir(folder, { recursive: true });
  const rows = Object.entries(layout).map(([part, place]) =>
    `    ${JSON.stringify(part)}: ${JSON.stringify(place)}`);
  const text = `{\n  "typefaces": ${JSON.stringify(typefaces)},\n  "layout": {\n${rows.join(',\n')}\n  }\n}\n`;
  await writeFile(new URL(`${name}.png`, folder), image);
  await writeFile(new URL(`${name}.json`, folder), text);
}

/**
 * What is wrong with the places of the parts. With the committed fonts they may move by two pixels;
 * with others a column may be a little wider and a part a good deal higher, but order, alignment
 * and what lies beside what are the same.
 */
export function misplaced(expected, actual, sameFonts, width) {
  const wrong = [];
  for (const part of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const [was, is] = [expected[part], actual[part]];
    if (!was || !is) {
      wrong.push(`${part}: ${was ? 'gone' : 'new'}`);
      continue;
    }
    const across = sameFonts ? 2 : width * 0.03;
    const [left, top, wide, high] = is.map((value, index) => Math.abs(value - was[index]));
    const higher = sameFonts ? high <= 2 : is[3] >= was[3] * 0.6 && is[3] <= was[3] * 1.6 + 8;
    if (left > across || wide > across || !higher || (sameFonts && top > 2)) {
      wrong.push(`${part}: [${is}] and not [${was}] (left, top, width, height)`);
    }
  }
  const both = Object.keys(expected).filter((part) => actual[part]);
  for (const [index, one] of both.entries()) {
    for (const other of both.slice(index + 1)) {
      if (beside(expected[one], expected[other]) !== beside(actual[one], actual[other])) {
        wrong.push(`${one} and ${other}: no longer ${beside(expected[one], expected[other])}`);
      }
    }
  }
  return wrong;
}

/** How one place lies to another. */
function beside([left, top, wide, high], [otherLeft, otherTop, otherWide, otherHigh]) {
  if (top + high <= otherTop + 2) return 'above';
  if (otherTop + otherHigh <= top + 2) return 'below';
  if (left + wide <= otherLeft + 2) return 'to the left';
  if (otherLeft + otherWide <= left + 2) return 'to the right';
  return 'in one place';
}

/** The share of pixels that differ; what only one of the images has differs. */
export function difference(expected, actual) {
  const width = Math.max(expected.width, actual.width);
  const height = Math.max(expected.height, actual.height);
  const [one, other] = [expected, actual].map((image) => {
    if (image.width === width && image.height === height) return image;
    const wider = new PNG({ width, height, fill: true });
    PNG.bitblt(image, wider, 0, 0, image.width, image.height, 0, 0);
    return wider;
  });
  const marked = new PNG({ width, height });
  const differing = pixelmatch(one.data, other.data, marked.data, width, height, { threshold: PIXEL });
  return { share: differing / (width * height), marked };
}

export const isTooMuch = (share) => share > MOST_DIFFERING;

/** Keeps what was seen, and where it differs, for whoever has to find out why; says where. */
export async function keep(name, image, marked) {
  await mkdir(failures, { recursive: true });
  await writeFile(new URL(`${name}-actual.png`, failures), image);
  if (marked) await writeFile(new URL(`${name}-difference.png`, failures), PNG.sync.write(marked));
  return fileURLToPath(failures);
}

export const read = (image) => PNG.sync.read(image);
