import { z } from 'zod'
import type { Outcome } from '../../domain/answer.ts'
import { JUSTIFICATION_LENGTH } from '../../domain/approval.ts'
import { JUSTIFICATION } from '../views/approval-form.ts'
import { FIELD_WORDS } from '../views/field-words.ts'
import { cut, nameLike } from '../views/untrusted.ts'
import type { Form } from './form.ts'
import { valueIn } from './read-values.ts'

/** The reason, and the reference under which what was asked for is kept. */
const askedApproval = z.object({ reference: z.string(), justification: z.string() })
export type AskedApproval = z.output<typeof askedApproval>

/** Null where it is no such form. */
export const readAskedApproval = (asked: unknown): AskedApproval | null =>
  askedApproval.safeParse(asked).data ?? null

const GONE: Outcome = { ok: false, refusal: { reason: 'question-gone' } }

/**
 * The question why a link should go beyond the rules. What is sent with the answer is the request that is kept, which is asked for
 * again with the reason: whose it is, is looked up then.
 */
export const approvalFormReader: Form<AskedApproval> = {
  read: async ({ privateMetadata, values }) => {
    const typed = valueIn(values, JUSTIFICATION).value
    const justification = cut(nameLike(typed ?? '', JUSTIFICATION_LENGTH), JUSTIFICATION_LENGTH)
    return typed === null
      ? { ok: false, errors: { [JUSTIFICATION]: FIELD_WORDS.noJustification } }
      : { ok: true, asked: { reference: privateMetadata, justification } }
  },
  // Where what was asked for is found, that is carried out in its place.
  carryOut: async () => GONE,
}
