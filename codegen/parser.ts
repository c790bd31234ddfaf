import { createRequire } from 'node:module';
import type { hl } from 'raml-1-parser';

/**
 * raml-1-parser, as far as it is used here. It is loaded by `require`, so that a module that it needs for XML schemas
 * only, and that takes half of its loading time, can be left out until then.
 */
const load = createRequire(import.meta.url);
const { Module: NodeModule } = load('node:module') as typeof import('node:module');
loadLater(
  'raml-1-parser',
  'raml-definition-system',
  'raml-typesystem',
  'raml-xml-validation',
  'xmllint-jsparser',
);
withoutModule('raml-1-parser', 'raml-definition-system', 'raml-typesystem', 'raml-json-validation');

export const { parseSync } = load('raml-1-parser') as typeof import('raml-1-parser');
export const { errors } = part<typeof import('raml-1-parser/dist/parser/wrapped-ast/parserCore.js')>(
  'parser/wrapped-ast/parserCore.js',
);
export const { ReferencePatcherActionsAndConditionsFactory, Transition } = part<
  typeof import('raml-1-parser/dist/parser/ast.core/referencePatcherLL.js')
>('parser/ast.core/referencePatcherLL.js');
export const { TraitsAndResourceTypesExpander } = part<
  typeof import('raml-1-parser/dist/parser/ast.core/expanderLL.js')
>('parser/ast.core/expanderLL.js');
export const linter = part<typeof import('raml-1-parser/dist/parser/ast.core/linter.js')>(
  'parser/ast.core/linter.js',
) as { validate: (node: hl.IParseResult, acceptor: hl.ValidationAcceptor) => void };
export const references = part<typeof import('raml-1-parser/dist/parser/wrapped-ast/wrapperHelper.js')>(
  'parser/wrapped-ast/wrapperHelper.js',
);
export const yaml = part<typeof import('raml-1-parser/dist/parser/jsyaml/jsyaml2lowLevel.js')>(
  'parser/jsyaml/jsyaml2lowLevel.js',
);
export const search = part<typeof import('raml-1-parser/dist/search/search-interface.js')>(
  'search/search-interface.js',
);
export const { BasicNodeBuilder } = part<typeof import('raml-1-parser/dist/parser/ast.core/builder.js')>(
  'parser/ast.core/builder.js',
);
export const { ASTNodeImpl, BasicASTNode } =
  part<typeof import('raml-1-parser/dist/parser/highLevelImpl.js')>('parser/highLevelImpl.js');
/** underscore, which the parser and its packages use to search lists. */
export const lists = createRequire(reach('raml-1-parser'))('underscore') as Lists;
const typesystem = createRequire(reach('raml-1-parser', 'raml-definition-system', 'raml-typesystem'));
export const { TypeCollection } = typesystem(
  './parse.js',
) as typeof import('raml-typesystem/dist/src/parse.js');
export const { AbstractType, DerivedType, IntersectionType, TypeRegistry, UNKNOWN, UnionType } = typesystem(
  './typesystem.js',
) as typeof import('raml-typesystem/dist/src/typesystem.js');
export const { Adaptable } = typesystem(
  './nominal-types.js',
) as typeof import('raml-typesystem/dist/src/nominal-types.js');
export const { Pattern, PropertyIs } = typesystem(
  './restrictions.js',
) as typeof import('raml-typesystem/dist/src/restrictions.js');
export const typeExpressions = typesystem('./typeExpressionParser.js') as {
  parse: (text: string) => unknown;
};
export const schemaTexts = typesystem(
  './schemaUtil.js',
) as typeof import('raml-typesystem/dist/src/schemaUtil.js');
export const { JSONSchemaObject } = schemaTexts;
/** How the parser reads JSON schemas that do not declare draft 4. */
export const draft3 = {
  ...(typesystem('./jsonSchemaValidation.js') as {
    readonly Draft3Validator: { readonly prototype: object };
  }),
  /** Changes the schema. */
  toDraft4: (schema: object): void => typesystem('json-schema-compatibility').v4(schema),
};
rememberClasses();

/** The functions of underscore used here. */
interface Lists {
  find(list: unknown, test: unknown, ...more: unknown[]): unknown;
}

function part<Module>(path: string): Module {
  return load(`raml-1-parser/dist/${path}`);
}

/** The main file of the last package. @param path packages, each of which needs the next */
function reach(...path: readonly string[]): string {
  return path.reduce((from, name) => createRequire(from).resolve(name), import.meta.filename);
}

/** Leaves out the last package: the parser has a stub for it, and ajv does its work here. */
function withoutModule(...path: readonly string[]): void {
  const file = reach(...path);
  load.cache[file] ??= Object.assign(new NodeModule(file), { filename: file, loaded: true });
}

/** Replaces the last package with functions that load it when called. */
function loadLater(...path: readonly string[]): void {
  const file = reach(...path);
  const stand = new NodeModule(file);
  stand.filename = file;
  stand.loaded = true;
  let loaded: object | undefined;
  stand.exports = new Proxy(
    {},
    {
      get: (_target, key) => {
        loaded ??= undisturbed(() => reload(file));
        const value: unknown = Reflect.get(loaded, key);
        return typeof value === 'function'
          ? (...args: unknown[]) => undisturbed(() => value(...args))
          : value;
      },
    },
  );
  load.cache[file] ??= stand;
}

function reload(file: string): object {
  delete load.cache[file];
  return load(file);
}

/**
 * The validator of XML throws on a busy machine, where it takes more than 15 ms to begin, and makes V8 warn of its
 * code. The time is hidden from it, and the warning is suppressed.
 */
function undisturbed<Result>(act: () => Result): Result {
  const { now } = Date;
  const { emitWarning } = process;
  const began = now();
  Date.now = () => began;
  process.emitWarning = () => undefined;
  try {
    return act();
  } finally {
    Date.now = now;
    process.emitWarning = emitWarning;
  }
}

/**
 * The parser identifies its classes by lists of names, which it builds and searches for every check. The result is
 * always the same for a class.
 */
function rememberClasses(): void {
  const packages = /node_modules\/(raml-1-parser|raml-typesystem|raml-definition-system)\//;
  for (const [file, module] of Object.entries(load.cache)) {
    if (!module || !packages.test(file)) continue;
    for (const value of Object.values(module.exports ?? {})) {
      if (typeof value !== 'function' || !value.prototype) continue;
      rememberIdentifiers(value.prototype);
      rememberInstances(value);
    }
  }
}

function rememberIdentifiers(prototype: object): void {
  const own: unknown = Object.getOwnPropertyDescriptor(prototype, 'getClassIdentifier')?.value;
  if (typeof own !== 'function') return;
  let known: unknown;
  Object.defineProperty(prototype, 'getClassIdentifier', {
    configurable: true,
    writable: true,
    value(this: unknown) {
      known ??= own.call(this);
      return known;
    },
  });
}

/** An object without a class may be of any kind, so only results for classes are cached. */
function rememberInstances(kind: object): void {
  const own: unknown = Object.getOwnPropertyDescriptor(kind, 'isInstance')?.value;
  if (typeof own !== 'function') return;
  const known = new WeakMap<object, unknown>();
  Object.defineProperty(kind, 'isInstance', {
    configurable: true,
    writable: true,
    value: (value: unknown) => {
      const prototype: object | null =
        typeof value === 'object' && value ? Object.getPrototypeOf(value) : null;
      if (!prototype || prototype === Object.prototype) return own(value);
      if (!known.has(prototype)) known.set(prototype, own(value));
      return known.get(prototype);
    },
  });
}
