import type { BuildContext } from './build-context.ts';
import { extensionsOf } from './build-notes.ts';
import { buildResources } from './build-operations.ts';
import { buildSecurity } from './build-security.ts';
import { buildTypes } from './build-types.ts';
import type { Diagnostic } from './diagnostics.ts';
import { findFamilies } from './families.ts';
import { isJsonSchema } from './json-schema.ts';
import { addressOf, createJsonSchemaDocuments } from './json-schema-documents.ts';
import type { Api, Shape, TypeDef } from './model.ts';
import type { Profile } from './profile.ts';
import { child, members, type SourceNode, scalarOf, textAt, textsAt, typeNode } from './source.ts';
import { createTypeIndex } from './type-index.ts';
import { createTypeNames, type TypeNames } from './type-names.ts';
import { bannerOf } from './writer.ts';

export interface BuiltModel {
  /** Undefined if reading failed. */
  readonly api: Api | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Converts RAML to our model, with a diagnostic for everything the model does not support. A bug of the generator
 * becomes a diagnostic about the node that was being read.
 */
export function buildModel(root: SourceNode, profile: Profile): BuiltModel {
  const diagnostics: Diagnostic[] = [];
  const made: TypeDef[] = [];
  const last = { node: root };
  try {
    const context = createContext(root, profile, diagnostics, made, last);
    return { api: buildApi(root, profile, context, made), diagnostics };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The generator failed while it read this: ${reason.trim().replace(/\.?$/, '.')}`;
    return { api: undefined, diagnostics: [...diagnostics, { place: last.node.place(), message }] };
  }
}

function buildApi(root: SourceNode, profile: Profile, context: BuildContext, made: readonly TypeDef[]): Api {
  const types = buildTypes(context);
  const index = createTypeIndex(types, made);
  const resources = buildResources({ ...context, index }, root);
  return {
    banner: bannerOf(root.place().file, profile.command),
    title: textAt(root, 'title') ?? '',
    version: textAt(root, 'version') ?? '1',
    description: describe(root),
    extensions: extensionsOf(root),
    basePath: basePath(root, context),
    types: [...types, ...made],
    resources,
    security: buildSecurity(root),
  };
}

function createContext(
  root: SourceNode,
  profile: Profile,
  diagnostics: Diagnostic[],
  made: TypeDef[],
  last: { node: SourceNode },
): BuildContext {
  const declared = new Map(
    [...members(root, 'types'), ...members(root, 'schemas')].map((node) => [node.key ?? '', node]),
  );
  const names = createTypeNames([...declared.keys()], profile.name === 'strict', profile.names.types);
  const known = declaredSchemas(declared, names);
  return {
    declared,
    names,
    jsonSchemas: createJsonSchemaDocuments(),
    strict: profile.name === 'strict',
    families: findFamilies(declared),
    mediaTypes: textsAt(root, 'mediaType'),
    reading: (node) => {
      last.node = node;
    },
    refuse: (node, message) => void diagnostics.push({ place: node.place(), message }),
    define: (address, proposed, node, build) => {
      const name = known.get(address) ?? names.unused(proposed);
      if (known.has(address)) return name;
      known.set(address, name);
      const shape: Shape = build();
      made.push({ name, shape, place: node.place() });
      return name;
    },
    defined: (address) => known.get(address),
  };
}

/** The names of declared types by the address of their JSON schema; of several with the same one, the first. */
function declaredSchemas(declared: BuildContext['declared'], names: TypeNames): Map<string, string> {
  const found = new Map<string, string>();
  for (const [raml, node] of declared) {
    const type = node.kind === 'map' ? typeNode(node) : node;
    const text = String((type && scalarOf(type)) ?? '').trim();
    if (!type || !isJsonSchema(text)) continue;
    const address = addressOf(text, type.file());
    if (!found.has(address)) found.set(address, names.of(raml));
  }
  return found;
}

/** The API's description, followed by its documentation pages. */
function describe(root: SourceNode): string | undefined {
  const description = textAt(root, 'description');
  const pages = members(root, 'documentation').map(
    (page) => `# ${textAt(page, 'title') ?? ''}\n\n${(textAt(page, 'content') ?? '').trim()}`,
  );
  const parts = [...(description === undefined ? [] : [description.trim()]), ...pages];
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

/** The path of `baseUri` with `{version}` filled in; the host depends on the deployment. */
function basePath(root: SourceNode, context: BuildContext): string {
  const node = child(root, 'baseUri');
  const parameters = child(root, 'baseUriParameters');
  const version = textAt(root, 'version') ?? '';
  const path = (textAt(root, 'baseUri') ?? '')
    .replace(/^([a-z]+|\{[^}]*\}):\/\/[^/]*/i, '')
    .replaceAll('{version}', version)
    .replace(/\{([^}]*)\}/g, (whole, name: string) => {
      const parameter = child(parameters, name);
      return textAt(parameter, 'default') ?? textsAt(parameter, 'enum')[0] ?? whole;
    });
  if (path.includes('{') && node && context.strict) {
    context.refuse(
      node,
      'A parameter in the path of baseUri needs a default. Give it one under baseUriParameters, or write it out.',
    );
  }
  return path.replace(/\/+$/, '');
}
