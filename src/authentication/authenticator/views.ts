import type { TwoFAMethods } from '../../../generated/types.ts';
import type { SecondFactors } from './queries.ts';

export function toTwoFAMethods({ hasApp, numbers }: SecondFactors): TwoFAMethods {
  return {
    totp: hasApp,
    sms: numbers.map(({ label, phoneNumber }) => ({ label, phonenumber: phoneNumber })),
  };
}

/** What authenticators show beside a code; it tells a trial server from the real one. */
export function totpIssuer(publicUrl: string): string {
  const host = new URL(publicUrl).hostname;
  const kind = ['staging', 'dev'].find((word) => host.includes(word));
  return kind === undefined ? "It's You Online" : `It's You Online ${kind}`;
}
