import type { Methods } from '../../authentication/sign-in/methods.ts';
import { accountPath } from '../menu.ts';
import { appPath, recoveryPath, securityPath } from './security/overview.tsx';

/** A step that makes an account safer. */
export interface Check {
  readonly name: 'email' | 'phone' | 'app' | 'passkey' | 'codes';
  readonly isDone: boolean;
  /** The page for this step. */
  readonly href: string | undefined;
}

export interface SafetyFacts {
  readonly methods: Methods;
  /** The number of validated email addresses. */
  readonly emailAddresses: number;
}

/** The steps that make the account safer, most important first. */
export function checksOf({ methods, emailAddresses }: SafetyFacts): readonly Check[] {
  const profilePath = accountPath('profile');
  const { hasPasskey, hasApp, recoveryCodes, numbers } = methods;
  return [
    { name: 'email', isDone: emailAddresses > 0, href: profilePath },
    { name: 'passkey', isDone: hasPasskey, href: `${securityPath}/passkeys` },
    { name: 'codes', isDone: recoveryCodes > 0, href: recoveryPath },
    { name: 'app', isDone: hasApp, href: appPath },
    { name: 'phone', isDone: numbers.length > 1, href: profilePath },
  ];
}

/** With this many recovery codes or fewer, the user should create new ones. */
export const fewRecoveryCodes = 3;
