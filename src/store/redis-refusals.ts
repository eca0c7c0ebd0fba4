/** Why Redis takes no writes, by the word with which it refuses them (Redis: Error replies). */
const REFUSALS = {
  OOM: 'out of memory: it has reached maxmemory, and takes no writes',
  READONLY: 'a read-only replica: it takes no writes',
  NOREPLICAS: 'too few replicas are connected (min-replicas-to-write): it takes no writes',
  LOADING: 'loading: it still reads its data from the disk',
  MISCONF: 'it cannot save to its disk, and takes no writes',
  MASTERDOWN: 'a replica that has lost its master: it takes no writes',
  CLUSTERDOWN: 'the Cluster is down: some of its slots have no node',
} as const

type RefusalWord = keyof typeof REFUSALS

/** Scripts have the word first or further on: `ERR Error running script …: -READONLY …` (Redis 6). */
const WORD = new RegExp(`(?:^|[^A-Z])(${Object.keys(REFUSALS).join('|')})(?![A-Z])`)

/** By which of these words Redis refuses writes for now; null: the error is another one. */
export const refusedBy = (error: Error): RefusalWord | null =>
  (WORD.exec(error.message)?.[1] as RefusalWord | undefined) ?? null

/** The same in words that an operator understands, with the word to search for. */
export const sayRefused = (word: RefusalWord): string => `${word}: ${REFUSALS[word]}`
