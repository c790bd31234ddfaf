import type { Sealing } from '../crypto/sealing.ts';
import { openSigningKey } from '../crypto/signing-keys.ts';
import { keysInForce } from '../tokens/key-ring.ts';
import type { StoredSigningKey } from '../tokens/signing-key-queries.ts';
import { type Finding, finding, timeText } from './finding.ts';

/** A year, plus a month to do the rotation. */
const maximumDays = 396;

/** Checks whether there are signing keys, whether the encryption keys open them, and how old they are. */
export async function checkKeys(
  published: readonly StoredSigningKey[],
  sealing: Sealing,
  now: Date,
): Promise<Finding[]> {
  const inForce = keysInForce(published, now);
  if (!inForce.some(({ algorithm }) => algorithm === 'ES384')) return [finding('keys', 'noSigningKey')];
  const found = await Promise.all(inForce.map((key) => checkKey(key, sealing, now)));
  const next = published.filter((key) => key.signsFrom > now && !inForce.includes(key));
  return [...found, ...next.map((key) => finding('keys', 'keyNext', factsOf(key, now)))];
}

async function checkKey(key: StoredSigningKey, sealing: Sealing, now: Date): Promise<Finding> {
  const facts = factsOf(key, now);
  const opens = await openSigningKey(key, sealing).then(
    () => true,
    () => false,
  );
  if (!opens) return finding('keys', 'keySealed', facts);
  return finding('keys', facts.days > maximumDays ? 'keyOld' : 'keysFine', facts);
}

function factsOf({ kid, algorithm, signsFrom }: StoredSigningKey, now: Date) {
  const days = Math.floor((now.getTime() - signsFrom.getTime()) / 86_400_000);
  return { kid, algorithm, from: timeText(signsFrom), days };
}
