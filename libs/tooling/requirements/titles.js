import ts from 'typescript';

const suites = new Set(['describe']);
const tests = new Set(['it', 'test']);

/** `it` of it('…'), it.each(table)('…') and it.each`table`('…'): the name before the first dot. */
const calledName = (callee) => {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee)) return calledName(callee.expression);
  if (ts.isCallExpression(callee)) return calledName(callee.expression);
  return ts.isTaggedTemplateExpression(callee) ? calledName(callee.tag) : '';
};

/** A title as it is written: placeholders of it.each and `${…}` stay as they stand. Undefined where it is no text. */
const titleOf = (node) => {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.getText().slice(1, -1);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [titleOf(node.left), titleOf(node.right)];
  return left === undefined && right === undefined ? undefined : `${left ?? '…'}${right ?? '…'}`;
};

/**
 * The titles of a Jest suite, in the order of the file.
 * @typedef {{ kind: 'suite' | 'test', title: string, within: string[] }} Title `within` has the titles of the
 *   describe blocks around it, outermost first
 * @param {string} file its name, for the parser @param {string} text @returns {Title[]}
 */
export function titlesIn(file, text) {
  const titles = [];
  const visit = (node, within) => {
    let around = within;
    if (ts.isCallExpression(node)) {
      const name = calledName(node.expression);
      const title = suites.has(name) || tests.has(name) ? titleOf(node.arguments[0]) : undefined;
      if (title !== undefined && node.arguments.length > 1) {
        titles.push({ kind: suites.has(name) ? 'suite' : 'test', title, within });
        if (suites.has(name)) around = [...within, title];
      }
    }
    ts.forEachChild(node, (child) => visit(child, around));
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), []);
  return titles;
}
