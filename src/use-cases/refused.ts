import type { Refusal } from '../domain/answer.ts'

/** Thrown to leave the making of a share with a reason for the person. Never leaves make-share. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}
