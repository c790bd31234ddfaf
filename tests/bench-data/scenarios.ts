import { type Caller, deepest } from './landmarks.ts';

/** One kind of request. */
export interface Scenario {
  readonly title: string;
  readonly caller: Caller;
  readonly path: string;
  readonly status: 200 | 403;
  /** Whether its cost is that of the access check alone. */
  readonly isCheck: boolean;
}

export const scenarios: readonly Scenario[] = [
  check('access at depth 20, direct owner', 'direct-owner', deepest, 200),
  check('access at depth 20, inherited owner', 'inherited-owner', deepest, 200),
  check('access at depth 20, linked owner', 'linked-owner', deepest, 200),
  check('access at depth 20, stranger', 'stranger', deepest, 403),
  check('access over 1000 links, stranger', 'stranger', 'wide', 403),
  check('access over 1000 links, member by all of them', 'many-owner', 'wide', 403),
  reading('users of an organization, 2000', 'crowd-owner', '/organizations/crowd/users'),
  reading('an organization, 2000 members', 'crowd-owner', '/organizations/crowd'),
  reading('tree of 2000 organizations', 'big-owner', '/organizations/big/tree'),
  reading("a user's organizations, few", 'few-owner', '/users/few-owner/organizations'),
  reading("a user's organizations, 1000 owned", 'many-owner', '/users/many-owner/organizations'),
  reading("a user's organizations, 1000 linked", 'hub-member', '/users/hub-member/organizations'),
  reading('notifications, few organizations', 'few-owner', '/users/few-owner/notifications'),
  reading('notifications, 1000 owned', 'many-owner', '/users/many-owner/notifications'),
];

/** The cheapest operation that only owners may call. */
function check(title: string, caller: Caller, globalid: string, status: 200 | 403): Scenario {
  return { title, caller, path: `/organizations/${globalid}/apikeys`, status, isCheck: true };
}

function reading(title: string, caller: Caller, path: string): Scenario {
  return { title, caller, path, status: 200, isCheck: false };
}
