import { Router } from 'express';
import { cancelPath } from '../../privacy/deletion/acts.ts';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import { activityPage, activityPath } from './activity/activity-page.tsx';
import { notMePage, submitNotMe } from './activity/not-me.tsx';
import type { ApiKeyPagesDependencies } from './api-keys/new-key-page.tsx';
import { createApiKeysRouter } from './api-keys/router.ts';
import { oneAppPage, submitApp } from './apps/app-page.tsx';
import { appsPage } from './apps/apps-page.tsx';
import { appsPath } from './apps/paths.ts';
import { submitWithdrawal, withdrawAllPage } from './apps/withdraw-all-page.tsx';
import { submitItemWithdrawal, withdrawItemPage } from './apps/withdraw-item-page.tsx';
import { cancelDeletionPage, submitDeletionCancellation } from './data/cancel-page.tsx';
import { dataPage, submitDeletion } from './data/data-page.tsx';
import {
  backToData,
  type DataDependencies,
  downloadExport,
  exportFinished,
  submitExportRequest,
} from './data/export-handlers.ts';
import { dataPath, downloadPath, exportPath, finishedPath } from './data/paths.ts';
import { createDocumentsRouter } from './documents/router.ts';
import { linkedCallback } from './linked/callback.tsx';
import {
  changeLinked,
  type LinkedDependencies,
  linkedPage,
  linkedPath,
  unlinkingPage,
} from './linked/page.tsx';
import { decideInvitation } from './notifications/decision.ts';
import { notificationsPage } from './notifications/notifications-page.tsx';
import { notificationsPath } from './notifications/paths.ts';
import { resolvePage, submitResolved } from './notifications/resolve-page.tsx';
import { overviewPage } from './overview.tsx';
import { passkeyRemovalPage, submitPasskeyRemoval } from './passkey-removal.tsx';
import { passkeyRenamingPage, submitPasskeyName } from './passkey-renaming.tsx';
import { addOptions, passkeysPage, submitPasskey } from './passkeys.tsx';
import { endingPath, overviewPath, sessionsPath } from './paths.ts';
import { preferencesPage, preferencesPath, submitPreferences } from './preferences.tsx';
import { createProfileRouter } from './profile/router.ts';
import { appPage, changeApp } from './security/app.ts';
import { appRemovalPage, appRemovalPath, submitAppRemoval } from './security/app-removal.tsx';
import { appPath, recoveryPath, securityPage, securityPath } from './security/overview.tsx';
import { type SecurityDependencies, submitPassword } from './security/password.ts';
import { makeCodes, recoveryCodesPage } from './security/recovery-codes.tsx';
import { endingPage, submitEnding } from './session-ending.tsx';
import { sessionsPage } from './sessions.tsx';
import { startPage } from './start-page.tsx';

/** The pages of a signed-in user. */
export function createAccountRouter(
  deps: SecurityDependencies & LinkedDependencies & DataDependencies & ApiKeyPagesDependencies,
): Router {
  const router = Router({ caseSensitive: true });
  router.all('/', pageEndpoint(deps, { GET: startPage }));
  router.all(overviewPath, pageEndpoint(deps, { GET: overviewPage(deps) }));
  router.all(sessionsPath, pageEndpoint(deps, { GET: sessionsPage(deps) }));
  router.all(endingPath, pageEndpoint(deps, { GET: endingPage(deps), POST: submitEnding(deps) }));
  router.all(appsPath, pageEndpoint(deps, { GET: appsPage(deps) }));
  const app = `${appsPath}/:client`;
  router.all(app, pageEndpoint(deps, { GET: oneAppPage(deps), POST: submitApp(deps) }));
  router.all(
    `${app}/stop`,
    pageEndpoint(deps, { GET: withdrawItemPage(deps), POST: submitItemWithdrawal(deps) }),
  );
  const withdrawal = { GET: withdrawAllPage(deps), POST: submitWithdrawal(deps) };
  router.all(`${app}/withdraw`, pageEndpoint(deps, withdrawal));
  router.all(securityPath, pageEndpoint(deps, { GET: securityPage(deps), POST: submitPassword(deps) }));
  router.all(appPath, pageEndpoint(deps, { GET: appPage(deps), POST: changeApp(deps) }));
  router.all(recoveryPath, pageEndpoint(deps, { GET: recoveryCodesPage(deps), POST: makeCodes(deps) }));
  const preferences = { GET: preferencesPage(deps), POST: submitPreferences(deps) };
  router.all(preferencesPath, pageEndpoint(deps, preferences));
  const notifications = { GET: notificationsPage(deps), POST: decideInvitation(deps) };
  router.all(notificationsPath, pageEndpoint(deps, notifications));
  const resolve = { GET: resolvePage(deps), POST: submitResolved(deps) };
  router.all(`${notificationsPath}/:organization`, pageEndpoint(deps, resolve));
  router.all(activityPath, pageEndpoint(deps, { GET: activityPage(deps) }));
  const notMe = { GET: notMePage(deps), POST: submitNotMe(deps) };
  router.all(`${activityPath}/:event/not-me`, pageEndpoint(deps, notMe));
  router.all(dataPath, pageEndpoint(deps, { GET: dataPage(deps), POST: submitDeletion(deps) }));
  router.all(exportPath, pageEndpoint(deps, { GET: backToData, POST: submitExportRequest(deps) }));
  router.all(downloadPath, pageEndpoint(deps, { GET: backToData, POST: downloadExport(deps) }));
  router.all(finishedPath, pageEndpoint(deps, { GET: exportFinished(deps) }));
  router.all(
    cancelPath,
    pageEndpoint(deps, { GET: cancelDeletionPage(deps), POST: submitDeletionCancellation(deps) }),
  );
  router.all(linkedPath, pageEndpoint(deps, { GET: linkedPage(deps), POST: changeLinked(deps) }));
  router.all(`${linkedPath}/:provider`, pageEndpoint(deps, { GET: unlinkingPage(deps) }));
  for (const provider of ['github', 'facebook'] as const)
    router.all(`/${provider}_callback`, pageEndpoint(deps, { GET: linkedCallback(deps, provider) }));
  const passkeys = '/account/security/passkeys';
  router.all(passkeys, pageEndpoint(deps, { GET: passkeysPage(deps), POST: submitPasskey(deps) }));
  router.all(`${passkeys}/options`, pageEndpoint(deps, { POST: addOptions(deps) }));
  const renaming = { GET: passkeyRenamingPage(deps), POST: submitPasskeyName(deps) };
  router.all(`${passkeys}/:passkey`, pageEndpoint(deps, renaming));
  const passkeyRemoval = { GET: passkeyRemovalPage(deps), POST: submitPasskeyRemoval(deps) };
  router.all(`${passkeys}/:passkey/remove`, pageEndpoint(deps, passkeyRemoval));
  const appRemoval = { GET: appRemovalPage(deps), POST: submitAppRemoval(deps) };
  router.all(appRemovalPath, pageEndpoint(deps, appRemoval));
  router.use(createProfileRouter(deps));
  router.use(createApiKeysRouter(deps));
  router.use(createDocumentsRouter(deps));
  return router;
}
