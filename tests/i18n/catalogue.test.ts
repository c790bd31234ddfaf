import { describe, expect, test } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { type Language, languageOf, translatorFor } from '../../src/i18n/catalogue.ts';
import { en, type MessageKey, type Messages } from '../../src/i18n/en/index.ts';
import { nl } from '../../src/i18n/nl/index.ts';
import { ru } from '../../src/i18n/ru/index.ts';

const keys = Object.keys(en) as MessageKey[];
const others: readonly (readonly [Language, Messages])[] = [
  ['nl', nl],
  ['ru', ru],
];

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const elementsOf = (text: string, language: Language) =>
  new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();

/** The names of the values in a text, including those in its choices and plurals. */
function valuesOf(text: string): string[] {
  return [...new Set(elementsOf(text, 'en').flatMap(valuesOfElement))].sort();
}

function valuesOfElement(element: Element): string[] {
  if (!('value' in element) || element.type === literal) return [];
  if (!('options' in element)) return [element.value];
  const inner = Object.values(element.options).flatMap((option) => option.value.flatMap(valuesOfElement));
  return [element.value, ...inner];
}

const literal = 0;

/** Plural forms of the language that the text lacks. */
function missingForms(text: string, language: Language): string[] {
  const expected = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return elementsOf(text, language).flatMap((element) =>
    'pluralType' in element ? expected.filter((form) => element.options[form] === undefined) : [],
  );
}

/** Texts that are the same as in English. */
const same: Readonly<Record<string, readonly MessageKey[]>> = {
  nl: [
    'consent.entry.option',
    'device.code',
    'menu.open',
    'mail.footer',
    'orgSettings.scopes.label',
    'webhooks.title',
    'adminWebhooks.title',
    'entry.label',
  ],
  ru: ['consent.entry.option', 'mail.footer'],
};

describe.each(others)('the catalogue of %s', (language, messages) => {
  test.each(keys)('asks for the same values as the English one: %s', (key) => {
    expect(valuesOf(messages[key])).toEqual(valuesOf(en[key]));
  });

  test('has nothing left in English', () => {
    expect(keys.filter((key) => messages[key] === en[key])).toEqual(same[language]);
  });

  test('counts in all forms of the language', () => {
    const missing = keys.flatMap((key) =>
      missingForms(messages[key], language).map((form) => `${key} ${form}`),
    );
    expect(missing).toEqual([]);
  });

  test('writes plurals', () => {
    const lifetime = (hours: number) => translatorFor(language)('emailValidation.lifetime', { hours });
    expect(lifetime(48)).toContain('48');
    expect(lifetime(1)).toContain('1');
    expect(new Set([lifetime(1), lifetime(2), lifetime(5)]).size).toBe(3);
  });
});

test('every Russian text has Russian words', () => {
  expect(keys.filter((key) => !/[а-яё]/i.test(ru[key]))).toEqual(same.ru);
});

test('Russian has three plural forms', () => {
  const lifetime = (hours: number) => translatorFor('ru')('emailValidation.lifetime', { hours });
  expect([lifetime(21), lifetime(48), lifetime(3)].map((text) => text.split(' ').at(-1))).toEqual([
    'час.',
    'часов.',
    'часа.',
  ]);
});

test('a value is written as it is, whatever characters it has', () => {
  const text = translatorFor('en')('emailValidation.request', { address: `<b>'{x}'&"` });
  expect(text).toBe(`Confirm that <b>'{x}'&" is your email address.`);
});

test('a missing value is an error and not a gap', () => {
  expect(() => translatorFor('en')('emailValidation.request')).toThrow('address');
});

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['n', 'en'],
  ['NL', 'nl'],
  ['nl-BE', 'nl'],
  ['russian', 'ru'],
  ['de', 'en'],
  ['__proto__', 'en'],
])('the language of %j is %s', (expected, language) => {
  expect(languageOf(expected)).toBe(language);
});
