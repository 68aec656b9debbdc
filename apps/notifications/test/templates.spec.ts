import { compileTemplate, TemplateError } from '../src/mails/templates.js';

const placeholders = { required: ['number'], allowed: ['senderName'] };
const compile = (source: string, format: 'text' | 'html' = 'text') =>
  compileTemplate('M2/text.hbs', source, placeholders, format);

describe('the text of a mail', () => {
  it('shows the facts of its event and the settings', () => {
    expect(compile('{{senderName}}: {{number}}')({ number: 'APF-00001750', senderName: '事務局' })).toBe(
      '事務局: APF-00001750',
    );
  });

  it.each([
    ['an unknown placeholder', '{{number}} {{adress}}', 'M2/text.hbs: {{adress}} is not known'],
    ['a missing one', '{{senderName}}', 'M2/text.hbs: {{number}} is missing'],
    ['both', '{{numbr}}', 'M2/text.hbs: {{numbr}} is not known, {{number}} is missing'],
    ['a condition on something unknown', '{{number}}{{#if late}}!{{/if}}', '{{late}} is not known'],
    ['a path into a fact', '{{number.length}} {{number}}', '{{number.length}} is not known'],
  ])('is refused with %s (R169)', (_what, source, message) => {
    expect(() => compile(source)).toThrow(TemplateError);
    expect(() => compile(source)).toThrow(message);
  });

  it('is refused when it cannot be parsed, naming the file', () => {
    expect(() => compile('{{number')).toThrow(/^M2\/text\.hbs: /);
  });

  it('does not render with a fact left out', () => {
    expect(() => compile('{{number}}')({})).toThrow(/number/);
  });

  it('escapes in HTML and leaves text as it is', () => {
    const name = '<b>&"サンプル"';
    expect(compile('{{number}}', 'html')({ number: name })).toBe('&lt;b&gt;&amp;&quot;サンプル&quot;');
    expect(compile('{{number}}')({ number: name })).toBe(name);
  });
});
