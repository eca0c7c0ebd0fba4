import fc from 'fast-check'

/** A step of a history, told from others by its kind. */
export const kind = <K extends string, T extends object>(
  name: K,
  fields: { [F in keyof T]: fc.Arbitrary<T[F]> },
) => fc.record({ ...fields, kind: fc.constant(name) }) as unknown as fc.Arbitrary<T & { kind: K }>

/**
 * At which of the first `most` calls outward a process dies, and whether the other side did its work; null: it lives, `lives` times as
 * often as it dies.
 */
export const crashWithin = (most: number, lives: number) =>
  fc.oneof(
    { arbitrary: fc.constant(null), weight: lives },
    {
      arbitrary: fc.record({
        at: fc.integer({ min: 1, max: most }),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
      weight: 1,
    },
  )
