import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type core from 'ajv/dist/core.js';
import type { Json, JsonObject } from './model.ts';
import { draft3 } from './parser.ts';

/** A schema, and the document from which its references start. */
export interface FoundSchema {
  readonly schema: Json;
  readonly base: string;
}

interface FoundDocument extends FoundSchema {
  readonly schema: JsonObject;
}

/** The JSON schemas of a contract by their addresses. */
export interface JsonSchemaDocuments {
  /** @throws Error that says what is wrong with the text */
  readonly add: (text: string, file: string) => FoundSchema;
  /** Reads files of this machine; nothing is fetched. @throws Error that says what is wrong with a file */
  readonly find: (address: string) => FoundSchema | undefined;
}

// Libraries are loaded when a contract has JSON schemas.
const load = createRequire(import.meta.url);

export function createJsonSchemaDocuments(): JsonSchemaDocuments {
  let created: core.default | undefined;
  const ajv = () => {
    created ??= createAjv();
    return created;
  };
  const lookUp = (address: string): FoundSchema | undefined => {
    const found = ajv().getSchema(address);
    return found && { schema: found.schema as Json, base: found.schemaEnv.root.baseId };
  };
  const add = (text: string, file: string): FoundSchema => addDocument(ajv(), text, file);
  const find = (address: string): FoundSchema | undefined => {
    const found = lookUp(address);
    const url = new URL(address);
    if (found || url.protocol !== 'file:' || url.search !== '') return found;
    const file = fileURLToPath(url);
    add(readFileSync(file, 'utf8'), file);
    return lookUp(address);
  };
  return { add, find };
}

/**
 * A document is found by its location and by its own identifier.
 * @throws Error that says what is wrong with the text
 */
export function addDocument(ajv: core.default, text: string, file: string): FoundDocument {
  const base = addressOf(text, file);
  const { $id, ...schema } = readSchema(text);
  if (base in ajv.schemas) return { schema, base };
  ajv.addSchema(schema, base);
  if (isAddress($id) && !($id in ajv.schemas)) ajv.addSchema({ ...schema, $id });
  return { schema, base };
}

/** Without keywords, ajv resolves identifiers, anchors and pointers, and validates nothing. */
function createAjv(): core.default {
  const library: typeof core = load('ajv/dist/core.js');
  return new library.default({ strict: false, validateSchema: false });
}

function isAddress(id: Json | undefined): id is string {
  return typeof id === 'string' && resolveAddress(id) !== undefined;
}

/**
 * Resolves a reference against `base`; undefined if it is not a URL. Not with `URL.canParse`: in Node 20 it returns
 * wrong results for letters such as `ä` once the call is compiled.
 */
export function resolveAddress(reference: string, base?: string): string | undefined {
  try {
    return new URL(reference, base).href;
  } catch {
    return undefined;
  }
}

/** The problem with a referenced file, as the end of a sentence. */
export function whyUnreadable(error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (isMissing) return 'which does not exist';
  const reason = error instanceof Error ? error.message : String(error);
  return `which cannot be read: ${reason.replace(/\.$/, '')}`;
}

/** Several schemas may be written out in one file of the contract. */
export function addressOf(text: string, file: string): string {
  const url = pathToFileURL(file);
  if (file.endsWith('.raml')) url.search = createHash('sha1').update(text).digest('hex');
  return url.href;
}

/** A schema converted to draft 7. */
function readSchema(text: string): JsonObject {
  const schema: Json = JSON.parse(text);
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    throw new Error('It is not an object.');
  if (isDraft3(text)) draft3.toDraft4(schema);
  if (isDraft4(text)) load('json-schema-migrate').draft7(schema);
  return schema as JsonObject;
}

/** Whether it declares draft 3, or has flags instead of a list. */
function isDraft3(text: string): boolean {
  return /draft-03\/schema/.test(text) || /"required"\s*:\s*(true|false)/.test(text);
}

/** Whether it declares draft 4, or has flags beside its limits. */
function isDraft4(text: string): boolean {
  return /draft-0[34]\/schema/.test(text) || /"exclusiveM\w+"\s*:\s*(true|false)/.test(text);
}
