import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../badgateway.test.ts');
