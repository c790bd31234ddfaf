import { describe, expect, test } from '@jest/globals';
import { block, braces, doc, firstSentence, indent, key, method, quote } from '../../codegen/writer.ts';

describe('quote', () => {
  test.each([
    ['plain', "'plain'"],
    ["it's", "'it\\'s'"],
    ['say "hi"', `'say "hi"'`],
    ['a\\b', "'a\\\\b'"],
    ['\\"', `'\\\\"'`],
    ['line\nbreak\ttab', "'line\\nbreak\\ttab'"],
  ])('%j is written %s', (text, expected) => {
    expect(quote(text)).toBe(expected);
    expect(new Function(`return ${expected}`)()).toBe(text);
  });
});

describe('key', () => {
  test.each([
    ['name', 'name'],
    ['home-page', "'home-page'"],
    ['2fa', "'2fa'"],
    ['', "''"],
  ])('%j is written %s', (name, expected) => {
    expect(key(name)).toBe(expected);
  });
});

describe('doc', () => {
  test('says nothing when there is nothing to say', () => {
    expect(doc(undefined)).toBe('');
    expect(doc('  \n')).toBe('');
  });

  test('takes one line for one line', () => {
    expect(doc('Short.\n')).toBe('/** Short. */');
  });

  test('leaves no blanks at the ends of lines', () => {
    expect(doc('One.\n\nTwo. ')).toBe('/**\n * One.\n *\n * Two.\n */');
  });

  test('cannot be closed by its own text', () => {
    expect(doc('image/*/x and */ more')).not.toMatch(/\*\/.*\*\//s);
  });
});

describe('firstSentence', () => {
  test.each([
    [undefined, ''],
    ['One. Two.', 'One.'],
    ['No end', 'No end'],
    ['Over\ntwo lines. More.', 'Over two lines.'],
    ['Version 1.2 is out. More.', 'Version 1.2 is out.'],
    ['Really? Yes.', 'Really?'],
  ])('of %j is %j', (text, expected) => {
    expect(firstSentence(text)).toBe(expected);
  });
});

describe('layout', () => {
  test('empty lines are not indented', () => {
    expect(indent('a\n\nb')).toBe('  a\n\n  b');
  });

  test('a block without members stays on one line', () => {
    expect(block('interface X {', [])).toBe('interface X {}');
  });

  test('short members share a line, long ones do not', () => {
    expect(braces(['a: 1', 'b: 2'], ',')).toBe('{ a: 1, b: 2 }');
    const long = 'x'.repeat(60);
    expect(braces([long, long], ';')).toBe(`{\n  ${long};\n  ${long};\n}`);
  });

  test('a member of several lines is never put on one', () => {
    expect(braces(['/**\n * a\n */\nb: 1'], ';')).toBe('{\n  /**\n   * a\n   */\n  b: 1;\n}');
  });

  test('a long method has one parameter a line', () => {
    expect(method('f', ['a: A'], 'B')).toBe('f(a: A): B;');
    const long = 'A'.repeat(100);
    expect(method('f', [`a: ${long}`], 'B')).toBe(`f(\n  a: ${long},\n): B;`);
  });
});
