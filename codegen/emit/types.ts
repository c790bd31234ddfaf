import type { Api, ObjectShape, TypeDef } from '../model.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';
import { block, doc, file, lines } from '../writer.ts';
import { extendable } from './inheritance.ts';
import { members, typeText } from './typescript.ts';

/** types.ts: every named type of the contract. */
export function emitTypes(api: Api): string {
  const index = createTypeIndex(api.types);
  return file(api.banner, [uploadedFile, ...api.types.map((type) => declaration(type, index))]);
}

const uploadedFile = lines(
  doc('One file of a form.'),
  block('export interface UploadedFile {', [
    'readonly filename: string;',
    'readonly mediaType: string;',
    'readonly bytes: Uint8Array;',
  ]),
);

function declaration({ name, shape }: TypeDef, index: TypeIndex): string {
  const comment = doc(shape.notes.description);
  if (shape.kind === 'object' && hasMembers(shape)) return lines(comment, interfaceText(name, shape, index));
  return lines(comment, `export type ${name} = ${typeText(shape)};`);
}

/** An undescribed object is a record, not an empty interface that accepts everything. */
function hasMembers({ properties, patterns, parents }: ObjectShape): boolean {
  return properties.length + patterns.length + parents.length > 0;
}

/** Where a TypeScript interface cannot inherit, the inherited properties are written out. */
function interfaceText(name: string, shape: ObjectShape, index: TypeIndex): string {
  const inherits = shape.parents.length > 0 && extendable(shape, index);
  const written = inherits ? shape : { ...shape, ...lastOfEachName(index.flatten(shape)) };
  const parents = inherits ? ` extends ${shape.parents.join(', ')}` : '';
  return block(
    `export interface ${name}${parents} {`,
    members(written, '').map((text) => `${text};`),
  );
}

function lastOfEachName({ properties, patterns }: Pick<ObjectShape, 'properties' | 'patterns'>) {
  return {
    properties: [...new Map(properties.map((property) => [property.name, property])).values()],
    patterns: [...new Map(patterns.map((pattern) => [pattern.pattern, pattern])).values()],
  };
}
