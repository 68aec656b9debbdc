/** A seeded pseudo-random generator of numbers in [0, 1) (mulberry32). */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A permutation (Fisher–Yates shuffle). */
export function shuffled<Thing>(things: readonly Thing[], chance: () => number): Thing[] {
  const all = [...things];
  for (let place = all.length - 1; place > 0; place--) {
    const other = Math.floor(chance() * (place + 1));
    [all[place], all[other]] = [all[other] as Thing, all[place] as Thing];
  }
  return all;
}
