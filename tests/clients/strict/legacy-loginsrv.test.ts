import { testUnderStrict } from '../profile.ts';

/** It knows no PKCE. */
testUnderStrict({ IYO_PKCE: 'key' });
await import('../legacy-loginsrv.test.ts');
