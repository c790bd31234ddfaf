import type { ComponentChildren, VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

/** A link beside an entry. */
export interface EntryAction {
  readonly href: string;
  readonly text: string;
  /** Read out in place of the text, where several entries of a page offer the same. */
  readonly label?: string;
  readonly isDangerous?: boolean;
}

export interface Entry {
  readonly key: string;
  readonly title: ComponentChildren;
  /** Beside the title: badges. */
  readonly marks?: ComponentChildren;
  /** Below the title. */
  readonly details?: ComponentChildren;
  readonly actions?: readonly EntryAction[];
  /** Forms beside the actions. */
  readonly forms?: ComponentChildren;
}

export interface EntryListProps {
  /** Missing where the title of the page says it already. */
  readonly title?: string;
  /** Of the heading; unique on the page. */
  readonly id: string;
  readonly text?: ComponentChildren;
  readonly entries: readonly Entry[];
  /** Said when there are none. */
  readonly none: string;
  /** The page that adds one. */
  readonly add?: EntryAction | undefined;
  /** Below the list. */
  readonly children?: ComponentChildren;
}

/** A card with a list of entries, each with what can be done with it. */
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

/** Names and their values. */
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

/** A short mark beside a title. */
export function Badge({
  kind,
  children,
}: {
  kind: 'good' | 'bad' | 'plain';
  children: ComponentChildren;
}): VNode {
  return <span class={`badge ${kind}`}>{children}</span>;
}

/** Whether an address or number was proved to be the user's. */
export function Verified({ page, isVerified }: { page: PageRequest; isVerified: boolean }): VNode {
  return (
    <Badge kind={isVerified ? 'good' : 'plain'}>
      {page.translate(isVerified ? 'badge.verified' : 'badge.unverified')}
    </Badge>
  );
}

/** Links to the pages before and after this one of a long list; addresses keep the filter. */
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
