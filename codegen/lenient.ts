import { type Diagnostic, type Finding, formatPlace } from './diagnostics.ts';
import { isAnnotation, type SourceNode } from './source.ts';

/** What the generator can do without: unlisted scopes are added, unknown types are `any`, the first of equal keys counts. */
const dispensable = [
  'INVALID_SECURITY_SCHEME_SCOPE',
  'INHERITING_UNKNOWN_TYPE',
  'UNKNOWN_UNION_OPTION',
  'UNKNOWN_ARRAY_COMPONENT',
  'UNKNOWN_IN_PROPERTY_DEFINITION',
  'UNKNOWN_FACET',
  'KEYS_SHOULD_BE_UNIQUE',
  'CONTENT_DOES_NOT_MATCH_THE_SCHEMA',
];

/** Findings after which a value cannot be read. */
const unreadable = ['YAML_ERROR', 'INCLUDE_ERROR', 'crash', 'lost key'];

const values = ['example', 'examples', 'default'];
const mapsOfNames =
  /^(types|schemas|annotationTypes|traits|resourceTypes|securitySchemes|properties|facets|headers|\w+Parameters)$/;

/** Divides what the profile `open` reports into what `lenient` refuses too, and what it only warns of. */
export function divideDiagnostics(
  found: readonly (Diagnostic | Finding)[],
  root: SourceNode,
): { readonly refused: readonly Diagnostic[]; readonly tolerable: readonly Diagnostic[] } {
  const places = new Set(found.length === 0 ? [] : valuesBelow(root, false).map(placeText));
  const isTolerable = (finding: Diagnostic | Finding): boolean => {
    const code = 'code' in finding ? finding.code : '';
    if (dispensable.includes(code)) return true;
    return places.has(formatPlace(finding.place)) && !unreadable.includes(code);
  };
  return { refused: found.filter((one) => !isTolerable(one)), tolerable: found.filter(isTolerable) };
}

function placeText(node: SourceNode): string {
  return formatPlace(node.place());
}

/** Examples, defaults and annotations with all they contain. @param named whether the author chose the keys of the node */
function valuesBelow(node: SourceNode, named: boolean): SourceNode[] {
  return node.children().flatMap((member) => {
    const { key = '' } = member;
    return !named && (values.includes(key) || isAnnotation(key))
      ? withContents(member)
      : valuesBelow(member, !named && mapsOfNames.test(key));
  });
}

function withContents(node: SourceNode): SourceNode[] {
  return [node, ...node.children().flatMap(withContents)];
}
