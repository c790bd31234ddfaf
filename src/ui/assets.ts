import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type RequestHandler, Router } from 'express';
import { packageRoot } from '../base/package-root.ts';
import { endpoint } from '../web/web.ts';

/** Style sheets, scripts and pictures are kept in memory, with names that change with their content. */

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** A file that is served under a name that changes with its content. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Scripts from packages, by the names that pages use. Paths are relative to the package's main module. */
const packaged: Readonly<Record<string, { readonly package: string; readonly path: string }>> = {
  'simplewebauthn-browser.js': {
    package: '@simplewebauthn/browser',
    path: '../dist/bundle/index.umd.min.js',
  },
  'zxcvbn-core.js': { package: '@zxcvbn-ts/core', path: 'zxcvbn-ts.js' },
  'zxcvbn-words.js': { package: '@zxcvbn-ts/language-common', path: 'zxcvbn-ts.js' },
};

const assets = readAssets();

/** The path of a file in `assets/` or of a packaged script. @throws Error when there is no such file */
export function assetPath(name: string): string {
  const asset = assets.get(name);
  if (!asset) throw new Error(`no asset ${name}`);
  return asset.path;
}

/** `GET /assets/...`: may be cached forever, because a changed file has another name. */
export function createAssetsRouter(more: readonly Asset[]): Router {
  const router = Router({ caseSensitive: true });
  for (const asset of [...assets.values(), ...more]) router.all(asset.path, endpoint({ GET: serve(asset) }));
  return router;
}

const compress = promisify(gzip);

/** Compresses the content once, for browsers that accept it (RFC 9110, section 12.5.3). PNG is already compressed. */
function serve({ type, content }: Asset): RequestHandler {
  let compressed: Promise<Buffer> | undefined;
  return async (request, response) => {
    const isCompressed = type !== 'image/png' && request.acceptsEncodings('gzip', 'identity') === 'gzip';
    if (isCompressed) compressed ??= compress(content);
    const sent = (isCompressed && (await compressed)) || content;
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': sent.length,
      ...(isCompressed && { 'Content-Encoding': 'gzip' }),
      Vary: 'Accept-Encoding',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    response.end(sent);
  };
}

function readAssets(): ReadonlyMap<string, Asset> {
  const folder = new URL('assets/', packageRoot);
  const own = readdirSync(folder).filter((name) => extname(name) in types);
  const { resolve } = createRequire(import.meta.url);
  return new Map([
    ...own.map((name) => [name, readAsset(name, new URL(name, folder))] as const),
    ...Object.entries(packaged).map(([name, { package: from, path }]) => {
      return [name, readAsset(name, new URL(path, pathToFileURL(resolve(from))))] as const;
    }),
  ]);
}

function readAsset(name: string, file: URL): Asset {
  return toAsset(name, readFileSync(file));
}

/** @param name its extension determines the type */
export function toAsset(name: string, content: Buffer): Asset {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 12);
  const extension = extname(name);
  const path = `/assets/${name.slice(0, -extension.length)}-${digest}${extension}`;
  return { path, type: types[extension] ?? '', content };
}
