// SPDX-License-Identifier: GPL-3.0-or-later
// The pane with the subscription requests, conversations and contacts.
import {problemText} from './dialog.js';
import {element, iconButton} from './dom.js';
import {formatBrief, texts} from './i18n.js';

// Each contact has a colour, an index into the style sheet's palette.
const hueOf = jid => [...jid].reduce((sum, letter) => (31 * sum + letter.codePointAt(0)) % 8, 7);

export const avatarOf = (jid, name) =>
    element('span', {class: `avatar avatar-${hueOf(jid)}`, 'aria-hidden': 'true'}, [...name][0]?.toUpperCase() ?? '?');

export class ContactList {
    // The buttons call `onOpen(jid)`, `onAdd()` and `onYou()`.
    constructor(account, {onOpen, onAdd, onYou}) {
        this.account = account;
        this.onOpen = onOpen;
        this.items = new Map();
        this.you = element('button', {type: 'button', class: 'you', onClick: onYou});
        this.requests = element('ul', {class: 'requests', 'aria-label': texts.requests});
        this.list = element('ul', {class: 'contacts', 'aria-label': texts.contacts});
        this.list.addEventListener('keydown', event => this.keyPressed(event));
        this.empty = element('p', {class: 'empty'}, texts.noContacts);
        this.node = element('nav', {class: 'pane contacts-pane', 'aria-label': texts.contacts},
            element('header', {}, element('h1', {class: 'visually-hidden'}, texts.appName), this.you,
                iconButton('add', texts.addContact, onAdd, {class: 'icon-button wide-only'})),
            element('div', {class: 'scroll'}, this.requests, this.list, this.empty));
        account.addEventListener('contacts', () => this.schedule());
        account.addEventListener('typing', () => this.schedule());
        account.addEventListener('connection', () => this.schedule());
        account.addEventListener('requests', () => this.showRequests());
        this.show();
        this.showRequests();
    }

    // A burst of changes is drawn once.
    schedule() {
        this.drawing ??= requestAnimationFrame(() => {
            this.drawing = null;
            this.show();
        });
    }

    keyPressed(event) {
        const step = {ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling'}[event.key];
        const next = step && event.target.closest('li')?.[step];
        if (!next)
            return;
        event.preventDefault();
        event.stopPropagation();
        next.firstChild.focus();
    }

    select(jid) {
        this.selected = jid;
        this.show();
    }

    // The first contact has the focus as soon as there is one.
    focus(jid) {
        const item = this.items.get(jid) ?? this.list.firstChild;
        this.isFocusWanted = !item;
        (item?.firstChild ?? this.you).focus();
    }

    show() {
        const {account} = this;
        const {show, status} = account.presence;
        this.you.replaceChildren(avatarOf(account.jid, account.jid),
            element('span', {class: 'visually-hidden'}, texts.you, ' '),
            element('span', {class: 'you-text'}, element('bdi', {class: 'name'}, account.jid), ' ',
                element('span', {class: 'preview', dir: 'auto'}, status ? `${texts.shows[show]} · ${status}` : texts.shows[show])),
            element('span', {class: 'dot', 'data-show': account.sessionState === 'online' ? show : 'offline'}));

        const hadFocus = this.list.contains(document.activeElement);
        const rows = this.rows();
        const present = new Set(rows.map(row => row.jid));
        for (const [jid, item] of this.items) {
            if (!present.has(jid)) {
                item.remove();
                this.items.delete(jid);
            }
        }
        rows.forEach((row, place) => this.showRow(row, place));
        this.empty.hidden = rows.length > 0;
        const isLost = hadFocus && !this.list.contains(document.activeElement);
        const isAwaited = this.isFocusWanted && rows.length > 0 && document.activeElement === this.you;
        if (isLost || isAwaited)
            this.focus();
    }

    // The conversations, the newest first, then the other contacts by name.
    rows() {
        const {contacts, conversations} = this.account;
        const jids = new Set([...conversations.keys(), ...contacts.keys()]);
        return [...jids].map(jid => {
            const contact = contacts.get(jid);
            const {last = null, unread = 0} = conversations.get(jid) ?? {};
            return {jid, contact, last, unread, name: this.account.nameOf(jid)};
        }).sort((a, b) => (b.last?.time ?? 0) - (a.last?.time ?? 0) || a.name.localeCompare(b.name));
    }

    showRow(row, place) {
        const {jid, contact, unread, name} = row;
        let item = this.items.get(jid);
        if (!item) {
            item = element('li', {}, element('button', {type: 'button', onClick: () => this.onOpen(jid)}));
            this.items.set(jid, item);
        }
        const show = contact?.presence.show ?? 'offline';
        Object.assign(item.dataset, {jid, presence: show, unread});
        const looks = JSON.stringify([name, show, unread, this.previewOf(row), row.last?.time, this.selected === jid]);
        if (item.looks !== looks) {
            item.looks = looks;
            this.fill(item.firstChild, row, show);
        }
        const there = this.list.children[place];
        if (there !== item)
            this.moveBefore(item, there ?? null);
    }

    // An element that moves loses the focus.
    moveBefore(item, next) {
        const hasFocus = item.contains(document.activeElement);
        this.list.insertBefore(item, next);
        if (hasFocus)
            item.firstChild.focus();
    }

    // The text of the row, and whether the contact wrote it. If so, its text direction is set apart.
    previewOf({jid, contact, last, name}) {
        if (this.account.typing.has(jid))
            return [texts.isTyping(name), false];
        if (last)
            return last.direction === 'out' ? [texts.lastOfMine(last.body), false] : [last.body, true];
        if (contact?.presence.status)
            return [contact.presence.status, true];
        const isWaiting = contact && ['none', 'from'].includes(contact.subscription);
        return [isWaiting ? texts.waitingForApproval : texts.shows[contact?.presence.show ?? 'offline'], false];
    }

    fill(button, row, show) {
        const {jid, last, unread, name} = row;
        const [preview, isForeign] = this.previewOf(row);
        button.setAttribute('aria-current', this.selected === jid ? 'true' : 'false');
        button.replaceChildren(
            element('span', {class: 'face'}, avatarOf(jid, name), element('span', {class: 'dot', 'data-show': show})),
            element('bdi', {class: 'name'}, name),
            element('span', {class: 'visually-hidden'}, texts.shows[show]),
            last ? element('time', {}, formatBrief(last.time)) : '',
            element('span', {class: 'preview', dir: isForeign ? 'auto' : null}, preview),
            unread ? element('span', {class: 'badge'}, element('span', {'aria-hidden': 'true'}, unread > 99 ? '99+' : unread),
                             element('span', {class: 'visually-hidden'}, texts.unread(unread))) : '');
    }

    showRequests() {
        const hadFocus = this.requests.contains(document.activeElement);
        this.requests.hidden = this.account.requests.length === 0;
        this.requests.replaceChildren(...this.account.requests.map(({jid}) => {
            const error = element('span', {class: 'error', role: 'alert'});
            let isBusy = false; // the button is not disabled, as it would lose the focus
            const act = verb => async () => {
                if (isBusy)
                    return;
                isBusy = true;
                error.textContent = '';
                await this.account[verb](jid).catch(problem => { error.textContent = problemText(problem); });
                isBusy = false;
            };
            return element('li', {data: {jid}},
                element('p', {}, element('bdi', {class: 'name'}, jid), ' ', texts.wantsToSeeYou),
                element('button', {type: 'button', class: 'primary', onClick: act('approve')}, texts.approve),
                element('button', {type: 'button', onClick: act('deny')}, texts.deny), error);
        }));
        if (hadFocus)
            (this.requests.querySelector('button') ?? this.list.firstChild?.firstChild ?? this.you).focus();
    }
}
