import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../simple-oauth2.test.ts');
