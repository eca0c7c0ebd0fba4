import type { InputBlock, ModalView, PlainTextOption } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import { formatDurationCompact } from '../../domain/duration.ts'
import { extendsFrom, keepsEnd, roomToExtend } from '../../domain/extension.ts'
import { type Policy, usualExpiryMs } from '../../domain/policy.ts'
import { isExact, type ShareLink } from '../../domain/share.ts'
import { inWords } from './duration-words.ts'
import { ending, saysUse } from './end-words.ts'
import { EXTEND_FIELD, KEEP, USUAL_LIFE } from './extend-form-fields.ts'
import { limitAbove } from './field-words.ts'
import { field, limitInput, momentField, PICK, PRESETS, plain } from './form-parts.ts'
import { type Line, richText } from './rich.ts'
import { INPUT } from './share-form-fields.ts'
import { NOT_SEEN, number, protection, use } from './share-words.ts'
import { FORM_TITLES } from './titles.ts'
import { nameLike } from './untrusted.ts'

/** `callback_id` of the form. */
export const EXTEND_FORM = 'extend_form'

/** How long somebody may keep the form open. */
const STANDS_OPEN_MS = 10 * 60_000

const present = (share: ShareLink): Line[] => {
  const terms = [...(saysUse(share) ? [] : [use(share)]), ...protection(share)].join(' · ')
  return [
    [{ bold: nameLike(share.file.title) }],
    ...(share.state === 'active'
      ? [['Expires ', { date: share.terms.expiresAt }, ` · ${terms}`]]
      : [ending(share), ...(terms === '' ? [] : [[terms]])]),
    [`ID ${share.id}. The link itself stays the same.`],
  ]
}

const lifeHint = ({ maxExpiryMs, maxLifeMs }: Policy): string => {
  const inAll = maxLifeMs === null ? '' : `, and ${inWords(maxLifeMs)} in all`
  return `Links can last at most ${inWords(maxExpiryMs)} from now${inAll}.`
}

/** The ends that can be chosen: counted from the present end, or from now where the link has ended. */
const ends = (
  share: ShareLink,
  policy: Policy,
  at: number,
): { options: PlainTextOption[]; initial: PlainTextOption } => {
  const room = roomToExtend(share, policy, at)
  const isLive = share.state === 'active'
  // The present end comes nearer while the form is open.
  const least = policy.minExpiryMs - (extendsFrom(share, at) - at) + (isLive ? STANDS_OPEN_MS : 0)
  const later = isLive ? 'later' : 'from now'
  const usual = usualExpiryMs(policy)
  const keeps = keepsEnd(share, policy, at)
  const lives = [...new Set([...PRESETS, ...(keeps ? [usual] : [])])]
    .filter((ms) => ms >= least && ms <= room)
    .sort((a, b) => a - b)
  const choice = (ms: number): PlainTextOption => ({
    text: plain(`${inWords(ms)} ${later}`),
    value: formatDurationCompact(ms),
  })
  const fromNow = { text: plain(`${inWords(usual)} from now (the default)`), value: USUAL_LIFE }
  const longest = lives.findLast((ms) => ms <= usual) ?? lives[0]
  const options = [
    ...(keeps ? [] : [fromNow]),
    ...lives.map(choice),
    PICK,
    // A choice cannot show a date in everybody's time zone. It stands above.
    ...(keeps ? [{ text: plain('Keep the current end'), value: KEEP }] : []),
  ]
  const initial = keeps && longest !== undefined ? choice(longest) : keeps ? options.at(-1) : fromNow
  return { options, initial: initial ?? PICK }
}

const endFields = (share: ShareLink, policy: Policy, at: number, picksDate: boolean): InputBlock[] => {
  const { options, initial } = ends(share, policy, at)
  return [
    field(
      EXTEND_FIELD.end,
      'New end',
      { type: 'static_select', action_id: INPUT, options, initial_option: initial },
      {
        hint: lifeHint(policy),
        optional: false,
        tells: true,
      },
    ),
    ...(picksDate ? [momentField(EXTEND_FIELD.moment)] : []),
  ]
}

/** How many downloads are offered beyond those that are used up. */
const SOME_MORE = 3

/** What the field opens with: the present limit, or a higher one where it is used up, as far as the policy allows it. */
const initialLimit = ({ terms, downloads }: ShareLink, { highestLimit: highest }: Policy): number | null => {
  const isUsedUp = terms.limit !== null && downloads >= terms.limit
  const useful = isUsedUp ? downloads + SOME_MORE : terms.limit
  return useful === null || highest === null ? (useful ?? highest) : Math.min(useful, highest)
}

const limitFields = (share: ShareLink, policy: Policy): InputBlock[] => {
  if (share.terms.viewOnly) return []
  const { highestLimit: highest } = policy
  return [
    field(EXTEND_FIELD.limit, 'Download limit', limitInput(initialLimit(share, policy), highest), {
      hint: `${limitAbove(share.downloads)} ${highest === null ? 'Leave empty for no limit.' : `At most ${number(highest)}.`}${isExact(share) ? '' : ` ${NOT_SEEN}`}`,
    }),
  ]
}

/** The form that extends a share, as things were at the moment `at`. `private_metadata` is the share's id. */
export const extendForm = ({
  share,
  policy,
  at,
  picksDate = false,
}: Omit<Extract<Answer, { kind: 'extend-form' }>, 'kind'>): ModalView => ({
  type: 'modal',
  callback_id: EXTEND_FORM,
  private_metadata: share.id,
  title: plain(FORM_TITLES.extend),
  submit: plain('Extend'),
  close: plain('Cancel'),
  blocks: [
    richText(present(share)),
    ...endFields(share, policy, at, picksDate),
    ...limitFields(share, policy),
  ],
})
