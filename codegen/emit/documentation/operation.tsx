import { Fragment, type VNode } from 'preact';
import type { Access, Body, Operation, Parameter, Response } from '../../model.ts';
import { operationName } from '../../names.ts';
import type { TypeIndex } from '../../type-index.ts';
import { exampleOf } from './example.ts';
import { Markdown } from './markdown.tsx';
import { sampleRequestOf } from './sample-request.ts';
import { curl, samplesOf } from './samples.ts';
import { PropertyList, TypeText } from './types.tsx';

export interface OperationProps {
  readonly operation: Operation;
  readonly basePath: string;
  readonly index: TypeIndex;
}

/** Everything about one operation, under an anchor with its name. */
export function OperationSection(props: OperationProps): VNode {
  const name = operationName(props.operation.displayName);
  return (
    <article id={name}>
      <h3>
        <a href={`#${name}`}>{name}</a>
      </h3>
      <OperationDetails {...props} heading="h4" />
    </article>
  );
}

/** An operation in a list: what it is for, who may call it, and one example. */
export function OperationOverview({ operation, basePath, index }: OperationProps): VNode {
  return (
    <>
      <RequestLine operation={operation} basePath={basePath} />
      <Markdown text={summaryOf(operation)} />
      <AccessText access={operation.access} />
      <div class="sample">
        <pre>
          <code>{curl(sampleRequestOf(operation, basePath, index))}</code>
        </pre>
      </div>
    </>
  );
}

/** The first sentence of the description. */
export function summaryOf({ description = '' }: Operation): string {
  const [sentence = ''] = description.split(/(?<=\.)\s/);
  return sentence.replaceAll('\n', ' ').trim();
}

type Heading = 'h2' | 'h4';

/** Everything about an operation except its name. @param heading of its parts */
export function OperationDetails(props: OperationProps & { readonly heading: Heading }): VNode {
  const { operation, basePath, index, heading } = props;
  const { access, bodies, responses } = operation;
  return (
    <>
      <RequestLine operation={operation} basePath={basePath} />
      <Markdown text={operation.description} />
      <AccessText access={access} />
      <Samples operation={operation} basePath={basePath} index={index} />
      <Parameters heading={heading} title="In the path" parameters={operation.pathParameters} />
      <Parameters heading={heading} title="In the query" parameters={operation.queryParameters} />
      <Parameters heading={heading} title="Headers" parameters={operation.headers} />
      {bodies.map((body) => (
        <BodySection key={body.mediaType} heading={heading} body={body} />
      ))}
      <Responses heading={heading} responses={responses} index={index} />
    </>
  );
}

function RequestLine({ operation: { method, path }, basePath }: Omit<OperationProps, 'index'>): VNode {
  return (
    <p class="request-line">
      <strong>{method.toUpperCase()}</strong> <code>{`${basePath}${path}`}</code>
    </p>
  );
}

function AccessText({ access: { public: isPublic, scopes } }: { readonly access: Access }): VNode {
  if (isPublic) return <p class="access">Open to everyone.</p>;
  if (scopes.length === 0) return <p class="access">Needs an access token.</p>;
  return (
    <p class="access">
      {scopes.length === 1 ? 'Scope: ' : 'Any one of the scopes: '}
      {scopes.map((scope, place) => (
        <Fragment key={scope}>
          {place === 0 ? '' : ', '}
          <code>{scope}</code>
        </Fragment>
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
        <Fragment key={sample.name}>
          <input
            type="radio"
            name={`samples-${name}`}
            id={`${name}-${sample.name}`}
            value={sample.name}
            checked={place === 0}
          />
          <label for={`${name}-${sample.name}`}>{sample.title}</label>
        </Fragment>
      ))}
      {samples.map((sample) => (
        <pre key={sample.name} class={sample.name}>
          <code>{sample.text}</code>
        </pre>
      ))}
    </fieldset>
  );
}

interface ParametersProps {
  readonly heading: Heading;
  readonly title: string;
  readonly parameters: readonly Parameter[];
}

function Parameters({ heading: Title, title, parameters }: ParametersProps): VNode | null {
  if (parameters.length === 0) return null;
  return (
    <>
      <Title>{title}</Title>
      <PropertyList properties={parameters} />
    </>
  );
}

function BodySection({ heading: Title, body }: { readonly heading: Heading; readonly body: Body }): VNode {
  const { mediaType, shape, required } = body;
  return (
    <>
      <Title>Body</Title>
      <p>
        <code>{mediaType}</code>, <TypeText shape={shape} />
        {required ? '' : ', optional'}
      </p>
      <Markdown text={shape.notes.description} />
      {shape.kind === 'object' && <PropertyList properties={shape.properties} />}
    </>
  );
}

interface ResponsesProps {
  readonly heading: Heading;
  readonly responses: readonly Response[];
  readonly index: TypeIndex;
}

function Responses({ heading: Title, responses, index }: ResponsesProps): VNode {
  return (
    <>
      <Title>Answers</Title>
      <dl>
        {responses.map((response) => (
          <ResponseEntry key={response.status} response={response} index={index} />
        ))}
      </dl>
    </>
  );
}

interface ResponseProps {
  readonly response: Response;
  readonly index: TypeIndex;
}

function ResponseEntry({ response, index }: ResponseProps): VNode {
  const { status, description, bodies } = response;
  return (
    <>
      <dt>
        <code>{status}</code>{' '}
        <small>
          {bodies.map(({ mediaType, kind, shape }, place) => (
            <Fragment key={mediaType}>
              {place === 0 ? '' : ' or '}
              {kind === 'json' ? <TypeText shape={shape} /> : mediaType}
            </Fragment>
          ))}
        </small>
      </dt>
      <dd>
        <Markdown text={description} />
        {status < 300 && <ResponseExample response={response} index={index} />}
      </dd>
    </>
  );
}

function ResponseExample({ response, index }: ResponseProps): VNode | null {
  const body = response.bodies.find(({ kind }) => kind === 'json');
  const example = body && exampleOf(body.shape, index);
  if (example === undefined) return null;
  return (
    <pre>
      <code>{JSON.stringify(example, null, 2)}</code>
    </pre>
  );
}
