/** A member of something thrown, which may be anything and come from any realm (so `instanceof` would not do). */
export function memberOf(thrown: unknown, name: string): unknown {
  return typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined;
}
