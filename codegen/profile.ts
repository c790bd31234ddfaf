/** What a contract must declare itself, and how files are named. */
export interface Profile {
  /**
   * `strict`: every operation declares its name, service, access, scopes and success, and uses only what this project's
   * server supports. `open`: whatever is missing is filled in. `lenient`: like `open`, and what generation can do
   * without, such as a valid example, is a warning.
   */
  readonly name: 'strict' | 'open' | 'lenient';
  /** The command that regenerates the files, shown to their readers. */
  readonly command: string;
  readonly names: {
    /** Names of operations by method and path: `get /users`. */
    readonly operations: Readonly<Record<string, string>>;
    /** Names of types by their names in the contract. */
    readonly types: Readonly<Record<string, string>>;
    /** Names of services by the path of a resource. */
    readonly services: Readonly<Record<string, string>>;
    /** Where they are written: a file, and the keys that lead to this contract in it. */
    readonly source?: { readonly file: string; readonly path: readonly number[] };
  };
}

const nothingNamed = { operations: {}, types: {}, services: {} };

export const strict: Profile = { name: 'strict', command: '"make generate"', names: nothingNamed };
export const open: Profile = { name: 'open', command: 'codegen', names: nothingNamed };
export const lenient: Profile = { ...open, name: 'lenient' };
