import type { VNode } from 'preact';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageContent } from '../../ui/page-response.ts';
import type { Catalogue, Group, Operation } from './catalogue.ts';
import { consolePath, documentationPath, operationPath, pathOf } from './paths.ts';
import { documentationView, Html, Search } from './view.tsx';

interface ReferenceProps {
  readonly page: PageRequest;
  readonly catalogue: Catalogue;
  readonly group: Group;
}

/** `GET /apidocumentation/{group}`: its operations, each with an example, and the types they refer to. */
export function groupPage({ page, catalogue, group }: ReferenceProps): PageContent {
  const { translate } = page;
  const { title, operations, introduction, types } = group;
  const content = (
    <>
      <h1 lang="en">{title}</h1>
      <Html html={introduction} />
      <Search page={page} />
      <h2 id="operations">{translate('docs.group.operations')}</h2>
      <div lang="en">
        {operations.map((operation) => (
          <Overview key={operation.name} page={page} group={group} operation={operation} />
        ))}
      </div>
      <Types page={page} types={types} hasExamples />
    </>
  );
  return documentationView({ page, catalogue, active: pathOf(group.path), title, content });
}

interface OperationProps {
  readonly page: PageRequest;
  readonly group: Group;
  readonly operation: Operation;
}

function Overview({ page, group, operation: { name, overview } }: OperationProps): VNode {
  const path = operationPath(group.path, name);
  return (
    <article id={name}>
      <h3>
        <a href={path}>{name}</a>
      </h3>
      <div dangerouslySetInnerHTML={{ __html: overview }} />
      <p lang={page.language}>
        <a href={path}>{page.translate('docs.group.details', { operation: name })}</a>
      </p>
    </article>
  );
}

/** `GET /apidocumentation/{group}/{operation}`: one operation in full, with the types it refers to. */
export function operationPage({ page, catalogue, group }: ReferenceProps, operation: Operation): PageContent {
  const { translate } = page;
  const { name, html } = operation;
  const way = [
    { title: translate('docs.title'), href: documentationPath },
    { title: group.title, href: pathOf(group.path) },
  ];
  const content = (
    <>
      <Breadcrumbs page={page} items={way} current={name} />
      <h1 lang="en">{name}</h1>
      <article id={name} lang="en" dangerouslySetInnerHTML={{ __html: html }} />
      <p class="actions">
        <a class="button quiet small" href={`${consolePath}#/${group.service}/${name}`}>
          {translate('docs.group.try', { operation: name })}
        </a>
      </p>
      <Types page={page} types={group.types.filter((type) => operation.types.includes(type.name))} />
      <Search page={page} />
    </>
  );
  const active = operationPath(group.path, name);
  return documentationView({ page, catalogue, active, title: name, content });
}

interface TypesProps {
  readonly page: PageRequest;
  readonly types: Group['types'];
  /** Whether to show examples of the types. The page of an operation shows them in its request and response instead. */
  readonly hasExamples?: boolean;
}

function Types({ page, types, hasExamples = false }: TypesProps): VNode {
  return (
    <>
      <h2 id="types">{page.translate('docs.group.types')}</h2>
      <div lang="en">
        {types.map(({ name, html, example }) => (
          <section key={name} id={`type-${name}`}>
            <h3>{name}</h3>
            <div dangerouslySetInnerHTML={{ __html: hasExamples ? html + example : html }} />
          </section>
        ))}
      </div>
    </>
  );
}
