import type { Json } from '../../model.ts';
import type { SampleBody, SampleRequest } from './sample-request.ts';

export interface Sample {
  /** Part of ids and of names of classes. */
  readonly name: 'curl' | 'typescript' | 'python';
  readonly title: string;
  readonly text: string;
}

/** The same request in every language; `TOKEN` in the environment is the access token. */
export function samplesOf(request: SampleRequest): readonly Sample[] {
  return [
    { name: 'curl', title: 'curl', text: curl(request) },
    { name: 'typescript', title: 'TypeScript', text: typescript(request) },
    { name: 'python', title: 'Python', text: python(request) },
  ];
}

/** For a shell. */
export function curl({ method, url, hasToken, headers, body }: SampleRequest): string {
  const options = [
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(hasToken ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...curlBody(body),
  ];
  return [`curl ${quoted(url)}`, ...options].join(' \\\n  ');
}

function curlBody(body: SampleBody | undefined): string[] {
  if (!body) return [];
  if (body.kind === 'json')
    return [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body.value))}`];
  if (body.kind === 'file') return ['--data-binary @file'];
  return body.parts.map(({ name, value }) => `-F ${quoted(`${name}=${value ?? '@picture.png'}`)}`);
}

/** Quotes a string for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function typescript({ method, url, hasToken, headers, body }: SampleRequest): string {
  const sent = [
    ...(hasToken ? [`    Authorization: \`Bearer \${process.env.TOKEN}\`,`] : []),
    ...headers.map(([name, value]) => `    ${literal(name)}: ${literal(value)},`),
    ...(body?.kind === 'json' ? [`    'Content-Type': 'application/json',`] : []),
  ];
  const options = [
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    ...(sent.length > 0 ? ['  headers: {', ...sent, '  },'] : []),
    ...typescriptBody(body),
  ];
  const call =
    options.length === 0 ? [`fetch(${literal(url)});`] : [`fetch(${literal(url)}, {`, ...options, '});'];
  return [
    ...typescriptForm(body),
    `const response = await ${call.join('\n')}`,
    'console.log(response.status, await response.text());',
  ].join('\n');
}

function typescriptForm(body: SampleBody | undefined): string[] {
  if (body?.kind !== 'form') return [];
  const parts = body.parts.map(({ name, value }) => {
    const given = value === undefined ? `await openAsBlob('picture.png'), 'picture.png'` : literal(value);
    return `form.append(${literal(name)}, ${given});`;
  });
  const imports = body.parts.some(({ value }) => value === undefined)
    ? [`import { openAsBlob } from 'node:fs';`, '']
    : [];
  return [...imports, 'const form = new FormData();', ...parts];
}

function typescriptBody(body: SampleBody | undefined): string[] {
  if (!body) return [];
  if (body.kind === 'form') return ['  body: form,'];
  if (body.kind === 'file') return [`  body: await openAsBlob('file'),`];
  return [`  body: JSON.stringify(${indented(JSON.stringify(body.value, null, 2), '  ')}),`];
}

/** A text in single quotes. */
function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

function python({ method, url, hasToken, headers, body }: SampleRequest): string {
  const sent = [
    ...(hasToken ? [`"Authorization": f"Bearer {os.environ['TOKEN']}"`] : []),
    ...headers.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
  ];
  const lines = [
    `    ${JSON.stringify(url)},`,
    ...(sent.length > 0 ? [`    headers={${sent.join(', ')}},`] : []),
    ...pythonBody(body),
    '    timeout=10,',
  ];
  return [
    hasToken ? 'import os\n\nimport requests\n' : 'import requests\n',
    `response = requests.${method.toLowerCase()}(`,
    ...lines,
    ')',
    'print(response.status_code, response.text)',
  ].join('\n');
}

function pythonBody(body: SampleBody | undefined): string[] {
  if (!body) return [];
  if (body.kind === 'json') return [`    json=${indented(pythonValue(body.value), '    ')},`];
  if (body.kind === 'file') return [`    data=open("file", "rb"),`];
  const [files, texts] = [
    body.parts.filter((part) => part.value === undefined),
    body.parts.filter((part) => part.value !== undefined),
  ];
  return [
    ...(files.length > 0
      ? [
          `    files={${files.map(({ name }) => `${JSON.stringify(name)}: open("picture.png", "rb")`).join(', ')}},`,
        ]
      : []),
    ...(texts.length > 0
      ? [
          `    data={${texts.map(({ name, value }) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(', ')}},`,
        ]
      : []),
  ];
}

const pythonWords = new Map<unknown, string>([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
]);

function pythonValue(value: Json, indent = ''): string {
  const deeper = `${indent}    `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((each) => `${deeper}${pythonValue(each, deeper)},`).join('\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return pythonWords.get(value) ?? JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, each]) => `${deeper}${JSON.stringify(name)}: ${pythonValue(each, deeper)},`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join('\n')}\n${indent}}`;
}

function indented(text: string, by: string): string {
  return text.replaceAll('\n', `\n${by}`);
}
