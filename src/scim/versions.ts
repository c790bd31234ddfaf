import { hash } from 'node:crypto';
import { PreconditionFailed } from '../base/errors.ts';

/** The version of a resource: a weak entity tag (RFC 7644, section 3.14) of its content. */
export function versionOf(content: unknown): string {
  return `W/"${hash('sha256', JSON.stringify(content)).slice(0, 24)}"`;
}

/** Whether a header names the version, or any version. Weak and strong tags are equal here. */
export function namesVersion(header: string, version: string): boolean {
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.split(',').some((tag) => plain(tag) === '*' || plain(tag) === plain(version));
}

/** @throws PreconditionFailed unless the header names the version */
export function requireVersion(header: string | undefined, version: string): void {
  if (header === undefined || namesVersion(header, version)) return;
  throw new PreconditionFailed('version_changed', { description: `The current version is ${version}.` });
}
