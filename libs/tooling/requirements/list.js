import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A requirement's line in docs/requirements.md: `- **R57** [S] (a) …; (c) …. T: how to test it`. */
const line = /^- \*\*R(\d+)\*\* *(.*)$/gm;

/**
 * The requirements as docs/requirements.md has them, by number, in the page's order.
 * @typedef {{ number: number, text: string, parts: Set<string> }} Requirement `parts` are the letters of "(a) …; (b) …"
 * @param {string} root @returns {Map<number, Requirement>}
 */
export function readRequirements(root) {
  const page = readFileSync(join(root, 'docs', 'requirements.md'), 'utf8');
  const requirements = [...page.matchAll(line)].map(([, digits, text]) => ({
    number: Number(digits),
    text,
    parts: new Set([...text.matchAll(/\(([a-z])\) /g)].map(([, letter]) => letter)),
  }));
  return new Map(requirements.map((requirement) => [requirement.number, requirement]));
}

/** R57, R57c or R21–R38; the last names each requirement from the first number to the second. */
const reference = /\bR(\d+)([a-z]?)\b(?:–R?(\d+)\b)?/g;

/**
 * The requirements that a text names, each once, in ascending order.
 * @param {string} text @returns {{ number: number, part: string }[]} `part` is empty where the whole line is meant
 */
export function namedIn(text) {
  const named = [...text.matchAll(reference)].flatMap(([, first, part, last]) => {
    const from = Number(first);
    const count = last === undefined ? 1 : Math.max(1, Number(last) - from + 1);
    return Array.from({ length: count }, (_, index) => ({ number: from + index, part: index === 0 ? part : '' }));
  });
  const unique = new Map(named.map((one) => [`${one.number}${one.part}`, one]));
  return [...unique.values()].sort((a, b) => a.number - b.number || a.part.localeCompare(b.part));
}
