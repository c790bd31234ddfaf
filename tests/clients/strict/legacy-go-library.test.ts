import { testUnderStrict } from '../profile.ts';

/** Its secret is in the query. */
testUnderStrict({ IYO_SECRETS_IN_QUERY: 'allow' });
await import('../legacy-go-library.test.ts');
