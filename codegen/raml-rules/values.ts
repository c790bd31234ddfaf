import { child, isAnnotation, itemsOf, members, type SourceNode, scalarOf } from '../source.ts';
import { declaredTypes, type Refuse } from './walk.ts';

const scalarsOfAnApi = ['title', 'description', 'version', 'baseUri'];
const signatures = ['HMAC-SHA1', 'RSA-SHA1', 'PLAINTEXT'];

/** Values from a closed list, and required values. */
export function checkValues(root: SourceNode, refuse: Refuse): void {
  for (const node of root.children().filter(({ key = '' }) => scalarsOfAnApi.includes(key))) {
    const annotated = node.children().some(({ key = '' }) => isAnnotation(key));
    if (annotated && !child(node, 'value'))
      refuse(node, `"${node.key}" has annotations but no value. Add it.`);
  }
  const baseUri = child(root, 'baseUri');
  if (baseUri && !['string', 'undefined'].includes(typeof scalarOf(baseUri))) {
    refuse(baseUri, '"baseUri" is a text. Write an address, or put it in quotes.');
  }
  for (const scheme of members(root, 'securitySchemes')) {
    const unknown = itemsOf(child(child(scheme, 'settings'), 'signatures')).filter(
      (item) => !signatures.includes(String(scalarOf(item))),
    );
    for (const item of unknown) {
      refuse(item, `OAuth 1.0 has no signature "${scalarOf(item)}". Use one of ${signatures.join(', ')}.`);
    }
  }
  for (const type of declaredTypes(root)) checkXml(type, refuse);
}

function checkXml(type: SourceNode, refuse: Refuse): void {
  const xml = type.kind === 'map' ? child(type, 'xml') : undefined;
  for (const key of ['attribute', 'wrapped']) {
    const value = scalarOf(child(xml, key));
    if (xml && value !== undefined && typeof value !== 'boolean') {
      refuse(child(xml, key) ?? xml, `"${key}" is true or false.`);
    }
  }
}
