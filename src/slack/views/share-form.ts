import type { ContextBlock, InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import type { FormStart } from '../../domain/answer.ts'
import { formatDurationCompact } from '../../domain/duration.ts'
import { longestLifeMs, type Policy, usualExpiryMs, usualLimit } from '../../domain/policy.ts'
import { type Enforcement, NOTE_LENGTH, PASSWORD_LENGTH } from '../../domain/terms.ts'
import { inWords } from './duration-words.ts'
import { field, limitInput, momentField, PICK, PRESETS, plain } from './form-parts.ts'
import { noticeText } from './notice-quote.ts'
import { presetTerms } from './preset-words.ts'
import { FIELD, INPUT, MORE_OPTIONS, NO_PRESET, VIEW_ONLY } from './share-form-fields.ts'
import { downloads, NOT_SEEN, number } from './share-words.ts'
import { FORM_TITLES } from './titles.ts'
import { nameLike } from './untrusted.ts'

/** `callback_id` of the form. */
export const SHARE_FORM = 'share_form'

/** Slack: characters of an option's text and value. */
const LONGEST_VALUE = 75

const aside = (text: string): ContextBlock => ({ type: 'context', elements: [plain(text)] })

const isChoosable = (fileId: string): boolean => [...fileId].length <= LONGEST_VALUE

const optionOf = (fileId: string, title: string | null | undefined): PlainTextOption => ({
  text: plain(nameLike(title ?? `File ${fileId}`, LONGEST_VALUE)),
  value: fileId,
})

const fileField = ({ fileId, fileTitle }: FormStart): InputBlock =>
  fileId === null || isChoosable(fileId)
    ? field(
        FIELD.file,
        'File',
        {
          type: 'external_select',
          action_id: INPUT,
          min_query_length: 2,
          placeholder: plain("Type its name, or paste the file's link"),
          ...(fileId === null ? {} : { initial_option: optionOf(fileId, fileTitle) }),
        },
        { optional: false },
      )
    : // Slack has no room for such an id in a choice.
      field(
        FIELD.address,
        'File number',
        { type: 'plain_text_input', action_id: INPUT, initial_value: fileId },
        { optional: false },
      )

const endFields = ({ policy, shows }: FormStart): InputBlock[] => {
  const usual = usualExpiryMs(policy)
  const admitted = PRESETS.filter((ms) => ms >= policy.minExpiryMs && ms <= longestLifeMs(policy))
  const lives = [...new Set([...admitted, usual])].sort((a, b) => a - b)
  const option = (ms: number): PlainTextOption => ({
    text: plain(ms === usual ? `${inWords(ms)} (the default)` : inWords(ms)),
    value: formatDurationCompact(ms),
  })
  return [
    field(
      FIELD.end,
      'Expires after',
      {
        type: 'static_select',
        action_id: INPUT,
        options: [...lives.map(option), PICK],
        initial_option: option(usual),
      },
      { optional: false, tells: true },
    ),
    ...(shows?.date ? [momentField(FIELD.moment)] : []),
  ]
}

const ENFORCEMENTS: Record<Enforcement, string> = {
  exact: 'Exact: never one more',
  watched: 'Watched: a quick visitor may get one more',
}

const enforcementField = ({ enforcement: usual, exactOnly }: Policy): InputBlock => {
  const option = (value: Enforcement): PlainTextOption => ({
    text: plain(value === usual ? `${ENFORCEMENTS[value]} (the default)` : ENFORCEMENTS[value]),
    value,
  })
  return field(
    FIELD.enforcement,
    'How the limit is kept',
    {
      type: 'static_select',
      action_id: INPUT,
      options: [option('exact'), ...(exactOnly ? [] : [option('watched')])],
      initial_option: option(usual),
    },
    { hint: `View only is always watched. A watched link counts what the portal records. ${NOT_SEEN}` },
  )
}

const ASK = 'You can ask for approval of'

const limitRule = ({ highestLimit: highest, onlyLimit: only }: Policy, mayAsk: boolean): string => {
  if (only !== null) return `Every link allows ${number(only)}.${mayAsk ? ` ${ASK} another number.` : ''}`
  if (highest === null) return 'Leave empty for no limit.'
  return `At most ${number(highest)}.${mayAsk ? ` ${ASK} more.` : ''}`
}

const limitField = ({ policy, mayAsk = false }: FormStart): InputBlock => {
  const bound = limitRule(policy, mayAsk)
  // Slack itself keeps people to the highest number.
  const highest = mayAsk ? null : policy.highestLimit
  return field(FIELD.limit, 'Download limit', limitInput(usualLimit(policy), highest), {
    hint: `The link closes after this many downloads. ${bound}`,
  })
}

const NONE: PlainTextOption = { text: plain('None: choose the limits here'), value: NO_PRESET }

/** Slack: options of a choice. */
const MOST_OPTIONS = 100

/** Terms by their name, in place of the fields for them. */
const presetFields = ({ policy, preset }: FormStart): InputBlock[] => {
  const names = Object.keys(policy.presets).slice(0, MOST_OPTIONS - 1)
  if (names.length === 0) return []
  const option = (name: string): PlainTextOption => ({ text: plain(name), value: name })
  const chosen = names.find((name) => name === preset)
  return [
    field(
      FIELD.preset,
      'Preset',
      {
        type: 'static_select',
        action_id: INPUT,
        options: [NONE, ...names.map(option)],
        initial_option: chosen === undefined ? NONE : option(chosen),
      },
      { tells: true },
    ),
  ]
}

const VIEW_FIELD = field(
  FIELD.view,
  'Protection',
  {
    type: 'checkboxes',
    action_id: INPUT,
    options: [{ text: plain('View only'), value: VIEW_ONLY }],
  },
  { hint: 'People can look but not download. There is no download limit then.' },
)

const PASSWORD_HINT = 'People need it to open the link. Only you will see it, so send it yourself.'

const passwordFields = ({ policy, mayAsk = false }: FormStart): InputBlock[] => {
  const { passwordsAvailable, requirePassword, generatesPassword } = policy
  if (!passwordsAvailable || generatesPassword) return []
  const isOptional = !requirePassword || mayAsk
  return [
    field(
      FIELD.password,
      'Password',
      { type: 'plain_text_input', action_id: INPUT, max_length: PASSWORD_LENGTH },
      {
        hint: requirePassword && mayAsk ? `${PASSWORD_HINT} ${ASK} a link without one.` : PASSWORD_HINT,
        optional: isOptional,
      },
    ),
  ]
}

const channelField = ({ channel }: FormStart): InputBlock =>
  field(
    FIELD.channel,
    'Post in',
    {
      type: 'conversations_select',
      action_id: INPUT,
      ...(channel === null ? { default_to_current_conversation: true } : { initial_conversation: channel }),
      // A direct message is perhaps the one with the bot itself.
      filter: {
        include: ['public', 'private', 'im', 'mpim'],
        ...(channel?.startsWith('D') ? {} : { exclude_bot_users: true }),
      },
    },
    { optional: false },
  )

const NOTE = field(
  FIELD.note,
  'Note',
  { type: 'plain_text_input', action_id: INPUT, multiline: true, max_length: NOTE_LENGTH },
  { hint: 'Shown with the link.' },
)

/** What holds for every link, in one line. */
const rules = (policy: Policy): string => {
  const { maxExpiryMs, maxLifeMs, highestLimit, onlyLimit, exactOnly, viewOnly } = policy
  const { requirePassword, generatesPassword, passwordsAvailable } = policy
  const most = onlyLimit === null ? 'at most ' : ''
  const limit = highestLimit === null || viewOnly ? [] : [`${most}${downloads(highestLimit)}`]
  const life = maxLifeMs === null ? [] : [`at most ${inWords(maxLifeMs)} in all`]
  const kept = viewOnly ? ['view only'] : exactOnly ? ['exact'] : []
  const missing = passwordsAvailable ? '' : ", but passwords don't work here yet: ask your Sharelink admin"
  const needs = generatesPassword
    ? 'Sharelink makes a password for every link'
    : 'every link needs a password'
  const password = requirePassword ? [`${needs}${missing}`] : []
  return `Links here: ${[`at most ${inWords(maxExpiryMs)}`, ...life, ...limit, ...kept, ...password].join(' · ')}.`
}

const MORE: KnownBlock = {
  type: 'actions',
  block_id: MORE_OPTIONS,
  elements: [{ type: 'button', action_id: MORE_OPTIONS, text: plain('More options') }],
}

/** Few people need these. A password that is forced is no option. */
const rarerFields = (start: FormStart, isPreset: boolean): KnownBlock[] => {
  const { policy, shows } = start
  const password = passwordFields(start)
  const forced = policy.requirePassword ? password : []
  if (policy.viewOnly || isPreset) return [...forced, ...(policy.requirePassword ? [] : password)]
  if (!shows?.more) return [...forced, MORE]
  return [...forced, VIEW_FIELD, ...(policy.requirePassword ? [] : password), enforcementField(policy)]
}

/** The form that makes a share. `private_metadata`: the channel that it was opened from. */
export const shareForm = (start: FormStart): ModalView => {
  const { channel, policy, nothingFound } = start
  const preset = start.preset == null ? undefined : policy.presets[start.preset]
  const blocks: KnownBlock[] = [
    ...(nothingFound ? [aside('That message has no link to a DocSpace file.')] : []),
    fileField(start),
    channelField(start),
    ...presetFields(start),
    ...(preset === undefined ? endFields(start) : [aside(`${presetTerms(preset)}.`)]),
    ...(preset === undefined && !policy.viewOnly ? [limitField(start)] : []),
    NOTE,
    ...rarerFields(start, preset !== undefined),
    aside(rules(policy)),
    ...(policy.notice === null ? [] : [aside(noticeText(policy.notice))]),
  ]
  return {
    type: 'modal',
    callback_id: SHARE_FORM,
    private_metadata: channel ?? '',
    title: plain(FORM_TITLES.share),
    submit: plain('Share'),
    close: plain('Cancel'),
    blocks,
  }
}
