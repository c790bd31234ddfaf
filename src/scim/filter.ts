import { type Filter, parse } from 'scim2-parse-filter';
import { ScimError } from './scim-error.ts';

export type { Filter } from 'scim2-parse-filter';

export type Comparison = Extract<Filter, { readonly compValue: unknown }>;

const longest = 4096;
const maximumComparisons = 100;
const deepest = 30;

/**
 * Parses a filter (RFC 7644, section 3.4.2.2). The parser is `scim2-parse-filter`: small, maintained, without
 * dependencies. It is far too slow for line feeds inside open quotes, which are refused here, recurses for each
 * parenthesis, whose number is limited here, and does not read the escapes of texts, which are read here.
 * @param place the name of what is parsed, for the message
 * @throws ScimError `invalidFilter`
 */
export function parseFilter(text: string, place = 'filter'): Filter {
  if (text.length > longest) throw invalidFilter(place, `at most ${longest} characters`);
  if (/\p{Cc}/u.test(text)) throw invalidFilter(place, 'no control characters');
  if (nestings(text) > deepest)
    throw invalidFilter(place, `at most ${deepest} parentheses, brackets and negations`);
  const { numbered, texts } = withoutTexts(text, place);
  const filter = withTexts(parsed(numbered, place), texts);
  if (countComparisons(filter) > maximumComparisons)
    throw invalidFilter(place, `at most ${maximumComparisons} comparisons`);
  return filter;
}

/** Replaces each text in quotes by its number, so that the parser sees no escapes. */
function withoutTexts(text: string, place: string): { readonly numbered: string; readonly texts: string[] } {
  const texts: string[] = [];
  const numbered = text.replace(quotedText, (quoted) => `"${texts.push(readText(quoted, place)) - 1}"`);
  return { numbered, texts };
}

const quotedText = /"(?:[^"\\]|\\.)*"/g;

/** A text is as in JSON. Some clients do not escape backslashes, as in `"CORP\bob"`. */
function readText(quoted: string, place: string): string {
  const asInJson = textInJson(quoted);
  if (asInJson !== undefined && isPlain(asInJson)) return asInJson;
  const asWritten = quoted.slice(1, -1).replaceAll('\\"', '"');
  if (!isPlain(asWritten)) throw invalidFilter(place, 'no incomplete characters');
  return asWritten;
}

function textInJson(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}

function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

function withTexts(filter: Filter, texts: readonly string[]): Filter {
  if ('filters' in filter)
    return { ...filter, filters: filter.filters.map((each) => withTexts(each, texts)) };
  if ('filter' in filter) return { ...filter, filter: withTexts(filter.filter, texts) };
  if ('valFilter' in filter) return { ...filter, valFilter: withTexts(filter.valFilter, texts) };
  if (!('compValue' in filter) || typeof filter.compValue !== 'string') return filter;
  return { ...filter, compValue: texts[Number(filter.compValue)] ?? '' };
}

export function invalidFilter(place: string, rule: string): ScimError {
  return new ScimError(400, 'invalidFilter', `${place}: ${rule}`);
}

function parsed(text: string, place: string): Filter {
  try {
    return parse(text);
  } catch {
    throw invalidFilter(place, 'is no filter of RFC 7644, section 3.4.2.2');
  }
}

function nestings(text: string): number {
  const outsideOfQuotes = text.replace(quotedText, '');
  return outsideOfQuotes.match(/[([]|\bnot\b/gi)?.length ?? 0;
}

export function countComparisons(filter: Filter): number {
  if ('filters' in filter) return filter.filters.reduce((sum, each) => sum + countComparisons(each), 0);
  if ('filter' in filter) return countComparisons(filter.filter);
  if ('valFilter' in filter) return countComparisons(filter.valFilter);
  return 1;
}

/** Whether a value of a multi-valued attribute matches the filter in the brackets of a path. */
export function fits(filter: Filter, value: Readonly<Record<string, unknown>>): boolean {
  if ('filters' in filter) {
    return filter.op === 'and'
      ? filter.filters.every((each) => fits(each, value))
      : filter.filters.some((each) => fits(each, value));
  }
  if ('filter' in filter) return !fits(filter.filter, value);
  if ('valFilter' in filter) return false;
  const found = partNamed(value, filter.attrPath);
  return 'compValue' in filter ? compares(filter, found ?? null) : found !== undefined && found !== '';
}

function partNamed(value: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(value, name)) return value[name];
  const folded = name.toLowerCase();
  return Object.entries(value).find(([key]) => key.toLowerCase() === folded)?.[1];
}

function compares({ op, compValue }: Comparison, found: unknown): boolean {
  const [left, right] = [folded(found), folded(compValue)];
  if (op === 'eq') return left === right;
  if (op === 'ne') return left !== right;
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  switch (op) {
    case 'co':
      return left.includes(right);
    case 'sw':
      return left.startsWith(right);
    case 'ew':
      return left.endsWith(right);
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
  }
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
