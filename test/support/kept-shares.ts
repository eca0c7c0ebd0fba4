import { fingerprintOf } from '../../src/domain/fingerprint.ts'
import type { ShareLink, ShareRef } from '../../src/domain/share.ts'
import type { MakeRequest } from '../../src/use-cases/make-request.ts'
import { aLink, anEvent, aShare } from './builders.ts'
import { Crash, type CrashPoint, type TestWorld } from './test-world.ts'

/** With its message as it should be: nothing is owed but what a test adds. */
export const upToDate = (share: ShareLink): ShareLink => ({
  ...share,
  notified: { ...share.notified, fingerprint: fingerprintOf(share) },
})

/** An active share about which all is told. */
export const LIVE: ShareLink = aShare({ notified: { fingerprint: fingerprintOf(aShare()) } })

/** Stores a share, with its link at the portal. */
export const keepShare = async (world: TestWorld, share: ShareLink = LIVE): Promise<ShareLink> => {
  await world.store.shares.create(share)
  world.portal.links.set(share.linkId, { ...aLink({ id: share.linkId }), fileId: share.file.id })
  return share
}

/** The share as it is now; a test that has lost it fails here. */
export const storedShare = async (world: TestWorld, ref: ShareRef = LIVE): Promise<ShareLink> => {
  const found = await world.store.shares.get(ref)
  if (found === null) throw new Error('no share')
  return found
}

/** Adds events to the portal's trail, each of a visitor of its own. */
export const addToTrail = (world: TestWorld, ...events: Parameters<typeof anEvent>[0][]): void => {
  const next = 100 + world.portal.trail.length
  world.portal.trail.push(
    ...events.map((event, index) => anEvent({ id: next + index, ip: `198.51.100.${index}`, ...event })),
  )
}

/** Replies in the thread, each as `end` or `downloads from 1`. */
export const repliesOf = (world: TestWorld): string[] =>
  world.notices.replies.map(({ kind, from }) => (from === undefined ? kind : `${kind} from ${from}`))

/** Makes a share until the process dies or is done; every other error is a failure of the test. */
export const makeToCrash = async (
  world: TestWorld,
  request: MakeRequest,
  point: CrashPoint,
): Promise<string | undefined> => {
  const making = world.make(point)
  await making.run(request).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error
  })
  return making.calls[point.at - 1]
}
