import { letsStreamsGoOn } from '../domain/gone.ts'
import type { ShareRef } from '../domain/share.ts'
import type { Pause, Shares } from '../use-cases/ports.ts'

/** Far less than a second, in which a stream of a revoked share is to be cut. */
const EVERY_MS = 500

/** A stream that runs in this process. */
interface RunningStream {
  ref: ShareRef
  claimId: string
  cut: () => void
}

interface Deps {
  shares: Pick<Shares, 'get'>
  pause: Pause
  /** Called with how many there are when that changes. */
  changed: (streams: number) => void
}

export interface RunningStreams {
  /** Knows of one until what it gives is called. */
  add(stream: RunningStream): () => void
  of(claimId: string): number
  /** Resolves when each that ran is over. */
  cutAll(): Promise<void>
}

/**
 * The streams of this process. While there are any, it looks every half second whether their shares were ended, by whichever
 * process, and cuts those. While the store is away nobody can end one.
 */
export const createRunningStreams = ({ shares, pause, changed }: Deps): RunningStreams => {
  const streams = new Set<RunningStream>()
  const whenNone: (() => void)[] = []
  let isLooking = false

  const look = async (): Promise<void> => {
    const refs = new Map([...streams].map(({ ref }) => [`${ref.team} ${ref.id}`, ref]))
    await Promise.all(
      [...refs.values()].map(async ({ team, id }) => {
        const share = await shares.get({ team, id }).catch(() => undefined)
        if (share === undefined || (share !== null && letsStreamsGoOn(share))) return
        for (const stream of streams) if (stream.ref.team === team && stream.ref.id === id) stream.cut()
      }),
    )
  }

  const keepLooking = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    while (streams.size > 0) {
      await pause(EVERY_MS)
      await look()
    }
    isLooking = false
  }

  return {
    add: (stream) => {
      streams.add(stream)
      changed(streams.size)
      void keepLooking()
      return () => {
        streams.delete(stream)
        changed(streams.size)
        if (streams.size === 0) for (const tell of whenNone.splice(0)) tell()
      }
    },
    of: (claimId) => [...streams].filter((stream) => stream.claimId === claimId).length,
    cutAll: async () => {
      if (streams.size === 0) return
      const over = new Promise<void>((resolve) => whenNone.push(resolve))
      for (const stream of streams) stream.cut()
      await over
    },
  }
}
