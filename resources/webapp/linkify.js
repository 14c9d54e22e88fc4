// SPDX-License-Identifier: GPL-3.0-or-later
// A message's text as nodes: web addresses become links, the rest stays text.
import {element} from './dom.js';

// Nothing but these schemes, so that no text can run anything; and no longer
// than this, so that none keeps us busy.
const address = /https?:\/\/[^\s<>"“”‘’«»]{1,2000}/giu;
const closers = {')': '(', ']': '[', '}': '{'};

// What ends a sentence does not belong to the address in it, nor does a
// bracket that was opened before it.
function trimmed(text) {
    for (;;) {
        const last = text.at(-1);
        const isUnopened = closers[last] && text.split(last).length > text.split(closers[last]).length;
        if (!isUnopened && !/[.,:;!?'*_~]/.test(last))
            return text;
        text = text.slice(0, -1);
    }
}

export function linkify(text) {
    const nodes = [];
    let end = 0;
    for (const match of text.matchAll(address)) {
        const href = trimmed(match[0]);
        if (!URL.canParse?.(href) || new URL(href).username)
            continue; // what is before an @ can look like another host
        nodes.push(text.slice(end, match.index),
                   element('a', {href, target: '_blank', rel: 'noopener noreferrer nofollow', dir: 'ltr'}, href));
        end = match.index + href.length;
    }
    nodes.push(text.slice(end));
    return nodes.filter(node => node !== '');
}

const emoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s){1,12}$/u;

// Whether it is a few emoji and nothing else, which are shown large.
export const isEmojiOnly = text => emoji.test(text) && /\p{Extended_Pictographic}/u.test(text);
