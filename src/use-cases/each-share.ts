import type { ShareLink, ShareRef } from '../domain/share.ts'
import type { Shares } from './ports.ts'

/** There may be ten thousand shares, so they are not all in memory at once. */
const AT_A_TIME = 50

/** Looks at all shares, some side by side. One that fails does not stop the others; its error is thrown at the end. */
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
