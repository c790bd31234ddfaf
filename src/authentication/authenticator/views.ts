import type { TwoFAMethods } from '../../../generated/types.ts';
import { toPhonenumber } from '../../users/phone-numbers/views.ts';
import type { SecondFactors } from './queries.ts';

export function toTwoFAMethods({ has_totp, phone_numbers }: SecondFactors): TwoFAMethods {
  const numbers = phone_numbers.map(({ label, phone_number: number }) => ({ label, number }));
  return { totp: has_totp, sms: numbers.map(toPhonenumber) };
}

/** What authenticator applications show beside a code; it tells a trial server from the real one. */
export function totpIssuer(publicUrl: string): string {
  const host = new URL(publicUrl).hostname;
  const kind = ['staging', 'dev'].find((word) => host.includes(word));
  return kind === undefined ? "It's You Online" : `It's You Online ${kind}`;
}
