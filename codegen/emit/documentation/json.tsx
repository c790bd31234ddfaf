import { render } from 'preact-render-to-string';
import type { Api, Operation } from '../../model.ts';
import { operationName } from '../../names.ts';
import { createTypeIndex } from '../../type-index.ts';
import { errorCodesOf } from './errors.ts';
import { type Group, groupsOf, pathOf, typesOf } from './groups.ts';
import { Markdown } from './markdown.tsx';
import { OperationSection } from './operation.tsx';
import { TypeSection } from './types.tsx';

/**
 * documentation.json: the contract to be read, in pieces for a site with a page for each group of operations. `{{server}}`
 * in it stands for scheme and host.
 */
export function emitDocumentationJson(api: Api): string {
  const document = {
    generated: api.banner,
    title: api.title,
    version: api.version,
    introduction: markdown(api.description),
    security: api.security.map(({ description }) => markdown(description)),
    errors: errorCodesOf(api),
    groups: groupsOf(api).map((group) => groupDocument(api, group)),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

function markdown(text: string | undefined): string {
  return render(<Markdown text={text} />);
}

function groupDocument(api: Api, { service, title, descriptions, operations }: Group) {
  const index = createTypeIndex(api.types);
  const types = typesOf(operations, api.types, index);
  return {
    service,
    path: pathOf(service),
    title,
    introduction: descriptions.map(markdown).join(''),
    operations: operations.map((operation) => ({
      ...entryOf(operation, api.basePath),
      html: render(<OperationSection operation={operation} basePath={api.basePath} index={index} />),
    })),
    types: types.map((type) => ({
      name: type.name,
      html: render(<TypeSection type={type} index={index} />),
    })),
  };
}

/** What a list or a search shows of an operation. */
function entryOf({ displayName, method, path, description = '', access }: Operation, basePath: string) {
  const [sentence = ''] = description.split(/(?<=\.)\s/);
  return {
    name: operationName(displayName),
    method: method.toUpperCase(),
    path: `${basePath}${path}`,
    summary: sentence.replaceAll('\n', ' ').trim(),
    scopes: access.scopes,
  };
}
