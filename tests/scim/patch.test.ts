import { expect, test } from '@jest/globals';
import { applyPatch, type PatchedSchema } from '../../src/scim/patch.ts';

const group: PatchedSchema = {
  core: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  simple: ['displayName'],
  complex: {},
  lists: { members: ['value'] },
  readOnly: ['id'],
};

const members = Array.from({ length: 10_000 }, (_, index) => ({ value: `m${index}` }));
const removals = (count: number, comparisons: number) =>
  Array.from({ length: count }, (_, index) => {
    const parts = Array.from(
      { length: comparisons },
      (_, part) => `value eq "m${index * comparisons + part}"`,
    );
    return { op: 'remove', path: `members[${parts.join(' or ')}]` };
  });

test('many members are removed from a large group one by one', () => {
  const { members: left } = applyPatch({ members }, removals(200, 1), group);
  expect(left).toEqual(members.slice(200));
});

test.each([
  ['filters of many comparisons', removals(11, 100)],
  [
    'more operations than a client may send',
    Array.from({ length: 1_001 }, () => ({ op: 'add', path: 'members', value: members.slice(0, 1) })),
  ],
  [
    'many paths in one operation',
    [
      {
        op: 'replace',
        value: Object.fromEntries(
          Array.from({ length: 1_001 }, (_, index) => [`members[value eq "m${index}"].value`, `m${index}`]),
        ),
      },
    ],
  ],
])('a patch that takes too long is refused: %s', (_what, operations) => {
  expect(() => applyPatch({ members }, operations, group)).toThrow(
    expect.objectContaining({ status: 400, scimType: 'tooMany' }),
  );
});
