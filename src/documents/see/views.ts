import type { See, SeeVersion, SeeView } from '../../../generated/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import type { SeeDocumentVersion, SeeKey } from './queries.ts';

export function toSeeView(stored: SeeDocumentVersion): SeeView {
  const { username, globalid, uniqueid } = stored;
  return { username, globalid, uniqueid, ...toSeeVersion(stored) };
}

export function toSee(
  { username, globalid, uniqueid }: SeeKey,
  versions: readonly SeeDocumentVersion[],
): See {
  return { username, globalid, uniqueid, versions: versions.map(toSeeVersion) };
}

function toSeeVersion(stored: SeeDocumentVersion): SeeVersion {
  return {
    version: stored.version,
    category: stored.category,
    link: stored.link,
    content_type: stored.contentType,
    markdown_short_description: stored.shortDescription,
    markdown_full_description: stored.fullDescription,
    creation_date: formatTimestamp(stored.createdAt),
    ...(stored.startDate && { start_date: formatTimestamp(stored.startDate) }),
    ...(stored.endDate && { end_date: formatTimestamp(stored.endDate) }),
    keystore_label: stored.keystoreLabel,
    signature: stored.signature,
  };
}
