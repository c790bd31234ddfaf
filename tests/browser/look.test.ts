import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { contrastViolationsOn, type PassedColours, violationsOn } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { keyboardProblems } from './keyboard.ts';
import { narrow, widthProblems } from './pictures.ts';
import { textProblems } from './translations.ts';

/** The checks of pages find defects. */

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage({ viewport: narrow });
});
afterAll(() => browser.close());

const show = (body: string, style = '') =>
  page.setContent(
    `<!doctype html><html lang="nl"><title>x</title><style>${style}</style><main>${body}</main>`,
  );

describe('the keyboard', () => {
  test('finds nothing on a correct page', async () => {
    await show('<a href="/">one</a><p><input aria-label="two"><p><button>three</button>');
    expect(await keyboardProblems(page)).toEqual([]);
  });

  test.each([
    [
      '<button>seen</button><button style="outline: none">unseen</button>',
      'focus not visible: button “unseen”',
    ],
    [
      '<button>one</button><button onkeydown="event.preventDefault()">trap</button><a href="/">beyond</a>',
      'not reached by Tab: a “beyond”',
    ],
    [
      '<div style="display: flex; flex-direction: column-reverse"><button>below</button><button>above</button></div>',
      'focused after what stands below: button “above”',
    ],
  ])('finds a defect: %s', async (body, problem) => {
    await show(body);
    expect(await keyboardProblems(page)).toEqual([problem]);
  });
});

test.each([
  ['<button>Create organization</button>', 'not translated: Create organization'],
  ['<p>menu.sessions</p>', 'not translated: menu.sessions'],
  [
    '<button type="button">Kopiëren</button>',
    'does nothing without scripts: <button type="button">Kopiëren</button>',
  ],
])('an untranslated text, a message key or a dead button is found: %s', async (body, problem) => {
  await show(body);
  expect(await textProblems(page, 'nl')).toEqual([problem]);
  await show('<p>Organisatie aanmaken</p>');
  expect(await textProblems(page, 'ru')).toEqual(['is in nl']);
});

test('content wider than the screen, and violations of the rules of axe, are found', async () => {
  await show('<div style="width: 400px">wide</div><input>');
  expect(widthProblems(await page.evaluate(() => document.documentElement.scrollWidth))).toEqual([
    `${408} pixels wide on a screen of 320`,
  ]);
  expect((await violationsOn(page)).join()).toContain('label');
});

describe('the contrast of text', () => {
  const simple = '<h1>x</h1><p>black on white</p>';
  const inDark = '@media (prefers-color-scheme: dark) { p { color: #555; background: #222 } }';
  let passed: PassedColours;
  beforeEach(async () => {
    passed = new Set();
    await page.emulateMedia({ colorScheme: 'light' });
    await show(simple, inDark);
    expect(await violationsOn(page, passed)).toEqual([]);
  });

  test('passes once for all text of the same look', async () => {
    expect(passed.size).toBe(2);
    const before = [...passed];
    await show('<h1>y</h1><p>as black on white</p>', inDark);
    expect(await violationsOn(page, passed)).toEqual([]);
    expect([...passed]).toEqual(before);
  });

  test.each([
    ['of its own colour', `${simple}<p style="color: #bbb">pale</p>`, 'pale'],
    ['on another ground', `${simple}<div style="background: #111"><p>hidden</p></div>`, 'hidden'],
    ['that fades', `${simple}<div style="opacity: 0.3"><p>faded</p></div>`, 'faded'],
    ['of a large look in small', '<h1 style="color: #888">x</h1><p style="color: #888">small</p>', 'small'],
    ['over something else', '<h1>x</h1><div class="dark"></div><p class="over">over</p>', 'over'],
    ['over a layer below', '<h1>x</h1><div class="dark below"></div><p>above</p>', 'above'],
  ])('is too low where only a part of the page differs: text %s', async (_case, body, text) => {
    await show(
      body,
      `${inDark} .dark { background: #111; height: 9rem } .over { position: relative; top: -6rem }
        .below { position: absolute; z-index: -1; top: 0; left: 0; width: 100% }`,
    );
    expect(await violationsOn(page, passed)).toEqual([
      expect.stringMatching(new RegExp(`^color-contrast: .*>${text}</p>`)),
    ]);
  });

  test('is too low in dark colours', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await contrastViolationsOn(page, passed)).toEqual([
      expect.stringContaining('<p>black on white</p>'),
    ]);
  });
});
