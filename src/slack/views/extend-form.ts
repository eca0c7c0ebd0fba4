import type { InputBlock, ModalView, PlainTextOption } from '@slack/types'
import { formatDurationCompact } from '../../domain/duration.ts'
import { extendsFrom, keepsEnd, roomToExtend } from '../../domain/extension.ts'
import { type Policy, usualExpiryMs } from '../../domain/policy.ts'
import { isExact, type ShareLink } from '../../domain/share.ts'
import { inWords } from './duration-words.ts'
import { ending } from './end-words.ts'
import { EXTEND_FIELD, KEEP, USUAL_LIFE } from './extend-form-fields.ts'
import { limitAbove } from './field-words.ts'
import { field, limitInput, PRESETS, plain } from './form-parts.ts'
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
  const terms = [use(share), ...protection(share)].join(' · ')
  return [
    [{ bold: nameLike(share.file.title) }],
    ...(share.state === 'active'
      ? [['Ends ', { date: share.terms.expiresAt }, ` · ${terms}`]]
      : [ending(share), [terms]]),
    [`ID ${share.id}. The link itself stays the same.`],
  ]
}

/** The ends that can be chosen: counted from the present end, or from now where the link has ended. */
const ends = (share: ShareLink, policy: Policy, at: number): PlainTextOption[] => {
  const room = roomToExtend(share, policy, at)
  const isLive = share.state === 'active'
  // The present end comes nearer while the form is open.
  const least = policy.minExpiryMs - (extendsFrom(share, at) - at) + (isLive ? STANDS_OPEN_MS : 0)
  const later = isLive ? 'later' : 'from now'
  const first = keepsEnd(share, policy, at)
    ? { text: plain('Keep the present end'), value: KEEP }
    : { text: plain(`${inWords(usualExpiryMs(policy))} from now (the default)`), value: USUAL_LIFE }
  return [
    first,
    ...PRESETS.filter((ms) => ms >= least && ms <= room).map((ms) => ({
      text: plain(`${inWords(ms)} ${later}`),
      value: formatDurationCompact(ms),
    })),
  ]
}

const endFields = (share: ShareLink, policy: Policy, at: number): InputBlock[] => {
  const options = ends(share, policy, at)
  return [
    field(
      EXTEND_FIELD.end,
      'Ends',
      {
        type: 'static_select',
        action_id: INPUT,
        options,
        ...(options[0] === undefined ? {} : { initial_option: options[0] }),
      },
      { hint: `Links can live at most ${inWords(policy.maxExpiryMs)} from now.`, optional: false },
    ),
    field(
      EXTEND_FIELD.moment,
      'Or at a date and time',
      { type: 'datetimepicker', action_id: INPUT },
      { hint: 'In your time zone. Leave the choice above as it is then.' },
    ),
  ]
}

/** What the field opens with: the present limit, as far as the policy still allows it. */
const initialLimit = ({ terms }: ShareLink, { highestLimit: highest }: Policy): number | null =>
  terms.limit === null || highest === null ? (terms.limit ?? highest) : Math.min(terms.limit, highest)

const limitFields = (share: ShareLink, policy: Policy): InputBlock[] => {
  if (share.terms.viewOnly) return []
  const { highestLimit: highest } = policy
  return [
    field(EXTEND_FIELD.limit, 'Download limit', limitInput(initialLimit(share, policy), highest), {
      hint: `${limitAbove(share.downloads)} ${highest === null ? 'Empty: no limit.' : `At most ${number(highest)}.`}${isExact(share) ? '' : ` ${NOT_SEEN}`}`,
    }),
  ]
}

/** The form that extends a share, as things were at the moment `at`. `private_metadata` is the share's id. */
export const extendForm = (share: ShareLink, policy: Policy, at: number): ModalView => ({
  type: 'modal',
  callback_id: EXTEND_FORM,
  private_metadata: share.id,
  title: plain(FORM_TITLES.extend),
  submit: plain('Extend'),
  close: plain('Cancel'),
  blocks: [richText(present(share)), ...endFields(share, policy, at), ...limitFields(share, policy)],
})
