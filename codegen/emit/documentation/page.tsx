import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Api, Operation, SecurityScheme } from '../../model.ts';
import { operationName } from '../../names.ts';
import { createTypeIndex, type TypeIndex } from '../../type-index.ts';
import { type Group, groupsOf } from './groups.ts';
import { Markdown } from './markdown.tsx';
import { OperationSection } from './operation.tsx';
import { TypeSection } from './types.tsx';

/**
 * documentation.html: the contract to be read, as the inner part of one page. It needs no script. `{{server}}` in it
 * stands for scheme and host.
 */
export function emitDocumentation(api: Api): string {
  const groups = groupsOf(api);
  const index = createTypeIndex(api.types);
  const parts = [
    `<!-- ${api.banner} -->`,
    render(<Introduction api={api} />),
    render(<Contents groups={groups} />),
    ...groups.flatMap((group) => groupText(group, api.basePath, index)),
    '<h2 id="types">Types</h2>',
    ...api.types.map((type) => render(<TypeSection type={type} index={index} />)),
  ];
  return `${parts.join('\n')}\n`;
}

function groupText(group: Group, basePath: string, index: TypeIndex): string[] {
  return [
    `<h2 id="group-${group.service}">${group.title}</h2>`,
    ...group.descriptions.map((text) => render(<Markdown text={text} />)),
    ...group.operations.map((operation) =>
      render(<OperationSection operation={operation} basePath={basePath} index={index} />),
    ),
  ];
}

function Introduction({ api }: { readonly api: Api }): VNode {
  return (
    <header>
      <h1>{api.title}</h1>
      <p class="kind">{`Version ${api.version}`}</p>
      <Markdown text={api.description} />
      {api.security.length > 0 && <Security schemes={api.security} />}
    </header>
  );
}

function Security({ schemes }: { readonly schemes: readonly SecurityScheme[] }): VNode {
  return (
    <section aria-labelledby="access">
      <h2 id="access">Access</h2>
      {schemes.map(({ name, description }) => (
        <Markdown key={name} text={description} />
      ))}
    </section>
  );
}

function Contents({ groups }: { readonly groups: readonly Group[] }): VNode {
  return (
    <nav class="contents" aria-labelledby="contents">
      <h2 id="contents">Operations</h2>
      {groups.map(({ service, title, operations }) => (
        <details key={service}>
          <summary>{`${title} (${operations.length})`}</summary>
          <ul>
            {operations.map((operation) => (
              <ContentsEntry key={operation.displayName} operation={operation} />
            ))}
          </ul>
        </details>
      ))}
      <p>
        <a href="#types">Types</a>
      </p>
    </nav>
  );
}

function ContentsEntry({ operation }: { readonly operation: Operation }): VNode {
  const name = operationName(operation.displayName);
  return (
    <li>
      <a href={`#${name}`}>{name}</a>{' '}
      <span class="kind">{`${operation.method.toUpperCase()} ${operation.path}`}</span>
    </li>
  );
}
