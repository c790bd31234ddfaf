import type { StoredContract } from '../../../documents/contracts/queries.ts';
import type { KeyName } from '../../../documents/keystore/queries.ts';
import type { SeeDocumentVersion } from '../../../documents/see/queries.ts';
import { Badge, type Entry } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import type { RegistryEntry } from '../../../users/registry/queries.ts';
import { contractPath, documentPath, registryEntryPath } from './paths.ts';

/** A document in a list, shown by its newest version. */
export function documentEntry(page: PageRequest, document: SeeDocumentVersion): Entry {
  const { translate } = page;
  const { globalid, uniqueid, category, version, createdAt, signature } = document;
  return {
    key: `${globalid} ${uniqueid}`,
    title: uniqueid,
    marks: (
      <Badge kind={signature === '' ? 'plain' : 'good'}>
        {translate(signature === '' ? 'documents.unsigned' : 'documents.signed')}
      </Badge>
    ),
    details: (
      <>
        <p class="value">{category}</p>
        <p>
          {translate('documents.from', { organization: globalid })} ·{' '}
          {translate('documents.version', { version })} · <Time page={page} at={createdAt} isDay />
        </p>
      </>
    ),
    actions: [openAction(page, documentPath(globalid, uniqueid), uniqueid)],
  };
}

export function contractEntry(page: PageRequest, contract: StoredContract): Entry {
  const { translate } = page;
  const { contractId, contractType, expiresAt, signatures } = contract;
  return {
    key: contractId,
    title: contractType,
    marks: (
      <Badge kind={signatures.length > 0 ? 'good' : 'plain'}>
        {translate(signatures.length > 0 ? 'documents.signed' : 'documents.unsigned')}
      </Badge>
    ),
    details: (
      <>
        <p class="value">{contractId}</p>
        <p>
          {translate('documents.expires')} <Time page={page} at={expiresAt} isDay />
        </p>
      </>
    ),
    actions: [openAction(page, contractPath(contractId), contractId)],
  };
}

/** A key in a list, by name only: its content is for the organization. */
export function keyEntry(page: PageRequest, { globalid, label, algorithm, createdAt }: KeyName): Entry {
  return {
    key: `${globalid} ${label}`,
    title: label,
    details: (
      <p>
        {page.translate('documents.from', { organization: globalid })} · {algorithm} ·{' '}
        <Time page={page} at={createdAt} isDay />
      </p>
    ),
  };
}

const shownCharacters = 200;

export function registryEntry({ translate }: PageRequest, { key, value }: RegistryEntry): Entry {
  const shown = value.length > shownCharacters ? `${value.slice(0, shownCharacters)}…` : value;
  return {
    key,
    title: key,
    details: <p class="value">{shown}</p>,
    actions: [
      {
        href: registryEntryPath(key),
        text: translate('profile.edit'),
        label: translate('profile.edit.label', { label: key }),
      },
      {
        href: registryEntryPath(key, 'remove'),
        text: translate('profile.remove'),
        label: translate('documents.registry.remove', { key }),
        isDangerous: true,
      },
    ],
  };
}

function openAction({ translate }: PageRequest, href: string, name: string) {
  return { href, text: translate('documents.show'), label: translate('documents.show.label', { name }) };
}
