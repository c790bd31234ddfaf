import type { KindName } from '../../entries/profile-kind.ts';

export const profilePath = '/account/profile';
export const namePath = `${profilePath}/name`;
export const uploadPath = `${profilePath}/upload`;

export const kindPath = (kind: KindName) => `${profilePath}/${kind}`;
export const addPath = (kind: KindName) => `${profilePath}/add/${kind}`;

/** The path of an entry: without `page`, the form that changes it. */
export function entryPath(kind: KindName, label: string, page?: 'remove' | 'confirm'): string {
  const entry = `${kindPath(kind)}/${encodeURIComponent(label)}`;
  return page === undefined ? entry : `${entry}/${page}`;
}
