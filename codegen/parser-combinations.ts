import { AbstractType, DerivedType, IntersectionType, PropertyIs, UnionType } from './parser.ts';

/**
 * Patches the parser where it does not terminate, or not in reasonable time for large contracts: unions and narrowed
 * properties.
 */
export function fixTypeCombinations(): void {
  listOptionsOnce();
  composeOnce();
  listSubTypesOnce();
}

/**
 * A union of n types is a union of a union of n - 1. The parser compared the options of each with one another: n³ steps
 * for every use of a union.
 */
function listOptionsOnce(): void {
  DerivedType.prototype.allOptions = function allOptionsOnce() {
    const found = new Set<ReturnType<typeof this.options>[number]>();
    const add = (type: typeof this): void => {
      for (const option of type.options()) {
        if (option instanceof DerivedType && option.kind() === this.kind()) add(option);
        else if (option.kind() !== this.kind()) found.add(option);
        else for (const inner of option.allOptions()) found.add(inner as typeof option);
      }
    };
    add(this);
    return [...found];
  };
  UnionType.prototype.isSubTypeOf = function isSubTypeOf(type) {
    return this.allOptions().every((option) => option.isSubTypeOf(type));
  };
}

/**
 * Whether a narrowed property fits the inherited one is checked on the intersection of both types, which checks their
 * properties in the same way: endlessly if types narrow each other. A nested check of the same pair is skipped.
 */
function composeOnce(): void {
  const { composeWith } = PropertyIs.prototype;
  const inProgress = new Set<string>();
  PropertyIs.prototype.composeWith = function composeWithOnce(other) {
    if (!(other instanceof PropertyIs) || other.propertyName() !== this.propertyName())
      return composeWith.call(this, other);
    const question = questionOf(this, other);
    if (inProgress.has(question)) return null as never;
    inProgress.add(question);
    try {
      return composeWith.call(this, other);
    } finally {
      inProgress.delete(question);
    }
  };
}

/** The parser searched a list of subtypes for each subtype. */
function listSubTypesOnce(): void {
  AbstractType.prototype.allSubTypes = function allSubTypesOnce() {
    const found = new Set<typeof this>();
    const add = (type: typeof this): void => {
      for (const below of type.subTypes()) {
        if (found.has(below)) continue;
        found.add(below);
        add(below);
      }
    };
    add(this);
    return [...found];
  };
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** The types of an intersection, flattened. */
function questionOf(...properties: readonly InstanceType<typeof PropertyIs>[]): string {
  const types = properties.flatMap((property) => partsOf(property.range()));
  return [...new Set(types.map(numberOf))].sort((a, b) => a - b).join();
}

function partsOf(type: object): object[] {
  return type instanceof IntersectionType ? type.options().flatMap(partsOf) : [type];
}

function numberOf(type: object): number {
  const number = numbers.get(type) ?? ++last;
  numbers.set(type, number);
  return number;
}
