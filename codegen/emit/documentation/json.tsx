import type { Api, Operation, TypeDef } from '../../model.ts';
import { operationName } from '../../names.ts';
import { reusing } from '../../reuse.ts';
import { createTypeIndex } from '../../type-index.ts';
import { errorCodesOf } from './errors.ts';
import { type Group, groupsOf, pathOf, typesOf } from './groups.ts';
import { htmlOf } from './html.ts';
import { Markdown } from './markdown.tsx';
import { OperationDetails, OperationOverview, summaryOf } from './operation.tsx';
import { TypeDetails, TypeExample } from './types.tsx';

/**
 * documentation.json: the contract for readers, in pieces for a site with a page for each operation and each group of
 * operations. `{{server}}` in it stands for scheme and host.
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
  return htmlOf(<Markdown text={text} />);
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
      ...operationDocument(operation, index, api.basePath),
      types: typesOf([operation], api.types, index).map(({ name }) => name),
    })),
    types: types.map((type) => typeDocument(type, index)),
  };
}

/** `overview` is for the page of the group, `html` for the operation's own. */
const operationDocument = reusing((operation: Operation, index, basePath: string) => {
  const { displayName, method, path, access } = operation;
  const props = { operation, basePath, index };
  return {
    name: operationName(displayName),
    method: method.toUpperCase(),
    path: `${basePath}${path}`,
    summary: summaryOf(operation),
    scopes: access.scopes,
    overview: htmlOf(<OperationOverview {...props} />),
    html: htmlOf(<OperationDetails {...props} heading="h2" />),
  };
});

const typeDocument = reusing((type: TypeDef, index) => ({
  name: type.name,
  html: htmlOf(<TypeDetails type={type} index={index} />),
  example: htmlOf(<TypeExample type={type} />),
}));
