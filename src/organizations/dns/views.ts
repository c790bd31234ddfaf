import type { DnsClaim } from '../../../generated/types.ts';
import { dnsProof } from './proof.ts';

export function toDnsClaim(
  publicUrl: string,
  { globalid, name }: { readonly globalid: string; readonly name: string },
  proved: boolean,
): DnsClaim {
  const { record, value } = dnsProof(publicUrl, globalid, name);
  return { name, proved, txtname: record, txtvalue: value };
}
