import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createSealing } from '../../src/crypto/sealing.ts';
import { randomToken, tokenBytes } from '../../src/crypto/tokens.ts';
import { presentedClient } from '../../src/tokens/client-queries.ts';
import { secretPurposes } from '../../src/tokens/clients.ts';

const sealing = createSealing([randomBytes(32), randomBytes(32)]);
const ofOrganization = sealing.keyedHashes('secret', secretPurposes.organization);
const ofUser = sealing.keyedHashes('secret', secretPurposes.user);

function hashesFor(clientId: string) {
  const { organizationHashes, userHashes } = presentedClient(sealing, clientId, 'secret', new Date());
  return { organizationHashes, userHashes };
}

describe('the secret of a client is hashed with each encryption key', () => {
  test('for organizations, when the client id is too short or too long for an API key of a user', () => {
    for (const clientId of ['acme', 'acme.de', 'a'.repeat(150)])
      expect(hashesFor(clientId)).toEqual({ organizationHashes: ofOrganization, userHashes: [] });
  });

  test('for users, when the client id has a capital letter, which no globalid has', () => {
    expect(hashesFor(`A${'a'.repeat(27)}`)).toEqual({ organizationHashes: [], userHashes: ofUser });
  });

  test('for both, when the client id may be either', () => {
    expect(hashesFor('a'.repeat(28))).toEqual({ organizationHashes: ofOrganization, userHashes: ofUser });
  });

  test('for none, when the client id can be neither', () => {
    expect(hashesFor('Acme')).toEqual({ organizationHashes: [], userHashes: [] });
  });

  test('for users with every id that the server makes', () => {
    for (let count = 0; count < 100; count += 1)
      expect(hashesFor(randomToken(tokenBytes.userApplicationId)).userHashes).toEqual(ofUser);
  });
});
