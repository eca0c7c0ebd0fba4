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

/**
 * The addresses at which people outside Slack, and claimers in it, reach a file of an exact share. Nothing that is stored opens them: they are made of the share,
 * the claim and `key`, each time anew.
 */
export const createGatePaths = (key: Buffer): Gate => {
  const markOf = (...parts: string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url').slice(0, MARK)
  const isMark = (given: string, right: string): boolean =>
    given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right))

  const pageMark = ({ team, id }: ShareRef) => markOf('page', team, id)
  const personalMark = ({ team, id }: ShareRef, claimId: string) => markOf('personal', team, id, claimId)
  const claimMark = ({ team, id }: ShareRef, claimId: string) => markOf('claim', team, id, claimId)
  const path = ({ team, id }: ShareRef, mark: string) => `/d/${team}-${id}-${mark}`
  const claim = (ref: ShareRef, claimId: string) => `${claimId}-${claimMark(ref, claimId)}`

  return {
    pagePath: (ref) => path(ref, pageMark(ref)),
    claimPath: (ref, claimId) => `${path(ref, pageMark(ref))}/${claim(ref, claimId)}`,
    personalPath: (ref, claimId) => `${path(ref, personalMark(ref, claimId))}/${claim(ref, claimId)}`,
    read: (given) => {
      const [, team, id, mark, claimId, claimedBy] = PATH.exec(given) ?? []
      if (team === undefined || id === undefined || mark === undefined) return null
      const ref = { team, id }
      const knowsPage = isMark(mark, pageMark(ref))
      if (claimId === undefined || claimedBy === undefined)
        return knowsPage ? { ref, claimId: null, knowsPage } : null
      const isClaim = isMark(claimedBy, claimMark(ref, claimId))
      const mayKnow = knowsPage || isMark(mark, personalMark(ref, claimId))
      return isClaim && mayKnow ? { ref, claimId, knowsPage } : null
    },
  }
}
