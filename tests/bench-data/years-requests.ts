import type { Request as LoadRequest } from 'autocannon';
import { baselineScenarios, type Scenario } from '../bench/scenarios.ts';
import type { SeededUser } from '../bench/seed.ts';
import { exchangeScenario, tokenScenarios } from '../bench/token-scenarios.ts';

const own = ({ username, token }: SeededUser, path: string): LoadRequest => ({
  method: 'GET',
  path: `/api/users/${username}/${path}`,
  headers: { authorization: `Bearer ${token}` },
});

/** The most frequent requests of a service. */
export const hotRequests: readonly Scenario[] = [
  ...baselineScenarios,
  ...tokenScenarios.filter(({ name }) => name !== 'ccEs256'),
  exchangeScenario,
  {
    name: 'organizations',
    title: "GET /api/users/{username}/organizations, none of the user's",
    request: (user) => own(user, 'organizations'),
  },
  {
    name: 'notifications',
    title: 'GET /api/users/{username}/notifications, none',
    request: (user) => own(user, 'notifications'),
  },
];
