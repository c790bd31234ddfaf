import { Router } from 'express';
import { cancelPath } from '../../privacy/deletion/request.ts';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import { appsPage, appsPath } from './apps/page.tsx';
import { withdraw } from './apps/withdraw.ts';
import { cancelDeletionPage, keepAccount } from './data/cancel-page.tsx';
import { askForExport, backToData, type DataParts, downloadExport, exportFinished } from './data/export.ts';
import { dataPage, deleteAccount } from './data/page.tsx';
import { dataPath, downloadPath, exportPath, finishedPath } from './data/paths.ts';
import { decideInvitation, notificationsPage, notificationsPath } from './invitations.tsx';
import { linkedCallback } from './linked/callback.tsx';
import { changeLinked, type LinkedParts, linkedPage, linkedPath } from './linked/page.tsx';
import { addOptions, changePasskeys, passkeysPage } from './passkeys.tsx';
import { changePreferences, preferencesPage, preferencesPath } from './preferences.tsx';
import { appPage, changeApp } from './security/app.ts';
import { appPath, recoveryPath, securityPage, securityPath } from './security/overview.tsx';
import { changePassword, type SecurityParts } from './security/password.ts';
import { makeCodes, recoveryCodesPage } from './security/recovery-codes.tsx';
import { endSessions, sessionsPage } from './sessions.tsx';
import { startPage } from './start.tsx';

/** The pages of who is signed in. */
export function createAccountRouter(parts: SecurityParts & LinkedParts & DataParts): Router {
  const router = Router({ caseSensitive: true });
  router.all('/', pageEndpoint(parts, { GET: startPage(parts) }));
  router.all(
    '/account/sessions',
    pageEndpoint(parts, { GET: sessionsPage(parts), POST: endSessions(parts) }),
  );
  router.all(appsPath, pageEndpoint(parts, { GET: appsPage(parts), POST: withdraw(parts) }));
  router.all(securityPath, pageEndpoint(parts, { GET: securityPage(parts), POST: changePassword(parts) }));
  router.all(appPath, pageEndpoint(parts, { GET: appPage(parts), POST: changeApp(parts) }));
  router.all(recoveryPath, pageEndpoint(parts, { GET: recoveryCodesPage(parts), POST: makeCodes(parts) }));
  const preferences = { GET: preferencesPage(parts), POST: changePreferences(parts) };
  router.all(preferencesPath, pageEndpoint(parts, preferences));
  const notifications = { GET: notificationsPage(parts), POST: decideInvitation(parts) };
  router.all(notificationsPath, pageEndpoint(parts, notifications));
  router.all(dataPath, pageEndpoint(parts, { GET: dataPage(parts), POST: deleteAccount(parts) }));
  router.all(exportPath, pageEndpoint(parts, { GET: backToData, POST: askForExport(parts) }));
  router.all(downloadPath, pageEndpoint(parts, { GET: backToData, POST: downloadExport(parts) }));
  router.all(finishedPath, pageEndpoint(parts, { GET: exportFinished(parts) }));
  router.all(cancelPath, pageEndpoint(parts, { GET: cancelDeletionPage(parts), POST: keepAccount(parts) }));
  router.all(linkedPath, pageEndpoint(parts, { GET: linkedPage(parts), POST: changeLinked(parts) }));
  for (const provider of ['github', 'facebook'] as const)
    router.all(`/${provider}_callback`, pageEndpoint(parts, { GET: linkedCallback(parts, provider) }));
  const passkeys = '/account/security/passkeys';
  router.all(passkeys, pageEndpoint(parts, { GET: passkeysPage(parts), POST: changePasskeys(parts) }));
  router.all(`${passkeys}/options`, pageEndpoint(parts, { POST: addOptions(parts) }));
  return router;
}
