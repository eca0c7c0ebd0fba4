import { asMeant } from './as-meant.ts'

/** When a share is to end: after a time counted from now, or at a moment. */
type RequestedEnd = { kind: 'for'; ms: number } | { kind: 'until'; at: number }

/** A channel as typed: the id when Slack resolved the name, otherwise only the name. */
export interface RequestedChannel {
  id: string | null
  name: string | null
}

/** What a person asked for, not yet held against the policy. Null: not asked for, so the default holds. */
export interface RequestedTerms {
  end: RequestedEnd | null
  limit: number | 'none' | null
  viewOnly: boolean
  password: string | null
  channel: RequestedChannel | null
  note: string | null
}

/** What a person was granted; the limits of one share. */
export interface GrantedTerms {
  expiresAt: number
  /** Downloads allowed; null is unlimited. */
  limit: number | null
  viewOnly: boolean
  note: string | null
}

export const NO_TERMS: RequestedTerms = {
  end: null,
  limit: null,
  viewOnly: false,
  password: null,
  channel: null,
  note: null,
}

/** Downloads that can be asked for at all, whatever the policy. */
export const MOST_DOWNLOADS = 1_000_000

/** A number of downloads as it was typed; null when it is none that can be asked for. */
export const readLimit = (text: string): number | null => {
  const typed = asMeant(text.trim())
  const limit = /^\d{1,9}$/.test(typed) ? Number(typed) : 0
  return limit >= 1 && limit <= MOST_DOWNLOADS ? limit : null
}

/** Characters (code points) of a note. */
export const NOTE_LENGTH = 300

/** Characters of a password that the portal takes (contract 1.1). */
export const PASSWORD_LENGTH = 255
