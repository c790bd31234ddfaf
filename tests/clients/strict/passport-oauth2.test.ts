import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../passport-oauth2.test.ts');
