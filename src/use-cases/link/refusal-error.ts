import type { Refusal } from '../../domain/refusal.ts'

/** Thrown to stop making or rewriting a link, with the reason for the person. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}
