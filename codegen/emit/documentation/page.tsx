import type { VNode } from 'preact';
import type { Api, Operation, SecurityScheme } from '../../model.ts';
import { operationName } from '../../names.ts';
import { createTypeIndex, type TypeIndex } from '../../type-index.ts';
import { type Group, groupsOf } from './groups.ts';
import { htmlOf } from './html.ts';
import { Markdown } from './markdown.tsx';
import { OperationSection } from './operation.tsx';
import { TypeSection } from './types.tsx';

/**
 * documentation.html: the contract for readers, as the content of one page. It needs no script. `{{server}}` in it
 * stands for scheme and host.
 */
export function emitDocumentation(api: Api): string {
  const groups = groupsOf(api);
  const index = createTypeIndex(api.types);
  const parts = [
    `<!-- ${api.banner} -->`,
    htmlOf(<Introduction api={api} />),
    htmlOf(<Contents groups={groups} />),
    ...groups.flatMap((group) => groupText(group, api.basePath, index)),
    '<h2 id="types">Types</h2>',
    ...api.types.map((type) => htmlOf(<TypeSection type={type} index={index} />)),
  ];
  return `${parts.join('\n')}\n`;
}

function groupText(group: Group, basePath: string, index: TypeIndex): string[] {
  return [
    `<h2 id="group-${group.service}">${group.title}</h2>`,
    ...group.descriptions.map((text) => htmlOf(<Markdown text={text} />)),
    ...group.operations.map((operation) =>
      htmlOf(<OperationSection operation={operation} basePath={basePath} index={index} />),
    ),
  ];
}

function Introduction({ api }: { readonly api: Api }): VNode {
  return (
    <header>
      <h1>{api.title}</h1>
      <p>{`Version ${api.version}`}</p>
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
      <a href={`#${name}`}>{name}</a> <small>{`${operation.method.toUpperCase()} ${operation.path}`}</small>
    </li>
  );
}
