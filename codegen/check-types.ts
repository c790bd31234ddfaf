import type { Diagnostic } from './diagnostics.ts';
import { typeText } from './emit/typescript.ts';
import type { ObjectShape, Property, TypeDef } from './model.ts';
import { isTypeName, reservedTypeNames } from './names.ts';
import type { TypeIndex } from './type-index.ts';

/** Whether every named type can become a TypeScript type under its own name. */
export function checkTypes(types: readonly TypeDef[], index: TypeIndex): Diagnostic[] {
  const names = types.map(({ name }) => name);
  return types.flatMap((type, position) => {
    const messages = [
      ...checkName(type.name, names.indexOf(type.name) < position),
      ...checkInheritance(type, index),
    ];
    return messages.map((message) => ({ place: type.place, message }));
  });
}

function checkName(name: string, taken: boolean): string[] {
  if (!isTypeName(name))
    return [`Type "${name}" cannot keep its name. Use letters, digits and _, beginning with a capital.`];
  if (reservedTypeNames.has(name))
    return [`Type name "${name}" is needed by the generated code. Choose another.`];
  if (taken)
    return [`Type name "${name}" is taken: names from libraries lose their prefix. Rename one of the two.`];
  return [];
}

function checkInheritance({ name, shape }: TypeDef, index: TypeIndex): string[] {
  if (shape.kind !== 'object' || shape.parents.length === 0) return [];
  const mixed = shape.patterns.length > 0;
  return [
    ...(mixed
      ? [`Type "${name}" adds pattern properties to inherited ones. Declare all its properties in one type.`]
      : []),
    ...clashes(shape, index).map(
      (property) =>
        `Type "${name}" inherits different properties "${property}". Declare "${property}" in "${name}" itself.`,
    ),
  ];
}

/** Properties that several parents declare differently and the type does not declare itself. */
function clashes(shape: ObjectShape, index: TypeIndex): string[] {
  const own = new Set(shape.properties.map(({ name }) => name));
  const inherited = shape.parents.map((parent) => propertiesOf(parent, index));
  const texts = new Map<string, Set<string>>();
  for (const property of inherited.flatMap((properties) => [...properties.values()])) {
    texts.set(property.name, (texts.get(property.name) ?? new Set()).add(describe(property)));
  }
  return [...texts].filter(([name, seen]) => seen.size > 1 && !own.has(name)).map(([name]) => name);
}

function describe({ required, shape }: Property): string {
  return `${required}: ${typeText(shape)}`;
}

/** A parent's properties, the last declaration of each name. */
function propertiesOf(parent: string, index: TypeIndex): Map<string, Property> {
  const shape = index.find(parent)?.shape;
  const target = shape && index.resolve(shape);
  const properties = target?.kind === 'object' ? index.flatten(target).properties : [];
  return new Map(properties.map((property) => [property.name, property]));
}
