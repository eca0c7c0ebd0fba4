import { asMeant } from './as-meant.ts'

/** When a share shall end: after a time from now, or at a moment. */
type RequestedEnd = { kind: 'for'; ms: number } | { kind: 'until'; at: number }

/** A channel as typed: its id where Slack resolved the name, otherwise only the name. */
export interface RequestedChannel {
  id: string | null
  name: string | null
}

/** How a limit is kept: each download is claimed before a byte flows, or counted from the trail, and the link ends after the last. */
export type Enforcement = 'exact' | 'watched'

/** What a person asked for, not yet checked against the policy. Null: not asked for, so the default holds. */
export interface RequestedTerms {
  end: RequestedEnd | null
  limit: number | 'none' | null
  viewOnly: boolean
  enforcement: Enforcement | null
  password: string | null
  channel: RequestedChannel | null
  note: string | null
  /** The name of terms that the operator has laid down. */
  preset: string | null
}

/** A term that nobody asked for, so that the rules of the file's room may still decide on it. */
export type UnaskedTerm = 'end' | 'limit' | 'enforcement'

/** Those of a request. */
export const unaskedIn = ({ end, limit, enforcement }: RequestedTerms): UnaskedTerm[] => [
  ...(end === null ? ['end' as const] : []),
  ...(limit === null ? ['limit' as const] : []),
  ...(enforcement === null ? ['enforcement' as const] : []),
]

/** What a person was granted; the limits of one share. */
export interface GrantedTerms {
  expiresAt: number
  /** Downloads allowed; null is unlimited. */
  limit: number | null
  viewOnly: boolean
  note: string | null
  /** Each download is claimed before a byte flows, so that there are never more than the limit. Left out: watched. */
  exact?: true | undefined
}

export const NO_TERMS: RequestedTerms = {
  end: null,
  limit: null,
  viewOnly: false,
  enforcement: null,
  password: null,
  channel: null,
  note: null,
  preset: null,
}

/** The highest limit that can be asked for, whatever the policy. */
export const MOST_DOWNLOADS = 1_000_000

/** Reads a typed number of downloads; null when it is none that can be asked for. */
export const readLimit = (text: string): number | null => {
  const typed = asMeant(text.trim())
  const limit = /^\d{1,9}$/.test(typed) ? Number(typed) : 0
  return limit >= 1 && limit <= MOST_DOWNLOADS ? limit : null
}

/** Characters (code points) of a note. */
export const NOTE_LENGTH = 300

/** The longest password that the portal takes, in characters. */
export const PASSWORD_LENGTH = 255
