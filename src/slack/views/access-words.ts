import type { Access } from '../../domain/answer.ts'
import { MOST_SHOWN_VIEWS, type Verdict } from '../../domain/downloads.ts'
import type { Line, Piece } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** Each counting rule in plain English. */
const VERDICTS: Record<Verdict, string> = {
  counted: 'counted',
  unnamed: 'counted (unknown program)',
  'expander-again': 'counted (a link preview would not take it three times)',
  forged: 'counted (faked browser or address)',
  burst: 'not counted (double click)',
  viewed: 'not counted (only viewed)',
  expander: 'not counted (link preview)',
  member: 'not counted (signed in to DocSpace)',
  'other-link': 'not counted (another link)',
  unattributed: 'not counted (link unknown)',
  'before-birth': 'not counted (before this link)',
  'after-end': 'not counted (after the end)',
}

/** Says that older views are not kept, where there may have been some. */
export const viewsCutLines = (viewsCut: boolean): Line[] =>
  viewsCut ? [[`Of views that don't count, only the newest ${MOST_SHOWN_VIEWS} are kept.`]] : []

/** By audit action: what was downloaded instead of the file as it is, or how. */
const SPECIAL: Record<number, string> = {
  5010: 'in another format',
  5062: 'an older version',
  5064: 'by action=view, which gives the whole file too',
}

const given = (text: string, most: number): string[] => (text.trim() === '' ? [] : [nameLike(text, most)])

/** From where and with what somebody came, as far as the portal says it, and whether it counts. */
export const accessWords = ({ actionId, place, browser, platform, verdict }: Access): Piece[] => {
  const program = [...given(browser, 40), ...given(platform, 40)].join(' on ')
  const special = SPECIAL[actionId]
  const how = special === undefined ? VERDICTS[verdict] : `${VERDICTS[verdict]} · ${special}`
  const parts = [...given(place, 60), ...(program === '' ? [] : [program]), how]
  return parts.map((part) => ` · ${part}`)
}
