import type { SettingFact } from '../../base/setting-facts.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Badge, Definitions } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';

export const settingsPath = '/admin/settings';

const sources = ['environment', 'profile', 'default'] as const;

/** `GET /admin/settings`: the settings in force and where each comes from, without secrets. Read-only. */
export function settingsPage(deps: AdminDependencies): PageHandler {
  return forOperator((request) => {
    const { page } = request;
    const { translate } = page;
    const { facts } = deps.config;
    const content = (
      <>
        <p class="lead">{translate('adminSettings.text')}</p>
        {sources.map((source) => (
          <section key={source} class="card" aria-labelledby={source}>
            <h2 id={source}>{translate(`adminSettings.${source}`)}</h2>
            <Definitions
              hasLongNames
              items={facts.filter((fact) => fact.source === source).map((fact) => itemOf(page, fact))}
            />
          </section>
        ))}
      </>
    );
    return adminResponse(deps, request, {
      active: 'settings',
      title: translate('adminSettings.title'),
      content,
    });
  });
}

function itemOf({ translate }: PageRequest, { name, value }: SettingFact) {
  const none = <Badge kind="plain">{translate('adminSettings.none')}</Badge>;
  return { name, value: value === undefined ? none : value };
}
