import { refuseRoom } from '../../domain/policy.ts'
import { policyRefusal } from '../../domain/policy-refusal.ts'
import type { PortalFile } from '../../domain/portal-facts.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { whyNotShareable } from '../../domain/shareable.ts'
import type { PolicyFor, PolicyQuestion } from '../policy-ports.ts'
import type { Portal } from '../ports.ts'
import { asOwn } from './as-own.ts'
import type { SeenFile } from './seen-file.ts'

type Denied = { ok: false; refusal: Refusal }
/** `rooms`: its folder and all above it; null: no rule asks for them. */
type Checked = { ok: true; rooms: readonly string[] | null } | Denied
export type CheckedFile = { ok: true; file: PortalFile; rooms: readonly string[] | null } | Denied

export interface CheckDeps {
  portal: Portal
  policyFor: PolicyFor
  /** The portal acts with the rights of the person who asks. */
  isPersonal?: true
  /** The file as it was a moment ago. Null, or left out: the portal is asked. */
  look?: SeenFile | null
}

/** Whether the file lies in an allowed room. The portal is not asked where no rule depends on rooms. */
export const checkRoom =
  ({ portal, policyFor }: CheckDeps) =>
  async (about: PolicyQuestion, fileId: string, known: PortalFile | null = null): Promise<Checked> => {
    const policy = await policyFor(about)
    if (!policy.asksRooms) return { ok: true, rooms: null }
    const { folderId } = known ?? (await portal.file(fileId))
    const rooms = folderId === null ? [] : await portal.folderPath(folderId)
    const refused = refuseRoom(await policyFor({ ...about, rooms }), rooms)
    return refused === null
      ? { ok: true, rooms }
      : { ok: false, refusal: policyRefusal(refused.broken, policy) }
  }

/**
 * Does the file exist, may it be shared, is there room for one more link? `own`: the id of the link to make, which may be
 * there already from an earlier run and needs no further place. `mayBe`: what else must hold, of which is told first.
 */
export const checkShareable =
  (
    { portal, isPersonal, look = null }: Pick<CheckDeps, 'portal' | 'isPersonal' | 'look'>,
    mayBe: (file: PortalFile) => Promise<Checked> = async () => ({ ok: true, rooms: null }),
  ) =>
  async (fileId: string, own: string | null = null): Promise<CheckedFile> => {
    // Side by side, since somebody waits. What is wrong with the file is told first.
    const listed = look === null ? portal.links(fileId) : Promise.resolve(look.links)
    listed.catch(() => {})
    const file = look?.file ?? (await portal.file(fileId))
    const allowed = await mayBe(file)
    if (!allowed.ok) return allowed
    const others = (await listed).filter(({ id }) => id !== own)
    const refusal = whyNotShareable(file, others)
    return refusal === null
      ? { ok: true, file, rooms: allowed.rooms }
      : { ok: false, refusal: asOwn(refusal, isPersonal) }
  }

/** The same, and whether it lies in an allowed room: asked before anything is made. */
export const checkFile = (deps: CheckDeps) => {
  const inRoom = checkRoom(deps)
  return (about: PolicyQuestion, fileId: string, own: string | null = null): Promise<CheckedFile> =>
    checkShareable(deps, (file) => inRoom(about, fileId, file))(fileId, own)
}
