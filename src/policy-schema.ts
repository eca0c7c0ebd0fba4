import { z } from 'zod'
import { countOrNone, duration, oneOf, slackId, whole, yesOrNo } from './config-fields.ts'
import { CHANNEL_KINDS } from './domain/rule-book.ts'
import { MOST_DOWNLOADS } from './domain/terms.ts'

// Every value arrives as text (`readYaml`), and is read like a variable of the environment.

/** An empty part is one whose lines are all comments. */
const part = <T extends z.ZodType>(inner: T) => z.preprocess((found) => (found === '' ? {} : found), inner)

const list = <T extends z.ZodType>(each: T) => z.array(each, { error: 'expected a list, such as [a, b]' })

const table = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, { error: 'expected names with values, one to a line' })

const roomId = /^[\w-]+$/
const channelId = /^[CGD][A-Z\d]+$/
const limit = whole(1, MOST_DOWNLOADS)
const lifetime = duration('1s')

const who = table({
  groups: list(slackId('the id of a user group of Slack (S…)', /^S[A-Z\d]+$/i)).optional(),
  people: list(slackId('a Slack user id (U… or W…)', /^[UW]\w+$/i)).optional(),
})

const ruleSet = part(
  table({
    max_expiry: lifetime.optional(),
    max_life: lifetime.optional(),
    max_downloads: limit.optional(),
    downloads: limit.optional(),
    exact: yesOrNo.optional(),
    password: oneOf('required', 'generated').optional(),
    view_only: yesOrNo.optional(),
    channels: list(slackId('a Slack channel id (C…, G… or D…)', /^[CGD]\w+$/i)).optional(),
    kinds: list(oneOf(...CHANNEL_KINDS)).optional(),
    rooms: list(
      z.string().regex(roomId, { error: 'expected the id of a room or folder of the portal' }),
    ).optional(),
    who: z.preprocess((found) => (found === 'everybody' ? undefined : found), who.optional()),
  }),
)

const preset = part(
  table({
    for: lifetime.optional(),
    max: countOrNone.optional(),
    view: yesOrNo.optional(),
    exact: yesOrNo.optional(),
  }),
)

const byName = <T extends z.ZodType>(each: T) =>
  part(z.record(z.string(), each, { error: 'expected names with values, one to a line' }))

/** What names in the tables must look like. The schema lets them be, so that what they lead to is looked at too. */
export const NAME_SHAPES: Readonly<Record<string, { shape: RegExp; expected: string }>> = {
  channels: { shape: channelId, expected: 'a Slack channel id (C…, G… or D…) in capitals' },
  rooms: { shape: roomId, expected: 'the id of a room or folder of the portal' },
  presets: {
    shape: /^[a-z\d][a-z\d_-]{0,39}$/,
    expected: 'a name of up to 40 small letters, digits, hyphens and underscores',
  },
}

/** What `POLICY_FILE` may say. */
export const rulesSchema = part(
  table({
    everywhere: ruleSet.optional(),
    kinds: part(
      table({
        public: ruleSet.optional(),
        private: ruleSet.optional(),
        external: ruleSet.optional(),
        guests: ruleSet.optional(),
        direct: ruleSet.optional(),
      }),
    ).optional(),
    channels: byName(ruleSet).optional(),
    rooms: byName(ruleSet).optional(),
    presets: byName(preset).optional(),
  }),
)

export type FileRuleSet = z.output<typeof ruleSet>
export type FilePreset = z.output<typeof preset>
