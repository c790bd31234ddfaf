// Generated from api.raml by "make generate". Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type Color = 'red' | 'it\'s' | 'say "hi"';

export type Level = 1 | 2 | 3;

export type Colors = readonly Color[];

export type Matrix = readonly (readonly number[])[];

export type Mixed = readonly (string | number)[];

export type Either = Color | Level;

export interface Holder {
  readonly colors: readonly Color[];
  readonly kind: 'big' | 'small';
  readonly bright: 'red';
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** A union of arrays is no array of unions. */
  readonly tags: readonly string[];
  readonly other: readonly string[] | number;
}

export type Loose = readonly unknown[];

/** Beside another facet the union is a type inside the type. */
export type Described = number | Holder;
