import { IntlMessageFormat } from 'intl-messageformat';
import { service } from '../base/service.ts';
import { en, type MessageKey, type Messages } from './en/index.ts';
import { nl } from './nl/index.ts';
import { ru } from './ru/index.ts';

const catalogues = { en, nl, ru } as const satisfies Readonly<Record<string, Messages>>;

export type Language = keyof typeof catalogues;

/** Writes one text of a language; `{service}` is the name of the service. Values are not escaped: the code that makes HTML of the text does that. */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

/** All languages, by the names they have in themselves. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  nl: 'Nederlands',
  ru: 'Русский',
};

/** In which direction a language is written. */
export const directions: Readonly<Record<Language, 'ltr' | 'rtl'>> = { en: 'ltr', nl: 'ltr', ru: 'ltr' };

/** The language that the first two letters name. */
export function findLanguage(requested: string): Language | undefined {
  const start = requested.slice(0, 2).toLowerCase();
  return isLanguage(start) ? start : undefined;
}

/** The language that the first two letters name; English when there is none of that name. */
export function languageOf(requested: string | null | undefined): Language {
  return findLanguage(requested ?? '') ?? 'en';
}

function isLanguage(word: string): word is Language {
  return Object.hasOwn(catalogues, word);
}

const formats = new Map<string, IntlMessageFormat>();

export function translatorFor(language: Language): Translate {
  return (key, values) => String(formatOf(language, key).format({ service: service().name, ...values }));
}

function formatOf(language: Language, key: MessageKey): IntlMessageFormat {
  const id = `${language} ${key}`;
  const format =
    formats.get(id) ??
    new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true });
  formats.set(id, format);
  return format;
}
