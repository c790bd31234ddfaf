import type { See, SeeVersion, SeeView } from '../../../generated/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import type { SeeKey } from './queries.ts';
import type { SeeVersionRow } from './tables.ts';

export function toSeeView(row: SeeVersionRow): SeeView {
  return { username: row.username, globalid: row.globalid, uniqueid: row.uniqueid, ...toSeeVersion(row) };
}

export function toSee({ username, globalid, uniqueid }: SeeKey, versions: readonly SeeVersionRow[]): See {
  return { username, globalid, uniqueid, versions: versions.map(toSeeVersion) };
}

function toSeeVersion(row: SeeVersionRow): SeeVersion {
  return {
    version: row.version,
    category: row.category,
    link: row.link,
    content_type: row.content_type,
    markdown_short_description: row.markdown_short_description,
    markdown_full_description: row.markdown_full_description,
    creation_date: formatTimestamp(row.created_at),
    ...(row.start_date && { start_date: formatTimestamp(row.start_date) }),
    ...(row.end_date && { end_date: formatTimestamp(row.end_date) }),
    keystore_label: row.keystore_label,
    signature: row.signature,
  };
}
