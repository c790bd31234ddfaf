/** The functions of the current test file. */
const globals = () => globalThis[Symbol.for('iyo.jest-globals')];

/** Resolved on each call, since modules shared by several test files keep their imports. */
const current = (name) =>
  new Proxy(() => {}, {
    apply: (_target, _self, values) => globals()[name](...values),
    get: (_target, key) => globals()[name][key],
  });

const isOfOneFile = import.meta.url.includes('?');
const get = (name) => (isOfOneFile ? globals()[name] : current(name));

export const afterAll = get('afterAll');
export const afterEach = get('afterEach');
export const beforeAll = get('beforeAll');
export const beforeEach = get('beforeEach');
export const describe = get('describe');
export const expect = get('expect');
export const jest = get('jest');
export const test = get('test');
