import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../openid-client5.test.ts');
