import type { PageContent } from './page-response.ts';

/** The same for every page: nothing is loaded from other hosts, and pages are never framed or stored. */
const fixed: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)',
  'X-Frame-Options': 'DENY',
};

export function pageHeaders({
  formTargets = [],
  ...page
}: Pick<PageContent, 'formTargets' | 'hasSecretAddress' | 'tellsOrigin'>): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    ...fixed,
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': referrerPolicy(page),
  };
}

/** With `same-origin`, browsers post to other sites with `Origin: null` (Fetch, section 3.2). */
function referrerPolicy({
  hasSecretAddress,
  tellsOrigin,
}: Pick<PageContent, 'hasSecretAddress' | 'tellsOrigin'>): string {
  if (hasSecretAddress) return 'no-referrer';
  return tellsOrigin ? 'strict-origin' : 'same-origin';
}
