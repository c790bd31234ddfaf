/** The route that matches a path: the one with the fewest parameters, patterns last. */
export function routeOf(routes: readonly string[], path: string): string | undefined {
  const fitting = routes.filter((route) => patternOf(route).test(path));
  return fitting.sort((one, other) => looseness(one) - looseness(other))[0];
}

function looseness(route: string): number {
  return route.includes('^') ? Number.POSITIVE_INFINITY : route.split(':').length;
}

/** A route has parameters, or is a pattern itself. */
function patternOf(route: string): RegExp {
  const [, pattern] = /^\/(\^.*)\/$/.exec(route) ?? [];
  return new RegExp(pattern ?? `^${route.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+')}$`);
}

/** Token service, metadata, health, files. */
const forPrograms =
  /^\/(v1\/|\.well-known\/|healthz$|readyz$|version$|assets\/)|\/(logo|csv|json|openapi\.json|swagger-ui[^/]*)$|raml/;

/** The routes of pages. */
export function pageRoutes(routes: readonly string[]): string[] {
  return routes.filter((route) => !forPrograms.test(route));
}

/** Routes of pages that are not checked, with the reason. */
export const notLookedAt: Readonly<Record<string, string>> = {
  '/^\\/admin(\\/|$)/': 'stands before the pages of operators',
  '/account/data/export/finished': 'JSON for a script',
  '/account/security/passkeys/options': 'JSON for a script',
  '/apidocumentation/console': 'Swagger UI, which api-documentation.test.ts drives',
  '/config': 'JSON for old clients',
  '/github_callback': 'the page of /facebook_callback',
  '/location': 'JSON for old clients',
  '/login/confirm/passkey': 'JSON for a script',
  '/login/confirm/passkey/options': 'JSON for a script',
  '/login/organizationinvitation/:code': 'JSON for old clients',
  '/login/passkey': 'JSON for a script',
  '/login/passkey/options': 'JSON for a script',
  '/login/smscode/:label': 'leads to /login/2fa',
  '/login/smsconfirmed': 'JSON for a script',
  '/login/twofamethods': 'JSON for old clients',
  '/new-organization/name': 'JSON for a script',
  '/organizations/:globalid/below/name': 'JSON for a script',
  '/register/emailconfirmed': 'JSON for a script',
  '/register/resendvalidation': 'leads to /register/phone',
  '/register/smsconfirmed': 'JSON for a script',
};
