// What the content security policy refuses, tried by a script in the page; and what no policy can.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { bothProducts, browser, open } from './support.mjs';

const DIRECTIVES = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", 'worker-src blob:', 'img-src data:'];

for (const product of bothProducts) {
  describe(`the policy: ${product.name}`, () => {
    let chromium, site, elsewhere, asked;
    before(async () => {
      chromium = await browser();
      site = await product.start();
      elsewhere = createServer((request, response) => {
        asked.push(request.url);
        response.writeHead(200, { 'access-control-allow-origin': '*' }).end('1');
      });
      await new Promise((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    });
    after(async () => {
      await chromium.close();
      await site.stop();
      await new Promise((resolve) => elsewhere.close(resolve));
    });
    const start = () => {
      asked = [];
      return open(chromium, site.address);
    };
    const address = () => `http://127.0.0.1:${elsewhere.address().port}/`;

    test('is the first thing in the head, and closes every connection once the page runs', async () => {
      const page = await start();
      const policies = await page.$$eval('head meta[http-equiv="Content-Security-Policy"]', (all) =>
        all.map((one) => one.content));
      for (const directive of DIRECTIVES) assert.ok(policies[0].includes(directive), directive);
      assert.ok(policies.some((policy) => policy.includes("connect-src 'none'")));
      for (const policy of policies) assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
      const first = await page.$eval('head', (head) =>
        [...head.querySelectorAll('meta[http-equiv], script, link, style')][0].outerHTML);
      assert.match(first, /Content-Security-Policy/);
      await page.context().close();
    });

    test('refuses everything that would load or send something', async () => {
      const page = await start();
      const refused = await page.evaluate(async (address) => {
        const violated = new Set();
        document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective));
        const add = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
        const ways = {
          fetch: () => fetch(`${address}fetch`),
          request: () => {
            const request = new XMLHttpRequest();
            request.open('GET', `${address}request`);
            request.send();
          },
          beacon: () => navigator.sendBeacon(`${address}beacon`, 'x'),
          socket: () => new WebSocket(address.replace('http', 'ws')),
          events: () => new EventSource(`${address}events`),
          picture: () => add('img', { src: `${address}picture` }),
          sound: () => add('audio', { src: `${address}sound` }),
          script: () => add('script', { src: `${address}script` }),
          'inline script': () => add('script', { textContent: 'globalThis.ran = true' }),
          module: () => import(`${address}module`),
          style: () => add('link', { rel: 'stylesheet', href: `${address}style` }),
          manifest: () => add('link', { rel: 'manifest', href: `${address}manifest` }),
          preload: () => add('link', { rel: 'preload', as: 'script', href: `${address}preload` }),
          frame: () => add('iframe', { src: `${address}frame` }),
          object: () => add('object', { data: `${address}object` }),
          font: () => new FontFace('far', `url(${address}font)`).load(),
          worker: () => new Worker('data:text/javascript,1'),
          base: () => add('base', { href: address }),
          form: () => {
            add('form', { action: `${address}form`, method: 'post', target: '_blank' });
            document.forms[document.forms.length - 1].submit();
          },
        };
        for (const act of Object.values(ways)) {
          try {
            await act();
          } catch {
            // Refused at once.
          }
        }
        try {
          // eslint-disable-next-line no-new-func
          new Function('globalThis.ran = true')();
        } catch {
          // Refused at once.
        }
        // Violations are told in tasks of their own.
        await new Promise((resolve) => { setTimeout(resolve, 500); });
        return { violated: [...violated], ran: globalThis.ran === true, base: document.baseURI };
      }, address());
      assert.equal(refused.ran, false, 'a script that is not the page’s own ran');
      assert.ok(!refused.base.startsWith(address()));
      for (const directive of ['connect-src', 'img-src', 'media-src', 'script-src-elem', 'style-src-elem', 'frame-src', 'object-src', 'worker-src', 'base-uri', 'form-action']) {
        assert.ok(refused.violated.includes(directive), `${directive} in ${refused.violated}`);
      }
      assert.deepEqual(asked, [], 'what reached a server');
      await page.context().close();
    });

    // Known and said in SECURITY.md. Once a browser knows the directive, this fails: add it then.
    test('WebRTC and a jump elsewhere cannot be refused by this browser', async () => {
      const page = await start();
      const created = await page.evaluate(async () => {
        const connection = new RTCPeerConnection();
        connection.createDataChannel('any');
        await connection.setLocalDescription();
        connection.close();
        return true;
      });
      assert.ok(created);
      for (const directive of ["webrtc 'block'", "navigate-to 'none'"]) {
        const other = await chromium.newPage();
        const told = other.waitForEvent('console', { predicate: (one) => /Unrecognized Content-Security-Policy directive/.test(one.text()) });
        await other.setContent(`<meta http-equiv="Content-Security-Policy" content="${directive}">`);
        assert.match((await told).text(), new RegExp(directive.split(' ')[0]));
        await other.close();
      }
      // What the page's own script does instead: no request, no jump, no second window.
      assert.deepEqual(page.requests, []);
      assert.equal(page.context().pages().length, 1);
      await page.context().close();
    });
  });
}
