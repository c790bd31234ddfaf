import { countAll } from '../operators/overview-queries.ts';
import type { PageHandler } from '../ui/endpoint.tsx';
import { Definitions } from '../ui/lists.tsx';
import type { AdminDependencies } from './dependencies.ts';
import { forOperator } from './gate.ts';
import { adminAnswer } from './view.tsx';

/** `GET /admin`: how much there is. */
export function overviewPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { translate } = request.page;
    const figures = await countAll(deps.db);
    const shown = (['users', 'locked', 'organizations', 'operators'] as const).map((name) => ({
      name: translate(`admin.figures.${name}`),
      value: String(figures[name]),
    }));
    const content = (
      <>
        <p class="lead">{translate('admin.overview.text')}</p>
        <section class="card" aria-labelledby="figures">
          <h2 id="figures">{translate('admin.figures')}</h2>
          <Definitions items={shown} />
        </section>
      </>
    );
    return adminAnswer(deps, request, { active: 'overview', title: translate('admin.title'), content });
  });
}
