import type { VNode } from 'preact';
import { searchEvents } from '../audit/activity-queries.ts';
import { countOverview } from '../operators/overview-queries.ts';
import type { PageHandler } from '../ui/endpoint.tsx';
import { Definitions, EntryList } from '../ui/lists.tsx';
import { eventEntry } from './audit/event-entry.tsx';
import type { AdminDependencies } from './dependencies.ts';
import { forOperator } from './guard.ts';
import { organizationsPath } from './organizations/paths.ts';
import { usersPath } from './users/paths.ts';
import { adminResponse } from './view.tsx';

const eventsShown = 10;

type FigureName = 'users' | 'locked' | 'organizations' | 'operators';

/** The pages that list what is counted. */
const listPaths: Readonly<Partial<Record<FigureName, string>>> = {
  users: usersPath,
  organizations: organizationsPath,
};

/** `GET /admin`: totals and the latest events. */
export function overviewPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { translate } = request.page;
    const figures = await countOverview(deps.db);
    const events = await searchEvents(deps.db, { limit: eventsShown });
    const shown = (['users', 'locked', 'organizations', 'operators'] as const).map((name) => ({
      name: translate(`admin.figures.${name}`),
      value: linked(figures[name], listPaths[name]),
    }));
    const content = (
      <>
        <p class="lead">{translate('admin.overview.text')}</p>
        <section class="card" aria-labelledby="figures">
          <h2 id="figures">{translate('admin.figures')}</h2>
          <Definitions items={shown} />
        </section>
        <EntryList
          id="events"
          title={translate('admin.events')}
          entries={events.map((event) => eventEntry(request.page, event))}
          none={translate('audit.none')}
        />
      </>
    );
    return adminResponse(deps, request, { active: 'overview', title: translate('admin.title'), content });
  });
}

function linked(figure: number, href: string | undefined): VNode | number {
  return href === undefined ? figure : <a href={href}>{figure}</a>;
}
