import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import openapi from '../../../generated/openapi.json' with { type: 'json' };
import { packageRoot } from '../../base/package-root.ts';
import { type Document, documentOf } from '../../web/document.ts';

/**
 * The files of the contract, by the names with which they include each other. Older clients use another name for the
 * main file.
 */
export function readContractFiles(): ReadonlyMap<string, Document> {
  const included = readdirSync(new URL('contract/', packageRoot)).map((name) => `contract/${name}`);
  const files = ['api.raml', ...included].map((path) => [path, ramlOf(path)] as const);
  return new Map([...files, ['itsyouonline.raml', ramlOf('api.raml')]]);
}

/** RFC 9512 registers no type for RAML. It is YAML, and browsers show plain text. */
function ramlOf(path: string): Document {
  return documentOf('text/plain; charset=utf-8', readFileSync(new URL(path, packageRoot)));
}

/** The contract as OpenAPI, with the URLs of this server. */
export function openapiDocument(publicUrl: string): Document {
  const contractHost = 'https://itsyou.online/';
  const text = JSON.stringify({ ...openapi, servers: [{ url: `${publicUrl}/api` }] });
  const content = Buffer.from(text.replaceAll(`"${contractHost}`, `"${publicUrl}/`));
  return documentOf('application/json; charset=utf-8', content);
}

/** The files of the API console, from its package. */
export function readConsoleFile(name: 'swagger-ui-bundle.js' | 'swagger-ui.css'): Document {
  const path = createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`);
  const type = name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
  return documentOf(type, readFileSync(path));
}
