import type { BrokenRule } from './outcome.ts'
import type { Policy } from './policy.ts'
import type { ChannelKind, Rule, RuleBook, RuleSet } from './rule-book.ts'

/** Where a link is made, and by whom. Null: not known yet, or of nobody; rules about it do not apply then. */
export interface PolicyFacts {
  /** `groups`: those of the rules that the person is in. */
  person: { id: string; groups: readonly string[] } | null
  channel: { id: string; kinds: readonly ChannelKind[] } | null
  /** The folder of the file and all above it, up to the room. */
  rooms: readonly string[] | null
}

const own = <T>(table: Readonly<Partial<Record<string, T>>>, keys: readonly string[]): T[] =>
  keys.flatMap((key) => {
    const found = Object.hasOwn(table, key) ? table[key] : undefined
    return found === undefined ? [] : [found]
  })

/** The sets of rules that hold there. */
const setsFor = (book: RuleBook, { channel, rooms }: PolicyFacts): RuleSet[] => [
  book.everywhere,
  ...own(book.kinds, channel?.kinds ?? []),
  ...own(book.channels, channel === null ? [] : [channel.id]),
  ...own(book.rooms, rooms ?? []),
]

/** What the facts alone forbid, whatever the terms. */
const barredBy = (sets: readonly RuleSet[], { person, channel, rooms }: PolicyFacts): BrokenRule[] =>
  sets.flatMap((rules): BrokenRule[] => {
    const { makers, channels, kinds, rooms: allowed } = rules
    const isMaker =
      makers === undefined ||
      person === null ||
      makers.value.people.includes(person.id) ||
      person.groups.some((group) => makers.value.groups.includes(group))
    const isIn = channels === undefined || channel === null || channels.value.includes(channel.id)
    const unfit = kinds === undefined ? undefined : channel?.kinds.find((one) => !kinds.value.includes(one))
    const isRoom = allowed === undefined || rooms === null || rooms.some((id) => allowed.value.includes(id))
    return [
      ...(isMaker ? [] : [{ rule: 'makers' as const, line: makers.line }]),
      ...(isIn ? [] : [{ rule: 'ALLOWED_CHANNELS' as const, allowed: channels.value, line: channels.line }]),
      ...(kinds === undefined || unfit === undefined
        ? []
        : [{ rule: 'channel-kind' as const, kind: unfit, line: kinds.line }]),
      ...(isRoom ? [] : [{ rule: 'ALLOWED_ROOMS' as const, line: allowed.line }]),
    ]
  })

/** A value of which the lowest wins; null: no rule. `line` null: a variable says it. */
interface Lowest {
  value: number | null
  line: number | null
}

const lowest = (given: number | null, rules: readonly (Rule<number> | undefined)[]): Lowest =>
  rules.reduce<Lowest>(
    (least, rule) =>
      rule !== undefined && (least.value === null || rule.value < least.value) ? rule : least,
    { value: given, line: null },
  )

const firstOf = <T>(rules: readonly (Rule<T> | undefined)[]): Rule<T> | undefined =>
  rules.find((rule) => rule !== undefined)

/** The ids that all lists have; null: there is no list. */
const inAll = (lists: readonly (readonly string[] | null | undefined)[]): readonly string[] | null =>
  lists.reduce<readonly string[] | null>(
    (both, list) => (list == null ? both : (both?.filter((id) => list.includes(id)) ?? list)),
    null,
  )

/** Where search looks: in what both the variable and the rule for everywhere allow; null: everywhere. */
export const searchedRooms = ({ allowedRooms }: Pick<Policy, 'allowedRooms'>, book: RuleBook) =>
  inAll([allowedRooms, book.everywhere.rooms?.value])

const variesByPlace = ({ kinds, channels, rooms }: RuleBook): boolean =>
  [kinds, channels, rooms].some((table) => Object.keys(table).length > 0)

/** Whether any rule depends on the room of a file, so that the portal must be asked for it. */
const asksRooms = ({ allowedRooms }: Policy, book: RuleBook, sets: readonly RuleSet[]): boolean =>
  allowedRooms !== null || Object.keys(book.rooms).length > 0 || sets.some(({ rooms }) => rooms !== undefined)

/**
 * The rules that hold for these facts: those of the environment and of all that `POLICY_FILE` says about them. Where several
 * say something, the stricter wins.
 */
export const policyOf = (base: Policy, book: RuleBook, facts: PolicyFacts): Policy => {
  const sets = setsFor(book, facts)
  const each = <Name extends keyof RuleSet>(name: Name) => sets.map((rules) => rules[name])
  const expiry = lowest(base.maxExpiryMs, each('maxExpiryMs'))
  const life = lowest(base.maxLifeMs, each('maxLifeMs'))
  const only = lowest(base.onlyLimit, each('onlyLimit'))
  const highest = lowest(base.highestLimit, [...each('highestLimit'), ...each('onlyLimit')])
  const exact = firstOf(each('exactOnly'))
  const view = firstOf(each('viewOnly'))
  const passwords = each('password')
  const generated = passwords.find((rule) => rule?.value === 'generated')
  const password = generated ?? firstOf(passwords)
  const lines: Policy['lines'] = {
    MAX_EXPIRY: expiry.line,
    'max-life': life.line,
    'only-limit': only.line,
    MAX_DOWNLOADS_LIMIT: highest.line,
    'exact-only': exact?.line ?? null,
    'view-only': view?.line ?? null,
    REQUIRE_PASSWORD: base.requirePassword ? null : (password?.line ?? null),
    'generated-password': generated?.line ?? null,
  }
  return {
    ...base,
    maxExpiryMs: expiry.value ?? base.maxExpiryMs,
    // A rule may be shorter than the least that the environment sets.
    minExpiryMs: Math.min(base.minExpiryMs, expiry.value ?? base.minExpiryMs),
    maxLifeMs: life.value,
    highestLimit: highest.value,
    onlyLimit: only.value,
    exactOnly: base.exactOnly || exact !== undefined,
    enforcement: exact === undefined ? base.enforcement : 'exact',
    viewOnly: base.viewOnly || view !== undefined,
    requirePassword: base.requirePassword || password !== undefined,
    generatesPassword: base.generatesPassword || generated !== undefined,
    allowedChannels: inAll([base.allowedChannels, ...each('channels').map((rule) => rule?.value)]),
    variesByPlace: variesByPlace(book),
    asksRooms: asksRooms(base, book, sets),
    barred: barredBy(sets, facts),
    presets: book.presets,
    lines,
  }
}
