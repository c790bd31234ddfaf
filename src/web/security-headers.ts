import type { ResponseHeaders } from './respond.ts';

/**
 * The headers of every response: nothing in it may be run, framed or sniffed, and its URL is not sent as referrer.
 * Pages and files set further ones.
 * @param publicUrl browsers are told to require HTTPS only if it uses HTTPS (RFC 6797)
 */
export function securityHeaders(publicUrl: string): ResponseHeaders {
  return {
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(publicUrl.startsWith('https:') && {
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    }),
  };
}
