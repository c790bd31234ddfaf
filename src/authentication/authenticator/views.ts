import type { TwoFAMethods } from '../../../generated/types.ts';
import { service } from '../../base/service.ts';
import type { SecondFactors } from './queries.ts';

export function toTwoFAMethods({ hasApp, numbers }: SecondFactors): TwoFAMethods {
  return {
    totp: hasApp,
    sms: numbers.map(({ label, phoneNumber }) => ({ label, phonenumber: phoneNumber })),
  };
}

/** The issuer that authenticators show next to a code. It distinguishes staging and dev servers from the real one. */
export function totpIssuer(publicUrl: string): string {
  const host = new URL(publicUrl).hostname;
  const kind = ['staging', 'dev'].find((word) => host.includes(word));
  return [service().name, kind].filter(Boolean).join(' ');
}
