import type { Refusal } from '../domain/answer.ts'
import { type Policy, roomAllowed } from '../domain/policy.ts'
import type { PortalError } from '../domain/portal-error.ts'
import type { PortalFile } from '../domain/portal-facts.ts'
import { whyNotShareable } from '../domain/shareable.ts'
import type { Portal } from './ports.ts'

export type CheckedFile = { ok: true; file: PortalFile } | { ok: false; refusal: Refusal }

/** What a person is told when the portal will not do what was asked. */
export const refusalOf = (error: PortalError, fileId: string, hadPassword: boolean): Refusal => {
  switch (error.kind) {
    case 'unavailable':
      return { reason: 'portal-down' }
    case 'rate-limited':
      return { reason: 'portal-busy' }
    case 'unauthorized':
      return { reason: 'portal-key' }
    case 'plan':
      return { reason: 'portal-plan' }
    case 'not-found':
      return { reason: 'unknown-file', fileId }
    case 'forbidden':
      return { reason: 'no-right-to-share', fileId }
    case 'rejected':
      return { reason: 'portal-rejected', hadPassword }
    case 'scope':
      return { reason: 'portal-scope' }
    case 'bad-response':
      return { reason: 'portal-odd' }
  }
}

/** Before anything is made: does the file exist, may it be shared, is there room for one more link? */
export const checkFile =
  ({ portal, policy }: { portal: Portal; policy: Policy }) =>
  async (fileId: string): Promise<CheckedFile> => {
    const file = await portal.file(fileId)
    if (policy.allowedRooms !== null) {
      const path = file.folderId === null ? [] : await portal.folderPath(file.folderId)
      const allowed = roomAllowed(path, policy)
      if (!allowed.ok) return { ok: false, refusal: { reason: 'policy', ...allowed } }
    }
    const refusal = whyNotShareable(file, await portal.links(fileId))
    return refusal === null ? { ok: true, file } : { ok: false, refusal }
  }
