import { recordEvent, sourceOfVisit } from '../../audit/record-event.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { TooManyRequests } from '../../errors.ts';
import type { PageHandler } from '../../pages/endpoint.tsx';
import { countAttempts } from '../../security/limits.ts';
import type { SignInParts } from '../../sign-in/parts.ts';
import { withFreshProof } from '../signed-in.ts';
import { makeArchive } from './archive.tsx';
import { dataPath, dataView } from './page.tsx';

/** `POST /account/data/export`: a ZIP file with all that is kept about who is signed in; once in 24 hours. */
export function exportData({ db, publicUrl }: SignInParts): PageHandler {
  return withFreshProof(async (visit, own) => {
    const { username } = own;
    const { now, language } = visit;
    try {
      await inTransaction(db, async (trx) => {
        await countAttempts(trx, now, [['exportsOfAccount', username]]);
        await recordEvent(trx, now, sourceOfVisit(visit, own), 'account.exported', { username });
      });
    } catch (error) {
      if (error instanceof TooManyRequests) return dataView(visit, { isTooSoon: true });
      throw error;
    }
    const content = await makeArchive({ db, publicUrl, username, language, now });
    return { file: { name: `${username}.zip`, type: 'application/zip', content } };
  });
}

/** Whoever had to prove anew who they are comes back by GET. */
export const exportRedirect: PageHandler = () => ({ redirect: dataPath });
