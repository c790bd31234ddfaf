/** The layout of generated text. Text is passed around as whole lines joined by newlines. */

/** The mark of a generated file. */
export const generatedMark = /Generated from .*\. Do not edit\./;

/** @param contract the name of its file; @param command that writes the file again */
export function bannerOf(contract: string, command: string): string {
  return `Generated from ${contract} by ${command}. Do not edit.`;
}

/** A TypeScript file: banner, then the sections with a blank line between them. */
export function file(banner: string, sections: readonly string[]): string {
  return `// ${banner}\n\n${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

export function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

/** `head { ... }` with the members indented on lines of their own. */
export function block(head: string, members: readonly string[], tail = '}'): string {
  if (members.length === 0) return `${head}${tail}`;
  return `${head}\n${indent(members.join('\n'))}\n${tail}`;
}

const width = 100;

/** An object type or literal: on one line when it is short, else one member a line. */
export function braces(members: readonly string[], separator: ';' | ','): string {
  if (members.length === 0) return '{}';
  const short = `{ ${members.join(`${separator} `)} }`;
  if (short.length <= width && !short.includes('\n')) return short;
  return block(
    '{',
    members.map((member) => `${member}${separator}`),
  );
}

/** `[a, b]`, or one item a line when that is long. */
export function brackets(items: readonly string[]): string {
  const short = `[${items.join(', ')}]`;
  if (short.length <= width && !short.includes('\n')) return short;
  return block(
    '[',
    items.map((item) => `${item},`),
    ']',
  );
}

/** A method of an interface; its parameters stand on lines of their own when it gets long. */
export function method(name: string, parameters: readonly string[], result: string): string {
  const short = `${name}(${parameters.join(', ')}): ${result};`;
  if (short.length <= width) return short;
  return block(
    `${name}(`,
    parameters.map((parameter) => `${parameter},`),
    `): ${result};`,
  );
}

/** A doc comment; empty when there is nothing to say. */
export function doc(text: string | undefined): string {
  const said = (text ?? '').trim().replaceAll('*/', '*\\/');
  if (said === '') return '';
  if (!said.includes('\n')) return `/** ${said} */`;
  const body = said.split('\n').map((line) => ` * ${line}`.trimEnd());
  return ['/**', ...body, ' */'].join('\n');
}

/** A string literal in single quotes. */
export function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** A name as object key, quoted only where it must be. */
export function key(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** A member of an object of literals; TypeScript takes those that every object has for plain strings. */
export function literal(name: string, value: string): string {
  return `${key(name)}: ${quote(value)}${name in Object.prototype ? ' as const' : ''}`;
}

/** The first sentence of a description, on one line. */
export function firstSentence(text: string | undefined): string {
  const flat = (text ?? '').trim().replace(/\s+/g, ' ');
  return /^.*?[.!?](?= |$)/.exec(flat)?.[0] ?? flat;
}

/** JSON as it is committed: two spaces, a newline at the end. */
export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
