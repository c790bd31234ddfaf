import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { type Api, type Operation, operationsOf, type SecurityScheme } from '../../model.ts';
import { operationName } from '../../names.ts';
import { createTypeIndex } from '../../type-index.ts';
import { Markdown } from './markdown.tsx';
import { OperationSection } from './operation.tsx';
import { TypeSection } from './types.tsx';

/** documentation.html: the contract to be read, as the inner part of a page. It needs no script. */
export function emitDocumentation(api: Api): string {
  const groups = groupsOf(api);
  const index = createTypeIndex(api.types);
  const parts = [
    `<!-- ${api.banner} -->`,
    render(<Introduction api={api} />),
    render(<Contents groups={groups} />),
    ...[...groups].flatMap(([service, operations]) => groupText(service, operations, api.basePath)),
    '<h2 id="types">Types</h2>',
    ...api.types.map((type) => render(<TypeSection type={type} index={index} />)),
  ];
  return `${parts.join('\n')}\n`;
}

type Groups = ReadonlyMap<string, readonly Operation[]>;

function groupsOf(api: Api): Groups {
  const groups = new Map<string, Operation[]>();
  for (const operation of operationsOf(api)) {
    groups.set(operation.service, [...(groups.get(operation.service) ?? []), operation]);
  }
  return groups;
}

function groupText(service: string, operations: readonly Operation[], basePath: string): string[] {
  return [
    `<h2 id="group-${service}">${inWords(service)}</h2>`,
    ...operations.map((operation) => render(<OperationSection operation={operation} basePath={basePath} />)),
  ];
}

/** `userEmailAddresses` -> `User email addresses`. */
function inWords(service: string): string {
  const words = service.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
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

function Contents({ groups }: { readonly groups: Groups }): VNode {
  return (
    <nav class="contents" aria-labelledby="contents">
      <h2 id="contents">Operations</h2>
      {[...groups].map(([service, operations]) => (
        <details key={service}>
          <summary>{`${inWords(service)} (${operations.length})`}</summary>
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
