/** What is wrong with a form, by field. */
export type FieldErrors = Record<string, string>

/** A part of a form, or what is wrong with it. */
export type Read<T> = { ok: true; value: T } | { ok: false; errors: FieldErrors }

export const right = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

export const wrong = (errors: FieldErrors): { ok: false; errors: FieldErrors } => ({ ok: false, errors })
