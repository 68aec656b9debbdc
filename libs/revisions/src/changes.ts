/** One thing that a content says, as an official names it. */
export interface Fact {
  /** The same in both versions, whatever it says: `items.outpatient.label`. */
  readonly key: string;
  /** 「Y02 外来の状況」 */
  readonly where: string;
  /** 「項目名」 */
  readonly what: string;
  readonly text: string;
}

/** What differs between two versions. A fact that one of them lacks has no text there. */
export interface Change {
  readonly where: string;
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
}

/** What changed, in the order of the later version; what it lacks comes last. */
export function changesBetween(before: readonly Fact[], after: readonly Fact[]): Change[] {
  const earlier = new Map(before.map((fact) => [fact.key, fact]));
  const later = new Set(after.map(({ key }) => key));
  const changed = after.flatMap(({ key, where, what, text }): Change[] => {
    const old = earlier.get(key);
    if (old === undefined) return [{ where, what, after: text }];
    return old.text === text ? [] : [{ where: old.where, what: old.what, before: old.text, after: text }];
  });
  const gone = before.filter(({ key }) => !later.has(key));
  return [...changed, ...gone.map(({ where, what, text }): Change => ({ where, what, before: text }))];
}
