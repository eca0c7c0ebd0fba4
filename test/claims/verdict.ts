import type { ShareLink } from '../../src/domain/share.ts'
import type { createStore } from '../../src/store/store.ts'
import type { Claims } from '../../src/use-cases/claim-ports.ts'
import type { Attempt } from './visitor.ts'

/** One attempt, and at which share. */
export interface Tried extends Attempt {
  share: ShareLink
}

interface Facts {
  store: Pick<ReturnType<typeof createStore>, 'claims' | 'shares'>
  shares: readonly ShareLink[]
  tried: readonly Tried[]
}

const limitOf = ({ terms }: ShareLink): number => terms.limit ?? Number.POSITIVE_INFINITY

/** Shares of which more was claimed than they allow. */
export const takenTooOften = async (claims: Claims, shares: readonly ShareLink[]): Promise<string[]> => {
  const counts = await Promise.all(shares.map(async (share) => (await claims.count(share, 0)).taken))
  return shares.flatMap((share, index) =>
    (counts[index] ?? 0) > limitOf(share)
      ? [`${share.id}: ${counts[index]} of ${limitOf(share)} claimed`]
      : [],
  )
}

const ofShare = async ({ store, tried }: Facts, share: ShareLink): Promise<string[]> => {
  const limit = limitOf(share)
  const mine = tried.filter((one) => one.share.id === share.id)
  const kept = await store.claims.newest(share, { skip: 0, take: 10_000 })
  const ids = new Set(kept.map(({ id }) => id))
  const served = mine.filter(({ by }) => by !== null)
  const gaveUp = mine.some(({ end }) => end === 'gave up')
  // A claim is given back where it is fetched and nothing comes. Whoever left has never fetched it; of one whose answer was lost
  // nobody can say.
  const lost = mine.filter(({ claims, end }) => end === 'left' && claims.some((id) => !ids.has(id)))
  const unheard = mine.filter(
    ({ claims, givenBack, end }) =>
      end !== 'gave up' && claims.some((id) => !ids.has(id) && !givenBack.includes(id)),
  )
  const unbegun = served.filter(({ by }) => !kept.some(({ id, begunAt }) => id === by && begunAt !== null))
  const says: [boolean, string][] = [
    [kept.length > limit, `${kept.length} claims`],
    [served.length > limit, `${served.length} visitors got bytes`],
    [
      kept.length < Math.min(limit, mine.length) && !gaveUp,
      `only ${kept.length} claims of ${mine.length} attempts`,
    ],
    [
      kept.some(({ id }) => !mine.some(({ claims }) => claims.includes(id))) && !gaveUp,
      'a claim that nobody has',
    ],
    [lost.length > 0, `${lost.length} claims are lost`],
    [unheard.length > 0, `${unheard.length} claims are gone, and their visitors were not told`],
    [unbegun.length > 0, `${unbegun.length} visitors got bytes for a claim that does not say so`],
  ]
  return says.flatMap(([isBroken, text]) => (isBroken ? [`${share.id}, for ${limit}: ${text}`] : []))
}

/** What is not as it must be once the crowd has gone. */
export const brokenClaims = async (facts: Facts): Promise<string[]> => {
  const odd = facts.tried.filter(({ end }) => end === 'odd')
  const shares = await Promise.all(facts.shares.map((share) => ofShare(facts, share)))
  return [...odd.map(({ share, end, detail }) => `${share.id}: ${end} ${detail ?? ''}`), ...shares.flat()]
}

/** Shares whose record does not say yet what their claims come to, or that were taken for found out. */
export const notSettled = async ({ store, shares }: Pick<Facts, 'store' | 'shares'>): Promise<string[]> => {
  const now = await Promise.all(shares.map((share) => store.shares.get(share)))
  return now.flatMap((share) => {
    if (share === null) return ['a share is gone']
    const { id, state, end, downloads, keyOut } = share
    if (keyOut !== undefined) return [`${id}: its key is said to be out`]
    const isEnded = state === 'revoked' && end?.reason === 'limit' && downloads === limitOf(share)
    return isEnded ? [] : [`${id}: ${state} ${end?.reason ?? ''} ${downloads} of ${limitOf(share)}`]
  })
}
