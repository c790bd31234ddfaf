import type { ComponentChildren, VNode } from 'preact';
import type {
  ConsentItem,
  EntryItem,
  FlagItem,
  MembershipItem,
  OwnershipItem,
} from '../../authorization-requests/consent/consent-items.ts';
import type { SharingQuestion } from '../../authorization-requests/consent/consent-question.ts';
import { itemText, selectableEntryText } from '../../authorization-requests/consent/item-texts.ts';
import {
  type SelectableEntry,
  selectableEntries,
  unconfirmedEntries,
} from '../../authorization-requests/consent/selectable-entries.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import { nameOf } from '../../oauth/scope-values.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { Select, Tick } from '../../ui/typed.tsx';
import { AvatarImage } from '../avatar-image.tsx';
import { addableKind } from '../entries/kinds.ts';
import { type Choices, type ConsentErrors, entryField, givesField } from './selection-form.ts';

export interface RowsProps {
  readonly page: PageRequest;
  /** The channels this server can send confirmations through. */
  readonly channels: MessageQueue['channels'];
  readonly question: SharingQuestion;
  readonly choices: Choices;
  readonly errors: ConsentErrors;
}

/** The id of an item's control. Labels cannot be used as ids. */
export const controlId = (index: number) => `item-${index + 1}`;

/** One row for each item, after the username. */
export function Rows({ page, channels, question, choices, errors }: RowsProps): VNode {
  const { translate } = page;
  return (
    <ul class="consent-rows">
      <li>
        <strong>{translate('consent.username')}</strong>: {question.session.username}
        <p class="hint">{translate('consent.username.hint')}</p>
      </li>
      {question.items.map((item, index) => {
        const error = errors.get(item.id);
        const row = {
          page,
          channels,
          question,
          choices,
          id: controlId(index),
          error: error && translate(error),
        };
        return <li key={item.id}>{rowOf(item, row)}</li>;
      })}
    </ul>
  );
}

interface RowProps extends Omit<RowsProps, 'errors'> {
  readonly id: string;
  readonly error: string | undefined;
}

function rowOf(item: ConsentItem, row: RowProps): VNode {
  const { translate } = row.page;
  switch (item.type) {
    case 'flag':
      return flagRow(item, row);
    case 'entry':
      return entryRow(item, row);
    case 'membership':
      return membershipRow(item, row);
    case 'tree':
      return tick(item, row, itemText(translate, item, row.question.request.clientId));
    case 'ownership':
      return ownershipRow(item, row);
  }
}

function tick(
  item: ConsentItem,
  { id, choices }: RowProps,
  text: string,
  hint?: string,
  picture?: VNode,
): VNode {
  return (
    <div class="choice">
      <Tick
        type="checkbox"
        id={id}
        name={givesField(item)}
        checked={choices.has(givesField(item))}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      <div>
        <label for={id}>{text}</label>
        {hint !== undefined && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
      {picture}
    </div>
  );
}

function flagRow(item: FlagItem, row: RowProps): VNode {
  const { page, question } = row;
  const { github, facebook } = question.profile;
  const none = page.translate('consent.notLinked');
  const values: Partial<Record<FlagItem['flag'], string>> = {
    'user:name': nameOf(question.profile),
    'user:github': github?.login ?? none,
    'user:facebook': facebook?.name ?? none,
  };
  const pictures: Partial<Record<FlagItem['flag'], string | null | undefined>> = {
    'user:github': github?.imageId,
    'user:facebook': facebook?.imageId,
  };
  const text = itemText(page.translate, item, question.request.clientId);
  return tick(item, row, text, values[item.flag], <AvatarImage imageId={pictures[item.flag]} />);
}

function membershipRow(item: MembershipItem, row: RowProps): VNode {
  const { page, question } = row;
  const role = question.invitations.get(item.globalid);
  const text = itemText(page.translate, item, question.request.clientId);
  return tick(item, row, text, role && page.translate(`consent.membership.${role}`));
}

function entryRow(item: EntryItem, row: RowProps): VNode {
  const { page, question, choices, id, error } = row;
  const { translate } = page;
  const options = selectableEntries(question.profile, item.kind);
  const chosen = choices.get(entryField(item)) ?? '';
  const unconfirmed = unconfirmedEntries(question.profile, item.kind);
  const unsendable = unconfirmed.length > 0 && unsendableText(item.kind, row);
  const hints = [
    item.canWrite && translate('consent.entry.write', { client: question.request.clientId }),
    options.length === 0 && translate('consent.entry.none'),
    unsendable,
  ].filter((text) => text !== false);
  const text = itemText(translate, item, question.request.clientId);
  const add = translate(options.length === 0 ? 'consent.entry.addFirst' : 'consent.entry.add');
  const described = [hints.length > 0 && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  return (
    <div class={error === undefined ? 'field' : 'field invalid'}>
      <label for={id}>{text}</label>
      <Select
        id={id}
        name={entryField(item)}
        aria-invalid={error !== undefined}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
      >
        {options.map((option) => (
          <option key={option.label} value={option.label} selected={option.label === chosen}>
            {selectableEntryText(translate, option)}
          </option>
        ))}
        <option value="" selected={chosen === ''}>
          {translate('consent.entry.keep')}
        </option>
      </Select>
      {hints.length > 0 && (
        <p class="hint" id={`${id}-hint`}>
          {hints.join(' ')}
        </p>
      )}
      <ErrorText id={id} error={error} />
      {unsendable === false && <ConfirmButtons page={page} kind={item.kind} entries={unconfirmed} />}
      {addableKind(item.kind) && (
        <div class="actions">
          <ActionButton value={`add|${item.id}`} label={`${add}: ${text}`}>
            {add}
          </ActionButton>
        </div>
      )}
    </div>
  );
}

interface ConfirmButtonsProps {
  readonly page: PageRequest;
  readonly kind: EntryItem['kind'];
  readonly entries: readonly SelectableEntry[];
}

/** More buttons than these are folded. */
const mostButtons = 3;

function ConfirmButtons({ page: { translate }, kind, entries }: ConfirmButtonsProps): VNode | null {
  const buttons = entries.map(({ label, value }) => (
    <ActionButton key={label} value={`confirm|${kind}|${label}`}>
      {translate('consent.confirm', { value })}
    </ActionButton>
  ));
  if (buttons.length === 0) return null;
  if (buttons.length <= mostButtons) return <div class="actions">{buttons}</div>;
  return (
    <details class="fold">
      <summary>{translate('consent.entry.unconfirmed', { count: buttons.length })}</summary>
      <div class="actions">{buttons}</div>
    </details>
  );
}

/** A text that replaces the send buttons; false when this server can send the message. */
function unsendableText(kind: EntryItem['kind'], { page, channels }: RowProps): string | false {
  if (kind === 'validatedphonenumbers')
    return !channels.sms && page.translate('profile.confirm.phone.unavailable');
  return !channels.mail && page.translate('profile.confirm.email.unavailable');
}

function ownershipRow(item: OwnershipItem, row: RowProps): VNode {
  const {
    page: { translate },
    question,
    id,
    error,
  } = row;
  const owned = question.profile.emailAddresses.find((entry) => entry.address === item.address);
  const unsendable = !owned?.isValidated && unsendableText('validatedemailaddresses', row);
  const state: MessageKey = owned?.isValidated ? 'consent.ownership.confirmed' : 'consent.error.ownership';
  return (
    <div class={error === undefined ? 'field' : 'field invalid'} id={id} tabIndex={-1}>
      <strong>{itemText(translate, item, question.request.clientId)}</strong>
      <p class="hint">
        {translate(state)} {translate('consent.ownership.needed')} {unsendable}
      </p>
      <ErrorText id={id} error={error} />
      {!owned?.isValidated && unsendable === false && (
        <ActionButton value={`own|${item.address}`}>
          {translate('consent.confirm', { value: item.address })}
        </ActionButton>
      )}
    </div>
  );
}

function ErrorText({ id, error }: { id: string; error: string | undefined }): VNode | null {
  if (error === undefined) return null;
  return (
    <p class="error-text" id={`${id}-error`}>
      {error}
    </p>
  );
}

/** A button of the form that does not submit the decision. */
export function ActionButton({
  value,
  label,
  children,
}: {
  readonly value: string;
  /** Replaces the text for screen readers, where several buttons have the same text. */
  readonly label?: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <button type="submit" name="do" value={value} class="quiet" aria-label={label}>
      {children}
    </button>
  );
}
