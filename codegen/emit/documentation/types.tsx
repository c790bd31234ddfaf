import type { VNode } from 'preact';
import type { Facets, ObjectShape, Property, Shape, TypeDef } from '../../model.ts';
import type { TypeIndex } from '../../type-index.ts';
import { Markdown } from './markdown.tsx';

/** A type in one line; named types are links to their description. */
export function TypeText({ shape }: { readonly shape: Shape }): VNode {
  switch (shape.kind) {
    case 'reference':
      return (
        <>
          {joined(
            shape.names.map((name) => <TypeLink key={name} name={name} />),
            ' & ',
          )}
        </>
      );
    case 'array':
      return (
        <>
          list of <TypeText shape={shape.items} />
        </>
      );
    case 'all':
      return (
        <>
          {joined(
            shape.parts.map((part, place) => <TypeText key={place} shape={part} />),
            ' & ',
          )}
        </>
      );
    case 'union':
      return (
        <>
          {joined(
            shape.options.map((option, place) => <TypeText key={place} shape={option} />),
            ' or ',
          )}
        </>
      );
    default:
      return <>{shape.kind === 'nil' ? 'nothing' : shape.kind}</>;
  }
}

function TypeLink({ name }: { readonly name: string }): VNode {
  return <a href={`#type-${name}`}>{name}</a>;
}

function joined(parts: readonly VNode[], by: string): (VNode | string)[] {
  return parts.flatMap((part, place) => (place === 0 ? [part] : [by, part]));
}

interface TypeProps {
  readonly type: TypeDef;
  readonly index: TypeIndex;
}

/** Everything about one named type, under an anchor with its name. */
export function TypeSection({ type, index }: TypeProps): VNode {
  return (
    <section id={`type-${type.name}`}>
      <h3>{type.name}</h3>
      <TypeDetails type={type} index={index} />
      <TypeExample type={type} />
    </section>
  );
}

/** The description of a type; for an object its properties, including inherited ones. */
export function TypeDetails({ type: { shape }, index }: TypeProps): VNode {
  return (
    <>
      <Markdown text={shape.notes.description} />
      {shape.kind === 'object' ? (
        <Properties shape={shape} index={index} />
      ) : (
        <p>
          <TypeText shape={shape} />
          <Rules shape={shape} />
        </p>
      )}
    </>
  );
}

function Properties({ shape, index }: { readonly shape: ObjectShape; readonly index: TypeIndex }): VNode {
  const { properties, patterns } = index.flatten(shape);
  const last = new Map(properties.map((property) => [property.name, property]));
  return (
    <PropertyList
      properties={[
        ...last.values(),
        ...patterns.map(({ pattern, shape: value }) => ({
          name: pattern === '' ? 'any other name' : pattern,
          required: false,
          shape: value,
        })),
      ]}
    />
  );
}

/** Properties or parameters, in this order. */
export function PropertyList({ properties }: { readonly properties: readonly Property[] }): VNode {
  return (
    <dl>
      {properties.map((property) => (
        <PropertyEntry key={property.name} property={property} />
      ))}
    </dl>
  );
}

/** A property or parameter: name, type, whether it is required, its rules and its description. */
function PropertyEntry({ property }: { readonly property: Property }): VNode {
  const { name, required, shape } = property;
  return (
    <>
      <dt>
        <code>{name}</code>{' '}
        <small>
          <TypeText shape={shape} />
          {required ? '' : ', optional'}
          <Rules shape={shape} />
        </small>
      </dt>
      <dd>
        <Markdown text={shape.notes.description} />
        {shape.kind === 'object' && <PropertyList properties={shape.properties} />}
      </dd>
    </>
  );
}

const words: Readonly<Record<keyof Facets, string>> = {
  enum: 'one of',
  pattern: 'matches',
  minLength: 'length from',
  maxLength: 'length up to',
  minimum: 'from',
  maximum: 'up to',
  exclusiveMinimum: 'not the least itself',
  exclusiveMaximum: 'not the most itself',
  multipleOf: 'multiple of',
  format: 'format',
  fileTypes: 'file types',
  minItems: 'entries from',
  maxItems: 'entries up to',
  uniqueItems: 'entries differ',
  minProperties: 'members from',
  maxProperties: 'members up to',
};

function Rules({ shape }: { readonly shape: Shape }): VNode {
  const facets: Facets = 'facets' in shape ? shape.facets : {};
  const rules = Object.entries(facets).map(
    ([name, value]) => `${words[name as keyof Facets]} ${inWords(value)}`,
  );
  if (shape.notes.default !== undefined) rules.push(`default ${JSON.stringify(shape.notes.default)}`);
  return <>{rules.length === 0 ? '' : ` (${rules.join('; ')})`}</>;
}

function inWords(value: unknown): string {
  if (value === true) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** The first example that the contract has of a type. */
export function TypeExample({ type: { shape } }: Pick<TypeProps, 'type'>): VNode | null {
  const [example] = shape.notes.examples ?? [];
  if (!example) return null;
  return (
    <pre>
      <code>{JSON.stringify(example.value, null, 2)}</code>
    </pre>
  );
}
