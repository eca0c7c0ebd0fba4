/**
 * So long before its moment the job of an end, or of a warning, is queued at the earliest. Until then only the share knows of it:
 * jobs that wait for weeks would take more memory than the shares themselves, and outlive those that end before.
 */
export const QUEUED_BEFORE_MS = 60_000

/** Whether the job of this moment is queued by now. */
export const isNear = (at: number, now: number): boolean => at - now <= QUEUED_BEFORE_MS
