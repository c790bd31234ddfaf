import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { type RequestHandler, Router } from 'express';
import { endpoint } from '../http/web.ts';
import { packageRoot } from '../package-root.ts';

/** Style sheets, scripts and pictures from `assets/`, held in memory under names that change with their content. */

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
}

const assets = readAssets();

/** The address of a file in `assets/`. @throws Error when there is no such file */
export function assetPath(name: string): string {
  const asset = assets.get(name);
  if (!asset) throw new Error(`no asset ${name}`);
  return asset.path;
}

/** `GET /assets/...`: may be kept for ever, because a changed file has another name. */
export function createAssetsRouter(): Router {
  const router = Router({ caseSensitive: true });
  for (const asset of assets.values()) router.all(asset.path, endpoint({ GET: serve(asset) }));
  return router;
}

function serve({ type, content }: Asset): RequestHandler {
  return (_request, response) => {
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': content.length,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    response.end(content);
  };
}

function readAssets(): ReadonlyMap<string, Asset> {
  const folder = new URL('assets/', packageRoot);
  const names = readdirSync(folder).filter((name) => extname(name) in types);
  return new Map(names.map((name) => [name, readAsset(folder, name)]));
}

function readAsset(folder: URL, name: string): Asset {
  const content = readFileSync(new URL(name, folder));
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 12);
  const extension = extname(name);
  const path = `/assets/${name.slice(0, -extension.length)}-${digest}${extension}`;
  return { path, type: types[extension] ?? '', content };
}
