import type { VNode } from 'preact';
import type { Access, Body, Operation, Parameter, Response } from '../../model.ts';
import { operationName } from '../../names.ts';
import { Markdown } from './markdown.tsx';
import { PropertyEntry, TypeText } from './types.tsx';

export interface OperationProps {
  readonly operation: Operation;
  readonly basePath: string;
}

/** Everything about one operation, under an anchor that bears its name. */
export function OperationSection({ operation, basePath }: OperationProps): VNode {
  const { method, path, access, bodies, responses } = operation;
  const name = operationName(operation.displayName);
  return (
    <article id={name} aria-labelledby={`${name}-title`}>
      <h3 id={`${name}-title`}>
        <a href={`#${name}`}>{name}</a>
      </h3>
      <p class="request-line">
        <strong class={`method ${method}`}>{method.toUpperCase()}</strong> <code>{`${basePath}${path}`}</code>
      </p>
      <Markdown text={operation.description} />
      <p class="access">{accessText(access)}</p>
      <Parameters title="In the path" parameters={operation.pathParameters} />
      <Parameters title="In the query" parameters={operation.queryParameters} />
      <Parameters title="Headers" parameters={operation.headers} />
      {bodies.map((body) => (
        <BodySection key={body.mediaType} body={body} />
      ))}
      <Responses responses={responses} />
    </article>
  );
}

function accessText({ public: isPublic, scopes }: Access): string {
  if (isPublic) return 'Open to everyone.';
  return scopes.length === 0 ? 'Needs an access token.' : `Needs any one of: ${scopes.join(', ')}`;
}

function Parameters({
  title,
  parameters,
}: {
  title: string;
  parameters: readonly Parameter[];
}): VNode | null {
  if (parameters.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <dl class="properties">
        {parameters.map((parameter) => (
          <PropertyEntry key={parameter.name} property={parameter} />
        ))}
      </dl>
    </>
  );
}

function BodySection({ body }: { readonly body: Body }): VNode {
  return (
    <>
      <h4>Body</h4>
      <p>
        <code>{body.mediaType}</code>, <TypeText shape={body.shape} />
        {body.required ? '' : ', optional'}
      </p>
      <Markdown text={body.shape.notes.description} />
      {body.shape.kind === 'object' && (
        <dl class="properties">
          {body.shape.properties.map((property) => (
            <PropertyEntry key={property.name} property={property} />
          ))}
        </dl>
      )}
    </>
  );
}

function Responses({ responses }: { readonly responses: readonly Response[] }): VNode {
  return (
    <>
      <h4>Answers</h4>
      <dl class="properties">
        {responses.map((response) => (
          <ResponseEntry key={response.status} response={response} />
        ))}
      </dl>
    </>
  );
}

function ResponseEntry({ response }: { readonly response: Response }): VNode {
  const { status, description, bodies } = response;
  return (
    <>
      <dt>
        <code>{status}</code>{' '}
        <span class="kind">
          {bodies.map(({ mediaType, kind, shape }, place) => (
            <span key={mediaType}>
              {place === 0 ? '' : ' or '}
              {kind === 'json' ? <TypeText shape={shape} /> : mediaType}
            </span>
          ))}
        </span>
      </dt>
      <dd>
        <Markdown text={description} />
      </dd>
    </>
  );
}
