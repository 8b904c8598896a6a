// Keeps the site's own files, so that the site opens without a network. `cargo xtask build` writes FILES
// above this, each file with the hash of its content, and VERSION, the hash of everything here.
// What a person adds to the page never comes by: the page makes no request.

const PREFIX = `expressway-eku ${registration.scope} `;
const NAME = PREFIX + VERSION;

const address = (path) => new URL(path, registration.scope).href;
const kept = new Map(Object.keys(FILES).map((path) => [address(path), path]));
kept.set(address('index.html'), './');

// All files of this version, or none: one that is not what was built ends it.
async function install() {
  const requests = Object.entries(FILES).map(([path, integrity]) =>
    new Request(address(path), { integrity, cache: 'no-cache' }));
  try {
    const cache = await caches.open(NAME);
    await cache.addAll(requests);
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function answer(path, request) {
  const found = await caches.match(address(path), { cacheName: NAME, ignoreVary: true });
  return found ?? fetch(request);
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(forgetOlder()));
addEventListener('fetch', (event) => {
  const { request } = event;
  const path = kept.get(request.url.split('#')[0]);
  // Whatever is not of the list goes its way as if this were not there.
  if (request.method === 'GET' && path) event.respondWith(answer(path, request));
});
// A new version waits until somebody asks for it, or until no page of the old one is open.
addEventListener('message', ({ data }) => {
  if (data === 'use') skipWaiting();
});
