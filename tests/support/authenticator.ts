import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A passkey in software, with real keys and signatures (Web Authentication Level 2, sections 6.1 and 6.5). */
export interface Authenticator {
  readonly id: string;
  /** The response to registration options, as browsers encode it. */
  register(options: { challenge: string; user?: { id: string } }): object;
  /** The response to authentication options. */
  authenticate(options: { challenge: string }): object;
  /** The next value of the signature counter. */
  counter: number;
  /** The handle of the account it was registered for; undefined if it stores none. */
  userHandle: string | undefined;
}

export interface AuthenticatorSettings {
  readonly origin: string;
  /** Whether it verifies the user. Default: yes. */
  readonly verifiesUser?: boolean;
  /** The length of the credential id. Default: 16. */
  readonly idBytes?: number;
}

export function createAuthenticator({
  origin,
  verifiesUser = true,
  idBytes = 16,
}: AuthenticatorSettings): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const credentialId = randomBytes(idBytes);
  const id = credentialId.toString('base64url');
  const rpIdHash = sha256(Buffer.from(new URL(origin).hostname));

  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  function authenticatorData(extra: Buffer, moreFlags: number): Buffer {
    const rest = Buffer.alloc(5);
    rest.writeUInt8(1 | (verifiesUser ? 4 : 0) | moreFlags, 0);
    rest.writeUInt32BE(device.counter, 1);
    device.counter += 1;
    return Buffer.concat([rpIdHash, rest, extra]);
  }

  const device: Authenticator = {
    id,
    counter: 1,
    userHandle: undefined,
    register({ challenge, user }) {
      device.userHandle = user?.id;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const coordinates = [x, y].map((text) => Buffer.from(text, 'base64url'));
      const key = coseKey(coordinates[0] ?? Buffer.alloc(0), coordinates[1] ?? Buffer.alloc(0));
      const authData = authenticatorData(Buffer.concat([Buffer.alloc(16), length, credentialId, key]), 0x40);
      const response = {
        clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
        attestationObject: attestation(authData).toString('base64url'),
        transports: ['internal'],
      };
      return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
    },
    authenticate({ challenge }) {
      const data = clientData('webauthn.get', challenge);
      const authData = authenticatorData(Buffer.alloc(0), 0);
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey);
      const response = {
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(device.userHandle !== undefined && { userHandle: device.userHandle }),
      };
      return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
    },
  };
  return device;
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

/** {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053, section 7.1.1). */
function coseKey(x: Buffer, y: Buffer): Buffer {
  return Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), x, Buffer.from('225820', 'hex'), y]);
}

/** {"fmt": "none", "attStmt": {}, "authData": bytes} in CBOR. */
function attestation(authData: Buffer): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.of(0x60 + word.length), Buffer.from(word)]);
  const head = Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]);
  return Buffer.concat([
    Buffer.of(0xa3),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.of(0xa0),
    text('authData'),
    head,
    authData,
  ]);
}
