// SPDX-License-Identifier: GPL-3.0-or-later
// The messages of one conversation. Only a window of them is in the page, however many there are.
// Scrolling moves the window.
import {element} from './dom.js';
import {formatDay, formatTime, texts} from './i18n.js';
import {icon} from './icons.js';
import {isEmojiOnly, linkify} from './linkify.js';
import {compare, readPage} from './mailbox.js';

const pageSize = 60;
const windowSize = 240;
const loadDistance = 400; // pixels from an edge at which more is fetched
const endTolerance = 24; // pixels that still count as the end

export class MessageList {
    // `log` is the scrolling element. `nameOf(message)` returns the author's name. `onRetry(key)` retries a failed
    // message. `onEnd(isAtEnd)` reports whether the newest message is visible.
    constructor(log, {nameOf, onRetry, onEnd}) {
        this.log = log;
        this.nameOf = nameOf;
        this.onRetry = onRetry;
        this.onEnd = onEnd;
        this.rows = new Map(); // by key: {message, node}, in the order of the page
        this.log.addEventListener('scroll', () => this.scrolled(), {passive: true});
        new ResizeObserver(() => this.isFollowing && this.scrollToEnd()).observe(log);
        this.clear();
    }

    clear() {
        this.peer = null;
        this.order = [];
        this.rows.clear();
        this.log.replaceChildren();
        this.hasStart = this.hasEnd = true;
        this.isFollowing = true;
        this.lastTop = 0;
        this.isLoading = false;
    }

    async open(peer) {
        this.clear();
        this.peer = peer;
        const messages = await readPage(peer, {limit: pageSize});
        if (this.peer !== peer)
            return;
        this.hasStart = messages.length < pageSize;
        this.insertAll(messages);
        this.scrollToEnd();
    }

    async showNewest() {
        if (!this.hasEnd)
            await this.open(this.peer);
        this.scrollToEnd();
    }

    scrollToEnd() {
        this.log.scrollTop = this.log.scrollHeight;
        this.isFollowing = true;
        this.onEnd(true);
    }

    get isEmpty() {
        return this.order.length === 0;
    }

    // --- new and changed messages ---

    update(messages) {
        for (const message of messages) {
            if (message.peer === this.peer)
                this.updateOne(message);
        }
        if (this.isFollowing)
            this.scrollToEnd();
        else
            this.onEnd(false);
    }

    updateOne(message) {
        const row = this.rows.get(message.key);
        if (row && !message.isGone && compare(row.message, message) === 0) {
            row.message = message;
            return this.fill(row.node, message);
        }
        this.remove(message.key);
        if (message.isGone)
            return;
        const [first] = this.order;
        const last = this.order.at(-1);
        const isBefore = !this.hasStart && first && compare(message, this.rows.get(first).message) < 0;
        const isBehind = !this.hasEnd && last && compare(message, this.rows.get(last).message) > 0;
        if (!isBefore && !isBehind)
            this.insertAll([message]);
    }

    // --- the window ---

    scrolled() {
        const {scrollTop, scrollHeight, clientHeight} = this.log;
        const below = scrollHeight - scrollTop - clientHeight;
        // The end also moves if a line above it grows. Only scrolling up leaves the end.
        const isUpwards = scrollTop < this.lastTop;
        this.lastTop = scrollTop;
        this.isFollowing = this.hasEnd && (below <= endTolerance || (this.isFollowing && !isUpwards));
        this.onEnd(this.isFollowing);
        if (scrollTop < loadDistance && !this.hasStart)
            this.load(false);
        else if (below < loadDistance && !this.hasEnd)
            this.load(true);
    }

    async load(forward) {
        if (this.isLoading || this.isEmpty)
            return;
        this.isLoading = true;
        this.log.setAttribute('aria-busy', 'true'); // screen readers do not read old messages aloud
        const {peer} = this;
        const beside = this.rows.get(forward ? this.order.at(-1) : this.order[0]).message;
        const messages = await readPage(peer, {beside, forward, limit: pageSize});
        if (this.peer !== peer)
            return;
        this.isLoading = false;
        if (messages.length < pageSize)
            this[forward ? 'hasEnd' : 'hasStart'] = true;
        this.keepingPlace(() => {
            this.insertAll(messages);
            while (this.order.length > windowSize) {
                this.remove(forward ? this.order[0] : this.order.at(-1));
                this[forward ? 'hasStart' : 'hasEnd'] = false;
            }
        });
        this.log.removeAttribute('aria-busy');
    }

    // Keeps the visible rows in place while others change.
    keepingPlace(change) {
        const top = this.log.getBoundingClientRect().top;
        const anchor = [...this.log.children].find(node => node.getBoundingClientRect().bottom > top);
        const before = anchor?.getBoundingClientRect().top;
        change();
        if (anchor?.isConnected)
            this.log.scrollTop += anchor.getBoundingClientRect().top - before;
    }

    // --- rows ---

    insertAll(messages) {
        for (const message of messages.filter(each => !this.rows.has(each.key))) {
            let place = this.order.length;
            while (place > 0 && compare(this.rows.get(this.order[place - 1]).message, message) > 0)
                --place;
            const node = element('div', {class: 'row'});
            const next = this.rows.get(this.order[place])?.node ?? null;
            this.rows.set(message.key, {message, node});
            this.order.splice(place, 0, message.key);
            this.log.insertBefore(node, next);
            this.fill(node, message);
            this.separate(place);
            this.separate(place + 1);
        }
    }

    remove(key) {
        const place = this.order.indexOf(key);
        if (place < 0)
            return;
        this.rows.get(key).node.remove();
        this.rows.delete(key);
        this.order.splice(place, 1);
        this.separate(place);
    }

    // A row shows its date if it differs from that of the row before it.
    separate(place) {
        const row = this.rows.get(this.order[place]);
        if (!row)
            return;
        const before = this.rows.get(this.order[place - 1])?.message;
        const day = formatDay(row.message.time);
        row.node.querySelector('.day')?.remove();
        if (!before || formatDay(before.time) !== day)
            row.node.prepend(element('div', {class: 'day'}, element('span', {}, day)));
    }

    fill(node, message) {
        const day = node.querySelector('.day');
        node.replaceChildren(...day ? [day] : [], message.direction === 'gap' ? gapOf() : this.bubbleOf(message));
        node.className = `row row-${message.direction}`;
        delete node.dataset.state;
        Object.assign(node.dataset, {id: message.id ?? message.key, direction: message.direction});
        if (message.state)
            node.dataset.state = message.state;
    }

    bubbleOf(message) {
        const time = element('time', {datetime: new Date(message.time).toISOString()}, formatTime(message.time));
        const {state} = message;
        return element('div', {class: `bubble${isEmojiOnly(message.body) ? ' large' : ''}`},
            element('span', {class: 'visually-hidden'}, `${this.nameOf(message)}:`),
            element('div', {class: 'body', dir: 'auto'}, ...linkify(message.body)),
            element('div', {class: 'meta'}, time,
                state && element('span', {class: `state state-${state}`, role: 'img', 'aria-label': texts.states[state],
                                          title: texts.states[state]}, icon(state))),
            state === 'failed' && element('div', {class: 'failure'},
                element('span', {}, texts.problems[message.problem] ?? texts.states.failed),
                element('button', {type: 'button', onClick: () => this.onRetry(message.key)}, texts.tryAgain)));
    }
}

const gapOf = () => element('p', {class: 'gap', role: 'note'}, texts.gap);
