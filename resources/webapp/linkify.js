// SPDX-License-Identifier: GPL-3.0-or-later
// Converts a message's text to nodes: web addresses become links, everything else remains text.
import {element} from './dom.js';

// Only these schemes are linked, so that no text can run a script. The length is limited, so that
// matching stays fast.
const address = /https?:\/\/[^\s<>"“”‘’«»]{1,2000}/giu;
const closers = {')': '(', ']': '[', '}': '{'};

// Punctuation at the end of a sentence does not belong to an address, nor does a closing bracket that
// was opened before the address.
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
            continue; // the text before an @ can look like another host
        nodes.push(text.slice(end, match.index),
                   element('a', {href, target: '_blank', rel: 'noopener noreferrer nofollow', dir: 'ltr'}, href));
        end = match.index + href.length;
    }
    nodes.push(text.slice(end));
    return nodes.filter(node => node !== '');
}

const emoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s){1,12}$/u;

// Whether the text consists of a few emoji only. Such a text is shown large.
export const isEmojiOnly = text => emoji.test(text) && /\p{Extended_Pictographic}/u.test(text);
