import { describe, expect, test } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from '../../src/i18n/en/index.ts';
import { nl } from '../../src/i18n/nl/index.ts';
import { ru } from '../../src/i18n/ru/index.ts';

const catalogues = { en, nl, ru };

/** The name of each thing in English, Dutch and Russian, and names that texts must not use. */
const words: readonly Word[] = [
  { en: 'account', nl: 'account', ru: 'учётная запись', not: { ru: /аккаунт/i } },
  {
    en: 'sign in, sign out',
    nl: 'aanmelden, afmelden',
    ru: 'войти, выйти',
    not: {
      en: /(?<!-channel )\blog(ged|ging)? ?(in|out|on|off)\b/i,
      nl: /inlog|uitlog|ingelogd|uitgelogd|\blogt? /i,
      ru: /логин|залогин/i,
    },
  },
  {
    en: 'authenticator app',
    nl: 'authenticator-app',
    ru: 'приложение-аутентификатор',
    not: { nl: /verificatie-app/i },
  },
  {
    en: 'SMS',
    nl: 'sms',
    ru: 'СМС',
    not: { en: /\btext message/i, nl: /sms['’]?je/i, ru: /(?<!_)SMS(?!_)/ },
  },
  {
    en: 'passkey',
    nl: 'toegangssleutel',
    ru: 'ключ доступа',
    not: { nl: /passkey/i, ru: /пасскей|паролей доступа/i },
  },
  {
    en: 'domain name',
    nl: 'domeinnaam',
    ru: 'доменное имя',
    not: { en: /host name|DNS name/i, nl: /hostnaam|DNS-na/i, ru: /DNS-им|хост/i },
  },
  { en: 'recovery code', nl: 'herstelcode', ru: 'код восстановления', not: { en: /backup code/i } },
  { en: 'application', nl: 'toepassing', ru: 'приложение', not: { nl: /applicatie/i } },
  {
    en: 'invitation: accept, decline',
    nl: 'uitnodiging: accepteren, afwijzen',
    ru: 'приглашение: принять, отклонить',
  },
  { en: 'share, stop sharing', nl: 'delen, niet meer delen', ru: 'делиться, больше не делиться' },
  { en: 'withdraw all access', nl: 'alle toegang intrekken', ru: 'отозвать весь доступ' },
  {
    en: 'session, device, browser',
    nl: 'sessie, apparaat, browser',
    ru: 'сеанс, устройство, браузер',
    not: { ru: /сесси|девайс/i },
  },
  {
    en: 'email, email address',
    nl: 'e-mail, e-mailadres',
    ru: 'письмо, адрес электронной почты',
    not: { en: /e-mail/i, nl: /\bemail/i, ru: /e-?mail|емейл/i },
  },
  { en: 'operator', nl: 'beheerder', ru: 'администратор', not: { ru: /(?<![а-яё])оператор/i } },
  { en: 'access token', nl: 'toegangstoken', ru: 'токен доступа', not: { nl: /access token/i } },
  { en: 'phone number', nl: 'telefoonnummer', ru: 'номер телефона', not: { nl: /\bgsm\b/i } },
  { en: 'label', nl: 'label', ru: 'название' },
  {
    en: 'you',
    nl: 'je',
    ru: 'вы',
    not: { nl: /\b(u|uw)\b/, ru: /(?<![а-яё])(ты|твой|твоя|твоё)(?![а-яё])/i },
  },
];

interface Word {
  readonly en: string;
  readonly nl: string;
  readonly ru: string;
  readonly not?: Partial<Record<keyof typeof catalogues, RegExp>>;
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** The literal parts of a text, for any values and counts, without names of settings. */
function shown(text: string): string {
  const elements = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst();
  return elements
    .map(shownOf)
    .join(' ')
    .replace(/\bIYO_\w+/g, ' ');
}

function shownOf(element: Element): string {
  if ('options' in element)
    return Object.values(element.options)
      .flatMap(({ value }) => value.map(shownOf))
      .join(' ');
  return element.type === literal ? element.value : ' ';
}

const literal = 0;

const languages = ['en', 'nl', 'ru'] as const;

describe.each(languages)('the texts in %s', (language) => {
  const texts = Object.entries<string>(catalogues[language]).map(
    ([key, text]) => [key, shown(text)] as const,
  );

  test.each(words)('use the words for $en', (word) => {
    const all = texts.map(([, text]) => text.toLowerCase());
    const unused = (name: string) => !all.some((text) => text.includes(beginningOf(name)));
    expect(word[language].toLowerCase().split(/[,:] /).filter(unused)).toEqual([]);
  });

  const named = words.flatMap(({ en, not }) => (not?.[language] ? [{ en, otherName: not[language] }] : []));
  test.each(named)('have no other name for $en', ({ otherName }) => {
    expect(texts.filter(([, text]) => otherName.test(text))).toEqual([]);
  });
});

/** Removes the ending of a Russian word. */
function beginningOf(name: string): string {
  return name.replace(/[а-яё]{2,3}$/, '');
}
