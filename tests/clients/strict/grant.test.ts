import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../grant.test.ts');
