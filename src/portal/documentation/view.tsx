import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../i18n/catalogue.ts';
import type { PageContent } from '../../ui/answer.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { Catalogue, FoundOperation, Group } from './catalogue.ts';
import {
  consolePath,
  documentationPath,
  type GuideName,
  guideNames,
  operationPath,
  pathOf,
  searchPath,
} from './paths.ts';

const guideTitles = {
  tokens: 'docs.tokens',
  'first-call': 'docs.call',
  endpoints: 'docs.endpoints',
  errors: 'docs.errors',
  limits: 'docs.limits',
} as const satisfies Readonly<Record<GuideName, string>>;

export function guideTitle(translate: Translate, name: GuideName): string {
  return translate(guideTitles[name]);
}

interface DocumentationView {
  readonly page: PageRequest;
  readonly catalogue: Catalogue;
  /** The address of the page, as the menu has it. */
  readonly active: string;
  readonly title: string;
  readonly content: ComponentChildren;
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
}

/** A page of the documentation, beside its menu. */
export function documentationView(view: DocumentationView): PageContent {
  const { page, title, content, scripts = [], styles } = view;
  const { translate } = page;
  return {
    title: title === translate('docs.title') ? title : `${title} - ${translate('docs.title')}`,
    width: 'portal',
    menu: <Menu {...view} />,
    content: (
      <div class="documentation" data-copy={translate('docs.copy')} data-copied={translate('docs.copied')}>
        {content}
      </div>
    ),
    scripts: ['documentation.js', ...scripts],
    ...(styles && { styles }),
  };
}

/** Beside the content; on narrow screens above it, folded. */
function Menu({ page: { translate }, catalogue, active, title }: DocumentationView): VNode {
  const label = translate('docs.title');
  const lists = <MenuLists translate={translate} catalogue={catalogue} active={active} />;
  return (
    <>
      <nav class="menu" aria-label={label}>
        {lists}
      </nav>
      <nav class="menu-folded" aria-label={label}>
        <details>
          <summary>
            {translate('menu.open')} <span class="menu-active">{title}</span>
          </summary>
          {lists}
        </details>
      </nav>
    </>
  );
}

interface MenuListsProps {
  readonly translate: Translate;
  readonly catalogue: Catalogue;
  readonly active: string;
}

function MenuLists({ translate, catalogue: { groups }, active }: MenuListsProps): VNode {
  const guides = [
    { href: documentationPath, text: translate('docs.start') },
    ...guideNames.map((name) => ({ href: pathOf(name), text: guideTitle(translate, name) })),
    { href: consolePath, text: translate('docs.console') },
  ];
  const isUsers = ({ service }: Group) => service.startsWith('user');
  const linesOf = (some: readonly Group[]) =>
    some.map(({ path, title }) => ({ href: pathOf(path), text: title }));
  return (
    <>
      <MenuList title={translate('docs.guides')} lines={guides} active={active} />
      <MenuList
        title={translate('docs.users')}
        lines={linesOf(groups.filter(isUsers))}
        active={active}
        lang="en"
      />
      <MenuList
        title={translate('docs.organizations')}
        lines={linesOf(groups.filter((group) => !isUsers(group)))}
        active={active}
        lang="en"
      />
    </>
  );
}

interface MenuListProps {
  readonly title: string;
  readonly lines: readonly { readonly href: string; readonly text: string }[];
  readonly active: string;
  /** Of the lines; default: the language of the page. */
  readonly lang?: string;
}

function MenuList({ title, lines, active, lang }: MenuListProps): VNode {
  return (
    <>
      <p class="menu-title">{title}</p>
      <ul lang={lang}>
        {lines.map(({ href, text }) => (
          <li key={href}>
            <a href={href} aria-current={href === active ? 'page' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A field that finds operations; with scripts, while it is typed. */
export function Search({ page: { translate }, words = '' }: { page: PageRequest; words?: string }): VNode {
  return (
    <search>
      <form method="get" action={searchPath} class="search">
        <div class="field">
          <label for="q">{translate('docs.search')}</label>
          <input type="search" id="q" name="q" value={words} autocomplete="off" maxLength={100} />
        </div>
        <button type="submit" class="quiet">
          {translate('docs.search.button')}
        </button>
      </form>
      <div id="found" aria-live="polite" />
    </search>
  );
}

/** A list of operations, each leading to where it is described. */
export function OperationList({ found }: { readonly found: readonly FoundOperation[] }): VNode {
  return (
    <ul class="operations" lang="en">
      {found.map(({ operation: { name, method, path, summary }, group }) => (
        <li key={name}>
          <a href={operationPath(group.path, name)}>{name}</a>{' '}
          <code>
            {method} {path}
          </code>
          {summary !== '' && <p class="hint">{summary}</p>}
        </li>
      ))}
    </ul>
  );
}

/** What the generator wrote, in the language of the contract. */
export function Html({ html }: { readonly html: string }): VNode {
  return <div lang="en" dangerouslySetInnerHTML={{ __html: html }} />;
}
