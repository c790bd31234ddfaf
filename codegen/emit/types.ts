import type { Api, ObjectShape, TypeDef } from '../model.ts';
import { block, doc, file, lines } from '../writer.ts';
import { members, typeText } from './typescript.ts';

/** types.ts: every named type of the contract. */
export function emitTypes(api: Api): string {
  return file([uploadedFile, ...api.types.map(declaration)]);
}

const uploadedFile = lines(
  doc('One file of a form.'),
  block('export interface UploadedFile {', [
    'readonly filename: string;',
    'readonly mediaType: string;',
    'readonly bytes: Uint8Array;',
  ]),
);

function declaration({ name, shape }: TypeDef): string {
  const comment = doc(shape.notes.description);
  if (shape.kind === 'object' && hasMembers(shape)) return lines(comment, interfaceText(name, shape));
  return lines(comment, `export type ${name} = ${typeText(shape)};`);
}

/** An object of which nothing is known is a record, not an empty interface that everything fits. */
function hasMembers({ properties, patterns, parents }: ObjectShape): boolean {
  return properties.length + patterns.length + parents.length > 0;
}

function interfaceText(name: string, shape: ObjectShape): string {
  const parents = shape.parents.length === 0 ? '' : ` extends ${shape.parents.join(', ')}`;
  return block(
    `export interface ${name}${parents} {`,
    members(shape, '').map((text) => `${text};`),
  );
}
