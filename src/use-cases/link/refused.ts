import type { Refusal } from '../../domain/refusal.ts'

/** Thrown to leave the making, or the writing anew, of a link with a reason for the person. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}
