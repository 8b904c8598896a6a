// Clusters and far ends in a real browser: peers and far ends are added, described and removed,
// by mouse and by keyboard alone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unfold } from './states.mjs';
import {
  close, drop, explained, filled, fixture, inBrowser, place, products, services, verdict,
} from './support.mjs';

const REPAIRED = 'button[data-example="condition-2.1"]';
const file = async (name) => ({ name, mimeType: '', buffer: await fixture(name) });

for (const product of products) {
  describe(`clusters and far ends: ${product.name}`, () => {
    const running = inBrowser(product);
    let page;
    const start = async (options) => (page = await running.open(options));

    /** Presses Tab until the focus is on what a selector finds. */
    const reach = async (selector) => {
      const there = () => page.evaluate((selector) => document.activeElement?.matches(selector), selector);
      for (let presses = 0; !(await there()); presses += 1) {
        assert.ok(presses < 150, `${selector} is reached`);
        await page.keyboard.press('Tab');
      }
    };

    test('a cluster of two Edge peers, one of them wrong', async () => {
      await start();
      await page.click(REPAIRED);
      await verdict(page, 'works');
      await page.click('#edge-add-machine');
      await verdict(page, 'undecided');
      const stores = await page.$$eval('[data-node="edge"] [data-store]', (all) =>
        all.map((store) => [store.dataset.store, store.querySelector('input[type=file]').id]));
      assert.deepEqual(stores, [
        ['edge[edge1].client', 'edge-client'], ['edge[edge1].server', 'edge-server'],
        ['edge[edge2].client', 'edge-client-2'], ['edge[edge2].server', 'edge-server-2'],
      ]);
      assert.match(await page.textContent('[data-overall-verdict]'), /Edge's server certificate on edge2/);

      const wrong = 'edge-client-only-ca1.pem';
      await drop(page, place('edge[edge2].server'), { name: wrong, bytes: await fixture(wrong) });
      await page.click(`${place('edge[edge2].client')} .store-same`);
      await verdict(page, 'fails');
      const zone = await explained(page, 'uc-traversal-zone');
      assert.match(await zone.textContent(), /server store on edge1.*server store on edge2/s);
      assert.match(await zone.locator('[data-rule="server-auth-required"]').textContent(), /edge2/);
      const marked = await zone.locator('.route-holder[data-verdict="fails"]').allTextContents();
      assert.equal(marked.length, 1, 'of two peers, the one with the fault is marked');
      assert.match(marked[0], /Edge's server store on edge2/);
      const drawn = page.locator('.picture svg [data-peer]');
      assert.deepEqual(await drawn.evaluateAll((all) => all.map((one) => [one.dataset.peer, one.dataset.verdict])),
        [['edge2', 'fails']]);

      assert.equal(await page.locator('[data-service="cluster-database"]').count(), 0);
      for (const [mode, expected] of [['enforcing', 'fails'], ['permissive', 'works']]) {
        await page.selectOption('#edge-cluster', mode);
        await page.waitForSelector(`[data-service="cluster-database"][data-verdict="${expected}"]`);
      }

      const right = 'edge-server-only-ca2.pem';
      await page.setInputFiles('#edge-server-2', await file(right));
      await verdict(page, 'works');
      await page.click('[data-peer="edge2"] button:has-text("Remove peer")');
      await page.waitForSelector(place('edge.server'));
      assert.equal(await page.evaluate(() => document.activeElement.id), 'edge-add-machine');
      await close(page);
    });

    test('a peer name that is missing or taken is said beside its field', async () => {
      await start();
      await page.click(REPAIRED);
      await page.click('#edge-add-machine');
      for (const [typed, says] of [['', /Enter a name.*edge2/], ['Edge1', /has the same name/]]) {
        await page.fill('#edge-name-2', typed);
        const alert = page.locator('.peer [role=alert]');
        await alert.waitFor();
        assert.match(await alert.textContent(), says);
        assert.equal(await page.getAttribute('#edge-name-2', 'aria-invalid'), 'true');
      }
      await page.fill('#edge-name-2', 'b.example.com');
      await page.waitForSelector(place('edge[b.example.com].server'));
      assert.equal(await page.locator('.peer [role=alert]').count(), 0);
      assert.equal(await page.getAttribute('#edge-name-2', 'aria-invalid'), null);
      // What a person drops anywhere finds its peer by the name.
      const bytes = await fixture('edge-server-only-ca2.pem');
      await drop(page, 'body', { name: 'server_b_2026-11-23.pem', bytes });
      await page.waitForSelector(`${place('edge[b.example.com].server')} .store-name`);
      // Where the name does not say it, every peer is a choice.
      await drop(page, 'body', { name: 'edge-client.pem', bytes });
      await page.click('[data-unplaced] button[data-put="edge[b.example.com].client"]');
      await filled(page, 'edge[b.example.com].client');
      await close(page);
    });

    test('Webex is undecided, and decided by what it checks', async () => {
      await start();
      await page.click(REPAIRED);
      await verdict(page, 'works');
      await page.selectOption('#far-end-kind', 'webex');
      await page.click('#add-far-end');
      await verdict(page, 'undecided');
      assert.match(await page.textContent('.answer-sentence'), /Webex/);
      const out = await explained(page, 'far-end:webex:out');
      assert.match(await out.locator('[data-rule="far-end-check-unknown"]').textContent(), /not known whether Webex/);
      assert.match(await out.textContent(), /Edge's client store.*edge\.example\.com.*Webex's certificate/s);
      await page.click('[data-far-end="webex"] summary:has-text("known")');
      const known = page.locator('[data-far-end="webex"] .known');
      assert.match(await known.textContent(), /not published/);
      assert.ok(await known.locator('a[href^="https://"]').count() > 2, 'each with its source');
      const check = '[data-far-end="webex"] [name="client_eku_check"]';
      for (const [value, expected] of [['on', 'fails'], ['off', 'works'], ['unknown', 'undecided'], ['off', 'works']]) {
        await page.selectOption(check, value);
        await verdict(page, expected);
        assert.equal((await services(page))['far-end:webex'], expected);
      }
      // A name without a letter opens the settings if need be, and mending it does not close them.
      await page.click('[data-far-end="webex"] summary:has-text("All settings")');
      await page.fill('[data-far-end="webex"] [name="name"]', '');
      await page.waitForSelector('.field-problem');
      await page.fill('.far-end [name="name"]', 'Webex');
      await page.waitForSelector('.field-problem', { state: 'detached' });
      assert.ok(await page.isVisible('[data-far-end="webex"] [name="name"]'));
      await page.click('[data-far-end="webex"] .far-end-head button');
      await page.waitForSelector('[data-far-end]', { state: 'detached' });
      assert.equal((await services(page))['far-end:webex'], undefined);
      await verdict(page, 'works');
      await close(page);
    });

    test('a traversal zone is added, named, looks for a name, and is removed', async () => {
      await start();
      await page.click(REPAIRED);
      await verdict(page, 'works');
      await page.selectOption('#far-end-kind', 'traversal-zone');
      await page.click('#add-far-end');
      await page.waitForSelector('[data-service="traversal-zone:traversal-zone"][data-verdict="works"]');
      await page.fill('[data-traversal-zone] [name="name"]', 'B2B');
      const zone = '[data-traversal-zone="b2b"]';
      await page.fill(`${zone} [name="port"]`, '7002');
      await page.fill(`${zone} [name="edge_verify_name"]`, 'nobody.example.com');
      await verdict(page, 'fails');
      const shown = await explained(page, 'traversal-zone:b2b');
      assert.match(await shown.textContent(), /Traversal zone B2B, SIP TLS, 7002/);
      assert.match(await shown.locator('[data-rule="name-mismatch"]').textContent(), /nobody\.example\.com/);
      assert.equal((await services(page))['uc-traversal-zone'], 'works');
      for (const [mode, expected] of [['unknown', 'undecided'], ['off', 'works']]) {
        await page.selectOption(`${zone} [name="edge_tls_verify"]`, mode);
        await verdict(page, expected);
      }
      await page.click(`${zone} .far-end-head button`);
      await page.waitForSelector(zone, { state: 'detached' });
      assert.equal(await page.evaluate(() => document.activeElement.id), 'far-end-kind');
      assert.equal((await services(page))['traversal-zone:b2b'], undefined);
      await close(page);
    });

    test('MRA needs Unified CM', async () => {
      await start();
      await page.click('button[data-example="condition-2-check-off"]');
      await verdict(page, 'fails');
      await page.selectOption('#far-end-kind', 'unified-cm');
      await page.click('#add-far-end');
      await page.click('[data-service="mra"] > summary');
      const needed = '[data-service="mra"] [data-rule="depends-on"]:has-text("Unified CM")';
      await page.waitForSelector(needed, { state: 'attached' });
      await page.click('[data-far-end="unified-cm"] summary:has-text("All settings")');
      await page.uncheck('[data-far-end="unified-cm"] [name="mra"]');
      await page.waitForSelector(needed, { state: 'detached' });
      await close(page);
    });

    test('every property of another far end, and names that are missing or taken', async () => {
      await start();
      await page.click(REPAIRED);
      await page.selectOption('#far-end-kind', 'other');
      await page.click('#add-far-end');
      await page.fill('[data-far-end="far-end"] [name="name"]', 'Partner');
      const partner = '[data-far-end="partner"]';
      for (const [name, value] of [['node', 'core'], ['initiates', 'both'], ['protocol', 'https'], ['tls_verify', 'off']]) {
        await page.selectOption(`${partner} [name="${name}"]`, value);
      }
      await page.waitForSelector('[data-connection="far-end:partner:in"]');
      await page.waitForSelector('[data-connection="far-end:partner:out"]');
      await page.check(`${partner} [name="webrtc-proxy"]`);
      await page.selectOption(`${partner} [name="tls_verify"]`, 'on');
      await page.fill(`${partner} [name="verify_name"]`, 'nobody.example.com');
      const certificate = 'core-both-ca1.pem';
      await drop(page, place('far-end:partner'), { name: certificate, bytes: await fixture(certificate) });
      await page.waitForSelector('[data-service="webrtc-proxy"][data-verdict="fails"]');
      const rule = (await explained(page, 'far-end:partner:out')).locator('[data-rule="name-mismatch"]');
      assert.match(await rule.textContent(), /nobody\.example\.com/);
      await page.setInputFiles('#far-end-1-trusted', await file('ca-both-roots.pem'));
      await page.waitForSelector(`${place('far-end:partner.trusted')}:not(.is-empty)`);
      await drop(page, place('far-end:partner.trusted'), { name: 'junk.bin', bytes: await fixture('bad/junk.bin') });
      await page.waitForSelector(`${place('far-end:partner.trusted')} [role=alert]`);

      await page.click('#add-far-end');
      await page.waitForSelector('[data-far-end="far-end"]');
      const second = page.locator('.far-end').nth(1).locator('[name="name"]');
      for (const [typed, says, slug] of [['PARTNER', /has the same name/, 'partner-2'], ['', /a letter \(a to z\) or a digit/, 'far-end']]) {
        await second.fill(typed);
        const alert = page.locator(`[data-far-end="${slug}"] .field-problem[role=alert]`);
        await alert.waitFor();
        assert.match(await alert.textContent(), says);
      }
      await close(page);
    });

    test('by keyboard alone: a peer and a far end come and go, and a certificate moves', async () => {
      await start();
      await page.click(REPAIRED);
      await verdict(page, 'works');
      await reach('#core-add-machine');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-peer="core2"]');
      await reach('[data-peer="core2"] .peer-head button');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-peer]', { state: 'detached' });
      await verdict(page, 'works');
      await reach('#far-end-kind');
      await page.keyboard.type('Neighbor');
      await reach('#add-far-end');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-far-end="neighbor-zone"]');
      await reach('[data-far-end="neighbor-zone"] .far-end-head button');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-far-end]', { state: 'detached' });
      assert.equal(await page.evaluate(() => document.activeElement.id), 'far-end-kind');

      await reach(`${place('core.client')} .mover summary`);
      await page.keyboard.press('Enter');
      await page.waitForSelector(`${place('core.client')} [data-move="core.server"]`);
      await reach(`${place('core.client')} [data-move="core.server"]`);
      await page.keyboard.press('Escape');
      await page.waitForSelector(`${place('core.client')} .mover:not([open])`);
      await page.keyboard.press('Enter');
      await page.waitForSelector(`${place('core.client')} [data-move="core.server"]`);
      await reach(`${place('core.client')} [data-move="core.server"]`);
      await page.keyboard.press('Enter');
      await verdict(page, 'fails');
      assert.match(await page.textContent(`${place('core.server')} .store-name`), /core\.example\.com/);
      assert.equal(await page.locator('.mover[open]').count(), 0);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'core-server');
      await close(page);
    });

    /** Drags a store's certificate by the mouse, in steps as a hand does. */
    const drag = async (store, target) => {
      const from = await page.locator(`${place(store)} .store-facts > summary`).boundingBox();
      const to = await page.locator(target).boundingBox();
      await page.mouse.move(from.x + 20, from.y + 10);
      await page.mouse.down();
      await page.mouse.move(from.x + 40, from.y + 40, { steps: 5 });
      await page.mouse.move(to.x + 20, to.y + 10, { steps: 5 });
      await page.mouse.up();
    };

    test('a certificate is dragged from one store to another', async () => {
      await start();
      await page.setInputFiles('#core-client', await file('core-both-ca1.pem'));
      await filled(page, 'core.client');
      await drag('core.client', place('core.server'));
      await filled(page, 'core.server');
      assert.equal(await page.locator(`${place('core.client')}.is-empty`).count(), 1);
      await page.waitForSelector('.is-offered', { state: 'detached' });
      // A drop where nothing can be put changes nothing.
      await drag('core.server', '.masthead');
      await page.waitForSelector('.is-offered', { state: 'detached' });
      assert.equal(await page.locator('[data-unplaced], [role=alert]').count(), 0);
      await filled(page, 'core.server');
      await close(page);
    });

    test('fits the width of a phone', async () => {
      await start({ viewport: { width: 390, height: 800 } });
      await page.click(REPAIRED);
      await page.click('#edge-add-machine');
      await page.click('#add-far-end');
      await page.click(`${place('core.client')} .mover summary`);
      await unfold(page, '.far-end');
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `${width} wide`);
      await close(page);
    });
  });
}
