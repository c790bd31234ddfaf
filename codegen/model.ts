import type { Place } from './complaints.ts';

/** The contract in our own words. Nothing in here knows of RAML, TypeScript or OpenAPI. */
export interface Api {
  readonly title: string;
  readonly version: string;
  readonly description: string | undefined;
  readonly extensions: JsonObject;
  /** Path of the API on its server, without a slash at the end: `/api`, or empty. */
  readonly basePath: string;
  readonly types: readonly TypeDef[];
  readonly resources: readonly Resource[];
  readonly security: SecurityScheme | undefined;
}

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export interface Example {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly value: Json;
}

/** What the author wrote beside a shape; it restricts nothing. `extensions` are RAML annotations. */
export interface Notes {
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly examples?: readonly Example[];
  readonly extensions?: JsonObject;
}

/** Restrictions under their RAML names; lengths of files are bytes. */
export interface Facets {
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly format?: string;
  readonly fileTypes?: readonly string[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export const scalarKinds = [
  'any',
  'nil',
  'boolean',
  'string',
  'number',
  'integer',
  'file',
  'datetime',
  'date-only',
  'time-only',
  'datetime-only',
] as const;
export type ScalarKind = (typeof scalarKinds)[number];

export interface ScalarShape {
  readonly kind: ScalarKind;
  readonly facets: Facets;
  readonly notes: Notes;
}

/** One or more named types, all of which hold, restricted further by the facets. */
export interface ReferenceShape {
  readonly kind: 'reference';
  readonly names: readonly string[];
  readonly facets: Facets;
  readonly notes: Notes;
}

export interface ArrayShape {
  readonly kind: 'array';
  readonly items: Shape;
  readonly facets: Facets;
  readonly notes: Notes;
}

export interface UnionShape {
  readonly kind: 'union';
  readonly options: readonly Shape[];
  readonly notes: Notes;
}

export interface ObjectShape {
  readonly kind: 'object';
  /** Names of the types whose properties come first. */
  readonly parents: readonly string[];
  readonly properties: readonly Property[];
  readonly patterns: readonly PatternProperty[];
  /** Whether other properties than the declared ones are refused. */
  readonly closed: boolean;
  readonly facets: Facets;
  readonly notes: Notes;
}

export type Shape = ScalarShape | ReferenceShape | ArrayShape | UnionShape | ObjectShape;

export interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

/** All properties whose name matches; an empty pattern matches every name. */
export interface PatternProperty {
  readonly pattern: string;
  readonly shape: Shape;
}

export interface TypeDef {
  readonly name: string;
  readonly shape: Shape;
  readonly place: Place;
}

export interface SecurityScheme {
  readonly name: string;
  readonly description: string | undefined;
  readonly authorizationUri: string | undefined;
  readonly accessTokenUri: string | undefined;
  readonly grants: readonly string[];
  readonly scopes: readonly string[];
  /** Where else than in the `Authorization` header a token may be sent. */
  readonly alternatives: readonly {
    readonly in: 'query' | 'header';
    readonly name: string;
    readonly description?: string;
  }[];
}

export interface Resource {
  readonly path: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly extensions: JsonObject;
  readonly place: Place;
  readonly operations: readonly Operation[];
}

export const methods = ['get', 'post', 'put', 'delete', 'patch'] as const;
export type Method = (typeof methods)[number];

export interface Operation {
  /** As the contract has it; empty when it has none. */
  readonly displayName: string;
  /** The service group; empty when the contract names none. */
  readonly service: string;
  readonly method: Method;
  readonly path: string;
  readonly description: string | undefined;
  readonly extensions: JsonObject;
  readonly pathParameters: readonly Parameter[];
  readonly queryParameters: readonly Parameter[];
  /** Only those of the operation itself, never those of its security scheme. */
  readonly headers: readonly Parameter[];
  readonly body: Body | undefined;
  /** In order of status. */
  readonly responses: readonly Response[];
  readonly access: Access;
  readonly place: Place;
}

export interface Access {
  /** Whether the contract says anything about access. */
  readonly declared: boolean;
  /** Whether the operation answers without a token. */
  readonly public: boolean;
  /** Whether a token may be sent. */
  readonly token: boolean;
  /** The scopes the operation names itself; any one of them suffices. */
  readonly scopes: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
  readonly place: Place;
}

export interface Body {
  readonly kind: 'json' | 'multipart';
  readonly mediaType: string;
  readonly required: boolean;
  /** For multipart: an object with one property per part. */
  readonly shape: Shape;
  readonly place: Place;
}

export interface Response {
  readonly status: number;
  readonly description: string | undefined;
  readonly headers: readonly Parameter[];
  readonly bodies: readonly ResponseBody[];
  readonly extensions: JsonObject;
  readonly place: Place;
}

export interface ResponseBody {
  readonly mediaType: string;
  /** Whether it is JSON; anything else is handed over as bytes. */
  readonly json: boolean;
  readonly shape: Shape;
  readonly place: Place;
}

export function operationsOf(api: Api): Operation[] {
  return api.resources.flatMap(({ operations }) => operations);
}
