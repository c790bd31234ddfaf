import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../openid-client.test.ts');
