import { newestText } from '../messages.ts';
import type { Walker } from './walk.ts';

type Hand = Pick<Walker, 'goTo' | 'press' | 'fill'>;

/** Enters name and password on the open page, or on the sign-in page. */
export async function enterPassword(
  { goTo, press, fill }: Hand,
  name: string,
  password: string,
  isThere = false,
): Promise<void> {
  if (!isThere) await goTo('/login');
  await fill({ 'Username, email address or phone number': name, Password: password });
  await press('Sign in');
}

/** Chooses the second factor. */
export async function chooseMethod(
  { page, press }: Pick<Walker, 'page' | 'press'>,
  method: string | RegExp,
): Promise<void> {
  await page.getByRole('radio', { name: method }).check();
  await press('Continue');
}

/** Enters the code of the SMS on the page that waits for it. */
export async function signInByText({ site, press, fill }: Hand & Pick<Walker, 'site'>): Promise<void> {
  await fill({ '6-digit code': newestText(site).code });
  await press('Sign in');
}
