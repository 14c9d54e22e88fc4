// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the app and switches between the views. The fragment #/JID in the address bar selects the open
// conversation.
import {Account} from './account.js';
import {ContactList} from './contactlist.js';
import {ConversationView} from './conversation.js';
import {clearAll, readValue, writeValue, writing} from './db.js';
import {element} from './dom.js';
import {language, loadTexts, texts} from './i18n.js';
import {SoftKeys, startKeypad} from './keypad.js';
import {signInView} from './signin.js';
import {showAddContact, showContactOptions, showYou} from './you.js';

const page = document.documentElement;
const sessionKey = 'webjabber'; // in sessionStorage, if the device is not to be remembered

class App {
    constructor() {
        this.softKeys = new SoftKeys();
        this.banner = element('p', {id: 'connection', role: 'status'});
        this.stage = element('div', {id: 'stage'});
        document.body.replaceChildren(this.banner, this.stage, this.softKeys.node);
        startKeypad({onBack: () => this.back()});
        addEventListener('popstate', () => this.follow());
        navigator.serviceWorker?.addEventListener('message', ({data}) => data.open && this.go(data.open));
    }

    async start() {
        await readValue('owner'); // fails if nothing can be stored
        const tab = sessionStorage.getItem(sessionKey);
        const session = await readValue('session') ?? (tab ? JSON.parse(tab) : null);
        if (session)
            return this.enter(session);
        if (await readValue('isPassing') && await isTabClosed())
            await clearAll();
        return this.showSignIn();
    }

    // --- signing in and out ---

    async showSignIn() {
        this.account = null;
        page.dataset.view = 'signin';
        this.banner.textContent = '';
        document.title = texts.appName;
        const known = await readValue('owner');
        this.softKeys.set({});
        this.stage.replaceChildren(signInView({
            known,
            onForget: async () => {
                await clearAll();
                this.showSignIn();
            },
            onSignedIn: session => this.signedIn(session),
        }));
        this.stage.querySelector(known ? 'input[type=password]' : 'input').focus();
    }

    async signedIn({jid, token, cursor, isRemembered}) {
        if (await readValue('owner') !== jid)
            await clearAll();
        const era = (await readValue('era') ?? 0) + 1;
        await writing(store => {
            const kv = store('kv');
            kv.put(jid, 'owner');
            kv.put(era, 'era');
            kv.put(cursor, 'cursor');
            kv.put(!isRemembered, 'isPassing');
            kv.put(isRemembered ? {jid, token} : null, 'session');
        });
        sessionStorage.removeItem(sessionKey);
        if (isRemembered)
            navigator.storage?.persist?.();
        else
            sessionStorage.setItem(sessionKey, JSON.stringify({jid, token}));
        await this.enter({jid, token});
    }

    async enter(session) {
        if (sessionStorage.getItem(sessionKey))
            acquireTabLock();
        const account = new Account(session);
        this.account = account;
        this.contactList = new ContactList(account, {
            onOpen: jid => this.go(jid), onAdd: () => this.addContact(), onYou: () => showYou(account),
        });
        this.conversation = new ConversationView(account, {
            onBack: () => this.back(), onOptions: jid => this.showOptions(jid),
        });
        account.addEventListener('connection', () => this.showConnection());
        account.addEventListener('contacts', () => this.showUnread());
        account.addEventListener('signed-out', () => this.signedOut());
        this.stage.replaceChildren(element('div', {class: 'panes'}, this.contactList.node, this.conversation.node));
        await account.start();
        this.contactList.show();
        this.showConnection();
        await this.follow();
    }

    async signedOut() {
        sessionStorage.removeItem(sessionKey);
        for (const dialog of document.querySelectorAll('dialog[open]'))
            dialog.close();
        await writeValue('session', null);
        history.replaceState(null, '', '/');
        await this.showSignIn();
    }

    // --- navigation ---

    // Back leads to the list, also after switching between conversations.
    go(jid) {
        const address = `#/${encodeURIComponent(jid)}`;
        if (openPeer())
            history.replaceState(history.state, '', address);
        else
            history.pushState({hasList: true}, '', address);
        this.follow();
    }

    back() {
        if (page.dataset.view !== 'conversation')
            return;
        if (history.state?.hasList)
            return history.back();
        history.replaceState(null, '', '/');
        this.follow();
    }

    async follow() {
        if (!this.account)
            return;
        const peer = openPeer();
        const left = this.conversation.peer;
        page.dataset.view = peer ? 'conversation' : 'contacts';
        this.contactList.select(peer);
        this.setSoftKeys(peer);
        await this.conversation.open(peer);
        if (peer)
            this.conversation.focus();
        else
            this.contactList.focus(left);
    }

    setSoftKeys(peer) {
        this.softKeys.set(peer
            ? {left: {label: texts.back, run: () => this.back()}, right: {label: texts.options, run: () => this.showOptions(peer)}}
            : {left: {label: texts.addContact, run: () => this.addContact()}, right: {label: texts.you, run: () => showYou(this.account)}});
    }

    async addContact() {
        const added = await showAddContact(this.account);
        if (added)
            this.go(added);
    }

    async showOptions(jid) {
        if (await showContactOptions(this.account, jid))
            this.back();
    }

    // --- always visible ---

    showConnection() {
        const {connection, sessionState} = this.account ?? {};
        page.dataset.connection = connection;
        const isAway = connection === 'live' && !['online', 'refused'].includes(sessionState);
        this.banner.textContent = connection === 'offline' ? texts.offline
            : connection === 'connecting' ? texts.connecting
            : sessionState === 'refused' ? texts.passwordRefused
            : isAway ? texts.serverAway : '';
    }

    showUnread() {
        let unread = 0;
        for (const conversation of this.account.conversations.values())
            unread += conversation.unread;
        document.title = unread ? `(${unread}) ${texts.appName}` : texts.appName;
        navigator.setAppBadge?.(unread).catch(() => {});
    }
}

// If the user signed in without being remembered, the tab holds a lock. When the tab is closed, its data
// is deleted.
const tabLock = 'webjabber-tab';

function acquireTabLock() {
    navigator.locks?.request(tabLock, {mode: 'shared'}, () => new Promise(() => {}));
}

async function isTabClosed() {
    const {held = []} = await navigator.locks?.query() ?? {};
    return !held.some(({name}) => name === tabLock);
}

// The JID in the address bar.
function openPeer() {
    try {
        return decodeURIComponent(location.hash.slice(2)) || null;
    } catch {
        return null;
    }
}

async function registerServiceWorker() {
    const url = `/sw.js?lang=${language}`; // one of i18n.js
    const policy = self.trustedTypes?.createPolicy('webjabber', {createScriptURL: () => url});
    await navigator.serviceWorker?.register(policy ? policy.createScriptURL(url) : url, {scope: '/'});
}

await loadTexts();
registerServiceWorker().catch(error => console.info('no service worker:', error.message));
try {
    await new App().start();
} catch (error) {
    console.error(error);
    document.body.replaceChildren(element('p', {class: 'fatal', role: 'alert'}, texts.noStorage));
}
