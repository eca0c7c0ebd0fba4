import type { Outcome } from '../../domain/answer.ts'
import type { ShareRef } from '../../domain/share.ts'
import { readShareId } from '../../domain/share-id.ts'
import type { Form } from './form.ts'

/** The question before a link is revoked. It is trusted only to name the share: the use case decides who may revoke it. */
export const revokeFormOf = ({
  revokeShare: revoke,
}: {
  revokeShare: (ref: ShareRef, userId: string) => Promise<Outcome>
}): Form<{ id: string }> => ({
  ends: true,
  read: async ({ privateMetadata }) => ({
    ok: true,
    asked: { id: readShareId(privateMetadata) ?? privateMetadata },
  }),
  carryOut: ({ id }, { team, userId }) => revoke({ team, id }, userId),
})
