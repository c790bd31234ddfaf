import { Router } from 'express';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { auditPageOf } from './audit-page.tsx';
import { auditCsv, auditJson } from './files.ts';
import { auditLogPath } from './filter.ts';

/** `/admin/audit`: the audit log and its downloads. */
export function createAuditRouter(deps: AdminDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(auditLogPath, pageEndpoint(deps, { GET: auditPageOf(deps) }));
  router.all(`${auditLogPath}/csv`, pageEndpoint(deps, { GET: auditCsv(deps) }));
  router.all(`${auditLogPath}/json`, pageEndpoint(deps, { GET: auditJson(deps) }));
  return router;
}
