import { isObject } from '../limits/report.ts'
import type { Json } from '../model.ts'

export type Style = 'bold' | 'italic' | 'strike' | 'code'

/** What formatted text is made of, whether it was written as mrkdwn, as rich_text or plainly. Texts are literal. */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'styled'; style: Style; parts: Part[] }
  | { type: 'link'; url: string; label: Part[] }
  | { type: 'user' | 'channel' | 'usergroup'; id: string; label?: string }
  /** `here`, `channel` or `everyone`. */
  | { type: 'broadcast'; range: string }
  | { type: 'date'; seconds: number; format: string; fallback: string; url?: string }
  | { type: 'unknown'; name: string }
  | { type: 'paragraph' | 'quote' | 'preformatted' | 'list' | 'item'; parts: Part[] }

const APART = new Set<Part['type']>(['paragraph', 'quote', 'preformatted', 'list', 'item'])

/** Starts on a line of its own, and so does what follows. */
export const standsApart = (part: Part): boolean => APART.has(part.type)

/** Slack makes links of these schemes only. */
export const isLinkable = (address: string): boolean => /^(?:https?|mailto|slack|tel):/i.test(address)

/** Only what can be drawn of something that should be a list of objects. */
export const objectsIn = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** '' unless it is one: what an app sends may be anything. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
