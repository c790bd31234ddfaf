import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import { auditPage } from './audit/audit-page.tsx';
import { auditCsv, auditJson } from './audit/files.ts';
import { callbackTesterPage } from './clients/callback-tester.tsx';
import { deleteClientPage, submitClient, submitClientDeletion } from './clients/change.tsx';
import { clientPage } from './clients/client-page.tsx';
import { clientsPage } from './clients/list-page.tsx';
import { clientLogPage } from './clients/log-page.tsx';
import { newClientPage, submitNewClient } from './clients/new-page.tsx';
import { rotatePage, submitRotation } from './clients/rotate-page.tsx';
import { submitTry, tryPage } from './clients/try-page.tsx';
import { contractsPage } from './data/contracts-page.tsx';
import { grantsPage } from './data/grants-page.tsx';
import { identifiersPage } from './data/identifiers-page.tsx';
import { newGrantPage, submitNewGrant } from './data/new-grant-page.tsx';
import { newRegistryEntryPage, submitRegistryEntry } from './data/new-registry-entry-page.tsx';
import { registryPage } from './data/registry-page.tsx';
import { seePage } from './data/see-page.tsx';
import type { OrganizationPagesDependencies } from './dependencies.ts';
import { directoryPage, submitDirectory } from './directory/directory-page.tsx';
import { submitToken, tokenPage } from './directory/token-page.tsx';
import { organizationsPage } from './list-page.tsx';
import { logoImage } from './logo-image.ts';
import {
  belowNameState,
  newBelowPage,
  newRootPage,
  rootNameState,
  submitBelow,
  submitRoot,
} from './new-page.tsx';
import { overviewPage } from './overview-page.tsx';
import { newOrganizationPath, organizationsPath } from './paths.ts';

import { actPage, submitAct } from './people/acts-page.tsx';
import { invitePage, submitInvitations } from './people/invite-page.tsx';
import { linkPage, submitLink } from './people/link-page.tsx';
import { peoplePage } from './people/people-page.tsx';

import { removalPage, submitRemoval } from './removals/page.tsx';
import { deletePage, leavePage, submitDeletion, submitLeave } from './settings/leave-and-delete-pages.tsx';
import { settingsPage, submitSettings } from './settings/settings-page.tsx';
import { structurePage, submitStructure } from './structure-page.tsx';
import { deleteWebhookPage, submitWebhookDeletion } from './webhooks/delete-page.tsx';
import { webhooksPage } from './webhooks/list-page.tsx';
import { newWebhookPage, submitNewWebhook } from './webhooks/new-page.tsx';
import { rotateWebhookPage, submitWebhookRotation } from './webhooks/rotate-page.tsx';
import { submitWebhook, webhookPage } from './webhooks/webhook-page.tsx';

/** The size limit of a form with a logo, in bytes: as base64 it must fit into what is stored. */
const logoLimit = 4_000_000;

/** The size limit of a form with descriptions, in bytes: those that the API has stored must fit. */
const descriptionsLimit = 1024 * 1024;

/** The pages of organizations. */
export function createOrganizationsRouter(deps: OrganizationPagesDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(organizationsPath, pageEndpoint(deps, { GET: organizationsPage(deps) }));
  router.all(newOrganizationPath, pageEndpoint(deps, { GET: newRootPage(deps), POST: submitRoot(deps) }));
  router.all(`${newOrganizationPath}/name`, pageEndpoint(deps, { GET: rootNameState(deps) }));
  const one = `${organizationsPath}/:globalid`;
  router.all(one, pageEndpoint(deps, { GET: overviewPage(deps) }));
  router.all(`${one}/logo`, pageEndpoint(deps, { GET: logoImage(deps) }));
  router.all(`${one}/below`, pageEndpoint(deps, { GET: newBelowPage(deps), POST: submitBelow(deps) }));
  router.all(`${one}/below/name`, pageEndpoint(deps, { GET: belowNameState(deps) }));
  const people = `${one}/people`;
  router.all(people, pageEndpoint(deps, { GET: peoplePage(deps) }));
  router.all(
    `${people}/invite`,
    pageEndpoint(deps, { GET: invitePage(deps), POST: submitInvitations(deps) }),
  );
  router.all(`${people}/link`, pageEndpoint(deps, { GET: linkPage(deps), POST: submitLink(deps) }));
  router.all(`${people}/act`, pageEndpoint(deps, { GET: actPage(deps), POST: submitAct(deps) }));
  const clients = `${one}/clients`;
  router.all(clients, pageEndpoint(deps, { GET: clientsPage(deps) }));
  router.all(`${clients}/new`, pageEndpoint(deps, { GET: newClientPage(deps), POST: submitNewClient(deps) }));
  router.all(`${clients}/log`, pageEndpoint(deps, { GET: clientLogPage(deps) }));
  const client = `${clients}/:keyId`;
  router.all(client, pageEndpoint(deps, { GET: clientPage(deps), POST: submitClient(deps) }));
  const deletion = { GET: deleteClientPage(deps), POST: submitClientDeletion(deps) };
  router.all(`${client}/callback`, pageEndpoint(deps, { GET: callbackTesterPage(deps) }));
  router.all(`${client}/try`, pageEndpoint(deps, { GET: tryPage(deps), POST: submitTry(deps) }));
  router.all(`${client}/rotate`, pageEndpoint(deps, { GET: rotatePage(deps), POST: submitRotation(deps) }));
  router.all(`${client}/delete`, pageEndpoint(deps, deletion));
  const webhooks = `${one}/webhooks`;
  router.all(webhooks, pageEndpoint(deps, { GET: webhooksPage(deps) }));
  router.all(
    `${webhooks}/new`,
    pageEndpoint(deps, { GET: newWebhookPage(deps), POST: submitNewWebhook(deps) }),
  );
  const webhook = `${webhooks}/:webhookId`;
  router.all(webhook, pageEndpoint(deps, { GET: webhookPage(deps), POST: submitWebhook(deps) }));
  const rotation = { GET: rotateWebhookPage(deps), POST: submitWebhookRotation(deps) };
  router.all(`${webhook}/rotate`, pageEndpoint(deps, rotation));
  const webhookDeletion = { GET: deleteWebhookPage(deps), POST: submitWebhookDeletion(deps) };
  router.all(`${webhook}/delete`, pageEndpoint(deps, webhookDeletion));
  const directory = { GET: directoryPage(deps), POST: submitDirectory(deps) };
  router.all(`${one}/directory`, pageEndpoint(deps, directory));
  const token = { GET: tokenPage(deps), POST: submitToken(deps) };
  router.all(`${one}/directory/token`, pageEndpoint(deps, token));
  router.all(
    `${one}/structure`,
    pageEndpoint(deps, { GET: structurePage(deps), POST: submitStructure(deps) }),
  );
  const settings = { GET: settingsPage(deps), POST: submitSettings(deps) };
  router.all(
    `${one}/settings`,
    pageEndpoint(deps, settings, { uploadLimit: logoLimit, formLimit: descriptionsLimit }),
  );
  router.all(`${one}/remove`, pageEndpoint(deps, { GET: removalPage(deps), POST: submitRemoval(deps) }));
  router.all(`${one}/leave`, pageEndpoint(deps, { GET: leavePage(deps), POST: submitLeave(deps) }));
  router.all(`${one}/delete`, pageEndpoint(deps, { GET: deletePage(deps), POST: submitDeletion(deps) }));
  router.all(`${one}/audit`, pageEndpoint(deps, { GET: auditPage(deps) }));
  router.all(`${one}/audit/csv`, pageEndpoint(deps, { GET: auditCsv(deps) }));
  router.all(`${one}/audit/json`, pageEndpoint(deps, { GET: auditJson(deps) }));
  router.all(`${one}/registry`, pageEndpoint(deps, { GET: registryPage(deps) }));
  const registryEntry = { GET: newRegistryEntryPage(deps), POST: submitRegistryEntry(deps) };
  router.all(`${one}/registry/new`, pageEndpoint(deps, registryEntry));
  router.all(`${one}/grants`, pageEndpoint(deps, { GET: grantsPage(deps) }));
  router.all(
    `${one}/grants/new`,
    pageEndpoint(deps, { GET: newGrantPage(deps), POST: submitNewGrant(deps) }),
  );
  router.all(`${one}/contracts`, pageEndpoint(deps, { GET: contractsPage(deps) }));
  router.all(`${one}/identifiers`, pageEndpoint(deps, { GET: identifiersPage(deps) }));
  router.all(`${one}/see`, pageEndpoint(deps, { GET: seePage(deps) }));
  return router;
}
