import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ShareRef } from '../domain/share.ts'

/** 132 bits in base64url: nobody guesses one. */
const MARK = 22

const PATH = /^\/d\/([A-Z0-9]{1,20})-([A-Z0-9]{1,12})-([\w-]{22})(?:\/([\w-]{1,64})-([\w-]{22}))?$/

/** What a path of the gate names: a share's page, or one of its claims. */
export interface GatePath {
  ref: ShareRef
  /** Null: the page. */
  claimId: string | null
  /** Whether the address of the page is known to who came. Somebody with a personal address knows only that. */
  knowsPage: boolean
}

export interface Gate {
  /** The path of a share's page, for people outside Slack. */
  pagePath: (ref: ShareRef) => string
  /** The path of a claim made on that page. */
  claimPath: (ref: ShareRef, claimId: string) => string
  /** The same of a claim made in Slack: the page's path cannot be made of it. */
  personalPath: (ref: ShareRef, claimId: string) => string
  /** Null for any path that is not one of these, or was changed. */
  read: (path: string) => GatePath | null
}

const isMark = (given: string, right: string): boolean =>
  given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right))

/** What stands in addresses that are made with `key`. */
const marksWith = (key: Buffer) => {
  const markOf = (...parts: string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url').slice(0, MARK)
  return {
    page: ({ team, id }: ShareRef) => markOf('page', team, id),
    personal: ({ team, id }: ShareRef, claimId: string) => markOf('personal', team, id, claimId),
    claim: ({ team, id }: ShareRef, claimId: string) => markOf('claim', team, id, claimId),
  }
}

type Marks = ReturnType<typeof marksWith>

const readWith = (marks: Marks, given: string): GatePath | null => {
  const [, team, id, mark, claimId, claimedBy] = PATH.exec(given) ?? []
  if (team === undefined || id === undefined || mark === undefined) return null
  const ref = { team, id }
  const knowsPage = isMark(mark, marks.page(ref))
  if (claimId === undefined || claimedBy === undefined)
    return knowsPage ? { ref, claimId: null, knowsPage } : null
  const isClaim = isMark(claimedBy, marks.claim(ref, claimId))
  const mayKnow = knowsPage || isMark(mark, marks.personal(ref, claimId))
  return isClaim && mayKnow ? { ref, claimId, knowsPage } : null
}

/**
 * The addresses at which people outside Slack, and claimers in it, reach a file of an exact share. Nothing that is stored opens
 * them: they are made of the share, the claim and `key`, each time anew. Those that were made with a previous key still lead there.
 */
export const createGatePaths = (key: Buffer, ...previous: readonly Buffer[]): Gate => {
  const marks = marksWith(key)
  const all = [marks, ...previous.map(marksWith)]
  const path = ({ team, id }: ShareRef, mark: string) => `/d/${team}-${id}-${mark}`
  const claim = (ref: ShareRef, claimId: string) => `${claimId}-${marks.claim(ref, claimId)}`

  return {
    pagePath: (ref) => path(ref, marks.page(ref)),
    claimPath: (ref, claimId) => `${path(ref, marks.page(ref))}/${claim(ref, claimId)}`,
    personalPath: (ref, claimId) => `${path(ref, marks.personal(ref, claimId))}/${claim(ref, claimId)}`,
    read: (given) => {
      for (const each of all) {
        const path = readWith(each, given)
        if (path !== null) return path
      }
      return null
    },
  }
}
