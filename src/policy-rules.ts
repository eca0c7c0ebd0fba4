import type { z } from 'zod'
import type { Preset, Rule, RuleBook, RuleSet } from './domain/rule-book.ts'
import type { RuleFault } from './domain/rules-notice.ts'
import { nearMissOf } from './policy-names.ts'
import { type FilePreset, type FileRuleSet, NAME_SHAPES, rulesSchema } from './policy-schema.ts'
import { type Path, readYaml, type Yaml } from './policy-yaml.ts'

export type RulesRead = { ok: true; rules: RuleBook } | { ok: false; faults: RuleFault[] }

/** A value as it may be shown: short, in one line. */
const shown = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'names with values'
  return value === undefined ? 'nothing' : JSON.stringify(String(value).slice(0, 80))
}

const valueAt = (content: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null ? (found as Record<PropertyKey, unknown>)[key] : undefined,
    content,
  )

const expectedBy = (message: string): string => message.replace(/^expected /, '')

const faultsOf = (issue: z.core.$ZodIssue, yaml: Yaml): RuleFault[] => {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...yaml.at(path, key),
      found: `${JSON.stringify(key.slice(0, 80))}, a name that Sharelink does not know here`,
      expected: nearMissOf(path, key),
    }))
  }
  return [
    { ...yaml.at(path), found: shown(valueAt(yaml.content, path)), expected: expectedBy(issue.message) },
  ]
}

/** Names of channels, rooms and presets that can be none. */
const nameFaults = (yaml: Yaml): RuleFault[] =>
  Object.entries(NAME_SHAPES).flatMap(([table, { shape, expected }]) => {
    const found = valueAt(yaml.content, [table])
    const names =
      typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.keys(found) : []
    return names
      .filter((name) => !shape.test(name))
      .map((name) => ({ ...yaml.at([table], name), found: shown(name), expected }))
  })

const entries = <T extends object, U>(table: T | undefined, each: (value: T[keyof T], name: string) => U) =>
  Object.fromEntries(
    Object.entries(table ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, each(value as T[keyof T], name)]],
    ),
  )

/** The rules of one place; `lineOf`: the line in which one stands. */
const ruleSetOf = (set: FileRuleSet, lineOf: (name: string) => number): RuleSet => {
  const rule = <T>(name: keyof FileRuleSet, value: T | undefined): Rule<T> | undefined =>
    value === undefined ? undefined : { value, line: lineOf(name) }
  const ifYes = (name: 'exact' | 'view_only') => rule(name, set[name] === true ? (true as const) : undefined)
  const { groups = [], people = [] } = set.who ?? {}
  const all: Record<keyof RuleSet, Rule<unknown> | undefined> = {
    maxExpiryMs: rule('max_expiry', set.max_expiry),
    maxLifeMs: rule('max_life', set.max_life),
    highestLimit: rule('max_downloads', set.max_downloads),
    onlyLimit: rule('downloads', set.downloads),
    exactOnly: ifYes('exact'),
    password: rule('password', set.password),
    viewOnly: ifYes('view_only'),
    channels: rule('channels', set.channels),
    kinds: rule('kinds', set.kinds),
    rooms: rule('rooms', set.rooms),
    makers: rule('who', set.who === undefined ? undefined : { groups, people }),
  }
  return Object.fromEntries(Object.entries(all).filter(([, found]) => found !== undefined)) as RuleSet
}

const presetOf = ({ for: ms, max, view, exact }: FilePreset): Preset => ({
  ...(ms === undefined ? {} : { end: { kind: 'for', ms } }),
  ...(max === undefined ? {} : { limit: max ?? 'none' }),
  ...(view === undefined ? {} : { viewOnly: view }),
  ...(exact === undefined ? {} : { enforcement: exact ? 'exact' : 'watched' }),
})

/** What the file asks for, and cannot have without `ENCRYPTION_KEY`. */
const keyFaults = (
  { everywhere, kinds, channels, rooms }: RuleBook,
  hasKey: boolean,
  yaml: Yaml,
): RuleFault[] => {
  if (hasKey) return []
  const sets: [Path, RuleSet][] = [
    [['everywhere'], everywhere],
    ...Object.entries({ kinds, channels, rooms }).flatMap(([name, table]) =>
      Object.entries<RuleSet>(table).map(([key, set]): [Path, RuleSet] => [[name, key], set]),
    ),
  ]
  return sets
    .filter(([, { password }]) => password !== undefined)
    .map(([path]) => ({
      ...yaml.at(path, 'password'),
      found: 'a rule on passwords',
      expected: 'none while ENCRYPTION_KEY is not set: no password can be kept without it',
    }))
}

/** Reads the rules out of the text of a policy file (docs/policy.md). All faults are found at once, each with its place. */
export const readRules = (text: string, { hasKey }: { hasKey: boolean }): RulesRead => {
  const read = readYaml(text)
  if (!read.ok) {
    const faults = read.faults.map(({ line, column, problem }) => ({
      line,
      column,
      found: problem.replace(/\.$/, ''),
      expected: 'YAML',
    }))
    return { ok: false, faults }
  }
  const { yaml } = read
  const parsed = rulesSchema.safeParse(yaml.content)
  const faulty = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => faultsOf(issue, yaml))),
    ...nameFaults(yaml),
  ].sort((a, b) => a.line - b.line || a.column - b.column)
  if (!parsed.success || faulty.length > 0) return { ok: false, faults: faulty }
  const { everywhere, kinds, channels, rooms, presets } = parsed.data
  const setAt = (path: Path, set: FileRuleSet) => ruleSetOf(set, (name) => yaml.at(path, name).line)
  const tableAt = (name: string, table: Readonly<Record<string, FileRuleSet | undefined>> | undefined) =>
    entries(table, (set, key) => setAt([name, key], set as FileRuleSet))
  const rules: RuleBook = {
    everywhere: setAt(['everywhere'], everywhere ?? {}),
    kinds: tableAt('kinds', kinds),
    channels: tableAt('channels', channels),
    rooms: tableAt('rooms', rooms),
    presets: entries(presets, (preset) => presetOf(preset as FilePreset)),
  }
  const faults = keyFaults(rules, hasKey, yaml)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, rules }
}
