import { testUnderStrict } from '../profile.ts';

/** It does not support PKCE, and its secret is in the query. */
testUnderStrict({ IYO_PKCE: 'key', IYO_SECRETS_IN_QUERY: 'allow' });
await import('../legacy-node.test.ts');
