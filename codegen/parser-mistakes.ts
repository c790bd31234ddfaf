import { type Diagnostic, type Finding, formatPlace } from './diagnostics.ts';
import { endlessTypes } from './endless-types.ts';
import { type Api, operationsOf } from './model.ts';
import { bodyOwners, methodsOf, resourcesBelow, typedBodies } from './raml-rules/walk.ts';
import { child, isAnnotation, itemsOf, members, type SourceNode } from './source.ts';

/**
 * The findings of the parser without its false ones.
 * @param others all other diagnostics; a crash of the parser matters only if there are none
 */
export function withoutMistakes(
  findings: readonly Finding[],
  root: SourceNode,
  api: Api | undefined,
  others: readonly Diagnostic[],
): Finding[] {
  let targets: ReadonlyMap<string, string> | undefined;
  let parameters: ReadonlySet<string> | undefined;
  let bareBodies: ReadonlySet<string> | undefined;
  const isMistake = ({ code, message, place }: Finding): boolean => {
    bareBodies ??= new Set(isUnused(api) ? insideBareBodies(root) : []);
    if (bareBodies.has(formatPlace(place)) && !/^(YAML|INCLUDE)_ERROR$/.test(code)) return true;
    switch (code) {
      case 'crash':
        return others.length > 0;
      case 'UNKNOWN_FACET':
        // At the top of a fragment.
        return place.column === 1 && message.includes("'usage'");
      case 'YAML_ERROR':
        return findings.some((other) => isRepeated(other, { message, place }));
      case 'UNABLE_TO_VALIDATE_XML':
        return true;
      case 'SCALAR_PROHIBITED':
        return namesOfQueries(root).has(formatPlace(place));
      case 'SPACES_IN_KEY':
        return !message.includes("'/");
      case 'INVALID_VALUE':
        return /^Invalid value: 'https?'.*'HTTP', 'HTTPS'/i.test(message);
      case 'INVALID_JSON_SCHEMA_DETAILS':
        return (
          message.includes('It refers to') && others.some((other) => /JSON schema refers/.test(other.message))
        );
      case 'CYCLIC_DEPENDENCY':
        return api !== undefined && endlessTypes(api.types).length === 0;
      case 'INVALID_PROPERTY_RANGE':
        parameters ??= templateParameters(root);
        return parameters.has(formatPlace(place));
      case 'INVALID_ANNOTATION_LOCATION': {
        targets ??= annotationTargets(root);
        const target = targets.get(formatPlace(place));
        return target !== undefined && message.includes(`'${target}'`);
      }
      default:
        return false;
    }
  };
  return findings.filter((finding) => !isMistake(finding));
}

/** After a missing comma, the parser skips one or two characters and misses the comma again. */
function isRepeated(first: Diagnostic, later: Diagnostic): boolean {
  const isSame = [first, later].every(({ message }) => message.includes('missed comma'));
  const [one, other] = [first.place, later.place];
  const distance = other.column - one.column;
  return isSame && one.file === other.file && one.line === other.line && distance > 0 && distance <= 2;
}

/** Whether no operation has the bodies of the traits and resource types. */
function isUnused(api: Api | undefined): boolean {
  return !api || operationsOf(api).length === 0;
}

/**
 * The contents of bodies that are a type without a media type. The API decides which one they have; without an API,
 * the parser mistakes the facets of the type for media types.
 */
function insideBareBodies(node: SourceNode, inside = false): string[] {
  const isBare = node.key === 'body' && ['type', 'schema', 'properties'].some((key) => child(node, key));
  const own = inside ? [formatPlace(node.place())] : [];
  return [...own, ...node.children().flatMap((member) => insideBareBodies(member, inside || isBare))];
}

/** Where parameters of traits and resource types get values, which need not be texts. */
function templateParameters(root: SourceNode): ReadonlySet<string> {
  const resources = resourcesBelow(root);
  const references = [...resources, ...resources.flatMap(methodsOf)].flatMap((owner) => [
    ...itemsOf(child(owner, 'is')),
    ...itemsOf(child(owner, 'type')),
  ]);
  const values = references
    .flatMap((reference) => reference.children())
    .flatMap((template) => template.children());
  return new Set(values.map((node) => formatPlace(node.place())));
}

/** Where a query string is the name of a type. */
function namesOfQueries(root: SourceNode): ReadonlySet<string> {
  const types = new Set(members(root, 'types').map(({ key }) => key));
  const queries = resourcesBelow(root)
    .flatMap(methodsOf)
    .flatMap((method) => child(method, 'queryString') ?? []);
  return new Set(
    queries.filter((query) => types.has(String(query.scalar()))).map((query) => formatPlace(query.place())),
  );
}

/** Where the parser mistakes annotations for annotations of a type. */
function annotationTargets(root: SourceNode): ReadonlyMap<string, string> {
  const methods = new Set(resourcesBelow(root).flatMap(methodsOf));
  const owners = bodyOwners(root);
  const bodies = (ofMethods: boolean): SourceNode[] =>
    owners.filter((owner) => methods.has(owner) === ofMethods).flatMap(typedBodies);
  const places = (target: string, nodes: readonly SourceNode[]): [string, string][] =>
    nodes
      .flatMap((node) => node.children().filter(({ key = '' }) => isAnnotation(key)))
      .map((node) => [formatPlace(node.place()), target]);
  return new Map([
    ...places('RequestBody', bodies(true)),
    ...places('ResponseBody', bodies(false)),
    ...places('AnnotationType', members(root, 'annotationTypes')),
  ]);
}
