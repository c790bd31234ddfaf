import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { generate } from '../../codegen/generate.ts';
import { open, strict } from '../../codegen/profile.ts';

interface Page {
  readonly path: string;
  readonly title: string;
  readonly operations: readonly { readonly name: string; readonly summary: string; readonly html: string }[];
  readonly types: readonly { readonly name: string; readonly html: string }[];
}

const caseOf = (name: string) => fileURLToPath(new URL(`./cases/${name}/api.raml`, import.meta.url));

function pagesOf(name: string): Page[] {
  const profile = name.startsWith('open-') ? open : strict;
  const { files } = generate(caseOf(name), profile, ['documentation.json']);
  return JSON.parse(files.get('documentation.json') ?? '{}').groups;
}

const entities = [
  ['&quot;', '"'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
] as const;

function samplesIn(html: string, language: string): string[] {
  const found = html.matchAll(new RegExp(`<pre class="${language}"><code>(.*?)</code>`, 'gs'));
  return [...found].map(([, text = '']) =>
    entities.reduce((plain, [entity, letter]) => plain.replaceAll(entity, letter), text),
  );
}

const sampleOf = (pages: readonly Page[], operation: string, language: string) =>
  samplesIn(
    pages.flatMap(({ operations }) => operations).find(({ name }) => name === operation)?.html ?? '',
    language,
  )[0];

describe('documentation.json', () => {
  test('has a page for each group, with its operations and the types they use', () => {
    const [page, ...others] = pagesOf('client');
    expect(others).toEqual([]);
    expect(page).toMatchObject({ path: 'notes', title: 'Notes' });
    expect(page?.operations[0]).toMatchObject({ name: 'listNotes', summary: 'Lists the notes.' });
    expect(page?.types.map(({ name }) => name)).toEqual(['Note', 'Problem']);
  });

  test('shows a request in every language, with what must be sent and no more', () => {
    const pages = pagesOf('client');
    expect(sampleOf(pages, 'listNotes', 'curl')).toBe(`curl '{{server}}/api/notes'`);
    expect(sampleOf(pages, 'putNote', 'curl')).toBe(
      [
        `curl '{{server}}/api/notes/label'`,
        '-X PUT',
        '-H "Authorization: Bearer $TOKEN"',
        `-H 'Content-Type: application/json'`,
        `-d '{"text":"text"}'`,
      ].join(' \\\n  '),
    );
    expect(sampleOf(pages, 'addPicture', 'typescript')).toContain(
      `form.append('file', await openAsBlob('picture.png'), 'picture.png');`,
    );
    expect(sampleOf(pages, 'addPicture', 'python')).toContain(`files={"file": open("picture.png", "rb")},`);
    expect(sampleOf(pages, 'touchNote', 'python')).toContain(
      'requests.post(\n    "{{server}}/api/notes/label?force=true",',
    );
  });

  test.each(['client', 'annotations-and-examples', 'arrays-unions-enums', 'service-groups'])(
    'has samples that a shell and TypeScript can read: %s',
    (name) => {
      const html = pagesOf(name).flatMap(({ operations }) => operations.map((each) => each.html));
      const shell = html.flatMap((each) => samplesIn(each, 'curl'));
      expect(shell.length).toBeGreaterThan(0);
      expect(spawnSync('sh', ['-n'], { input: shell.join('\n'), encoding: 'utf8' }).stderr).toBe('');
      for (const text of html.flatMap((each) => samplesIn(each, 'typescript'))) {
        const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
        expect([text, diagnostics]).toEqual([text, []]);
      }
    },
  );
});
