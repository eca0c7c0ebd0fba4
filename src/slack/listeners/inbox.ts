import { within } from '../../timing/within.ts'
import type { Inbox } from '../../use-cases/inbox-ports.ts'
import type { Log, Vault } from '../../use-cases/ports.ts'
import type { TakenIn } from './taken-in.ts'

export interface InboxDeps {
  inbox: Inbox
  /** Seals what is kept: a command may hold a password, and where the answer goes is a secret. */
  vault: Vault
  log: Log
}

/** As long as a response_url takes answers (Slack: Handling user interaction). */
export const WORTH_CARRYING_OUT_MS = 30 * 60_000
/** An end is late, but not wrong, after an outage of hours. */
const END_WORTH_CARRYING_OUT_MS = 24 * 60 * 60_000

/** Several times within the few seconds after which another process takes over. */
const HOLD_EVERY_MS = 1_000
/** How many are taken over at a time. */
const MOST = 50

/** The store says that it takes nothing, or is not there. */
export class NotKept extends Error {
  override readonly name = 'NotKept'
}

/** What is known about whether an interaction is kept: see `Inbox`. */
export type Keeping = 'kept' | 'known' | 'refused' | 'unknown'

/** Interactions that this process is carrying out, and those that it takes over from one that died (docs/slack.md, The inbox). */
export const createInboxKeeper = ({ inbox, vault, log }: InboxDeps) => {
  const held = new Set<string>()
  /** Done here, while the store could not be told. */
  const done = new Set<string>()
  let isHolding = false
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  const keep = (taken: TakenIn) => {
    const { act, interaction } = taken
    const { kind, team, key, ends } = interaction
    return inbox.keep({
      reference: act.reference,
      key: `${team}:${kind}:${key}`,
      sealed: vault.seal(JSON.stringify(taken), act.reference),
      keepMs: ends ? END_WORTH_CARRYING_OUT_MS : WORTH_CARRYING_OUT_MS,
    })
  }

  const finish = async (reference: string): Promise<void> => {
    held.delete(reference)
    done.add(reference)
    await inbox.finish(reference)
    done.delete(reference)
  }

  /** Null, and out of the way, where another version or another token has sealed it. */
  const open = ({ reference, sealed }: { reference: string; sealed: string }): TakenIn | null => {
    try {
      const taken = JSON.parse(vault.open(sealed, reference)) as TakenIn
      return taken.act.reference === reference ? taken : null
    } catch {
      return null
    }
  }

  const takeOver = async (carryOut: (taken: TakenIn) => void): Promise<void> => {
    for (;;) {
      for (const reference of done) await finish(reference)
      const acts = await inbox.hold([...held], isStopped ? 0 : MOST)
      const read = acts.map((act) => ({ act, taken: open(act) }))
      for (const { act, taken } of read) {
        if (taken === null) {
          log.warn({ reference: act.reference }, 'an interaction that was kept cannot be read')
          await finish(act.reference)
        }
      }
      const readable = read.flatMap(({ taken }) => taken ?? []).sort((a, b) => a.takenAt - b.takenAt)
      for (const taken of readable) {
        held.add(taken.act.reference)
        log.info({ reference: taken.act.reference }, 'an interaction is taken over')
        carryOut(taken)
      }
      if (acts.length < MOST) return
    }
  }

  return {
    /** Keeps an interaction before it is acked. Never throws. */
    keepWithin: async (ms: number, taken: TakenIn): Promise<Keeping> => {
      held.add(taken.act.reference)
      const found = await within(ms, keep(taken)).catch(() => null)
      const keeping = found?.found ?? 'unknown'
      if (keeping === 'known' || keeping === 'refused') held.delete(taken.act.reference)
      return keeping
    },
    /** Whether it is still for this process to carry out. Finds out whether it is kept, where that is not known. */
    isOurs: async (taken: TakenIn): Promise<boolean> => {
      const keeping = await keep(taken)
      if (keeping === 'refused') throw new NotKept('the store takes nothing')
      if (keeping === 'known') held.delete(taken.act.reference)
      return keeping === 'kept'
    },
    /** It was carried out, and answered where this process answers. */
    finish: async ({ act }: TakenIn): Promise<void> => {
      if (held.has(act.reference)) await finish(act.reference).catch(() => {})
    },
    /** Leaves it to another process, or to this program when it starts again. */
    leave: ({ act }: TakenIn): void => {
      held.delete(act.reference)
    },
    start: (carryOut: (taken: TakenIn) => void): void => {
      timer = setInterval(() => {
        if (isHolding) return
        isHolding = true
        takeOver(carryOut)
          // The store is away, which its connection logs. What is held may be taken over: it can be carried out twice.
          .catch(() => {})
          .finally(() => {
            isHolding = false
          })
      }, HOLD_EVERY_MS).unref()
    },
    /** Takes nothing more over, and holds what it has. */
    stop: (): void => {
      isStopped = true
    },
    /** Nothing is held any more. */
    close: (): void => clearInterval(timer),
  }
}
