// SPDX-License-Identifier: GPL-3.0-or-later
// The browser's language, if there is a translation for it.
import './texts.js';

// The pseudo-language en-XA marks and lengthens every translatable text, for development.
const pseudo = 'en-xa';
const languages = document.documentElement.dataset.languages.split(' '); // "en", "pt_BR"
const rightToLeft = ['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'];

export let texts = self.makeTexts(makeTranslator({}, 'en'));
export let language = 'en';

// A preference is a tag such as "pt-BR" or "zh-Hans-CN". If only its language matches, that is used.
export function chooseLanguage(preferences) {
    for (const preference of preferences) {
        if (preference.toLowerCase() === pseudo)
            return 'pseudo';
        const parts = preference.toLowerCase().split('-');
        const found = languages.find(known => known.toLowerCase() === `${parts[0]}_${parts[parts.length - 1]}`)
            ?? languages.find(known => known.split('_')[0] === parts[0]);
        if (found)
            return found;
    }
    return 'en';
}

// Qt lists plural forms in the order of CLDR's categories, without those that a language does not
// distinguish.
function pluralForm(rules, forms, n) {
    const kinds = ['zero', 'one', 'two', 'few', 'many', 'other'];
    const kind = rules.select(n);
    if (forms.length === kinds.length)
        return forms[kinds.indexOf(kind)];
    if (forms.length === 2)
        return forms[kind === 'one' ? 0 : 1];
    return forms[Math.min(['one', 'few', 'many', 'other'].indexOf(kind), forms.length - 1)] ?? forms[0];
}

export function makeTranslator(catalogue, tag) {
    const rules = new Intl.PluralRules(tag);
    const numbers = new Intl.NumberFormat(tag);
    return (source, comment, n) => {
        const found = catalogue[source] || source;
        const text = Array.isArray(found) ? pluralForm(rules, found, n) : found;
        return n === undefined ? text : text.replaceAll('%n', numbers.format(n));
    };
}

export async function loadTexts(preferences = navigator.languages) {
    language = chooseLanguage(preferences);
    const tag = languageTag();
    document.documentElement.lang = tag;
    document.documentElement.dir = rightToLeft.includes(language) ? 'rtl' : 'ltr';
    try {
        const answer = await fetch(new URL(`lang-${language}.json`, import.meta.url));
        texts = self.makeTexts(makeTranslator(await answer.json(), tag));
    } catch {
        // Continues in English.
    }
}

export function languageTag() {
    return language === 'pseudo' ? 'en' : language.replace('_', '-');
}

export const formatTime = time => new Intl.DateTimeFormat(languageTag(), {timeStyle: 'short'}).format(time);

export function formatDay(time, now = Date.now()) {
    const day = value => new Date(value).setHours(0, 0, 0, 0);
    const yesterday = new Date(now);
    yesterday.setDate(yesterday.getDate() - 1);
    if (day(time) === day(now))
        return texts.today;
    if (day(time) === day(yesterday))
        return texts.yesterday;
    return new Intl.DateTimeFormat(languageTag(), {dateStyle: 'full'}).format(time);
}

// The short form for lists: the time if it is today, else the day.
export function formatBrief(time, now = Date.now()) {
    const isToday = new Date(time).toDateString() === new Date(now).toDateString();
    return isToday ? formatTime(time) : new Intl.DateTimeFormat(languageTag(), {day: 'numeric', month: 'short'}).format(time);
}
