import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../i18n/catalogue.ts';
import { Field } from '../../ui/field.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageContent } from '../../ui/page-response.ts';
import { GetForm } from '../../ui/search-form.tsx';
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
  /** The path of the page, as in the menu. */
  readonly active: string;
  readonly title: string;
  readonly content: ComponentChildren;
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
}

/** A documentation page with its menu. */
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

/** Next to the content; on narrow screens above it, collapsed. */
function Menu({ page: { translate }, catalogue, active, title }: DocumentationView): VNode {
  return (
    <nav class="menu folding" aria-label={translate('docs.title')}>
      <details>
        <summary>
          {translate('menu.open')} <span class="menu-active">{title}</span>
        </summary>
        <MenuLists translate={translate} catalogue={catalogue} active={active} />
      </details>
    </nav>
  );
}

type MenuListsProps = Pick<DocumentationView, 'catalogue' | 'active'> & { readonly translate: Translate };

function MenuLists({ translate, catalogue: { groups }, active }: MenuListsProps): VNode {
  const guides = [
    { href: documentationPath, text: translate('docs.start') },
    ...guideNames.map((name) => ({ href: pathOf(name), text: guideTitle(translate, name) })),
    { href: consolePath, text: translate('docs.console') },
  ];
  const isUsers = ({ service }: Group) => service.startsWith('user');
  const users = groups.filter(isUsers).map((group) => lineOf(group, active));
  const others = groups.filter((group) => !isUsers(group)).map((group) => lineOf(group, active));
  return (
    <>
      <MenuList title={translate('docs.guides')} lines={guides} active={active} />
      <MenuList title={translate('docs.users')} lines={users} active={active} lang="en" />
      <MenuList title={translate('docs.organizations')} lines={others} active={active} lang="en" />
    </>
  );
}

interface MenuLine {
  readonly href: string;
  readonly text: string;
  readonly below?: readonly MenuLine[];
}

/** The menu line of a group; that of the current group includes its operations. */
function lineOf({ path, title, operations }: Group, active: string): MenuLine {
  const href = pathOf(path);
  if (active !== href && !active.startsWith(`${href}/`)) return { href, text: title };
  return {
    href,
    text: title,
    below: operations.map(({ name }) => ({ href: operationPath(path, name), text: name })),
  };
}

interface MenuListProps {
  readonly title: string;
  readonly lines: readonly MenuLine[];
  readonly active: string;
  /** The language of the lines. Default: the language of the page. */
  readonly lang?: string;
}

function MenuList({ title, lines, active, lang }: MenuListProps): VNode {
  return (
    <>
      <p class="menu-title">{title}</p>
      <MenuLines lines={lines} active={active} lang={lang} />
    </>
  );
}

function MenuLines({ lines, active, lang }: Omit<MenuListProps, 'title'>): VNode {
  return (
    <ul lang={lang}>
      {lines.map(({ href, text, below }) => (
        <li key={href}>
          <a href={href} aria-current={href === active ? 'page' : undefined}>
            {withBreaks(text)}
          </a>
          {below && <MenuLines lines={below} active={active} />}
        </li>
      ))}
    </ul>
  );
}

/** Allows line breaks between the words of an operation's name. */
function withBreaks(text: string): ComponentChildren {
  return text
    .split(/(?<=[a-z])(?=[A-Z])/)
    .flatMap((word, place) => (place === 0 ? [word] : [<wbr key={place} />, word]));
}

/** A search field for operations. With scripts, it searches while the user types. */
export function Search({ page, words = '' }: { page: PageRequest; words?: string }): VNode {
  const { translate } = page;
  return (
    <search>
      <GetForm page={page} action={searchPath} class="search">
        <Field
          name="q"
          type="search"
          label={translate('docs.search')}
          value={words}
          autocomplete="off"
          required={false}
          input={{ maxLength: 100 }}
        />
        <button type="submit" class="quiet">
          {translate('docs.search.button')}
        </button>
      </GetForm>
      <div id="found" aria-live="polite" />
    </search>
  );
}

/** A list of operations with links to their descriptions. */
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

/** HTML from the generator, in the language of the contract. */
export function Html({ html }: { readonly html: string }): VNode {
  return <div lang="en" dangerouslySetInnerHTML={{ __html: html }} />;
}
