import type { PortalScreen } from '../../contract.ts'
import { KIND_WORDS } from './words.ts'

/** Somebody with a computer, who opens a link. */
export type Visitor = { key: string; label: string; as: string; browser: number }

// In the order of the browsers that the server has for its computers.
const STRANGERS = [
  'Chrome on Windows',
  'Safari on an iPhone',
  'Firefox on Linux',
  'Edge on Windows',
  'Chrome on Android',
]

/** People without an account, each at another computer. */
export const strangers: Visitor[] = STRANGERS.map((what, i) => ({
  key: `stranger-${i + 1}`,
  label: `Stranger ${i + 1}: ${what}`,
  as: 'anonymous',
  browser: i + 1,
}))

/** Everybody who can sign in to the portal, each at a computer of their own. */
export const members = (people: PortalScreen['people']): Visitor[] =>
  people.map(({ id, name, kind }, i) => ({
    key: id,
    label: `${name} (${KIND_WORDS[kind] ?? kind})`,
    as: id,
    browser: STRANGERS.length + 1 + i,
  }))
