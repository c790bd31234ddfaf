import { oddValues, parametersIn } from './parameters.ts';
import type { Random } from './random.ts';
import type { RawRequest } from './sending.ts';
import type { World } from './world.ts';

/** An address of the site: a route filled with existing values, or a link of a page. */
export function pageAddress(random: Random, { app, known, shop, owner }: World): string {
  const link = random.percent(40) ? known.pick(random, 'page of a link') : undefined;
  if (link !== undefined) return link;
  const own: Readonly<Record<string, string>> = { globalid: shop, username: owner.username };
  const route = random.pick([...app.paths.filter(isPage), '/unknown', '/dev/outbox']);
  return route.replace(/:(\w+)/g, (_all, name: string) => {
    const value = random.percent(70) ? own[name] : undefined;
    const other = known.pick(random, name) ?? random.pick(['main', 'unknown', ...oddValues]);
    return encodeURIComponent((value ?? other).toWellFormed());
  });
}

/** Excludes assets, which never change, the token service, and patterns. */
function isPage(path: string): boolean {
  return !/^\/(assets|v1|\.well-known)\/|\^/.test(path);
}

/** A request for a page, or a form without its CSRF token. */
export function pageRequest(random: Random, world: World): RawRequest {
  const path = pageAddress(random, world);
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

/** Sometimes inserts characters that are invalid in a form. */
export function odd(random: Random, text: string): string {
  if (!random.percent(4)) return text;
  const at = random.int(text.length + 1);
  return `${text.slice(0, at)}${random.pick(['%', '%ff', '%zz', '&', '=', '%00', '+', '?', '%E0%80'])}${text.slice(at)}`;
}

function spoiled(random: Random, path: string): string {
  return `${path}/${random.pick(['%ff', '%00', '%2e%2e', '', 'x'.repeat(3000), '%E2%80%AE', '%zz', '%', '__proto__'])}`;
}
