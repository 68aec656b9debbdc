import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Page = DefaultTreeAdapterTypes.Document;
export type Element = DefaultTreeAdapterTypes.Element;

/** What a browser without script makes of a page, by the HTML standard's own parsing rules. */
export const readPage = (html: string): Page => parse(html, { scriptingEnabled: false });

/** The elements below a node, in the order of the page. What is in a `<template>` is none of it. */
export const elementsIn = (node: Node): Element[] =>
  'childNodes' in node
    ? node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsIn(child)] : []))
    : [];

export const firstOf = (node: Node, tag: string): Element | undefined =>
  elementsIn(node).find(({ tagName }) => tagName === tag);

/** Empty where it has no value; undefined where the element does not have it. */
export const attributeOf = ({ attrs }: Element, wanted: string): string | undefined =>
  attrs.find(({ name }) => name === wanted)?.value;

/** The words in an element: each tag separates words, and space of any kind is one space. */
export const wordsIn = (node: Node | undefined): string =>
  node === undefined ? '' : [...textsIn(node)].join(' ').replace(/\s+/g, ' ').trim();

/** The text in an element as it stands. */
export const textIn = (node: Node): string => [...textsIn(node)].join('');

const noText: readonly string[] = ['script', 'style', 'template'];

function* textsIn(node: Node): Generator<string> {
  if ('value' in node) yield node.value;
  if (!('childNodes' in node) || noText.includes(node.nodeName)) return;
  for (const child of node.childNodes) yield* textsIn(child);
}
