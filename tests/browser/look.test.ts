import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { violationsOn } from './accessibility.ts';
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
  expect(await widthProblems(page)).toEqual([`${408} pixels wide on a screen of 320`]);
  expect((await violationsOn(page)).join()).toContain('label');
});
