import type { ComponentChildren, VNode } from 'preact';
import type { AccountContact, AccountDetails } from '../../operators/accounts/queries.ts';
import { Definitions, Verified } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { Time } from '../../ui/time.tsx';

interface AccountCardProps {
  readonly page: PageRequest;
  readonly account: AccountDetails;
  /** Shown below the facts. */
  readonly children: VNode;
}

/** What an account is and how its user signs in. */
export function AccountCard({ page, account, children }: AccountCardProps): VNode {
  const { translate } = page;
  return (
    <section class="card" aria-labelledby="account">
      <h2 id="account">{translate('adminUsers.account')}</h2>
      <Definitions items={[...aboutPerson(page, account), ...aboutFactors(page, account)]} />
      {children}
    </section>
  );
}

interface Item {
  readonly name: string;
  readonly value: ComponentChildren;
}

function aboutPerson(page: PageRequest, account: AccountDetails): Item[] {
  const { translate } = page;
  const { lockedAt, eraseAt, operatorSince } = account;
  const at = (time: Date) => <Time page={page} at={time} />;
  return [
    { name: translate('adminUsers.name'), value: `${account.firstName} ${account.lastName}` },
    { name: translate('adminUsers.since'), value: at(account.createdAt) },
    ...(lockedAt ? [{ name: translate('adminUsers.lockedSince'), value: at(lockedAt) }] : []),
    ...(eraseAt ? [{ name: translate('adminUsers.eraseAt'), value: at(eraseAt) }] : []),
    ...(operatorSince ? [{ name: translate('adminUsers.operatorSince'), value: at(operatorSince) }] : []),
    { name: translate('adminUsers.emails'), value: <Contacts page={page} contacts={account.emails} /> },
    { name: translate('adminUsers.phones'), value: <Contacts page={page} contacts={account.phones} /> },
    { name: translate('adminUsers.access'), value: translate('adminUsers.access.text', countsOf(account)) },
  ];
}

function countsOf({ applications, apiKeys }: AccountDetails): Record<string, number> {
  return { applications, apiKeys };
}

function aboutFactors(page: PageRequest, account: AccountDetails): Item[] {
  const { translate } = page;
  const { passwordChangedAt, hasApp, passkeys, recoveryCodes, resetReadyAt } = account;
  const none = translate('adminUsers.nothing');
  const app = translate(hasApp ? 'adminUsers.app.set' : 'adminUsers.nothing');
  return [
    {
      name: translate('adminUsers.password'),
      value: passwordChangedAt ? <Time page={page} at={passwordChangedAt} /> : none,
    },
    { name: translate('adminUsers.app'), value: app },
    { name: translate('adminUsers.passkeys'), value: String(passkeys) },
    { name: translate('adminUsers.recoveryCodes'), value: String(recoveryCodes) },
    ...(resetReadyAt
      ? [{ name: translate('adminUsers.resetFrom'), value: <Time page={page} at={resetReadyAt} /> }]
      : []),
  ];
}

function Contacts({ page, contacts }: { page: PageRequest; contacts: readonly AccountContact[] }): VNode {
  if (contacts.length === 0) return <>{page.translate('adminUsers.nothing')}</>;
  return (
    <ul class="plain">
      {contacts.map(({ value, isValidated }) => (
        <li key={value}>
          {value} <Verified page={page} isVerified={isValidated} />
        </li>
      ))}
    </ul>
  );
}
