import { anchored } from './build-facets.ts';
import { patternOf } from './emit/validate-runtime.ts';
import {
  Adaptable,
  BasicASTNode,
  BasicNodeBuilder,
  lists,
  Pattern,
  ReferencePatcherActionsAndConditionsFactory,
  Transition,
  yaml,
} from './parser.ts';
import { keepBareBodies } from './parser-bodies.ts';
import { fixTypeCombinations } from './parser-combinations.ts';
import { notingCrashes } from './parser-crash-places.ts';
import { validateJsonSchemasByAjv } from './parser-json-schemas.ts';
import { readAnyTypeNames } from './parser-type-names.ts';
import { nameUnknownTypes } from './parser-unknown-types.ts';
import { skipNeedlessWalks } from './parser-walks.ts';

let fixed = false;

/** Fixes a bug of raml-1-parser, and removes detours that it takes for every value. */
export function fixParser(): void {
  if (fixed) return;
  fixed = true;
  findOwnKeysOnly();
  renameTypesOfBodies();
  lookAtFirstKeyFirst();
  buildRootOnce();
  searchArraysPlainly();
  findRootsInLoops();
  fixTypeCombinations();
  skipNeedlessWalks();
  validateJsonSchemasByAjv();
  nameUnknownTypes();
  readAnyTypeNames();
  matchLikeValidators();
  keepBareBodies();
}

/** The parser ignores one of two anchors if the other is missing, and Unicode properties. */
function matchLikeValidators(): void {
  const { check } = Pattern.prototype;
  Pattern.prototype.check = function checkLikeValidators(value) {
    const fits = typeof value === 'string' && patternOf(anchored(String(this.value()))).test(value);
    return check.call(this, fits ? undefined : value);
  };
}

/** Keys of the contract are looked up in plain objects: `constructor` would find what every object inherits. */
function findOwnKeysOnly(): void {
  const { init } = Transition.prototype;
  Transition.prototype.init = function initWithoutPrototype(factory): void {
    init.call(this, factory);
    const byKey: unknown = Reflect.get(this, 'staticTransitions');
    if (typeof byKey === 'object' && byKey !== null) Object.setPrototypeOf(byKey, null);
  };
}

/** In templates of libraries, the parser leaves out bodies that are only the name of a type. */
function renameTypesOfBodies(): void {
  const factory = ReferencePatcherActionsAndConditionsFactory.prototype;
  const { condition } = factory;
  factory.condition = function conditionForBodies(name) {
    const [known, isScalar] = [condition.call(this, name), condition.call(this, 'isScalar')];
    if (name !== 'isBodyWithDefaultMediaType') return known;
    return (node, state) => known(node, state) || isScalar(node, state);
  };
}

/**
 * The parser checks for every value whether it is a scalar with annotations, after searching for the RAML version. The
 * first key nearly always rules that out.
 */
function lookAtFirstKeyFirst(): void {
  const { isAnnotatedScalar } = yaml.ASTNode.prototype;
  yaml.ASTNode.prototype.isAnnotatedScalar = function isAnnotatedScalarQuickly(): boolean {
    const node: YamlNode | undefined = Reflect.get(this, '_node');
    const [first] = node?.mappings ?? node?.value?.mappings ?? [];
    const key = first?.key.value;
    const possible = key === 'value' || (typeof key === 'string' && key.startsWith('('));
    return possible && isAnnotatedScalar.call(this);
  };
}

/**
 * The parser builds the top of a file, with all types, to find out its kind, builds it again as that kind, and then
 * once more. For an API the first line gives the kind.
 */
function buildRootOnce(): void {
  const { process } = BasicNodeBuilder.prototype;
  let skipping = false;
  BasicNodeBuilder.prototype.process = function processOnce(node, children) {
    const isInside = node.parent() || (this.shouldDescriminate && !skipping);
    if (isInside) return notingCrashes(node, () => process.call(this, node, children));
    const before = { skipping, shouldDescriminate: this.shouldDescriminate };
    skipping = node.definition()?.nameId() === 'Api';
    this.shouldDescriminate = skipping;
    try {
      return process.call(this, node, children);
    } finally {
      skipping = before.skipping;
      this.shouldDescriminate = before.shouldDescriminate;
    }
  };
}

/** Each search with underscore is a chain of ten calls. */
function searchArraysPlainly(): void {
  const { find } = lists;
  lists.find = (list, test, ...more) =>
    Array.isArray(list) && typeof test === 'function' && more.length === 0
      ? list.find((item, place) => test(item, place, list))
      : find(list, test, ...more);
}

/** Each is called a quarter of a million times, with calls for each parent and each adapter. */
function findRootsInLoops(): void {
  BasicASTNode.prototype.root = function rootInLoop() {
    let node: ReturnType<typeof this.root> = this as never;
    for (let above = node.parent(); above; above = node.parent()) node = above;
    return node;
  };
  Adaptable.prototype.getAdapter = function lastAdapter(kind) {
    const adapters = this.getAdapters();
    for (let place = adapters.length - 1; place >= 0; place--) {
      if (adapters[place] instanceof kind) return adapters[place];
    }
    return null;
  };
}

/** The part of yaml-ast-parser's nodes used here. */
interface YamlNode {
  readonly mappings?: readonly { readonly key: { readonly value: unknown } }[];
  readonly value?: { readonly mappings?: YamlNode['mappings'] } | null;
}
