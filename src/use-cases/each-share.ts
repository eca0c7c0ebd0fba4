import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { Shares } from './ports.ts'

/** There may be ten thousand: never all of them are in memory. */
const AT_A_TIME = 50

/**
 * Looks at shares one after the other, some side by side. One that cannot be looked at keeps nobody from the others; what
 * went wrong with it is thrown at the end.
 */
export const eachShare = async (
  shares: Pick<Shares, 'get'>,
  refs: readonly ShareRef[],
  look: (share: ShareLink) => Promise<void>,
): Promise<void> => {
  const failures: unknown[] = []
  const lookAt = async (ref: ShareRef): Promise<void> => {
    const share = await shares.get(ref)
    if (share !== null) await look(share)
  }
  for (let from = 0; from < refs.length; from += AT_A_TIME) {
    const some = refs.slice(from, from + AT_A_TIME)
    await Promise.all(some.map((ref) => lookAt(ref).catch((error: unknown) => failures.push(error))))
  }
  if (failures.length > 0) throw failures[0]
}
