import { BadRequest } from '../base/errors.ts';
import { isPlainKey } from '../names/freeform.ts';

const rootForm = /^[a-z\d\-_ ]{3,150}$/;
const localForm = /^[a-z\d\-_ ]+$/;

/**
 * The globalid of a new organization without a parent. Spaces at both ends are removed; nothing else changes.
 * @throws BadRequest
 */
export function rootGlobalid(text: string): string {
  const globalid = trimSpaces(text);
  if (!rootForm.test(globalid) || !isPlainKey(globalid))
    throw badGlobalid('3 to 150 letters a-z, digits, -, _ and single spaces');
  return globalid;
}

/**
 * The full globalid of a new organization directly below `parent`: the parent's globalid, a dot, and a name without
 * dots. The only white space allowed is single spaces inside the name.
 * @throws BadRequest
 */
export function subGlobalid(parent: string, text: string): string {
  const globalid = trimSpaces(text);
  const local = globalid.slice(parent.length + 1);
  const isBelow = globalid.startsWith(`${parent}.`) && localForm.test(local) && isPlainKey(local);
  if (!isBelow || globalid.length > 150)
    throw badGlobalid(`${parent}. and a name without dots, with single spaces within only`);
  return globalid;
}

/** An organization and those above it, from the top: `a`, `a.b` and `a.b.c` for `a.b.c`. */
export function withAncestors(globalid: string): string[] {
  const parts = globalid.split('.');
  return parts.map((_part, index) => parts.slice(0, index + 1).join('.'));
}

function trimSpaces(text: string): string {
  return text.replace(/^ +|(?<! ) +$/g, '');
}

function badGlobalid(rule: string): BadRequest {
  return new BadRequest('bad_request', { description: `body.globalid: must be ${rule}` });
}
