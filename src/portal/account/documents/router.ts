import { Router } from 'express';
import { pageEndpoint } from '../../../ui/endpoint.tsx';
import type { PageDependencies } from '../../../ui/page-request.ts';
import { contractPage } from './contract-page.tsx';
import { documentPage } from './document-page.tsx';
import { type DocumentsDependencies, documentListPage, documentsPage } from './documents-page.tsx';
import { contractsPath, documentsPath, entryPath, newRegistryEntryPath, seePath } from './paths.ts';
import {
  newRegistryEntryPage,
  registryEntryPage,
  registryRemovalPage,
  submitNewRegistryEntry,
  submitRegistryEntry,
  submitRegistryRemoval,
} from './registry-pages.tsx';

/** The pages of documents, contracts, keys and the registry. */
export function createDocumentsRouter(deps: DocumentsDependencies & PageDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(documentsPath, pageEndpoint(deps, { GET: documentsPage(deps) }));
  router.all(`${documentsPath}/:list`, pageEndpoint(deps, { GET: documentListPage(deps) }));
  router.all(`${seePath}/:globalid/:uniqueid`, pageEndpoint(deps, { GET: documentPage(deps) }));
  router.all(`${contractsPath}/:contract`, pageEndpoint(deps, { GET: contractPage(deps) }));
  const added = { GET: newRegistryEntryPage(deps), POST: submitNewRegistryEntry(deps) };
  router.all(newRegistryEntryPath, pageEndpoint(deps, added));
  router.all(
    entryPath,
    pageEndpoint(deps, { GET: registryEntryPage(deps), POST: submitRegistryEntry(deps) }),
  );
  const removal = { GET: registryRemovalPage(deps), POST: submitRegistryRemoval(deps) };
  router.all(`${entryPath}/remove`, pageEndpoint(deps, removal));
  return router;
}
