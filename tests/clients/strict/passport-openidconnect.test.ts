import { testUnderStrict } from '../profile.ts';

/** It cannot send a challenge; its nonce does the same for ID tokens (RFC 9700, section 2.1.1). */
testUnderStrict({ IYO_PKCE: 'key' });
await import('../passport-openidconnect.test.ts');
