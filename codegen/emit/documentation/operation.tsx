import type { VNode } from 'preact';
import type { Access, Body, Operation, Parameter, Response } from '../../model.ts';
import { operationName } from '../../names.ts';
import type { TypeIndex } from '../../type-index.ts';
import { exampleOf } from './example.ts';
import { Markdown } from './markdown.tsx';
import { sampleRequestOf } from './sample-request.ts';
import { samplesOf } from './samples.ts';
import { PropertyEntry, TypeText } from './types.tsx';

export interface OperationProps {
  readonly operation: Operation;
  readonly basePath: string;
  readonly index: TypeIndex;
}

/** Everything about one operation, under an anchor that bears its name. */
export function OperationSection({ operation, basePath, index }: OperationProps): VNode {
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
      <AccessText access={access} />
      <Samples operation={operation} basePath={basePath} index={index} />
      <Parameters title="In the path" parameters={operation.pathParameters} />
      <Parameters title="In the query" parameters={operation.queryParameters} />
      <Parameters title="Headers" parameters={operation.headers} />
      {bodies.map((body) => (
        <BodySection key={body.mediaType} body={body} />
      ))}
      <Responses responses={responses} index={index} />
    </article>
  );
}

function AccessText({ access: { public: isPublic, scopes } }: { readonly access: Access }): VNode {
  if (isPublic) return <p class="access">Open to everyone.</p>;
  if (scopes.length === 0) return <p class="access">Needs an access token.</p>;
  return (
    <p class="access">
      {scopes.length === 1 ? 'Scope: ' : 'Any one of the scopes: '}
      {scopes.map((scope, place) => (
        <span key={scope}>
          {place === 0 ? '' : ', '}
          <code>{scope}</code>
        </span>
      ))}
    </p>
  );
}

/** The request in several languages: one is shown at a time, which needs no script. */
function Samples({ operation, basePath, index }: OperationProps): VNode {
  const name = operationName(operation.displayName);
  const samples = samplesOf(sampleRequestOf(operation, basePath, index));
  return (
    <fieldset class="samples">
      <legend>{`Example of ${name}`}</legend>
      {samples.map((sample, place) => (
        <span key={sample.name}>
          <input
            type="radio"
            name={`samples-${name}`}
            id={`${name}-${sample.name}`}
            value={sample.name}
            checked={place === 0}
          />
          <label for={`${name}-${sample.name}`}>{sample.title}</label>
        </span>
      ))}
      {samples.map((sample) => (
        <pre key={sample.name} class={sample.name}>
          <code>{sample.text}</code>
        </pre>
      ))}
    </fieldset>
  );
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

interface ResponsesProps {
  readonly responses: readonly Response[];
  readonly index: TypeIndex;
}

function Responses({ responses, index }: ResponsesProps): VNode {
  return (
    <>
      <h4>Answers</h4>
      <dl class="properties">
        {responses.map((response) => (
          <ResponseEntry key={response.status} response={response} index={index} />
        ))}
      </dl>
    </>
  );
}

function ResponseEntry({
  response,
  index,
}: {
  readonly response: Response;
  readonly index: TypeIndex;
}): VNode {
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
        {status < 300 && <ResponseExample response={response} index={index} />}
      </dd>
    </>
  );
}

function ResponseExample({
  response,
  index,
}: {
  readonly response: Response;
  readonly index: TypeIndex;
}): VNode | null {
  const body = response.bodies.find(({ kind }) => kind === 'json');
  const example = body && exampleOf(body.shape, index);
  if (example === undefined) return null;
  return (
    <pre>
      <code>{JSON.stringify(example, null, 2)}</code>
    </pre>
  );
}
