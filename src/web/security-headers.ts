import type { AnswerHeaders } from './respond.ts';

/**
 * What every answer says, whatever it is: nothing in it may be run, framed or guessed at, and its address is passed on
 * to no one. Pages and files say more where they need more.
 * @param publicUrl browsers are told to stay with HTTPS only where the site has it (RFC 6797)
 */
export function securityHeaders(publicUrl: string): AnswerHeaders {
  return {
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(publicUrl.startsWith('https:') && {
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    }),
  };
}
