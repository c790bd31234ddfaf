import type { legal as english } from '../en/legal.ts';

export const legal = {
  'legal.terms': 'Gebruiksvoorwaarden',
  'legal.privacy': 'Privacyverklaring',
  'legal.cookies': 'Cookieverklaring',
  'legal.accepted': 'Door een account te maken ga je akkoord met:',
} as const satisfies Record<keyof typeof english, string>;
