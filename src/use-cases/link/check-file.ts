import { type Policy, roomAllowed } from '../../domain/policy.ts'
import type { PortalFile } from '../../domain/portal-facts.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { whyNotShareable } from '../../domain/shareable.ts'
import type { Portal } from '../ports.ts'

type Denied = { ok: false; refusal: Refusal }
type Checked = { ok: true } | Denied
export type CheckedFile = { ok: true; file: PortalFile } | Denied

export interface CheckDeps {
  portal: Portal
  policy: Policy
}

/** Whether the file lies in an allowed room. The portal is not asked where all rooms are allowed. */
export const checkRoom =
  ({ portal, policy }: CheckDeps) =>
  async (fileId: string, known: PortalFile | null = null): Promise<Checked> => {
    if (policy.allowedRooms === null) return { ok: true }
    const { folderId } = known ?? (await portal.file(fileId))
    const path = folderId === null ? [] : await portal.folderPath(folderId)
    const allowed = roomAllowed(path, policy)
    return allowed.ok ? allowed : { ok: false, refusal: { reason: 'policy', ...allowed.broken } }
  }

/**
 * Asked before anything is made: does the file exist, may it be shared, is there room for one more link? `own`: the id
 * of the link to make, which may be there already from an earlier run and needs no further place.
 */
export const checkFile =
  ({ portal, policy }: CheckDeps) =>
  async (fileId: string, own: string | null = null): Promise<CheckedFile> => {
    // Side by side, since somebody waits. What is wrong with the file is told first.
    const listed = portal.links(fileId)
    listed.catch(() => {})
    const file = await portal.file(fileId)
    const inRoom = await checkRoom({ portal, policy })(fileId, file)
    if (!inRoom.ok) return inRoom
    const others = (await listed).filter(({ id }) => id !== own)
    const refusal = whyNotShareable(file, others)
    return refusal === null ? { ok: true, file } : { ok: false, refusal }
  }
