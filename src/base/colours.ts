/** Readable colours (WCAG 2.2, success criterion 1.4.3). */

type Colour = readonly [red: number, green: number, blue: number];

const minimumContrast = 4.6;

/** Mixes a colour with black or white until text in it is readable on `ground`. @param colour `#rrggbb` */
export function readableOn(ground: string, colour: string, towards: 'black' | 'white'): string {
  const target: Colour = towards === 'black' ? [0, 0, 0] : [255, 255, 255];
  for (let part = 0; part < 1; part += 0.04) {
    const mixed = mix(parse(colour), target, part);
    if (contrast(mixed, parse(ground)) >= minimumContrast) return format(mixed);
  }
  return format(target);
}

/** Mixes a colour with black or white. @param part share of black or white, from 0 to 1 */
export function shade(colour: string, towards: 'black' | 'white', part: number): string {
  return format(mix(parse(colour), towards === 'black' ? [0, 0, 0] : [255, 255, 255], part));
}

/** The contrast ratio of two colours, from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(parse(one), parse(other));
}

function parse(colour: string): Colour {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function format(colour: Colour): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

function mix(one: Colour, other: Colour, part: number): Colour {
  const between = (index: 0 | 1 | 2) => one[index] + (other[index] - one[index]) * part;
  return [between(0), between(1), between(2)];
}

function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
