import type { z } from 'zod'
import { NOT_YET } from '../src/config-names.ts'
import { fileVariables } from '../src/config-secret-files.ts'
import { variables } from '../src/config-variables.ts'
import { settings } from '../src/config-words.ts'

const schemas: Readonly<Record<string, z.ZodType>> = variables

/** What no variable takes: its fault says what would be right. */
const WRONG = ['', '?']

/** The form of a value, in the words of the fault that the program would print. */
const formOf = (schema: z.ZodType): string => {
  const faults = WRONG.flatMap((value) => schema.safeParse(value).error?.issues ?? [])
  return faults[0]?.message.replace(/^expected /, '') ?? ''
}

/** The default as one would write it; null where nothing counts in its place. */
const writtenDefault = (schema: z.ZodType): string | null => {
  const { defaultValue } = schema.def as { defaultValue?: unknown }
  return defaultValue === undefined ? null : String(defaultValue)
}

const defaultOf = (schema: z.ZodType): string => {
  if (!schema.safeParse(undefined).success) return 'none: it must be set'
  const written = writtenDefault(schema)
  return written ? `\`${written}\`` : 'unset'
}

const entry = (name: string, { does, example }: { does: string; example?: string }): string => {
  const schema = schemas[name]
  if (schema === undefined) throw new Error(`${name} is no variable`)
  const facts = [`- Form: ${formOf(schema)}`, `- Default: ${defaultOf(schema)}`]
  if (example !== undefined) facts.push(`- Example: \`${name}=${example}\``)
  return `### ${name}\n\n${does}\n\n${facts.join('\n')}`
}

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')
const later = (isRefused: boolean): string =>
  listed(Object.keys(NOT_YET).filter((name) => (NOT_YET[name] !== null) === isRefused))

const HEAD = `# Settings

Read once at the start, from the environment and from \`.env\` in the working directory; the environment goes first.
[\`.env.example\`](../.env.example) is a file to begin with. An empty variable counts as unset. A wrong or missing setting
ends the program with status 78 and a list of all faults at once, each with what was found and what is expected; the values
of secrets are not shown.

This page is written by \`npm run settings\` out of the schema ([\`src/config.ts\`](../src/config.ts)) and the words beside it
([\`src/config-words.ts\`](../src/config-words.ts)), and a test fails while it is out of date.

**Durations** are whole numbers with \`s\`, \`m\`, \`h\`, \`d\` or \`w\` behind each: \`90s\`, \`10m\`, \`36h\`, \`7d\`, \`1h30m\`.

**In \`.env\`** a line is \`NAME=value\`, with or without \`export\`, blanks and quotes; \`#\` begins a comment at the start of a
line or behind a blank. A line that cannot be read so, or that other readers of such files would read otherwise (\`#\` inside a
value without quotes, a quote that is not closed, two values of one name), is not skipped: the program names its number and
ends.

**Tokens and addresses.** How tokens begin is checked (\`xoxb-\`, \`xapp-\`, \`sk-\`), and so are addresses: keys go over \`https\`;
plain \`http\` only to this machine or a private network (by address, or a name without a dot, or one that ends in \`.local\`,
\`.internal\`, \`.home.arpa\` or \`.localhost\`), which the log then says. In \`REDIS_URL\` a \`%\`, \`/\`, \`?\` or \`#\` of a password is
written \`%25\`, \`%2F\`, \`%3F\`, \`%23\`.

**Secrets from files.** Each variable that holds a secret has a twin with \`_FILE\` behind its name, which names a file with the
value, as Docker and systemd hand secrets out: \`SLACK_BOT_TOKEN_FILE=/run/secrets/slack-token\`. A line end at its end is cut
off. Setting both is a fault, and so is a file that is empty or cannot be read. They are: ${listed(fileVariables(Object.keys(variables)))}.

**Misspelt names.** A name that is one or two letters away from one of these (\`DOCSPACE_AUDIT_APIKEY\`) is refused, so that no
rule is lost by a slip; names of four letters only in \`.env\`, and only one letter away. Other names in \`.env\` that mean
nothing to the app are listed in the log.`

const NOT_IN_THIS_VERSION = `## Not in this version

When one of these is set, the log names it at the start and it has no effect: ${later(false)}.

These are refused on purpose, because they promise stricter rules, and the app will not run as if it had
them: ${later(true)}.`

/** `docs/settings.md`, as it should be now. */
export const settingsPage = (): string => {
  const groups = Object.entries(settings).map(([group, each]) =>
    [`## ${group}`, ...Object.entries(each).map(([name, words]) => entry(name, words))].join('\n\n'),
  )
  return `${[HEAD, ...groups, NOT_IN_THIS_VERSION].join('\n\n')}\n`
}
