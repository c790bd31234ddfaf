import { cancelFactorResetOf } from '../../authentication/lost-factors/acts.ts';
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
import { cancelDeletionOf } from '../../privacy/deletion/acts.ts';
import type { RefusalTexts } from '../../ui/refusals.ts';
import type { AdminDependencies } from '../dependencies.ts';
import type { UserActName } from './paths.ts';

/** Why an act was refused, as a key of the texts. */
export interface ActRefusal {
  readonly text: MessageKey;
  readonly values?: Readonly<Record<string, string>>;
}

/** Carries out one act on an account. @throws ApiError with a code of `actRefusals` */
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
  'cancel-reset': plain(cancelFactorResetOf),
  'cancel-deletion': plain(cancelDeletionOf),
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
  no_factor_reset: 'adminUsers.refused.noReset',
  no_deletion: 'adminUsers.refused.noDeletion',
  mail_unavailable: 'adminUsers.refused.noMail',
  too_many_requests: 'adminUsers.refused.tooMany',
};

/** The acts that lead to a confirmation page, in the order in which the page shows them. */
export const dangerousActs = ['sign-out', 'reset-factors', 'lock', 'delete'] as const;

export function isDangerous(name: UserActName): boolean {
  return dangerousActs.some((each) => each === name);
}

interface AccountState {
  /** Whether it is the operator's own account. */
  readonly isOwn: boolean;
  /** Whether mail can be sent. */
  readonly hasMail: boolean;
}

/** The acts that make sense for an account in its current state. */
export function actsOn(account: AccountDetails, { isOwn, hasMail }: AccountState): readonly UserActName[] {
  const { lockedAt, deletionRequestedAt, emails } = account;
  const toKeep = deletionRequestedAt ? (['cancel-deletion'] as const) : [];
  if (lockedAt) return ['unlock', ...toKeep];
  if (deletionRequestedAt) return isOwn ? [] : [...toKeep, 'lock'];
  const isUnproved = emails.some(({ isValidated }) => !isValidated);
  const ofOthers = isOwn ? [] : (['lock', 'delete'] as const);
  const resets = account.resetReadyAt ? (['cancel-reset'] as const) : (['reset-factors'] as const);
  return [
    ...(isUnproved && hasMail ? (['resend'] as const) : []),
    'sign-out',
    ...(hasFactors(account) ? resets : []),
    ...ofOthers,
  ];
}

function hasFactors({ hasApp, passkeys, recoveryCodes, phones }: AccountDetails): boolean {
  return hasApp || passkeys > 0 || recoveryCodes > 0 || phones.some(({ isValidated }) => isValidated);
}
