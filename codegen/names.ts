/** Creates all names in generated code. */

/** `lib.Named` -> `Named`: the library prefix is not part of the name. */
export function typeName(raml: string): string {
  return raml.slice(raml.lastIndexOf('.') + 1);
}

/** `AddApiKey` -> `addApiKey`. */
export function operationName(displayName: string): string {
  return displayName.charAt(0).toLowerCase() + displayName.slice(1);
}

/** `AddApiKey` -> `AddApiKeyRequest`. */
export function requestName(displayName: string): string {
  return `${upperFirst(displayName)}Request`;
}

/** `AddApiKey` -> `AddApiKeyResponse`. */
export function responseName(displayName: string): string {
  return `${upperFirst(displayName)}Response`;
}

/** `userApiKeys` -> `UserApiKeysService`. */
export function serviceInterface(service: string): string {
  return `${upperFirst(service)}Service`;
}

/** Whether a `displayName` can name an operation. */
export function isDisplayName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(text);
}

/** Whether `(service)` can name a service group. */
export function isServiceName(text: string): boolean {
  return /^[a-z][A-Za-z0-9]*$/.test(text);
}

/** Whether a type of the contract can keep its name in TypeScript. */
export function isTypeName(text: string): boolean {
  return /^[A-Z][A-Za-z0-9_]*$/.test(text);
}

/** Whether a name would shadow a special member of objects: `then` would make it a promise. */
export function isReservedMember(name: string): boolean {
  return name === 'then' || Object.getOwnPropertyNames(Object.prototype).includes(name);
}

/** Names the generated types file needs for itself. */
export const reservedTypeNames: ReadonlySet<string> = new Set([
  'UploadedFile',
  'Readonly',
  'Record',
  'Uint8Array',
]);

/** Letters that are not an ASCII letter with a mark. */
const latin: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

/** Converts any text to a name: `foo-bar.baz` -> `FooBarBaz`; a leading digit is prefixed with a letter. */
export function pascalCase(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøłđ]/gi, (letter) => latin[letter.toLowerCase()] ?? letter)
    .split(/[^A-Za-z0-9]+/);
  const name = words.map(upperFirst).join('');
  return /^[0-9]/.test(name) ? `N${name}` : name;
}

export function camelCase(text: string): string {
  return operationName(pascalCase(text));
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
