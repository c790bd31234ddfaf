import { describe, expect, test } from '@jest/globals';
import { deletionMail } from '../../src/mail/deletion-mails.ts';
import { emailTakenMail, emailValidationMail } from '../../src/mail/mails.ts';

const link = 'http://iyo.test/emailvalidation?c=abc_-9&k=def&l=en';
const mail = emailValidationMail('en', {
  address: `<b>&"x"@company.com`,
  username: 'bob',
  link,
  lifetimeHours: 48,
});

function unescaped(html: string): string {
  return html.replaceAll('&amp;', '&');
}

function anchors(html: string): { href: string; text: string }[] {
  return [...html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, href = '', text = '']) => ({
    href: unescaped(href),
    text: unescaped(text),
  }));
}

describe('a mail with something to do', () => {
  test('has the bare link as its last anchor', () => {
    expect(anchors(mail.html).at(-1)).toEqual({ href: link, text: link });
  });

  test('has a button before it', () => {
    expect(anchors(mail.html)).toEqual([
      { href: link, text: 'Confirm email address' },
      { href: link, text: link },
    ]);
  });

  test('has the link on a line of its own in the text', () => {
    expect(mail.text.split('\n')).toContain(link);
  });

  test('has no markup in it that comes from a value', () => {
    expect(mail.html).not.toContain('<b>');
    expect(mail.html).toContain('&lt;b>&amp;&quot;x&quot;@company.com');
    expect(mail.text).toContain(`<b>&"x"@company.com`);
  });

  test('loads nothing from anywhere', () => {
    expect(mail.html).not.toMatch(/<img|<link|<script|url\(/);
  });

  test('has no secret in its subject', () => {
    expect(mail.subject).toBe('Confirm your email address');
  });
});

test('a mail with nothing to do has no anchor', () => {
  const notice = emailTakenMail('ru', 'bob@company.com', 'bob');
  expect(anchors(notice.html)).toEqual([]);
  expect(notice.html).toContain('<html lang="ru" dir="ltr">');
  expect(notice.to).toEqual(['bob@company.com']);
});

test.each([
  ['en', 'March 5, 2026 at 1:45 PM UTC'],
  ['nl', '5 maart 2026 om 13:45 UTC'],
  ['ru', '5 марта 2026 г. в 13:45 UTC'],
] as const)('a moment is written as in the language: %s', (language, text) => {
  const at = new Date('2026-03-05T13:45:00Z');
  const notice = deletionMail(language, 'bob@company.com', { kind: 'requested', username: 'bob', at, link });
  expect(notice.text).toContain(text);
});
