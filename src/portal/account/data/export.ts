import { recordEvent } from '../../../audit/record-event.ts';
import { inTransaction } from '../../../db/pg-errors.ts';
import { readArchive } from '../../../privacy/exports/archive-storage.ts';
import { findExport } from '../../../privacy/exports/queries.ts';
import { exportStateOf, findExportState, requestExport } from '../../../privacy/exports/request.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { withRecentAuthentication } from '../signed-in.ts';
import { dataView } from './page.tsx';
import { dataPath } from './paths.ts';

export interface DataDependencies extends SignInDependencies {
  /** Tells that somebody asked for an export. */
  readonly wakeExports: () => void;
}

/** `POST /account/data/export`: has a file made of all that is kept about who is signed in; once in 24 hours. */
export function askForExport({ db, wakeExports }: DataDependencies): PageHandler {
  return withRecentAuthentication(async (page, own) => {
    const { language, now } = page;
    const wish = { username: own.username, language, now, source: actorOfPage(page, own) };
    const outcome = await requestExport(db, { ...wish, wake: wakeExports });
    if (outcome === 'too soon') return dataView(db, page, own, { exported: 'tooSoon' });
    return { redirect: outcome === 'closed' ? '/' : `${dataPath}?waiting=1` };
  });
}

/** `POST /account/data/download`: the file itself, to nobody but its owner; each time is in the trail. */
export function downloadExport({ db, sealing }: DataDependencies): PageHandler {
  return withRecentAuthentication(async (page, own) => {
    const { username } = own;
    const { now } = page;
    const archive = await inTransaction(db, async (trx) => {
      const found = await findExport(trx, username);
      if (!found || exportStateOf(found, now).kind !== 'ready') return undefined;
      await recordEvent(trx, actorOfPage(page, own), 'account.exported', { username });
      return found;
    });
    if (!archive) return dataView(db, page, own, { exported: 'gone' });
    const content = readArchive({ db, sealing }, archive);
    const bytes = Number(archive.size);
    return { file: { name: `${username}.zip`, type: 'application/zip', bytes, content } };
  });
}

/** `GET /account/data/export/finished`: whether there is nothing to wait for any more. */
export function exportFinished({ db }: DataDependencies): PageHandler {
  return async (page) => {
    const session = await page.session('interactive');
    if (!session?.username) return { status: 401, json: { error: 'unauthorized' } };
    const { kind } = await findExportState(db, session.username, page.now);
    return { status: 200, json: { confirmed: kind !== 'running' } };
  };
}

/** Whoever had to prove anew who they are comes back by GET. */
export const backToData: PageHandler = () => ({ redirect: dataPath });
