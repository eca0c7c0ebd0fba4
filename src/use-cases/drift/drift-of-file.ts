import type { OnDrift } from '../../domain/drift.ts'
import {
  isAsAsked,
  mayBeOurs,
  type Noting,
  noteDrift,
  type Seen,
  seenOf,
  whoChanged,
} from '../../domain/notice-drift.ts'
import type { ChangeEvent } from '../../domain/portal-facts.ts'
import type { ShareLink } from '../../domain/share.ts'
import { endShare } from '../end/end-share.ts'
import { lookAtFile, type Question } from '../link/look-at-file.ts'
import { type ActingDeps, portalOf } from '../link/portal-of.ts'
import type { Jobs, Now, Shares } from '../ports.ts'

/**
 * The numbers of the audit actions (docs/portal.md, Events): a link is changed; it is removed, alone or with its file;
 * a file is moved.
 */
const EDITED: ReadonlySet<number> = new Set([5092])
const DELETED: ReadonlySet<number> = new Set([5093, 5018])
const MOVED: ReadonlySet<number> = new Set([5015, 5016, 5017])
/** Actions after which the file itself is looked at. */
export const OF_FILE: ReadonlySet<number> = new Set([...MOVED, 5018])

export interface DriftOfFileDeps extends ActingDeps {
  shares: Shares
  jobs: Jobs
  onDrift: OnDrift
  now: Now
}

/**
 * Compares the live shares of one file with what the portal has. Resolves to whether that is done: it is not while a
 * share is being made or written, since a difference may be our own work. Throws `PortalError` where the portal does
 * not tell.
 */
export const driftOfFile = (deps: DriftOfFileDeps) => {
  const { shares, jobs, now } = deps
  const end = endShare(deps)

  const note = async (
    share: ShareLink,
    seen: Extract<Seen, { kind: 'there' }>,
    events: readonly ChangeEvent[],
  ): Promise<boolean> => {
    if (seen.link.length > 0 && mayBeOurs(share, seen.link, now())) return false
    const by = { link: whoChanged(events, EDITED), file: whoChanged(events, MOVED) }
    const noting = (): Noting => ({ by, onDrift: deps.onDrift, now: now() })
    const { changed, share: after } = await shares.change(share, (current) =>
      isAsAsked(current, share) ? noteDrift(current, seen, noting()) : null,
    )
    if (after?.state !== 'active') return true
    if (!isAsAsked(after, share)) return false
    // Queued even if it was due before: an earlier run may have died before it queued it.
    if (after.drift?.repair === 'due') await jobs.repair(after, 'due')
    else if (changed) await jobs.tell(after)
    return true
  }

  const judge = async (
    share: ShareLink,
    seen: Seen,
    isGone: boolean,
    events: readonly ChangeEvent[],
  ): Promise<boolean> => {
    if (seen.kind === 'there') return note(share, seen, events)
    if (!isGone && mayBeOurs(share, null, now())) return false
    const deletedBy = { portalUser: whoChanged(events, DELETED) }
    const after = await end(share, { deletedBy }, (current) => isAsAsked(current, share))
    return after.share?.state !== 'active'
  }

  return async (fileId: string, events: readonly ChangeEvent[], question: Question): Promise<boolean> => {
    const teams = await shares.teams()
    const all = (await Promise.all(teams.map((team) => shares.ofFile(team, fileId)))).flat()
    const live = all.filter(({ state, terms }) => state === 'active' && terms.expiresAt > now())
    const ready = live.filter(({ extending }) => extending === null)
    let isDone = ready.length === live.length && all.every(({ state }) => state !== 'creating')
    const [first] = ready
    if (first === undefined) return isDone
    // Whoever made one of them may see all links of the file.
    const look = lookAtFile(portalOf(deps, ready.find(({ account }) => account !== undefined) ?? first))
    const wantsFile = ready.some(
      ({ drift, folderId }) => folderId === null || (drift?.file ?? 'there') !== 'there',
    )
    const seen = await look(fileId, ready, { ...question, file: question.file || wantsFile })
    for (const share of ready) {
      isDone = (await judge(share, seenOf(share, seen), seen.file === 'gone', events)) && isDone
    }
    return isDone
  }
}
