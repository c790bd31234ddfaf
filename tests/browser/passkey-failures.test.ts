import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addDeviceForPasskeys } from './authenticator.ts';
import type { Visitor } from './journeys.ts';
import { openStage } from './stage.ts';

const stage = openStage();
let visitor: Visitor;
beforeEach(async () => {
  visitor = await stage.newVisitor();
});
afterEach(async () => {
  await visitor.context.close();
  expect(visitor.problems.filter((problem) => !problem.includes('net::ERR_BLOCKED_BY_CLIENT'))).toEqual([]);
});

const enter = () => stage.enter(visitor);

async function openAdding(): Promise<void> {
  await enter();
  await visitor.goTo('/account/security/passkeys');
}

/** Makes the browser fail with an error (Web Authentication Level 2, sections 5.1.3 and 5.1.4). */
async function failWith(name: string): Promise<void> {
  await visitor.context.addInitScript((name) => {
    const fail = async (options?: { readonly mediation?: string }) => {
      if (options?.mediation === 'conditional') return new Promise(() => undefined);
      throw new DOMException('as asked for', name);
    };
    navigator.credentials.create = fail as typeof navigator.credentials.create;
    navigator.credentials.get = fail as typeof navigator.credentials.get;
  }, name);
}

/** The browser responds after the challenge has expired. */
async function passTime(): Promise<void> {
  await visitor.context.addInitScript(() => {
    let now = 0;
    performance.now = () => {
      now += 61_000;
      return now;
    };
  });
}

const said = (text: string) => visitor.page.getByRole('alert').filter({ hasText: text }).waitFor();

describe('a passkey that cannot be made', () => {
  const add = () => visitor.press('Add a passkey');

  test('because the device has one already: the page says so', async () => {
    await addDeviceForPasskeys(visitor.page);
    await openAdding();
    await add();
    await visitor.page.getByText('has been added').waitFor();
    await add();
    await said('This device already has a passkey for your account.');
  });

  test('because the session has ended: the page says so', async () => {
    await addDeviceForPasskeys(visitor.page);
    await openAdding();
    await visitor.context.clearCookies();
    await add();
    await said('You were signed out');
  });

  test.each([
    ['NotAllowedError', 'Nothing was added: you cancelled'],
    ['NotSupportedError', 'Your device cannot make or use a passkey'],
    ['ConstraintError', 'Your device cannot make or use a passkey'],
    ['SecurityError', 'at an address for which passkeys do not work'],
    ['UnknownError', 'Your device cannot make or use a passkey'],
  ])('%s: the page says what to do, and another try is possible', async (name, text) => {
    await failWith(name);
    await openAdding();
    await add();
    await said(text);
    expect(await visitor.page.getByRole('button', { name: 'Add a passkey' }).isEnabled()).toBe(true);
  });

  test('because it took too long: the page says so', async () => {
    await failWith('NotAllowedError');
    await passTime();
    await openAdding();
    await add();
    await said('That took too long.');
  });

  test('because the service is unreachable: the page says so', async () => {
    await addDeviceForPasskeys(visitor.page);
    await openAdding();
    await visitor.context.route('**/passkeys/options', (route) => route.abort('blockedbyclient'));
    await add();
    await said('The service could not be reached.');
  });

  test('because the browser does not support them: the page offers no button', async () => {
    await visitor.context.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'PublicKeyCredential');
    });
    await openAdding();
    await visitor.page.getByText('This browser does not support passkeys').waitFor();
    expect(await visitor.page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0);
    expect(await visitor.page.getByLabel('Name of the new passkey').isVisible()).toBe(false);
  });

  test('because the connection is not secure: the page says so', async () => {
    await visitor.context.addInitScript(() => {
      Object.defineProperty(globalThis, 'isSecureContext', { value: false });
    });
    await openAdding();
    await visitor.page.getByText('Passkeys need a secure connection (HTTPS).').waitFor();
    expect(await visitor.page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0);
  });
});

describe('a passkey that cannot be used', () => {
  const use = () => visitor.press('Sign in with a passkey');

  test.each([
    ['NotAllowedError', 'Nothing was confirmed: you cancelled'],
    ['InvalidStateError', 'This passkey cannot be used here.'],
    ['NotSupportedError', 'Your device cannot make or use a passkey'],
    ['SecurityError', 'at an address for which passkeys do not work'],
  ])('%s: the page says what to do', async (name, text) => {
    await failWith(name);
    await visitor.goTo('/login');
    await use();
    await said(text);
  });

  test('in autofill suggestions: the page says nothing', async () => {
    await visitor.context.addInitScript(() => {
      navigator.credentials.get = async (options?: { readonly mediation?: string }) => {
        document.body.dataset.mediation = options?.mediation ?? '';
        throw new DOMException('as asked for', 'NotSupportedError');
      };
      PublicKeyCredential.isConditionalMediationAvailable = async () => true;
    });
    await visitor.goTo('/login');
    await visitor.page.locator('body[data-mediation="conditional"]').waitFor();
    await visitor.page.waitForTimeout(200);
    expect(await visitor.page.locator('[data-failure]').isVisible()).toBe(false);
  });

  test('because it took too long: the page says so', async () => {
    await failWith('NotAllowedError');
    await passTime();
    await visitor.goTo('/login');
    await use();
    await said('That took too long.');
  });

  test('because the device has none: the page says so', async () => {
    await addDeviceForPasskeys(visitor.page);
    await visitor.goTo('/login');
    await use();
    await said('your device has no matching passkey');
  });

  test('because it was removed from the account: the page says so', async () => {
    await addDeviceForPasskeys(visitor.page);
    const username = await enter();
    await visitor.goTo('/account/security/passkeys');
    await visitor.press('Add a passkey');
    await visitor.page.getByText('has been added').waitFor();
    const { db } = stage.town.site.app.database;
    await db.deleteFrom('user_passkeys').where('username', '=', username).execute();
    await visitor.context.clearCookies();
    await visitor.goTo('/login');
    await said('or it was removed there');
  });
});
