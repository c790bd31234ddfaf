// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Pet {
  readonly name: string;
}

export type Nothing = null;

export interface Holder {
  readonly text: string | null;
  readonly short: string | null;
  readonly kind: Kind | null;
  readonly either: string | number | null;
  readonly pet: Pet | null;
  readonly list: readonly (string | null)[];
  readonly nothing: null;
  readonly optional?: string | null;
}

export type Kind = 'a' | 'b';
