import type { Refusal } from '../../domain/refusal.ts'

/** A refusal as it is told to somebody with whose own rights a file was looked at. */
export const asOwn = (refusal: Refusal, isPersonal: true | undefined): Refusal =>
  isPersonal && (refusal.reason === 'no-right-to-share' || refusal.reason === 'not-shareable')
    ? { ...refusal, own: true }
    : refusal
