// The states of the page that every look at it goes through, each reached as a person reaches it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { drop, filled, fixture, open, place, verdict } from './support.mjs';

// By keyboard: a pointer that rests where the page grows would point at what comes there.
const press = (page, button) => page.press(button, 'Enter');

const example = (name) => (page) => press(page, `button[data-example="${name}"]`);

const give = async (page, store, path) => {
  const name = `${path.split('/').pop()}.pem`;
  await drop(page, place(store), { name, bytes: await fixture(`${path}.pem`) });
  await filled(page, store);
};

/** How each state is reached, and the overall verdict that it has then. */
export const STATES = {
  empty: { verdict: 'empty', reach: async () => {} },
  failing: { verdict: 'fails', reach: example('condition-2-check-on') },
  closed: { verdict: 'fails', reach: example('condition-2-check-on'), options: { anchor: '' } },
  working: { verdict: 'works', reach: example('condition-2.1') },
  undecided: { verdict: 'undecided', reach: (page) => give(page, 'core.client', 'core-both-ca1') },
  'cluster and far ends': {
    verdict: 'undecided',
    reach: async (page) => {
      await example('condition-2.1')(page);
      await press(page, '#edge-add-machine');
      await page.fill('#edge-name-2', 'edge1');
      await page.selectOption('#edge-cluster', 'enforcing');
      for (const kind of ['webex', 'other']) {
        await page.selectOption('#far-end-kind', kind);
        await press(page, '#add-far-end');
      }
      await page.fill('[data-far-end="far-end"] [name="name"]', '');
    },
  },
  'plan tried': {
    verdict: 'works',
    reach: async (page) => {
      await example('condition-2-check-on')(page);
      await press(page, '[data-plan="1"] [data-try]');
    },
  },
  help: {
    verdict: 'fails',
    reach: async (page) => {
      await example('condition-2-check-on')(page);
      await verdict(page, 'fails');
      await page.getByRole('button', { name: 'Help', exact: true }).press('Enter');
      await page.getByRole('dialog', { name: 'Help' }).waitFor();
    },
  },
  'hostile names': {
    verdict: 'works',
    reach: async (page) => {
      const names = ['hidden', 'long', 'right-to-left', 'look-alike'];
      const stores = ['core.client', 'core.server', 'edge.client', 'edge.server'];
      for (const [index, store] of stores.entries()) await give(page, store, `names/${names[index]}`);
    },
  },
};

/** Opens the page in one of the states. */
export async function openIn(browser, address, state, options = {}) {
  const page = await open(browser, address, { reducedMotion: 'reduce', ...STATES[state].options, ...options });
  await STATES[state].reach(page);
  await verdict(page, STATES[state].verdict);
  return page;
}

/** Unfolds everything that can be below a place, also what is drawn only then. */
export const unfold = (page, below = 'body') =>
  page.evaluate(async (below) => {
    const drawn = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
    const find = (which) => [...document.querySelectorAll(`${below} details${which}`)];
    // Of those that share a name one is open at a time.
    find('[name]').forEach((one) => { one.open = true; });
    for (let folded; (folded = find(':not([open], [name])')).length > 0;) {
      folded.forEach((one) => { one.open = true; });
      await drawn();
      await drawn();
    }
  }, below);

/** What reaches over the right edge of the window, leaving out what is cut or scrolls for itself. */
export const overflow = (page) =>
  page.evaluate(() => {
    const found = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page: ${scrollWidth} in ${clientWidth}`);
    const contained = (one) => {
      for (let up = one; up && up !== document.body; up = up.parentElement) {
        if (up.matches('svg, .visually-hidden') || getComputedStyle(up).overflowX !== 'visible') return true;
      }
      return false;
    };
    for (const one of document.querySelectorAll('body *')) {
      const { right } = one.getBoundingClientRect();
      if (right > clientWidth + 1 && one.checkVisibility() && !contained(one)) {
        found.push(`${one.tagName}.${one.className}: ${right} in ${clientWidth}`);
      }
    }
    return found.slice(0, 5);
  });

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** axe-core finds nothing to object to in what the page shows. */
export async function accessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
  assert.deepEqual(found, []);
}

/** Nothing reaches over the edge of the window. */
export async function fitsItsWidth(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `scrolls sideways by ${over}`);
}
