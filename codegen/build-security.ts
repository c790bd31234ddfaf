import type { BuildContext } from './build-context.ts';
import type { Access, SecurityScheme } from './model.ts';
import { child, itemsOf, members, type SourceNode, scalarOf, textAt, textsAt } from './source.ts';

export function buildSecurity(root: SourceNode): SecurityScheme[] {
  return members(root, 'securitySchemes').map((node) => {
    const settings = child(node, 'settings');
    return {
      name: node.key ?? '',
      type: textAt(node, 'type') ?? '',
      description: describeScheme(node),
      authorizationUri: textAt(settings, 'authorizationUri'),
      accessTokenUri: textAt(settings, 'accessTokenUri') ?? textAt(settings, 'tokenCredentialsUri'),
      grants: textsAt(settings, 'authorizationGrants'),
      scopes: textsAt(settings, 'scopes'),
      alternatives: alternativesOf(node),
      place: node.place(),
    };
  });
}

/** Includes the description of the `Authorization` header, which OpenAPI has no other place for. */
function describeScheme(node: SourceNode): string | undefined {
  const header = headersOf(node).find(isAuthorization);
  const parts = [textAt(node, 'description'), textAt(header, 'description')].filter(
    (text) => text !== undefined,
  );
  return parts.length === 0 ? undefined : parts.map((text) => text.trim()).join('\n\n');
}

function isAuthorization({ key = '' }: SourceNode): boolean {
  return key.toLowerCase() === 'authorization';
}

function headersOf(scheme: SourceNode): readonly SourceNode[] {
  return members(child(scheme, 'describedBy'), 'headers');
}

/** Ways to send a token besides the `Authorization` header, which OAuth 2.0 implies. */
function alternativesOf(node: SourceNode): SecurityScheme['alternatives'] {
  const query = members(child(node, 'describedBy'), 'queryParameters');
  const headers = headersOf(node).filter((header) => !isAuthorization(header));
  return [
    ...query.map((parameter) => ({ in: 'query' as const, ...named(parameter) })),
    ...headers.map((header) => ({ in: 'header' as const, ...named(header) })),
  ];
}

function named(node: SourceNode): { name: string; description?: string } {
  const description = textAt(node, 'description');
  return { name: node.key ?? '', ...(description !== undefined && { description: description.trim() }) };
}

/** The nearest level that declares access: the method, its resource, or the API. */
export function securedBy(levels: readonly SourceNode[]): SourceNode | undefined {
  return levels.map((level) => child(level, 'securedBy')).find((node) => node !== undefined);
}

export function buildAccess(declared: SourceNode | undefined): Access {
  const entries = declared ? entriesOf(declared) : [];
  const named = entries.filter((entry) => entry !== null);
  const scopes = named.map((entry) => entry.scopes).filter((list) => list !== undefined);
  return {
    declared: declared !== undefined,
    public: entries.includes(null),
    token: named.length > 0,
    scopes: scopes.length < named.length ? [] : [...new Set(scopes.flat())],
    schemes: named.map(({ name, scopes: own = [] }) => ({ name, scopes: own })),
  };
}

/** The schemes an operation uses itself, by their declarations. */
export function schemesOf(root: SourceNode, declared: SourceNode | undefined): SourceNode[] {
  const names = declared ? entriesOf(declared).map((entry) => entry?.name) : [];
  return members(root, 'securitySchemes').filter(({ key }) => names.includes(key));
}

type Entry = { readonly name: string; readonly scopes: readonly string[] | undefined } | null;

/** A list of scheme names, of maps from a name to its settings, and of nulls for "no token needed". */
function entriesOf(declared: SourceNode): Entry[] {
  const items = declared.kind === 'list' ? declared.children() : [declared];
  return items.flatMap((item): Entry[] => {
    if (item.kind === 'map') {
      return item.children().map((scheme) => ({ name: scheme.key ?? '', scopes: scopesOf(scheme) }));
    }
    const value = scalarOf(item);
    return [value === undefined || value === null ? null : { name: String(value), scopes: undefined }];
  });
}

/** The scopes that an entry names itself, without those of the scheme. */
function scopesOf(entry: SourceNode): string[] | undefined {
  const scopes = child(entry, 'scopes');
  return scopes && itemsOf(scopes).map((scope) => String(scalarOf(scope)));
}

/** Reports parameters that both an operation and its security scheme declare. */
export function refuseSchemeParameters(
  context: BuildContext,
  method: SourceNode,
  schemes: readonly SourceNode[],
): void {
  if (!context.strict) return;
  for (const key of ['headers', 'queryParameters']) {
    const taken = schemes.flatMap((scheme) =>
      members(child(scheme, 'describedBy'), key).map((node) => node.key),
    );
    for (const node of members(method, key).filter((member) => taken.includes(member.key))) {
      context.refuse(
        node,
        `"${node.key}" belongs to the security scheme, which declares it for all operations. Remove it here.`,
      );
    }
  }
}
