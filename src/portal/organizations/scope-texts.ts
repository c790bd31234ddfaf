import type { MessageKey } from '../../i18n/en/index.ts';
import type { PageRequest } from '../../ui/page-request.ts';

/** The data that an organization can require, each as a scope with its text. */
export const scopeTexts = {
  'user:name': 'org.scope.name',
  'user:email': 'org.scope.email',
  'user:validated:email': 'org.scope.validatedEmail',
  'user:phone': 'org.scope.phone',
  'user:validated:phone': 'org.scope.validatedPhone',
  'user:address': 'org.scope.address',
  'user:bankaccount': 'org.scope.bankAccount',
  'user:digitalwalletaddress': 'org.scope.wallet',
  'user:publickey': 'org.scope.publicKey',
  'user:avatar': 'org.scope.avatar',
  'user:github': 'org.scope.github',
  'user:facebook': 'org.scope.facebook',
  'user:keystore': 'org.scope.keystore',
  'user:see': 'org.scope.see',
  'user:memberof': 'org.scope.memberOf',
  'user:organizations': 'org.scope.organizations',
} as const satisfies Readonly<Record<string, MessageKey>>;

type ScopeName = keyof typeof scopeTexts;

const names = Object.keys(scopeTexts) as ScopeName[];

/** The text of a scope with its label: `user:email:work` becomes "Email address (work)". */
export function scopeText({ translate }: Pick<PageRequest, 'translate'>, scope: string): string {
  const name = names.find((each) => scope === each || scope.startsWith(`${each}:`));
  if (name === undefined) return scope;
  const label = scope.slice(name.length + 1);
  const text = translate(scopeTexts[name]);
  return label === '' ? text : `${text} (${label})`;
}
