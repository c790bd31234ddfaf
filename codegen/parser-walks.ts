import type { hl, ll } from 'raml-1-parser';
import { ASTNodeImpl, linter } from './parser.ts';
import { notingCrashes } from './parser-crash-places.ts';

/** Skips parts of the validation that can find nothing, or nothing new. */
export function skipNeedlessWalks(): void {
  readNamesFromKeys();
  const { validate } = linter;
  linter.validate = (node, acceptor) => {
    if (!node.parent() && isPlain(node.lowLevel())) skipFirstWalk(node);
    notingCrashes(node, () => validateOnce(node, acceptor, () => validate(node, acceptor)));
  };
}

/** What is named by its key, and is not a type. */
const keyed: ReadonlySet<string> = new Set(['Method', 'Resource', 'ResourceType', 'Response', 'Trait']);

/** The parser builds everything below a node to find its name. */
function readNamesFromKeys(): void {
  const { name } = ASTNodeImpl.prototype;
  ASTNodeImpl.prototype.name = function nameFromKey() {
    const key: unknown = this.lowLevel().key();
    if (Reflect.get(this, '_patchedName') || typeof key !== 'string' || key === '') return name.call(this);
    if (!this.parent() || !keyed.has(this.definition().nameId())) return name.call(this);
    return this.lowLevel().optional() ? `${key}?` : key;
  };
}

/**
 * Before it validates a file, the parser builds its whole tree to look for broken includes and for spaces in keys, and
 * walks it again to remove its marks. @returns whether the syntax tree has nothing of the kind
 */
function isPlain(node: ll.ILowLevelASTNode): boolean {
  const key: unknown = node.key();
  if (typeof key === 'string' && key.includes(' ')) return false;
  if (node.includePath()?.includes('..') || node.includeErrors().length > 0) return false;
  return node.children().every(isPlain);
}

/** The mark ends the first walk at the root; the second removes it and finds no children. */
function skipFirstWalk(node: hl.IParseResult): void {
  Object.assign(node.lowLevel().actual(), { _inc: true });
  const { isAttr } = node;
  Object.assign(node, {
    children: () => [],
    isAttr: () => {
      Reflect.deleteProperty(node, 'children');
      Reflect.deleteProperty(node, 'isAttr');
      return isAttr.call(node);
    },
  });
}

/** One validation of a contract. */
interface Validation {
  /** How many findings there were, repeated ones included. */
  count: number;
  /** What has been validated without findings. */
  readonly flawless: Set<string>;
}

const validations = new WeakMap<hl.ValidationAcceptor, Validation>();

/** Traits and resource types give the same parts to many operations; a flawless one is validated once. */
function validateOnce(node: hl.IParseResult, acceptor: hl.ValidationAcceptor, validate: () => void): void {
  const text = textOf(node);
  const validation = validationBy(acceptor);
  if (text !== undefined && validation.flawless.has(text)) return;
  const before = validation.count;
  validate();
  if (text !== undefined && validation.count === before) validation.flawless.add(text);
}

function validationBy(acceptor: hl.ValidationAcceptor): Validation {
  const known = validations.get(acceptor);
  if (known) return known;
  const validation: Validation = { count: 0, flawless: new Set() };
  const { accept, acceptUnique } = acceptor;
  Object.assign(acceptor, {
    accept(issue: hl.ValidationIssue) {
      validation.count++;
      accept.call(acceptor, issue);
    },
    acceptUnique(issue: hl.ValidationIssue) {
      validation.count++;
      acceptUnique.call(acceptor, issue);
    },
  });
  validations.set(acceptor, validation);
  return validation;
}

/** The keys of what can be repeated. */
const repeated: ReadonlySet<string | undefined> = new Set([
  'body',
  'headers',
  'queryParameters',
  'responses',
  'uriParameters',
]);

/** A node's whole text with its place; undefined in a trait or resource type, where parameters have no values. */
function textOf(node: hl.IParseResult): string | undefined {
  const property = node.property()?.nameId();
  const parent = node.parent();
  if (!parent || !node.isElement() || !repeated.has(property) || isInTemplate(node)) return undefined;
  const texts = [node.root().lowLevel().unit().path(), parent.definition().nameId(), property ?? ''];
  return addTexts(node.lowLevel(), texts) ? texts.join('\n') : undefined;
}

function isInTemplate(node: hl.IParseResult): boolean {
  const property = node.property()?.nameId();
  if (property === 'traits' || property === 'resourceTypes') return true;
  const parent = node.parent();
  return parent !== null && isInTemplate(parent);
}

/** @returns false for values that are not simple */
function addTexts(node: ll.ILowLevelASTNode, texts: string[]): boolean {
  const children = node.children();
  texts.push(`${node.unit().path()} ${node.start()} ${node.optional()} ${node.key()} ${children.length}`);
  if (children.length > 0) return children.every((child) => addTexts(child, texts));
  const value: unknown = node.value();
  texts.push(`${typeof value} ${value}`);
  return typeof value !== 'object' || value === null;
}
