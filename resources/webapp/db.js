// SPDX-License-Identifier: GPL-3.0-or-later
// IndexedDB with promises. The service worker opens the same database.

const name = 'webjabber';
const version = 1;

function upgrade(db) {
    db.createObjectStore('kv');
    const messages = db.createObjectStore('messages', {keyPath: 'key'});
    messages.createIndex('order', ['peer', 'era', 'seq', 'time']);
    messages.createIndex('open', 'open'); // set only on messages whose outcome is not known yet
    db.createObjectStore('conversations', {keyPath: 'peer'});
    db.createObjectStore('contacts', {keyPath: 'jid'});
    db.createObjectStore('requests', {keyPath: 'jid'});
}

export const resultOf = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});

let opening = null;

function open() {
    opening ??= new Promise((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => upgrade(request.result);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
            // The browser may close it (when its data is cleared), and a newer app may need it closed.
            request.result.onclose = request.result.onversionchange = () => {
                request.result.close();
                opening = null;
            };
            resolve(request.result);
        };
    });
    opening.catch(() => { opening = null; });
    return opening;
}

const allStores = ['kv', 'messages', 'conversations', 'contacts', 'requests'];

// Runs `work(store)` in one transaction; store('kv') returns an object store. Resolves with its result
// when the transaction is committed. `work` may await only requests of this transaction.
async function transaction(mode, work) {
    const db = await open();
    const running = db.transaction(allStores, mode, {durability: 'strict'});
    const done = new Promise((resolve, reject) => {
        running.oncomplete = resolve;
        running.onabort = () => reject(running.error ?? new Error('aborted'));
    });
    try {
        const result = await work(store => running.objectStore(store));
        await done;
        return result;
    } catch (error) {
        done.catch(() => {});
        try {
            running.abort();
        } catch {
            // It has ended by itself.
        }
        throw error;
    }
}

export const reading = work => transaction('readonly', work);
export const writing = work => transaction('readwrite', work);

export const readValue = key => reading(store => resultOf(store('kv').get(key)));
export const writeValue = (key, value) => writing(store => resultOf(store('kv').put(value, key)));
export const readAll = name => reading(store => resultOf(store(name).getAll()));

export const clearAll = () => writing(store => Promise.all(allStores.map(each => resultOf(store(each).clear()))));

// Calls `visit` with each record that a cursor request finds. `visit` returns false to stop.
export const walk = (request, visit) => new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
        const cursor = request.result;
        if (cursor && visit(cursor.value, cursor) !== false)
            cursor.continue();
        else
            resolve();
    };
});
