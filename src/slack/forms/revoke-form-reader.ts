import type { Outcome } from '../../domain/answer.ts'
import type { ShareRef } from '../../domain/share.ts'
import { readShareId } from '../../domain/share-id.ts'
import type { Form } from './form.ts'

/** `list`: the list that the question was opened from, sealed. */
interface AskedRevocation {
  id: string
  list: string | null
}

/** The question before a link is revoked. It is trusted only to name the share: the use case decides who may revoke it. */
export const revokeFormOf = ({
  revokeShare: revoke,
  redrawList,
}: {
  revokeShare: (ref: ShareRef, userId: string) => Promise<Outcome>
  /** Never rejects. */
  redrawList: (list: string, viewer: { team: string; userId: string }) => Promise<void>
}): Form<AskedRevocation> => ({
  ends: true,
  read: async ({ privateMetadata }) => {
    const [typed = '', list = null] = privateMetadata.split(' ')
    return { ok: true, asked: { id: readShareId(typed) ?? typed, list } }
  },
  carryOut: async ({ id, list }, { team, userId }) => {
    const outcome = await revoke({ team, id }, userId)
    if (list) await redrawList(list, { team, userId })
    return outcome
  },
})
