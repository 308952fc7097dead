/**
 * What the phone keeps, one pair of databases a user: a phone that is handed on shows
 * nobody else's day and sends nobody else's queue. The service worker reads this file
 * too, so it imports nothing.
 */

const QUEUE = "aftersales_field_queue_";
const CACHE = "aftersales_field_cache_";
const STORE = "rows";

function openDatabase(name, options) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, options);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function withStore(name, options, mode, use) {
  const database = await openDatabase(name, options);
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, {durability: "strict"});
      const request = use(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const QUEUE_OPTIONS = {keyPath: "seq", autoIncrement: true};

/** Actions that wait, in the order they were recorded in; their number is `seq`. */
export const queueStorage = {
  all: (uid) =>
    withStore(QUEUE + uid, QUEUE_OPTIONS, "readonly", (rows) => rows.getAll()),
  add: (uid, action) =>
    withStore(QUEUE + uid, QUEUE_OPTIONS, "readwrite", (rows) => rows.add(action)),
  remove: (uid, seq) =>
    withStore(QUEUE + uid, QUEUE_OPTIONS, "readwrite", (rows) => rows.delete(seq)),

  /** Users who have a queue on this phone. */
  async users() {
    const databases = indexedDB.databases ? await indexedDB.databases() : [];
    return databases
      .filter(({name}) => name.startsWith(QUEUE))
      .map(({name}) => Number(name.slice(QUEUE.length)));
  },
};

/** The day as the server told it last. */
export const cacheStorage = {
  read: (uid) =>
    withStore(CACHE + uid, undefined, "readonly", (rows) => rows.get("day")),
  write: (uid, day) =>
    withStore(CACHE + uid, undefined, "readwrite", (rows) => rows.put(day, "day")),
  clear: (uid) =>
    withStore(CACHE + uid, undefined, "readwrite", (rows) => rows.clear()),

  /** Empty the days of everybody else who used this phone. */
  async clearOthers(uid) {
    const databases = indexedDB.databases ? await indexedDB.databases() : [];
    for (const {name} of databases) {
      if (name.startsWith(CACHE) && name !== CACHE + uid) {
        await cacheStorage.clear(name.slice(CACHE.length));
      }
    }
  },
};
