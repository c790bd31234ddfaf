import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../legacy-resource-server.test.ts');
