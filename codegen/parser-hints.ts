/** What to do about the parser's most common findings; its own texts only say what is wrong. */
const hints: Readonly<Record<string, string>> = {
  INHERITING_UNKNOWN_TYPE: 'Declare the type under "types", or check how it is spelled',
  UNKNOWN_UNION_OPTION:
    'Declare the type under "types", or check how it is spelled; RAML writes null as "nil"',
  UNKNOWN_IN_PROPERTY_DEFINITION: 'Declare the type under "types", or check how it is spelled',
  UNKNOWN_ARRAY_COMPONENT: 'Declare the type under "types", or check how it is spelled',
  UNKNOWN_FACET: 'Remove the facet, or check that the type it stands on is the one you mean',
  UNKNOWN_NODE: 'Remove the key, or check its spelling and indentation',
  UNKNOWN_ANNOTATION: 'Declare it under "annotationTypes" first',
  UNKNOWN_ANNOTATION_TYPE: 'Declare it under "annotationTypes" first',
  UNRECOGNIZED_ELEMENT: 'Declare it in CONTRACT or one of its libraries, or check how it is spelled',
  YAML_ERROR: 'Check indentation, and quote texts with special characters ("x[]" inside { } needs quotes)',
  INCLUDE_ERROR: 'Paths of includes start from the file they stand in',
  INVALID_LIBRARY_PATH: 'Paths of libraries start from the file they stand in',
  REQUIRED_PROPERTY_MISSING: 'Add it to the example, or make the property optional with "?"',
  UNKNOWN_PROPERTY: 'Remove it from the example, or declare the property',
  TYPE_EXPECTED: 'Make the value fit the declared type, or correct the type',
  ENUM_RESTRICTION: 'Use one of the listed values, or add this one to "enum"',
  PATTERN_VIOLATION: 'Make the value match, or correct the pattern',
  CYCLIC_DEPENDENCY: 'Make the property that closes the cycle optional, or an array',
  RECURRENT_DEFINITION: 'A type cannot be its own parent; break the cycle',
  REQUIRED_OVERRIDE_OPTIONAL: 'Make the property required here too, or optional in the parent',
  INVALID_SECURITY_SCHEME_SCOPE: 'Use one of these, or add the new scope to the scheme',
  RESOURCES_SHARE_SAME_URI: 'Merge the two resources into one',
  KEYS_SHOULD_BE_UNIQUE: 'Merge the two entries into one',
  PROPERTY_UNUSED: 'Remove it, or use its name in the path',
  STATUS_MUST_BE_3NUMBER: 'Declare each status by its number',
  ONLY_METHODS_CAN_BE_OPTIONAL: 'Remove the question mark',
  INVALID_PROPERTY_USAGE: 'Move it to where RAML 1.0 allows it, or check the indentation',
  MISSING_REQUIRED_PROPERTY: 'Add it',
  MEDIATYPE_EXCEPTION:
    'A body has media types such as application/json below it, or one type if the API declares "mediaType"',
};

/** Crashes inside the parser if a value is not a text or not a map. */
export function isBreakdown(message: string): boolean {
  return /is not a function|Cannot read properties|is not iterable/.test(message);
}

/** The parser's message as one sentence, followed by the hint for its code if there is one. @param contract the name of the root file */
export function withHint(code: string, message: string, contract: string): string {
  if (isBreakdown(message)) return 'This value is of a kind that cannot stand here.';
  const sentence = message.trim().replace(/\.?$/, '.');
  const hint = hints[code];
  return hint === undefined ? sentence : `${sentence} ${hint.replace('CONTRACT', contract)}.`;
}
