type Memory<Key, Held> = { get(key: Key): Held | undefined; set(key: Key, held: Held): unknown };

/** What a map holds for a key, made the first time it is asked for. */
export function remembered<Key, Held>(memory: Memory<Key, Held>, key: Key, make: () => Held): Held {
  const held = memory.get(key);
  if (held !== undefined) return held;
  const made = make();
  memory.set(key, made);
  return made;
}
