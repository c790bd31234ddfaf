import type { ComponentChildren, VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

/** A link next to an entry. */
export interface EntryAction {
  readonly href: string;
  readonly text: string;
  /** Replaces the text for screen readers, where several entries of a page have the same text. */
  readonly label?: string;
  readonly isDangerous?: boolean;
}

export interface Entry {
  readonly key: string;
  readonly title: ComponentChildren;
  /** Next to the title: badges. */
  readonly marks?: ComponentChildren;
  /** Below the title. */
  readonly details?: ComponentChildren;
  readonly actions?: readonly EntryAction[];
  /** Forms next to the actions. */
  readonly forms?: ComponentChildren;
}

export interface EntryListProps {
  /** Omitted when it would repeat the title of the page. */
  readonly title?: string;
  /** The id of the heading; unique on the page. */
  readonly id: string;
  readonly text?: ComponentChildren;
  readonly entries: readonly Entry[];
  /** Shown when the list is empty. */
  readonly none: string;
  /** The page that adds an entry. */
  readonly add?: EntryAction | undefined;
  /** Below the list. */
  readonly children?: ComponentChildren;
}

/** A card with a list of entries and their actions. */
export function EntryList({ title, id, text, entries, none, add, children }: EntryListProps): VNode {
  return (
    <section class="card" aria-labelledby={title === undefined ? undefined : id}>
      {(title !== undefined || add) && (
        <div class="card-head">
          {title !== undefined && <h2 id={id}>{title}</h2>}
          {add && <ActionLink action={add} kind="button quiet small" />}
        </div>
      )}
      {text !== undefined && <div class="hint">{text}</div>}
      {entries.length === 0 ? (
        <p class="none">{none}</p>
      ) : (
        <ul class="rows">
          {entries.map((entry) => (
            <li key={entry.key} class="row">
              <EntryView entry={entry} />
            </li>
          ))}
        </ul>
      )}
      {children}
    </section>
  );
}

/** The content of a list item of class `row`. */
export function EntryView({
  entry: { title, marks, details, actions = [], forms },
}: {
  entry: Entry;
}): VNode {
  return (
    <>
      <div class="entry">
        <p>
          <strong>{title}</strong> {marks}
        </p>
        {details !== undefined && <div class="hint">{details}</div>}
      </div>
      {(actions.length > 0 || forms !== undefined) && (
        <div class="entry-actions">
          {actions.map((action) => (
            <ActionLink key={action.href} action={action} kind={action.isDangerous ? 'bad' : ''} />
          ))}
          {forms}
        </div>
      )}
    </>
  );
}

function ActionLink({ action: { href, text, label }, kind }: { action: EntryAction; kind: string }): VNode {
  return (
    <a href={href} class={kind || undefined} aria-label={label}>
      {text}
    </a>
  );
}

/** A list of names and values. */
export function Definitions({
  items,
  hasLongNames = false,
}: {
  items: readonly { readonly name: string; readonly value: ComponentChildren }[];
  hasLongNames?: boolean;
}): VNode {
  return (
    <dl class={hasLongNames ? 'definitions long' : 'definitions'}>
      {items.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A short mark next to a title. */
export function Badge({
  kind,
  children,
}: {
  kind: 'good' | 'bad' | 'plain';
  children: ComponentChildren;
}): VNode {
  return <span class={`badge ${kind}`}>{children}</span>;
}

/** A badge that shows whether an email address or phone number is validated. */
export function Verified({ page, isVerified }: { page: PageRequest; isVerified: boolean }): VNode {
  return (
    <Badge kind={isVerified ? 'good' : 'plain'}>
      {page.translate(isVerified ? 'badge.verified' : 'badge.unverified')}
    </Badge>
  );
}

/** Links to the previous and next page of a long list; they keep the filter. */
export function Paging({
  page,
  newer,
  older,
}: {
  page: PageRequest;
  newer?: string | undefined;
  older?: string | undefined;
}): VNode | null {
  if (newer === undefined && older === undefined) return null;
  return (
    <nav class="paging" aria-label={page.translate('paging.label')}>
      {newer !== undefined && (
        <a rel="prev" href={newer}>
          {page.translate('paging.newer')}
        </a>
      )}
      {older !== undefined && (
        <a rel="next" href={older}>
          {page.translate('paging.older')}
        </a>
      )}
    </nav>
  );
}
