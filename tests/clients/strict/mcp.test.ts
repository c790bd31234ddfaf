import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../mcp.test.ts');
