import type { Approved } from '../domain/approval.ts'
import type { ReplyTo } from '../domain/reply-to.ts'
import type { RequestedTerms } from '../domain/terms.ts'
import type { Person } from './ports.ts'

/** What somebody asks for by a command or a form, before any rule was checked. */
export interface ShareRequest {
  team: string
  person: Person
  /**
   * Where the command was typed; null: nowhere. `claimed`: a form says so. That proves nothing, so it opens no private
   * channel.
   */
  at: { id: string; name: string; claimed?: boolean } | null
  fileId: string
  terms: RequestedTerms
  replyTo: ReplyTo
  reference: string
  /** The id of the link, the same each time that this is carried out: the share's id comes of it too. */
  linkId: string
  /** Approvers are to be asked to let it go beyond the rules, for this reason. Left out: not so. */
  justification?: string
  /** They let it. Left out: not so. */
  approved?: Approved
}
