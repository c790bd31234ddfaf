import { AbstractType, UNKNOWN, UnionType } from './parser.ts';

type ParsedType = InstanceType<typeof AbstractType>;

const codes: readonly string[] = ['INHERITING_UNKNOWN_TYPE', 'UNKNOWN_UNION_OPTION'];

/** The parser says that a parent or an option is unknown, but not which one. */
export function nameUnknownTypes(): void {
  const { validateHierarchy } = AbstractType.prototype;
  AbstractType.prototype.validateHierarchy = function validateAndName(status): void {
    validateHierarchy.call(this, status);
    for (const error of status.getErrors().filter((one) => codes.includes(String(one.getCode())))) {
      const names = unknownTypes(this).map((name) => ` '${name}'`);
      error.setMessage(error.getMessage().replace(/unknown type$|unknown type(?= as)/i, `$&${names.join()}`));
    }
  };
}

/** The names in the declaration of a type, or in those of its ancestors and options, that are not declared. */
function unknownTypes(type: ParsedType): string[] {
  const seen = new Set<ParsedType>();
  const add = (one: ParsedType): void => {
    if (seen.has(one)) return;
    seen.add(one);
    one.superTypes().forEach(add);
    if (one instanceof UnionType) one.options().forEach(add);
  };
  add(type);
  const unknown = [...seen].filter((one) => one.superTypes().includes(UNKNOWN));
  // The parser replaces an unreadable file with this text and the file's name.
  return [...new Set(unknown.map((one) => one.name().replace(/^Can not resolve /, '')))];
}
