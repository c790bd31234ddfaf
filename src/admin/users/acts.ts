import type { Actor } from '../../base/actor.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import {
  deleteAccount,
  endSessionsOf,
  lockAccount,
  resendValidations,
  resetFactorsOf,
  unlockAccount,
} from '../../operators/accounts/acts.ts';
import type { AccountDetails } from '../../operators/accounts/queries.ts';
import type { RefusalTexts } from '../../ui/refusals.ts';
import type { AdminDependencies } from '../dependencies.ts';
import type { UserActName } from './paths.ts';

/** Why an act was not done, in words of the catalogue. */
export interface ActRefusal {
  readonly text: MessageKey;
  readonly values?: Readonly<Record<string, string>>;
}

/** Does what an address of a user stands for. @throws ApiError with a code of `actRefusals` */
export type UserAct = (
  deps: AdminDependencies,
  actor: Actor,
  username: string,
) => Promise<ActRefusal | undefined>;

const plain =
  (act: (deps: AdminDependencies, actor: Actor, username: string) => Promise<unknown>): UserAct =>
  async (deps, actor, username) => {
    await act(deps, actor, username);
    return undefined;
  };

export const userActs: Readonly<Record<UserActName, UserAct>> = {
  lock: plain(lockAccount),
  unlock: plain(unlockAccount),
  'sign-out': plain(endSessionsOf),
  'reset-factors': plain(resetFactorsOf),
  resend: plain(resendValidations),
  async delete(deps, actor, username) {
    const outcome = await deleteAccount(deps, actor, username);
    if (outcome.kind === 'closed before') return { text: 'adminUsers.refused.closed' };
    if (outcome.kind === 'closed') return undefined;
    return { text: 'adminUsers.refused.soleOwner', values: { names: outcome.organizations.join(', ') } };
  },
};

export const actRefusals: RefusalTexts = {
  account_locked: 'adminUsers.refused.locked',
  account_not_locked: 'adminUsers.refused.notLocked',
  own_account: 'adminUsers.refused.own',
  last_operator: 'adminUsers.refused.lastOperator',
  no_warning_possible: 'adminUsers.refused.noWarning',
  user_not_found: 'adminUsers.refused.closed',
  too_many_requests: 'adminUsers.refused.tooMany',
};

/** Those that lead to a page that asks once more, in the order in which a page shows them. */
export const dangerousActs = ['sign-out', 'reset-factors', 'lock', 'delete'] as const;

export function isDangerous(name: UserActName): boolean {
  return dangerousActs.some((each) => each === name);
}

/** What makes sense for an account as it is. @param isOwn whether it is the operator's own */
export function actsOn(account: AccountDetails, isOwn: boolean): readonly UserActName[] {
  const { lockedAt, deletionRequestedAt, emails } = account;
  if (lockedAt) return ['unlock'];
  if (deletionRequestedAt) return isOwn ? [] : ['lock'];
  const isUnproved = emails.some(({ isValidated }) => !isValidated);
  const ofOthers = isOwn ? [] : (['lock', 'delete'] as const);
  return [
    ...(isUnproved ? (['resend'] as const) : []),
    'sign-out',
    ...(hasFactors(account) && account.resetReadyAt === null ? (['reset-factors'] as const) : []),
    ...ofOthers,
  ];
}

function hasFactors({ hasApp, passkeys, recoveryCodes, phones }: AccountDetails): boolean {
  return hasApp || passkeys > 0 || recoveryCodes > 0 || phones.some(({ isValidated }) => isValidated);
}
