import { packageVersion } from '../../base/version.ts';
import { checkInside } from '../../doctor/checks.ts';
import { type Finding, findingText } from '../../doctor/finding.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Badge, Definitions, type Entry, EntryList } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { Time } from '../../ui/time.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';

export const healthPath = '/admin/health';

/** `GET /admin/health`: the checks of `iyo doctor` that contact no other server, and facts about this process. */
export function healthPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const { translate } = page;
    const { config, database, sealing, clock } = deps;
    const findings = await checkInside({ config, database, sealing, clock });
    const content = (
      <>
        <p class="lead">{translate('adminHealth.text')}</p>
        <EntryList
          id="checks"
          title={translate('adminHealth.checks')}
          entries={findings.map((finding) => entryOf(page, finding))}
          none=""
        />
        <section class="card" aria-labelledby="server">
          <h2 id="server">{translate('adminHealth.server')}</h2>
          <Definitions items={factsOf(page, deps)} />
        </section>
      </>
    );
    return adminResponse(deps, request, { active: 'health', title: translate('adminHealth.title'), content });
  });
}

const kinds = { ok: 'good', warn: 'plain', fail: 'bad' } as const;

function entryOf({ translate }: PageRequest, finding: Finding): Entry {
  const { check, code, severity } = finding;
  const { text, advice } = findingText(translate, finding);
  return {
    key: `${check} ${code} ${JSON.stringify(finding.values)}`,
    title: translate(`doctor.check.${check}`),
    marks: <Badge kind={kinds[severity]}>{translate(`doctor.severity.${severity}`)}</Badge>,
    details: (
      <>
        <p>{text}</p>
        {advice !== undefined && <p>{advice}</p>}
      </>
    ),
  };
}

function factsOf(page: PageRequest, { config, database, publicUrl }: AdminDependencies) {
  const { translate, now } = page;
  const started = new Date(now.getTime() - process.uptime() * 1000);
  return [
    { name: translate('adminHealth.version'), value: packageVersion },
    { name: translate('adminHealth.address'), value: publicUrl },
    { name: translate('adminHealth.started'), value: <Time page={page} at={started} /> },
    { name: translate('adminHealth.node'), value: process.version },
    {
      name: translate('adminHealth.database'),
      value: database.kind === 'postgres' ? 'PostgreSQL' : 'PGlite',
    },
    { name: translate('adminHealth.workers'), value: String(config.workers) },
  ];
}
