import { z } from 'zod'
import type { Log, SendAnswer, Vault } from '../../use-cases/ports.ts'
import type { listShares } from '../../use-cases/show/list-shares.ts'
import type { Click } from './clicks.ts'

export interface ShownListsDeps {
  /** Seals where the list stands: by a response_url anybody can write to its conversation. */
  vault: Vault
  listShares: ReturnType<typeof listShares>
  answer: SendAnswer
  log: Log
}

const shownList = z.object({
  scope: z.enum(['mine', 'here', 'all']),
  skip: z.number().int().nonnegative(),
  channel: z.string().nullable(),
  url: z.string(),
})

interface Viewer {
  team: string
  userId: string
}

const placeOf = ({ team, userId }: Viewer): string => JSON.stringify([team, userId, 'list'])

/** Lists that people have open, one page of each, so that a page is drawn anew after something was done from it. */
export const createShownLists = ({ vault, listShares, answer, log }: ShownListsDeps) => {
  const open = (sealed: string, viewer: Viewer): z.output<typeof shownList> | null => {
    try {
      return shownList.safeParse(JSON.parse(vault.open(sealed, placeOf(viewer)))).data ?? null
    } catch {
      // Of somebody else, or from before another token was set.
      return null
    }
  }

  const redraw = async (sealed: string, viewer: Viewer): Promise<void> => {
    const page = open(sealed, viewer)
    if (page === null) return
    const { scope, skip, channel, url } = page
    const { team, userId } = viewer
    const found = await listShares(team, scope, { userId, channel }, { skip, replace: true })
    if (found.ok && found.answer !== null) await answer({ kind: 'url', url, replaces: true }, found.answer)
  }

  return {
    /** The page in which a row's menu was used, for that person alone; null: it was none. */
    of: ({ list, replyTo, team, userId, channel }: Click): string | null => {
      if (!list || replyTo?.kind !== 'url') return null
      const { url } = replyTo
      return vault.seal(JSON.stringify({ ...list, channel, url }), placeOf({ team, userId }))
    },
    /** Draws it anew, where that is possible. Never rejects. */
    redraw: (sealed: string, viewer: Viewer): Promise<void> =>
      redraw(sealed, viewer).catch((error: unknown) =>
        log.warn({ ...viewer, err: error }, 'a list could not be drawn anew'),
      ),
  }
}
