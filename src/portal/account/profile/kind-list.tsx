import type { VNode } from 'preact';
import type { AuthorizationRecord } from '../../../consents/coverage.ts';
import { entryViewers } from '../../../consents/viewers.ts';
import { Badge, type Entry, EntryList, Verified } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import type { ProfileKind, ShownEntry } from '../../entries/profile-kind.ts';
import { shortList } from '../../short-list.ts';
import { addPath, entryPath, kindPath, uploadPath } from './paths.ts';

export interface KindListProps {
  readonly page: PageRequest;
  readonly kind: ProfileKind;
  readonly entries: readonly ShownEntry[];
  /** All authorizations of the user. */
  readonly records: readonly AuthorizationRecord[];
  /** How many entries are shown; the page of the kind has the rest. */
  readonly limit: number;
  /** Whether the list has a title. Default: true. */
  readonly hasTitle?: boolean;
}

/** The entries of one kind, each with the clients that see it. */
export function KindList({ page, kind, entries, records, limit, hasTitle = true }: KindListProps): VNode {
  const { translate } = page;
  const { name } = kind;
  const shown = entries.slice(0, limit);
  const add = { href: addPath(name), text: translate(`profile.add.${name}`) };
  const upload = { href: uploadPath, text: translate('profile.upload') };
  return (
    <EntryList
      id={name}
      {...(hasTitle && { title: translate(`profile.list.${name}`) })}
      entries={shown.map((entry) => entryRow(page, kind, entry, records))}
      none={translate(`profile.none.${name}`)}
      add={name === 'avatar' ? upload : add}
    >
      {name === 'avatar' && (
        <p>
          <a href={add.href}>{add.text}</a>
        </p>
      )}
      {entries.length > limit && (
        <p>
          <a href={kindPath(name)}>{translate('profile.all', { count: entries.length })}</a>
        </p>
      )}
    </EntryList>
  );
}

function entryRow(
  page: PageRequest,
  kind: ProfileKind,
  entry: ShownEntry,
  records: readonly AuthorizationRecord[],
): Entry {
  const { translate } = page;
  const { label, text, isConfirmed, expiresAt, image } = entry;
  return {
    key: label,
    title: label,
    marks: isConfirmed !== undefined && (
      <>
        <Verified page={page} isVerified={isConfirmed} />{' '}
        {isConfirmed && <Badge kind="plain">{translate('profile.signsIn')}</Badge>}
      </>
    ),
    details: (
      <>
        {image !== undefined && (
          <img class="portrait" src={image} alt="" width={48} height={48} loading="lazy" />
        )}
        {text !== '' && <p class="value">{text}</p>}
        {expiresAt && (
          <p>
            {translate('entry.expire')} <Time page={page} at={expiresAt} isDay />
          </p>
        )}
        <p>{viewersText(page, entryViewers(records, kind.sharedAs, label))}</p>
      </>
    ),
    actions: actionsOf(page, kind, entry),
  };
}

/** A text that names the clients that see an entry. */
export function viewersText(
  { translate }: Pick<PageRequest, 'translate'>,
  clients: readonly string[],
): string {
  return clients.length > 0
    ? translate('profile.seen', { clients: shortList(translate, clients) })
    : translate('profile.unseen');
}

function actionsOf({ translate }: PageRequest, { name }: ProfileKind, { label, isConfirmed }: ShownEntry) {
  const action = (word: 'edit' | 'remove' | 'confirm', href: string) => ({
    href,
    text: translate(`profile.${word}`),
    label: translate(`profile.${word}.label`, { label }),
  });
  return [
    ...(isConfirmed === false ? [action('confirm', entryPath(name, label, 'confirm'))] : []),
    action('edit', entryPath(name, label)),
    { ...action('remove', entryPath(name, label, 'remove')), isDangerous: true },
  ];
}
