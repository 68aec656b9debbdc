import { optionsOf } from '@todoke/forms';
import { forms } from '../definitions/index.js';

/** The name of a 診療科目 by its code, as the forms call it; blank where no form has the code. */
export function departmentName(): (code: string) => string {
  const names = new Map(
    forms.of('medical').flatMap(({ items }) => {
      const table = items.find(({ key }) => key === 'departments');
      const column = table?.type === 'rows' ? table.columns.find(({ key }) => key === 'code') : undefined;
      return (column === undefined ? [] : (optionsOf(column) ?? [])).map(({ code, label }) => [code, label] as const);
    }),
  );
  return (code) => names.get(code) ?? '';
}
