import { isIP } from 'node:net';
import { NotFound } from '../../base/errors.ts';
import { liftLimits, listLimits, type RequestedSubject, type RunningLimit } from '../../rate-limits/acts.ts';
import { type LimitName, limits } from '../../rate-limits/limits.ts';
import { Form, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../ui/lists.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { type FilterField, FilterForm } from '../../ui/search-form.tsx';
import { Time } from '../../ui/time.tsx';
import { networkOf } from '../../web/client-address.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';

export const limitsPath = '/admin/limits';

/** What was typed: any kind of name, an IP address, or both. */
interface Typed {
  readonly name: string;
  readonly network: string;
}

/**
 * `GET /admin/limits`: the counters of `name`, `network` or both; without either, those that count all
 * requests together.
 */
export function limitsPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const { translate, query } = page;
    const typed = typedIn((name) => query.get(name));
    const running = await listLimits(deps, subjectOf(typed), page.now);
    const content = (
      <>
        <p class="lead">{translate('adminLimits.text')}</p>
        <FilterForm page={page} action={limitsPath} fields={fieldsOf(page, typed)} />
        <EntryList
          id="limits"
          title={translate('adminLimits.found')}
          entries={running.map((limit) => entryOf(page, typed, limit))}
          none={translate('adminLimits.none')}
        />
      </>
    );
    return adminResponse(deps, request, { active: 'limits', title: translate('adminLimits.title'), content });
  });
}

/** `POST /admin/limits`: lifts `limit` for the name and network that were looked up. */
export function submitLift(deps: AdminDependencies): PageHandler {
  return forOperator(async ({ page, session }) => {
    const { values } = page.submission;
    const typed = typedIn((name) => values[name]);
    const limit = limitIn(values.limit ?? '');
    const actor = actorOfPage(page, session);
    const lifted = await liftLimits(deps, actor, { ...subjectOf(typed), limit }).catch((error: unknown) => {
      if (error instanceof NotFound && error.code === 'limit_not_found') return [];
      throw error;
    });
    keepNotice(page, lifted.length > 0 ? 'notice.limit.lifted' : 'notice.limit.none', {
      limit: page.translate(`limit.${limit}`),
    });
    return { redirect: `${limitsPath}?${new URLSearchParams({ ...typed })}` };
  });
}

/** @throws NotFound when there is no such limit */
function limitIn(text: string): LimitName {
  const found = (Object.keys(limits) as LimitName[]).find((name) => name === text);
  if (!found) throw new NotFound();
  return found;
}

function typedIn(read: (name: string) => string | null | undefined): Typed {
  return { name: (read('name') ?? '').trim(), network: (read('network') ?? '').trim() };
}

/** Ignores a network that is not an IP address. */
function subjectOf({ name, network }: Typed): RequestedSubject {
  return {
    name: name === '' ? undefined : name,
    network: isIP(network) === 0 ? undefined : networkOf(network),
  };
}

function fieldsOf({ translate }: PageRequest, typed: Typed): FilterField[] {
  return (['name', 'network'] as const).map((name) => ({
    name,
    type: 'search',
    label: translate(`adminLimits.${name}`),
    value: typed[name],
  }));
}

function entryOf(page: PageRequest, typed: Typed, running: RunningLimit): Entry {
  const { translate } = page;
  const { limit, about, used, allowed, resetAt, refusedUntil } = running;
  const name = translate(`limit.${limit}`);
  return {
    key: `${limit} ${about}`,
    title: name,
    marks: refusedUntil && <Badge kind="bad">{translate('adminLimits.refuses')}</Badge>,
    details: (
      <p>
        {about === '' ? translate('adminLimits.all') : about} ·{' '}
        {translate('adminLimits.used', { used, allowed })} · {translate('adminLimits.ends')}{' '}
        <Time page={page} at={refusedUntil ?? resetAt} />
      </p>
    ),
    forms: (
      <Form page={page} action={limitsPath}>
        {Object.entries({ ...typed, limit }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Submit kind="quiet" label={translate('adminLimits.lift.label', { limit: name })}>
          {translate('adminLimits.lift')}
        </Submit>
      </Form>
    ),
  };
}
