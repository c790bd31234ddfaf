// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Somebody. */
export interface Person {
  /** What others call them. */
  readonly name: string;
  readonly nickname?: string;
  readonly age: number;
  readonly isAdult: boolean;
  readonly 'home-page'?: string;
  /**
   * Where letters go.
   * Nobody else sees it.
   */
  readonly address: { readonly street: string; readonly geo?: { readonly lat: number; readonly lon: number } };
  readonly extra: Readonly<Record<string, unknown>>;
  readonly anything: unknown;
}

export type Empty = Readonly<Record<string, unknown>>;

export type Closed = Readonly<Record<string, never>>;

export type Alias = Person;

/** The same, said differently. */
export type Described = Person;
