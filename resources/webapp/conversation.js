// SPDX-License-Identifier: GPL-3.0-or-later
// The pane with one conversation.
import {avatarOf} from './contactlist.js';
import {problemText} from './dialog.js';
import {element, iconButton} from './dom.js';
import {texts} from './i18n.js';
import {icon} from './icons.js';
import {isKeypad} from './keypad.js';
import {MessageList} from './messagelist.js';

const maxTextBytes = 32 * 1024; // the API's own limit
const pauseAfter = 5_000; // without a key press
const draftDelay = 400;

export class ConversationView {
    // `onBack()` leaves the pane if it is the only visible one. `onOptions(jid)` opens the options of the contact.
    constructor(account, {onBack, onOptions}) {
        this.account = account;
        this.peer = null;
        this.title = element('h2', {tabindex: '-1', dir: 'auto'});
        this.presence = element('p', {class: 'preview', dir: 'auto'});
        this.face = element('span', {class: 'face'});
        this.log = element('div', {class: 'log', role: 'log', tabindex: '0', 'aria-label': texts.messages});
        this.empty = element('p', {class: 'empty'}, texts.noMessages);
        this.typing = element('p', {class: 'typing', role: 'status'});
        this.toEnd = iconButton('down', texts.newMessages, () => this.list.showNewest(), {class: 'icon-button to-end', hidden: true});
        this.error = element('p', {class: 'error', role: 'alert'});
        this.input = element('textarea', {rows: 1, 'aria-label': texts.message, placeholder: texts.message, dir: 'auto',
                                          enterkeyhint: 'send', autocomplete: 'off'});
        this.composer = element('form', {class: 'composer', onSubmit: event => this.submit(event)}, this.input,
            element('button', {type: 'submit', class: 'icon-button send', 'aria-label': texts.send, title: texts.send}, icon('send')));
        this.placeholder = element('p', {class: 'empty placeholder'}, texts.chooseContact);
        this.content = element('div', {class: 'conversation', hidden: true},
            element('header', {},
                iconButton('back', texts.back, onBack, {class: 'icon-button back'}),
                this.face, element('div', {class: 'who'}, this.title, this.presence),
                iconButton('more', texts.contactOptions, () => onOptions(this.peer), {class: 'icon-button wide-only'})),
            element('div', {class: 'log-frame'}, this.log, this.empty, this.toEnd),
            this.typing, this.error, this.composer);
        this.node = element('main', {class: 'pane conversation-pane'}, this.placeholder, this.content);
        this.list = new MessageList(this.log, {
            nameOf: ({direction, peer}) => (direction === 'out' ? texts.you : account.nameOf(peer)),
            onRetry: key => account.retry(key),
            onEnd: isAtEnd => this.reachedEnd(isAtEnd),
        });
        this.listen();
    }

    listen() {
        this.input.addEventListener('input', () => this.typed());
        this.input.addEventListener('keydown', event => this.keyPressed(event));
        this.account.addEventListener('messages', ({detail}) => this.update(detail));
        this.account.addEventListener('contacts', () => this.showHeader());
        this.account.addEventListener('typing', () => this.showHeader());
        document.addEventListener('visibilitychange', () => this.markRead());
    }

    async open(peer) {
        if (this.peer === peer)
            return;
        this.leave();
        this.peer = peer;
        this.content.hidden = !peer;
        this.placeholder.hidden = Boolean(peer);
        this.error.textContent = '';
        if (!peer)
            return this.list.clear();
        this.input.value = this.account.conversations.get(peer)?.draft ?? '';
        this.fitInput();
        this.showHeader();
        await this.list.open(peer);
        this.empty.hidden = !this.list.isEmpty;
        this.markRead();
    }

    leave() {
        this.stopTyping('active');
        this.keepDraft();
    }

    focus() {
        const isTouch = matchMedia('(pointer: coarse)').matches && !isKeypad();
        (isTouch ? this.title : this.input).focus(); // a touch screen's keyboard would cover half of it
    }

    showHeader() {
        if (!this.peer)
            return;
        const name = this.account.nameOf(this.peer);
        const {show, status} = this.account.contacts.get(this.peer)?.presence ?? {show: 'offline', status: null};
        this.title.textContent = name;
        this.presence.textContent = status ? `${texts.shows[show]} · ${status}` : texts.shows[show];
        this.face.replaceChildren(avatarOf(this.peer, name), element('span', {class: 'dot', 'data-show': show}));
        this.typing.textContent = this.account.typing.has(this.peer) ? texts.isTyping(name) : '';
    }

    update(messages) {
        this.list.update(messages);
        this.empty.hidden = !this.list.isEmpty;
        this.markRead();
    }

    reachedEnd(isAtEnd) {
        this.toEnd.hidden = isAtEnd;
        if (isAtEnd)
            this.markRead();
    }

    markRead() {
        const isSeen = this.peer && this.list?.isFollowing && document.visibilityState === 'visible' && this.node.offsetParent;
        if (isSeen && this.account.conversations.get(this.peer)?.unread)
            this.account.markRead(this.peer);
    }

    // --- writing ---

    keyPressed(event) {
        if (event.key !== 'Enter' || event.isComposing || event.shiftKey)
            return;
        event.preventDefault();
        this.submit(event);
    }

    typed() {
        this.error.textContent = '';
        this.fitInput();
        clearTimeout(this.drafting);
        this.drafting = setTimeout(() => this.keepDraft(), draftDelay);
        if (!this.input.value)
            return this.stopTyping('active');
        if (!this.pausing)
            this.account.chatState(this.peer, 'composing');
        clearTimeout(this.pausing);
        this.pausing = setTimeout(() => this.stopTyping('paused'), pauseAfter);
    }

    stopTyping(state) {
        if (!this.pausing)
            return;
        clearTimeout(this.pausing);
        this.pausing = null;
        this.account.chatState(this.peer, state);
    }

    keepDraft() {
        clearTimeout(this.drafting);
        if (this.peer && this.input.value !== (this.account.conversations.get(this.peer)?.draft ?? ''))
            this.account.saveDraft(this.peer, this.input.value);
    }

    fitInput() {
        this.input.style.height = 'auto';
        this.input.style.height = `${this.input.scrollHeight + 2}px`;
    }

    async submit(event) {
        event.preventDefault();
        const body = this.input.value;
        if (!body.trim())
            return;
        if (new TextEncoder().encode(body).length > maxTextBytes) {
            this.error.textContent = texts.problems['too-large'];
            return;
        }
        // The input is cleared only after the text is stored, so that it cannot be lost.
        clearTimeout(this.drafting);
        clearTimeout(this.pausing);
        this.pausing = null;
        try {
            this.input.value = '';
            this.fitInput();
            await this.list.showNewest();
            await this.account.write(this.peer, body);
        } catch (problem) {
            this.input.value = body;
            this.error.textContent = problemText(problem);
        }
    }
}
