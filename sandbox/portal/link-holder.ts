import { roomOf } from './entries.ts'
import type { Link, PortalFile, PortalState } from './state-types.ts'
import { atLeast } from './version.ts'

/**
 * Whose links the plural calls answer: a form in a form-filling room has the room's
 * (docs/portal.md, What a PUT carries).
 */
export const holderOf = (state: PortalState, file: PortalFile): Link['holder'] => {
  const room = roomOf(state, file.folderId)
  if (file.isForm && room?.roomType === 15) return { kind: 'room', id: room.id }
  return { kind: 'file', id: file.id }
}

/** Whose link `…/link` (singular) answers: before 3.5 that of the room around (docs/portal.md, Versions). */
export const primaryHolderOf = (state: PortalState, file: PortalFile): Link['holder'] => {
  const room = roomOf(state, file.folderId)
  if (room && !atLeast(state.settings.version, 3, 5)) return { kind: 'room', id: room.id }
  return holderOf(state, file)
}
