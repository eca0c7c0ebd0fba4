import { type Answer, success } from './answer.ts'
import type { Call } from './call.ts'
import { atLeast } from './version.ts'

/** `GET files/settings`, of which only the policy of external links is here (docs/portal.md, What the portal forces). */
export const readFilesSettings = (call: Call): Answer => {
  const { externalSharing, version, internalByDefault } = call.state.settings
  const allowed = externalSharing === 'allowed'
  const policy = {
    externalShareApplyToDocuments: true,
    externalShareApplyToRooms: true,
    blockExistingLinksOnRestrict: externalSharing === 'blocked',
    defaultShareLinkInternal: internalByDefault || !allowed,
  }
  return success(call, { externalShare: allowed, ...(atLeast(version, 3, 7) ? policy : {}) })
}
