import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

type Rule = Partial<Record<string, string>>
type Known = { rule: Rule; matcher: RegExp }[]

const LIST = /^(\w+):/
const LINE = /^ +(- )?(\w+): *(?:'(.*)'|"(.*)")\s*(?:#.*)?$/

/**
 * The lists of uap-core's file. Lists of rules are all that it holds; a reader of any YAML takes a hundred times as long, in
 * which no request is answered.
 */
export const readRules = (yaml: string): Record<string, Rule[]> => {
  const lists: Record<string, Rule[]> = {}
  let list: Rule[] = []
  for (const line of yaml.split('\n')) {
    const name = LIST.exec(line)?.[1]
    if (name !== undefined) {
      list = []
      lists[name] = list
    }
    const [, begins, key = '', single, double] = LINE.exec(line) ?? []
    if (begins !== undefined) list.push({})
    const rule = list.at(-1)
    if (rule && key !== '') rule[key] = single?.replaceAll("''", "'") ?? JSON.parse(`"${double}"`)
  }
  return lists
}

/** The rules out of which the portal's own parser (UAParser) is made. */
const load = (): Record<string, Known> => {
  const lists = readRules(readFileSync(require.resolve('uap-core/regexes.yaml'), 'utf8'))
  return Object.fromEntries(
    Object.entries(lists).map(([name, rules]) => [
      name,
      rules.map((rule) => ({ rule, matcher: new RegExp(rule.regex ?? '', rule.regex_flag) })),
    ]),
  )
}

let loaded: Record<string, Known> | undefined

/** What the first rule that fits says: each part by its template in the rule, or by this one. Null: none fits. */
const find = (kind: string, agent: string, parts: Record<string, string>): string[] | null => {
  loaded ??= load()
  for (const { rule, matcher } of loaded[kind] ?? []) {
    const match = matcher.exec(agent)
    if (match === null) continue
    return Object.entries(parts).map(([name, otherwise]) =>
      (rule[name] ?? otherwise).replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '').trim(),
    )
  }
  return null
}

const OTHER = ['Other', '']

const parseAgent = (agent: string) => {
  const browser = find('user_agent_parsers', agent, { family_replacement: '$1', v1_replacement: '$2' })
  const system = find('os_parsers', agent, { os_replacement: '$1', os_v1_replacement: '$2' })
  const device = find('device_parsers', agent, { brand_replacement: '', model_replacement: '$1' })
  return {
    browser: (browser ?? OTHER).join(' ').trim(),
    platform: [...(system ?? OTHER), ...(device ?? ['', ''])].join(' ').trim(),
  }
}

const parsed = new Map<string, ReturnType<typeof parseAgent>>()

/**
 * Browser and platform as the audit trail names them (docs/portal.md, Who): family and major version, the platform with
 * brand and model of the device. A request that names no agent leaves both empty.
 */
export const describeAgent = (agent: string): { browser: string; platform: string } => {
  if (agent === '') return { browser: '', platform: '' }
  const described = parsed.get(agent) ?? parseAgent(agent)
  parsed.set(agent, described)
  return described
}
