import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../jose.test.ts');
