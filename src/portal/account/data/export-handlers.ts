import {
  downloadArchive,
  type ExportRequestDependencies,
  requestExport,
} from '../../../privacy/exports/acts.ts';
import { findExportState } from '../../../privacy/exports/export-state.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { withRecentAuthentication } from '../signed-in.ts';
import { dataView } from './data-page.tsx';
import { dataPath } from './paths.ts';

export type DataDependencies = SignInDependencies & ExportRequestDependencies;

/** `POST /account/data/export`: requests an export of the user's data; possible once in 24 hours. */
export function submitExportRequest(deps: DataDependencies): PageHandler {
  return withRecentAuthentication(async (page, session) => {
    const { username } = session;
    const outcome = await requestExport(deps, actorOfPage(page, session), {
      username,
      language: page.language,
    });
    if (outcome === 'too soon') return dataView(deps, page, session, { exported: 'tooSoon' });
    return { redirect: outcome === 'closed' ? '/' : `${dataPath}?waiting=1` };
  });
}

/** `POST /account/data/download`: downloads the archive. */
export function downloadExport(deps: DataDependencies): PageHandler {
  return withRecentAuthentication(async (page, session) => {
    const { username } = session;
    const archive = await downloadArchive(deps, actorOfPage(page, session), username);
    if (!archive) return dataView(deps, page, session, { exported: 'gone' });
    return { file: { name: `${username}.zip`, type: 'application/zip', ...archive } };
  });
}

/** `GET /account/data/export/finished`: whether the running export has ended. */
export function exportFinished({ db }: DataDependencies): PageHandler {
  return async (page) => {
    const session = await page.session('interactive');
    if (!session?.username) return { status: 401, json: { error: 'unauthorized' } };
    const { kind } = await findExportState(db, session.username, page.now);
    return { status: 200, json: { confirmed: kind !== 'running' } };
  };
}

/** After reauthentication the browser returns with GET. */
export const backToData: PageHandler = () => ({ redirect: dataPath });
