import { openUserAgent, signInAs } from '../../support/user-agent.ts';
import { newAccount } from '../people.ts';
import type { Site } from '../site.ts';
import { enterPassword, signInByText } from './signing-in.ts';
import type { Walk, Walker } from './walk.ts';

/** Export of the user's data, with every state of its page. */
export const data: Walk = async (walker) => {
  const { site, goTo, press, look } = walker;
  const { username, password } = await newAccount(site);
  await signInAs(site.app, openUserAgent(site.app), username);
  await enterPassword(walker, username, password);
  await signInByText(walker);
  await goTo('/account/data');
  await look('data');
  await holdExport(site, username);
  await press('Request my data');
  await look('data-waiting');
  await press('Show the whole page');
  await look('data-running');
  await press('Check again');
  await makeExport(site, username);
  await walker.page.getByRole('button', { name: 'Download' }).waitFor();
  await look('data-ready');
  await lookAtRefusals(walker, username);
};

/** Refusals of buttons on outdated pages. */
async function lookAtRefusals({ site, goTo, press, look }: Walker, username: string): Promise<void> {
  await deleteExport(site, username);
  await press('Download');
  await look('data-gone');
  await holdExport(site, username);
  await makeExport(site, username);
  await press('Request my data');
  await look('data-too-soon');
  await failExport(site, username);
  await goTo('/account/data');
  await look('data-failed');
}

/** Another server has claimed the export and is slow. */
export async function holdExport({ app }: Site, username: string): Promise<void> {
  const now = app.clock.now();
  const claimed_until = new Date(now.getTime() + 86_400_000);
  const row = { username, archive_id: `held-${username}`, language: 'en', claimed_until };
  await app.database.db
    .insertInto('account_exports')
    .values({ ...row, requested_at: now, available_at: now })
    .execute();
}

/** Completes a held export. */
export async function makeExport({ app }: Site, username: string): Promise<void> {
  await app.database.db
    .updateTable('account_exports')
    .set({ claimed_until: null })
    .where('username', '=', username)
    .execute();
  app.exports.wake();
  await app.exports.settled();
}

async function failExport({ app }: Site, username: string): Promise<void> {
  await app.database.db
    .updateTable('account_exports')
    .set({ failed_at: app.clock.now(), ready_at: null, size: null })
    .where('username', '=', username)
    .execute();
}

async function deleteExport({ app }: Site, username: string): Promise<void> {
  await app.database.db.deleteFrom('account_exports').where('username', '=', username).execute();
}
