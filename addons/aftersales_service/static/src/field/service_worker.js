// @odoo-module ignore
/* eslint-disable no-restricted-globals */
/* global PAGE, queueStorage, sendQueue -- the server puts storage.js and sender.js before this file */

/**
 * Keeps the page and what it is made of, so that it opens without the network, and
 * sends the queue when the network is back and the page is closed.
 */

const SHELL = "aftersales_field_shell";
const PATIENCE = 6000;
// Addresses of these change with their content.
const RESOURCE =
  /^\/(web\/assets|aftersales_service\/static|aftersales\/visits\/(words|manifest))\b/;
const LINK = /(?:src|href)="(\/[^"]*)"/g;

function findResources(html) {
  return [...html.matchAll(LINK)]
    .map((found) => found[1].replaceAll("&amp;", "&"))
    .filter((url) => RESOURCE.test(url));
}

async function keepShell(response) {
  const cache = await caches.open(SHELL);
  const html = await response.clone().text();
  const wanted = findResources(html);
  // First what it is made of: a page without it would open empty.
  await Promise.all(
    wanted.map(async (url) => (await cache.match(url)) || cache.add(url))
  );
  await cache.put(PAGE, response);
  for (const request of await cache.keys()) {
    const {pathname, search} = new URL(request.url);
    if (pathname !== PAGE && !wanted.includes(pathname + search)) {
      await cache.delete(request);
    }
  }
}

async function openPage(event) {
  const fetched = fetch(event.request).then(async (response) => {
    if (response.ok) {
      event.waitUntil(keepShell(response.clone()).catch(() => {}));
    } else if (response.type === "opaqueredirect") {
      // Nobody is logged in: the page of the last user is not shown to the next.
      await (await caches.open(SHELL)).delete(PAGE);
    }
    return response;
  });
  event.waitUntil(fetched.catch(() => {}));
  const cache = await caches.open(SHELL);
  const kept = await cache.match(PAGE);
  if (!kept) {
    return fetched;
  }
  const patience = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  return Promise.race([fetched.catch(() => kept), patience]);
}

async function openResource(request) {
  const cache = await caches.open(SHELL);
  return (await cache.match(request)) || fetch(request);
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(
    fetch(PAGE, {redirect: "manual"}).then((response) =>
      response.ok ? keepShell(response) : null
    )
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  if (event.request.mode === "navigate" && url.pathname === PAGE) {
    event.respondWith(openPage(event));
  } else if (RESOURCE.test(url.pathname)) {
    event.respondWith(openResource(event.request));
  }
});

async function sendInBackground() {
  for (const uid of await queueStorage.users()) {
    // Only the one who is logged in can; the others' queues wait for them.
    await sendQueue(uid).catch((error) => {
      if (error.reason === "network") {
        throw error;
      }
    });
  }
  for (const client of await self.clients.matchAll()) {
    client.postMessage("sent");
  }
}

self.addEventListener("sync", (event) => {
  if (event.tag === "aftersales_field_send") {
    event.waitUntil(sendInBackground());
  }
});
