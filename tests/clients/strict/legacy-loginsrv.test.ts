import { testUnderStrict } from '../profile.ts';

/** It does not support PKCE. */
testUnderStrict({ IYO_PKCE: 'key' });
await import('../legacy-loginsrv.test.ts');
