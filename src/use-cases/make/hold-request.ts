import type { Approved } from '../../domain/approval.ts'
import { holdTerms } from '../../domain/hold-terms.ts'
import { policyRefusal } from '../../domain/policy-refusal.ts'
import type { PortalFile } from '../../domain/portal-facts.ts'
import type { Approvals } from '../approval-ports.ts'
import { type CheckDeps, checkFile } from '../link/check-file.ts'
import { passwordPlace } from '../link/open-password.ts'
import { RefusalError } from '../link/refusal-error.ts'
import { openLook } from '../link/seen-file.ts'
import type { MakeRequest } from '../make-request.ts'
import type { PolicyQuestion } from '../policy-ports.ts'
import type { Now, Vault } from '../ports.ts'
import { lifting } from '../rights/lifting.ts'

export interface HoldDeps extends CheckDeps {
  vault: Vault | null
  /** The password of a link for which one is generated: of the same link the same. */
  newPassword: (link: Pick<MakeRequest, 'team' | 'shareId' | 'linkId'>) => string
  approvals: Pick<Approvals, 'granted'>
  /** Opens what was seen of the file when the person asked. Left out: the portal is always asked. */
  lookVault?: Vault
  now: Now
}

/** A request that the rules admit, with what they make of it. */
export interface Held {
  request: MakeRequest
  file: PortalFile
  /** What approvers let it go beyond; null: nothing. */
  approved: Approved | null
}

export const aboutRequest = ({ team, creator, channel }: MakeRequest): PolicyQuestion => ({
  team,
  userId: creator.id,
  channel: channel.id,
})

/**
 * Looks at the file, unless that was done a moment ago, and holds the request against the rules once more: whoever can write to
 * the queue is not believed, and what the file's room allows is known only now. Throws `RefusalError`.
 */
export const holdRequest = (deps: HoldDeps) => {
  return async (asked: MakeRequest): Promise<Held> => {
    const about = aboutRequest(asked)
    // Kept by their answer, and never taken from the queue.
    const approved = await deps.approvals.granted(asked)
    const policyFor = lifting(deps.policyFor, approved?.rules ?? [])
    const look = openLook(deps.lookVault, asked, deps.now)
    const checked = await checkFile({ ...deps, policyFor, look })(about, asked.fileId)
    if (!checked.ok) throw new RefusalError(checked.refusal)
    const policy = await policyFor({ ...about, rooms: checked.rooms })
    const { terms, sealedPassword, unasked = [] } = asked
    const held = holdTerms({ terms, hasPassword: sealedPassword !== null, unasked }, policy, {
      now: deps.now(),
      channelId: asked.channel.id,
    })
    if (!held.ok) throw new RefusalError(policyRefusal(held.broken, policy))
    const request = { ...asked, terms: held.terms }
    const { vault } = deps
    if (!policy.generatesPassword || vault === null) return { request, file: checked.file, approved }
    const place = passwordPlace({ team: asked.team, id: asked.shareId })
    const sealed = vault.seal(deps.newPassword(asked), place)
    return { request: { ...request, sealedPassword: sealed }, file: checked.file, approved }
  }
}
