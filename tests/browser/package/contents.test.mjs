// What is in the JavaScript package, how it is reached by name, and its types.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { folder, root } from './support.mjs';

const CONTENTS = [
  'LICENSE-APACHE',
  'LICENSE-MIT',
  'README.md',
  'bundler/eku_js.d.ts',
  'bundler/eku_js.js',
  'bundler/eku_js_bg.js',
  'bundler/eku_js_bg.wasm',
  'bundler/eku_js_bg.wasm.d.ts',
  'example/index.html',
  'nodejs/eku_js.d.ts',
  'nodejs/eku_js.js',
  'nodejs/package.json',
  'package.json',
  'third-party-licences.txt',
  'web/eku_js.d.ts',
  'web/eku_js.js',
  'web/eku_js_bg.wasm',
  'web/eku_js_bg.wasm.d.ts',
];

const installed = install();

test('npm packs what belongs there, and nothing else', () => {
  const [packed] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: folder }));
  assert.deepEqual(packed.files.map(({ path }) => path).sort(), CONTENTS);
  assert.equal(packed.name, 'eku-js');
  const [, version] = /^version = "(.*)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'));
  assert.equal(packed.version, version);
  assert.ok(packed.size < 1_500_000, `${packed.size} bytes`);
});

test('nothing in it names a folder of the machine that made it', () => {
  for (const path of CONTENTS) {
    const bytes = readFileSync(join(folder, path));
    for (const place of [root, process.env.HOME].filter((place) => place?.length > 1)) {
      assert.ok(!bytes.includes(join(place, '/')), `${path}: ${place}`);
    }
  }
});

test('it is required and imported by its name', async () => {
  const require = createRequire(join(installed, 'x.js'));
  assert.equal(typeof require('eku-js').check, 'function');
  writeFileSync(join(installed, 'named.mjs'), "export { check, inspect, upload } from 'eku-js';\n");
  const { check } = await import(pathToFileURL(join(installed, 'named.mjs')).href);
  assert.equal(check({ release: 'X15.5', core: {}, edge: {} }).verdict, 'undecided');
});

test('its types take what is right and refuse what is wrong', () => {
  writeFileSync(join(installed, 'use.mts'), TYPED);
  const compiler = join(root, 'tests/browser/node_modules/typescript/bin/tsc');
  const run = (module, resolution) => execFileSync(process.execPath, [
    compiler, '--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2022,dom',
    '--module', module, '--moduleResolution', resolution, join(installed, 'use.mts'),
  ], { encoding: 'utf8', cwd: installed });
  // As Node resolves it, and as bundlers do.
  assert.equal(run('nodenext', 'nodenext'), '');
  assert.equal(run('esnext', 'bundler'), '');
});

/** The packed package, installed in a folder of its own, without a registry. */
function install() {
  const place = mkdtempSync(join(tmpdir(), 'eku-js-'));
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', place], { cwd: folder }),
  );
  writeFileSync(join(place, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', join(place, filename)], { cwd: place });
  process.on('exit', () => execFileSync('rm', ['-rf', place]));
  return place;
}

const TYPED = `
import { check, inspect, upload, type Deployment, type EkuError, type Verdict } from 'eku-js';
import init from 'eku-js/web';

const certificate = new Uint8Array();
const deployment: Deployment = {
  release: 'X15.5',
  core: { server_certificate: certificate, client_certificate: 'same-as-server', verify_name: ['a', 'b'] },
  edge: { peer: [{ name: 'edge1', server_certificate: '-----BEGIN CERTIFICATE-----' }] },
  far_end: [{ name: 'Webex', node: 'edge', initiates: 'both', used_by: ['mra'] }],
  cluster: { node: 'edge', tls_verify: 'permissive' },
};
const report = check(deployment, '2027-03-15');
const verdict: Verdict = report.verdict;
const text: string | undefined = report.services[0]?.because[0]?.text;
const breaks: string | null = report.forecast.services[0].breaks_renewed;
const count: number = inspect(certificate, 'a.pem').certificates.length;
const answer: 'accepted' | 'refused' | 'undecided' =
  upload({ node: 'core', release: 'X15.5', store: 'client', certificate }).verdict;
const code = ({} as EkuError).code;
void [verdict, text, breaks, count, answer, code, init];

// @ts-expect-error: a node is missing
check({ core: {} });
// @ts-expect-error: no such key
check({ core: { ekucheck: 'on' }, edge: {} });
// @ts-expect-error: no such word
check({ core: { eku_check: 'perhaps' }, edge: {} });
// @ts-expect-error: a number is no certificate
inspect(5, 'a.pem');
// @ts-expect-error: no such store
upload({ node: 'core', release: 'X15.5', store: 'both', certificate });
// @ts-expect-error: no such verdict
if (report.verdict === 'perhaps') void 0;
`;
