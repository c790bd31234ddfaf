import { Transition } from 'raml-1-parser/dist/parser/ast.core/referencePatcherLL.js';

let fixed = false;

/**
 * Takes a mistake out of raml-1-parser: it looks keys of the contract up in plain objects, so that a property called
 * `constructor` finds what every object inherits.
 */
export function fixParser(): void {
  if (fixed) return;
  fixed = true;
  const { init } = Transition.prototype;
  Transition.prototype.init = function initWithoutPrototype(factory): void {
    init.call(this, factory);
    const byKey: unknown = Reflect.get(this, 'staticTransitions');
    if (typeof byKey === 'object' && byKey !== null) Object.setPrototypeOf(byKey, null);
  };
}
