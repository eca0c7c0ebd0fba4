import type { Refusal } from '../../domain/refusal.ts'

/** Thrown to leave the making, or the writing anew, of a link with a reason for the person. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}
