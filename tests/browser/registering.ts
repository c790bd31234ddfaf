import { newestText } from './messages.ts';
import type { Walker } from './walks/walk.ts';

let people = 0;

/** Registers a user, from the open page to the one that says that the account is ready. */
export async function register({ site, page, press, fill }: Walker, email: string): Promise<void> {
  people += 1;
  const phone = `+3247055${1000 + people}`;
  const password = 'the quiet river bends';
  await fill({ 'First name': 'Maria', 'Last name': 'Jansen', 'Mobile phone number': phone });
  await fill({ 'Email address': email, Password: password, 'Repeat the password': password });
  await press('Continue');
  await fill({ '6-digit code': newestText(site).code });
  await press('Continue');
  await page.goto(site.mailbox.newestLink(email));
  await press('Continue');
  await press('Create account');
}
