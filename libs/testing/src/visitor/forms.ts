import { attributeOf, type Element, elementsIn, type Page, textIn, wordsIn } from './markup.js';

export type Pair = readonly [name: string, value: string];

/** A form with what a browser would send without input. */
export interface PageForm {
  readonly action: string;
  readonly method: string;
  /** Its fields with their values, in order; without buttons. */
  readonly fields: readonly Pair[];
  readonly buttons: readonly FormButton[];
}

export interface FormButton {
  readonly text: string;
  /** Its own address and method; where they are absent, those of the form count. */
  readonly action: string | undefined;
  readonly method: string | undefined;
  readonly fields: readonly Pair[];
}

/** The forms of a page, in order, with the fields that name them in `form=`. */
export function formsOf(page: Page): PageForm[] {
  const all = elementsIn(page);
  return all
    .filter(({ tagName }) => tagName === 'form')
    .map((form) => {
      const controls = all.filter((element) => isControl(element) && ownerOf(element, all) === form);
      return {
        action: attributeOf(form, 'action') ?? '',
        method: methodOf(form, 'method') ?? 'get',
        fields: controls.flatMap((control) => (isButton(control) ? [] : pairsOf(control))),
        buttons: controls.filter(submits).map(buttonOf),
      };
    });
}

const isControl = ({ tagName }: Element): boolean => ['input', 'select', 'textarea', 'button'].includes(tagName);

const ancestorsOf = (element: Element): Element[] => {
  const parent = element.parentNode;
  return parent === null || !('tagName' in parent) ? [] : [parent, ...ancestorsOf(parent)];
};

/** The form that a control belongs to (HTML 4.10.17.3): the one it names, else the one around it. */
function ownerOf(control: Element, all: readonly Element[]): Element | undefined {
  const named = attributeOf(control, 'form');
  if (named === undefined) return ancestorsOf(control).find(({ tagName }) => tagName === 'form');
  return all.find((element) => element.tagName === 'form' && attributeOf(element, 'id') === named);
}

const typeOf = (control: Element): string => (attributeOf(control, 'type') ?? '').toLowerCase();

const isButton = (control: Element): boolean =>
  control.tagName === 'button' || ['submit', 'button', 'reset', 'image'].includes(typeOf(control));

const submits = (control: Element): boolean =>
  isButton(control) && !isDisabled(control) && !['button', 'reset'].includes(typeOf(control));

const isDisabled = (control: Element): boolean =>
  [control, ...ancestorsOf(control).filter(({ tagName }) => tagName === 'fieldset')].some(
    (element) => attributeOf(element, 'disabled') !== undefined,
  );

/** What a control adds to the fields that are sent (HTML 4.10.22.4). */
function pairsOf(control: Element): Pair[] {
  const name = attributeOf(control, 'name') ?? '';
  if (name === '' || isDisabled(control)) return [];
  return valuesOf(control).map((value) => [name, value]);
}

function valuesOf(control: Element): string[] {
  if (control.tagName === 'textarea') return [textIn(control).replace(/\r?\n/g, '\r\n')];
  if (control.tagName === 'select') return chosenIn(control).map(valueOfOption);
  const type = typeOf(control);
  if (type === 'checkbox' || type === 'radio') {
    return attributeOf(control, 'checked') === undefined ? [] : [attributeOf(control, 'value') ?? 'on'];
  }
  return type === 'file' ? [] : [attributeOf(control, 'value') ?? ''];
}

/** Without a choice, a list of one row has its first option chosen that is not disabled. */
function chosenIn(select: Element): Element[] {
  const options = elementsIn(select).filter(({ tagName }) => tagName === 'option');
  const chosen = options.filter((option) => attributeOf(option, 'selected') !== undefined);
  const isEnabled = (option: Element): boolean => attributeOf(option, 'disabled') === undefined;
  if (attributeOf(select, 'multiple') !== undefined) return chosen.filter(isEnabled);
  const shown = chosen.at(-1) ?? options.find(isEnabled);
  return shown === undefined || !isEnabled(shown) ? [] : [shown];
}

const valueOfOption = (option: Element): string => attributeOf(option, 'value') ?? wordsIn(option);

const buttonOf = (button: Element): FormButton => ({
  text: button.tagName === 'button' ? wordsIn(button) : (attributeOf(button, 'value') ?? ''),
  action: attributeOf(button, 'formaction'),
  method: methodOf(button, 'formmethod'),
  fields: attributeOf(button, 'name') ? [[attributeOf(button, 'name')!, attributeOf(button, 'value') ?? '']] : [],
});

const methodOf = (element: Element, attribute: string): string | undefined =>
  attributeOf(element, attribute)?.toLowerCase();
