import { basename } from 'node:path';

/**
 * Rules of this repository that no published plugin has: each forbids syntax by a selector and says what to do instead.
 */

const forbid = (message, ...selectors) => ({
  meta: { type: 'problem', schema: [], messages: { forbidden: message } },
  create: (context) => {
    const report = (node) => context.report({ node, messageId: 'forbidden' });
    return Object.fromEntries(selectors.map((selector) => [selector, report]));
  },
});

/** `password-reset.page.ts` → PasswordResetPage; undefined for a file of another kind, such as a test. */
function wantedName(file, kind) {
  const [, stem] = /^([\w-]+)\.(?:page|endpoint)\.ts$/.exec(file) ?? [];
  return stem && stem.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase()) + kind;
}

export default {
  rules: {
    'environment-in-config': forbid(
      'The environment is read in config.ts, through environment() of @todoke/service.',
      'MemberExpression[object.name="process"][property.name="env"]',
    ),
    'sql-in-persistence': forbid(
      'SQL stands in persistence/.',
      'MemberExpression[property.name=/^\\$(query|execute)Raw/]',
    ),
    'clock-is-an-argument': forbid(
      'The domain takes the time (and lots) as an argument.',
      'NewExpression[callee.name="Date"][arguments.length=0]',
      'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
      'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    ),
    'private-members': forbid(
      'A private member is called private, also in the constructor; # is for scripts without types.',
      'PrivateIdentifier',
    ),
    'inject-by-type': {
      meta: {
        type: 'problem',
        schema: [],
        messages: { forbidden: 'Nest reads the class from the type: @Inject is for tokens whose type is none.' },
      },
      create: (context) => ({
        Decorator(node) {
          const { callee, arguments: [token] = [] } = node.expression;
          if (callee?.name !== 'Inject' || token?.type !== 'Identifier') return;
          const parameter = node.parent.type === 'TSParameterProperty' ? node.parent.parameter : node.parent;
          const type = parameter.typeAnnotation?.typeAnnotation;
          if (type?.typeName?.name === token.name) context.report({ node, messageId: 'forbidden' });
        },
      }),
    },
    'routes-say-who': forbid(
      'Who is admitted stands where the path stands: @Page(path, { roles }), or @Endpoint for what is no page.',
      'Decorator[expression.callee.name="Controller"]',
    ),
    'pages-are-called-page': {
      meta: {
        type: 'problem',
        schema: [],
        messages: {
          forbidden:
            'A page is called {{wanted}}, as its file says: x-y.page.ts has XYPage, x-y.endpoint.ts has XYEndpoint.',
        },
      },
      create: (context) => ({
        Decorator(node) {
          const kind = node.expression.callee?.name;
          if ((kind !== 'Page' && kind !== 'Endpoint') || node.parent.type !== 'ClassDeclaration') return;
          const name = node.parent.id?.name ?? '';
          const wanted = wantedName(basename(context.filename), kind) ?? (name.endsWith(kind) ? name : `…${kind}`);
          if (name !== wanted) context.report({ node, messageId: 'forbidden', data: { wanted } });
        },
      }),
    },
    'tests-are-called-it': forbid(
      'A test is called it(), and its words come from the globals of jest.',
      'CallExpression[callee.name="test"]',
      'MemberExpression[object.name="test"]',
      'ImportDeclaration[source.value="@jest/globals"] > ImportSpecifier[imported.name!="jest"]',
    ),
    'tests-always-run': forbid(
      'Every test runs, always.',
      'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|failing|skipIf|runIf)$/]',
      'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
    ),
    'tests-say-what-they-expect': forbid(
      'Say what the value is: this passes with nearly everything.',
      'MemberExpression[property.name=/^(toBeDefined|toBeTruthy)$/]',
    ),
    'tests-wait-for-conditions': forbid(
      'Wait for a condition with eventually(), never for a time.',
      'ImportDeclaration[source.value=/^(node:)?timers.promises$/]',
      'NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"]',
    ),
    'tests-have-one-limit': forbid(
      'A limit of its own measures the machine. The one limit of tests is testTimeout, that of waits is patience.',
      'CallExpression[callee.name=/^(it|test)$/][arguments.length>2]',
      'CallExpression[callee.callee.object.name=/^(it|test)$/][arguments.length>2]',
      'CallExpression[callee.name=/^(before|after)(All|Each)$/][arguments.length>1]',
      'CallExpression[callee.name="eventually"] > ObjectExpression > ' +
        'Property[key.name="timeout"][value.type="Literal"]',
    ),
    'tests-use-real-parts': forbid(
      'No mock of our own code: use the real part.',
      'CallExpression[callee.object.name="jest"][callee.property.name=/^(mock|doMock|unstable_mockModule)$/]',
    ),
  },
};
