import type { Api, SecurityScheme } from '../model.ts';
import type { Change } from './change.ts';

/** A change of a scheme itself; requirements are compared with the operations. */
export type SecurityChange = Pick<Change, 'rule' | 'field' | 'message' | 'place'>;

/** What changes in the schemes that a contract declares. */
export function compareSchemes({ security: old }: Api, { security: now }: Api): SecurityChange[] {
  const gone = old.filter(({ name }) => !now.some((other) => other.name === name));
  const come = now.filter(({ name }) => !old.some((other) => other.name === name));
  return [
    ...gone.map((scheme) => change(scheme, 'removed', `the scheme ${scheme.name} is gone`)),
    ...come.map((scheme) => change(scheme, 'added', `the scheme ${scheme.name} is new`)),
    ...old.flatMap((scheme) => {
      const other = now.find(({ name }) => name === scheme.name);
      return other ? compareScheme(scheme, other) : [];
    }),
  ];
}

function compareScheme(old: SecurityScheme, now: SecurityScheme): SecurityChange[] {
  const changed = (what: string, before = 'absent', after = 'absent'): SecurityChange[] =>
    before === after ? [] : [change(now, `${what}-changed`, `${what} was ${before} and is ${after}`)];
  const gone = old.scopes.filter((scope) => !now.scopes.includes(scope));
  const come = now.scopes.filter((scope) => !old.scopes.includes(scope));
  return [
    ...changed('type', old.type, now.type),
    ...changed('oauth-url', old.authorizationUri, now.authorizationUri),
    ...changed('oauth-token-url', old.accessTokenUri, now.accessTokenUri),
    ...gone.map((scope) => change(now, 'oauth-scope-removed', `the scope ${scope} is gone`)),
    ...come.map((scope) => change(now, 'oauth-scope-added', `the scope ${scope} is new`)),
  ];
}

function change({ name, place }: SecurityScheme, word: string, message: string): SecurityChange {
  return { rule: `api-security-component-${word}`, field: name, message, place };
}
