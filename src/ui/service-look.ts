import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { readableOn, shade } from '../base/colours.ts';
import { defaultIdentity, type ServiceIdentity } from '../base/service.ts';
import { type Asset, assetPath, toAsset } from './assets.ts';

/** Logo and colours of the pages. */
export interface ServiceLook {
  /** The path of the logo. */
  readonly logo: string;
  /** The path of a style sheet that overrides the colours; undefined for those of `style.css`. */
  readonly style: string | undefined;
  /** The files that must be served. */
  readonly assets: readonly Asset[];
}

export interface LookSettings extends ServiceIdentity {
  /** An SVG or PNG file. */
  readonly logoFile: string | undefined;
}

/** @throws Error when the logo cannot be read */
export async function readServiceLook({ colour, logoFile }: LookSettings): Promise<ServiceLook> {
  const logo =
    logoFile === undefined ? undefined : toAsset(`logo${extname(logoFile)}`, await readFile(logoFile));
  const style =
    colour === defaultIdentity.colour ? undefined : toAsset('look.css', Buffer.from(styleOf(colour)));
  return {
    logo: logo?.path ?? assetPath('icon.svg'),
    style: style?.path,
    assets: [logo, style].filter((asset) => asset !== undefined),
  };
}

/** The backgrounds of links in `style.css` with the least contrast. */
const lightGround = '#e8effb';
const darkGround = '#1c2a44';

/** Overrides the accent colours. A colour with too little contrast is made darker, or lighter on a dark background. */
function styleOf(colour: string): string {
  const light = readableOn(lightGround, colour, 'black');
  const dark = readableOn(darkGround, colour, 'white');
  const onLight = `--accent:${light};--accent-strong:${shade(light, 'black', 0.2)};--on-accent:#ffffff`;
  const onDark = `--accent:${dark};--accent-strong:${shade(dark, 'white', 0.25)};--on-accent:#0b1a33`;
  return [
    `:root{${onLight}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${onDark}}}`,
    `:root[data-theme="dark"]{${onDark}}`,
  ].join('\n');
}
