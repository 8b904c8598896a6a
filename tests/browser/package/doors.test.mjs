// One answer: random deployments give in the JavaScript package what the command line says of the
// same files, as the case of their archives and as the object that mirrors the deployment file.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEPLOYMENTS, differences } from '../support.mjs';
import { deploymentOf, folder as installed } from './support.mjs';

const folder = process.env.EKU_DOORS;
const NOW = '2026-11-23T12:00:00Z';

const { check } = createRequire(import.meta.url)(join(installed, 'nodejs/eku_js.js'));

test('a case and an object give the report of the command line', () => {
  assert.ok(folder, 'EKU_DOORS names no folder: run `cargo xtask test js`');
  const numbers = readdirSync(folder).sort();
  assert.ok(numbers.length >= DEPLOYMENTS);
  for (const number of numbers) {
    const read = (name) => JSON.parse(readFileSync(join(folder, number, name), 'utf8'));
    assert.deepEqual(differences(check(read('case.json')), read('case.report.json')), [], `${number}: the case`);
    const { object } = deploymentOf(join(folder, number, 'deployment.toml'));
    assert.deepEqual(differences(check(object, NOW), read('file.report.json')), [], `${number}: the object`);
  }
});
