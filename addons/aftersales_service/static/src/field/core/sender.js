import {queueStorage} from "./storage";

/**
 * Sends the queue: in its order, each action until it is answered. The service worker
 * reads this file too; it imports nothing but the storage.
 */

export const PAGE = "/aftersales/visits";
// One request stays small enough to get through on a bad line.
const BATCH_BYTES = 1500000;
const TIMEOUT = 60000;

/** `reason`: network (try later), session (log in), server (told in words). */
export class CallError extends Error {
  constructor(reason, message = "") {
    super(message || reason);
    this.reason = reason;
  }
}

export async function call(name, params) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT);
  let answer;
  try {
    const response = await fetch(`${PAGE}/${name}`, {
      method: "POST",
      headers: {"Content-Type": "application/json"},
      body: JSON.stringify({jsonrpc: "2.0", method: "call", id: 1, params}),
      signal: controller.signal,
    });
    answer = await response.json();
  } catch (error) {
    // No line, or a proxy that answers in the server's stead.
    throw new CallError("network", String(error));
  } finally {
    clearTimeout(timer);
  }
  if (answer.error) {
    const isSession = answer.error.code === 100;
    const data = answer.error.data || {};
    throw new CallError(isSession ? "session" : "server", data.message);
  }
  return answer.result;
}

async function toBase64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}

async function takeBatch(rows) {
  const batch = [];
  let size = 0;
  for (const {seq, file, ...action} of rows) {
    const encoded = file ? await toBase64(file) : null;
    size += (encoded?.length || 0) + JSON.stringify(action).length;
    if (batch.length && size > BATCH_BYTES) {
      break;
    }
    batch.push({...action, file: encoded});
  }
  return batch;
}

async function sendAll(uid, onSent) {
  let rows = await queueStorage.all(uid);
  while (rows.length) {
    const actions = await takeBatch(rows);
    const now = new Date().toISOString();
    const results = await call("send", {user_id: uid, actions, now});
    for (const [index, result] of results.entries()) {
      // Removed when answered only: what got no answer is sent again.
      await queueStorage.remove(uid, rows[index].seq);
      await onSent?.(result, rows[index]);
    }
    rows = await queueStorage.all(uid);
  }
}

/** Send the queue of a user, unless another tab or the service worker does it now. */
export async function sendQueue(uid, onSent) {
  if (!navigator.locks) {
    return sendAll(uid, onSent);
  }
  return navigator.locks.request(
    `aftersales_field_send_${uid}`,
    {ifAvailable: true},
    (lock) => lock && sendAll(uid, onSent)
  );
}
