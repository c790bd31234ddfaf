// Generated from api.raml by codegen. Do not edit.

/** One file of a form. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Any animal. */
export type Animal = AnimalBase & { readonly kind: 'Animal' } | Cat | Dog;

/** Any animal. */
export interface AnimalBase {
  readonly kind: string;
  readonly name: string;
}

export interface Cat extends AnimalBase {
  readonly kind: 'Cat';
  readonly lives: number;
}

export type Dog = DogBase & { readonly kind: 'hound' } | Puppy;

export interface DogBase extends AnimalBase {
  readonly barks: boolean;
}

export interface Puppy extends DogBase {
  readonly kind: 'Puppy';
  readonly weeks: number;
}

export type Shape = Circle | Square;

export interface ShapeBase {
  readonly form: 'Circle' | 'Square';
}

export interface Circle extends ShapeBase {
  readonly form: 'Circle';
  readonly radius: number;
}

export interface Square extends ShapeBase {
  readonly form: 'Square';
  readonly side: number;
}
