import type { Api } from '../../model.ts';
import { operationName } from '../../names.ts';
import { createTypeIndex } from '../../type-index.ts';
import { errorCodesOf } from './errors.ts';
import { type Group, groupsOf, pathOf, typesOf } from './groups.ts';
import { htmlOf } from './html.ts';
import { Markdown } from './markdown.tsx';
import { OperationDetails, OperationOverview, type OperationProps, summaryOf } from './operation.tsx';
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
    operations: operations.map((operation) => {
      const used = typesOf([operation], api.types, index);
      return {
        ...once([operation, api.basePath, used], () =>
          operationDocument({ operation, basePath: api.basePath, index }),
        ),
        types: used.map(({ name }) => name),
      };
    }),
    types: types.map((type) => ({
      name: type.name,
      html: htmlOf(<TypeDetails type={type} index={index} />),
      example: htmlOf(<TypeExample type={type} />),
    })),
  };
}

type OperationDocument = ReturnType<typeof operationDocument>;

/** A watching generator renders what has changed. */
const rendered = new Map<string, OperationDocument>();

function once(input: unknown, render: () => OperationDocument): OperationDocument {
  const key = JSON.stringify(input);
  const known = rendered.get(key) ?? render();
  rendered.set(key, known);
  return known;
}

/** `overview` is for the page of the group, `html` for the operation's own. */
function operationDocument(props: OperationProps) {
  const { operation, basePath } = props;
  const { displayName, method, path, access } = operation;
  return {
    name: operationName(displayName),
    method: method.toUpperCase(),
    path: `${basePath}${path}`,
    summary: summaryOf(operation),
    scopes: access.scopes,
    overview: htmlOf(<OperationOverview {...props} />),
    html: htmlOf(<OperationDetails {...props} heading="h2" />),
  };
}
