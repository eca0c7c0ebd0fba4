import type { RequestedTerms } from './terms.ts'

/** What a channel may be; it may be several at once, such as private and with guests. */
export const CHANNEL_KINDS = ['public', 'private', 'external', 'guests', 'direct'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** A rule, and the line of `POLICY_FILE` that it stands in. */
export interface Rule<T> {
  value: T
  line: number
}

/** Who may make links: the members of these user groups of Slack, and these people. */
export interface Makers {
  groups: readonly string[]
  people: readonly string[]
}

/** The rules of one place. What is left out has no rule there. */
export interface RuleSet {
  /** How long a link may live from now, and from its making, extensions included. */
  maxExpiryMs?: Rule<number>
  maxLifeMs?: Rule<number>
  /** The highest limit; and the only one. */
  highestLimit?: Rule<number>
  onlyLimit?: Rule<number>
  exactOnly?: Rule<true>
  password?: Rule<'required' | 'generated'>
  viewOnly?: Rule<true>
  channels?: Rule<readonly string[]>
  kinds?: Rule<readonly ChannelKind[]>
  rooms?: Rule<readonly string[]>
  makers?: Rule<Makers>
}

/** Terms by a name. What is typed beside it goes before it. */
export type Preset = Partial<Pick<RequestedTerms, 'end' | 'limit' | 'viewOnly' | 'enforcement'>>

/** What `POLICY_FILE` says (docs/policy.md). Of rooms: those of folders too. */
export interface RuleBook {
  everywhere: RuleSet
  kinds: Readonly<Partial<Record<ChannelKind, RuleSet>>>
  channels: Readonly<Record<string, RuleSet>>
  rooms: Readonly<Record<string, RuleSet>>
  presets: Readonly<Record<string, Preset>>
}

export const NO_RULES: RuleBook = { everywhere: {}, kinds: {}, channels: {}, rooms: {}, presets: {} }

const setsOf = ({ everywhere, kinds, channels, rooms }: RuleBook): RuleSet[] => [
  everywhere,
  ...[kinds, channels, rooms].flatMap((table) => Object.values<RuleSet>(table)),
]

/** What has to be asked of Slack for these rules. */
export const askedBy = (book: RuleBook): { groups: string[]; kinds: boolean; guests: boolean } => {
  const sets = setsOf(book)
  const listsKinds = sets.some(({ kinds }) => kinds !== undefined)
  return {
    groups: [...new Set(sets.flatMap(({ makers }) => makers?.value.groups ?? []))],
    kinds: listsKinds || Object.keys(book.kinds).length > 0,
    guests: listsKinds || book.kinds.guests !== undefined,
  }
}
