import { isJsonSchema } from '../json-schema.ts';
import { scalarKinds } from '../model.ts';
import { type SourceNode, scalarOf } from '../source.ts';
import { parseTypeExpression } from '../type-expression.ts';
import type { Refuse } from './walk.ts';

/** Fragments whose content does not match their first line. */
export function checkFragment(root: SourceNode, kind: string, refuse: Refuse): void {
  const text = String(scalarOf(root) ?? '').trim();
  if (kind === 'NamedExample' && root.kind === 'scalar') {
    refuse(root, 'Named examples are a map from names to examples.');
  }
  if (kind !== 'DataType' || root.kind !== 'scalar') return;
  const expression = parseTypeExpression(text);
  const builtIn = [...scalarKinds, 'object', 'array'].some((name) => name === text);
  const named = expression?.kind === 'name' && !builtIn;
  if (named && !isJsonSchema(text) && !text.startsWith('<')) {
    refuse(root, `"${text}" is no type. Write a declaration, or the name of a built-in type.`);
  }
}
