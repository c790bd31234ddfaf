import { parametersIn } from './parameters.ts';
import type { Random } from './random.ts';
import type { RawRequest } from './sending.ts';
import type { World } from './world.ts';

export const pages = [
  ...['/', '/login', '/login/confirm', '/login/forgotpassword', '/login/resetpassword/unknown', '/register'],
  ...[
    '/login/smsform',
    '/login/smsconfirmation',
    '/login/totpconfirmation',
    '/login/recoverycode',
    '/logout',
  ],
  ...['/login/invitation/unknown', '/login/organizationinvitation/unknown', '/login/validateemail'],
  ...['/emailvalidation', '/phonevalidation', '/phoneregistrationvalidation', '/register/validation'],
  ...['/register/delete', '/register/emailvalidation', '/register/smsconfirmed', '/account/security'],
  ...[
    '/account/security/app',
    '/account/security/recovery',
    '/account/security/passkeys',
    '/account/sessions',
  ],
  ...[
    '/account/apps',
    '/account/data',
    '/account/data/export',
    '/account/data/download',
    '/account/deletion',
  ],
  ...['/account/data/export/finished', '/account/preferences', '/account/notifications', '/account/linked'],
  ...['/preferences', '/terms', '/privacy', '/apidocumentation', '/apidocumentation/console', '/authorize'],
  ...['/apidocumentation/openapi.json', '/authorize/add/address', '/authorize/add/phone', '/github_callback'],
  ...[
    '/facebook_callback',
    '/healthz',
    '/readyz',
    '/version',
    '/config',
    '/location',
    '/dev/outbox',
    '/unknown',
  ],
];
/** A look at a page, or a form that comes without its token. */
export function pageRequest(random: Random, world: World): RawRequest {
  const path = random.pick(pages);
  const parameters = String(parametersIn(random, world, path === '/authorize' ? ['request'] : []));
  const headers = { ...world.headers[random.pick(['anonymous', 'session'] as const)], ...acceptOf(random) };
  const address = `${random.percent(10) ? spoiled(random, path) : path}?${odd(random, parameters)}`;
  if (random.percent(85))
    return { method: random.pick(['GET', 'GET', 'GET', 'HEAD']), path: address, headers };
  const type = random.pick([
    'application/x-www-form-urlencoded',
    'application/json',
    'multipart/form-data',
    '',
  ]);
  const body =
    type === 'application/json' ? random.pick(['{', '{}', '[]', '{"login":1}', 'null']) : parameters;
  return {
    method: random.pick(['POST', 'PUT', 'DELETE']),
    path: address,
    headers: { ...headers, 'Content-Type': type },
    body,
  };
}

export function acceptOf(random: Random): Record<string, string> {
  return {
    Accept: random.pick(['text/html', 'application/json', '*/*', 'text/html,application/xhtml+xml;q=0.9']),
  };
}

/** Now and then with something in it that is no form. */
export function odd(random: Random, text: string): string {
  if (!random.percent(4)) return text;
  const at = random.int(text.length + 1);
  return `${text.slice(0, at)}${random.pick(['%', '%ff', '%zz', '&', '=', '%00', '+', '?', '%E0%80'])}${text.slice(at)}`;
}

function spoiled(random: Random, path: string): string {
  return `${path}/${random.pick(['%ff', '%00', '%2e%2e', '', 'x'.repeat(3000), '%E2%80%AE', '%zz', '%', '__proto__'])}`;
}
