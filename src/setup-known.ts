import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { readEach, readVariables } from './config.ts'
import type { Env } from './config-rules.ts'
import { variables } from './config-variables.ts'
import { readEnvFile } from './env-file.ts'
import { NoAnswer } from './setup/interview.ts'

/** What is set before anybody is asked. */
export interface KnownSettings {
  values: Env
  /** Those that stand in a file of their own, which setup leaves alone. */
  inFiles: ReadonlySet<string>
  /** Those that stand elsewhere than in `.env`, and so stay what they are, whatever is written there. */
  outside: ReadonlySet<string>
  apiUrl: string
}

/** Reads `.env` at `path`, or `example` where there is none yet. Stops at what the start would refuse, before it is written back. */
export const readKnown = (
  path: string,
  example: string,
  environment: Env,
  more: Readonly<Record<string, string>>,
): { known: KnownSettings; text: string; target: string } => {
  const isThere = existsSync(path)
  if (!isThere && lstatSync(path, { throwIfNoEntry: false }) !== undefined)
    throw new NoAnswer(`${path} is a link to a file that isn't there. Nothing was written.`)
  const from = isThere ? path : example
  const file = readEnvFile(from)
  const wanted = { ...file.values, ...more }
  const found = readVariables(environment, wanted)
  const faults = [...file.faults, ...found.faults]
  if (faults.length > 0) {
    const lines = faults.map((each) => `  ${each.variable}: found ${each.found}, expected ${each.expected}`)
    throw new NoAnswer(`Put this right first. Nothing was written.\n${lines.join('\n')}`)
  }
  const isOutside = (name: string) =>
    found.inFiles.has(name) || Boolean(environment[name]?.trim()) || Boolean(more[name]?.trim())
  const known = {
    values: found.env,
    inFiles: found.inFiles,
    outside: new Set(Object.keys(variables).filter(isOutside)),
    apiUrl: readEach(environment, wanted).values.SLACK_API_URL ?? 'https://slack.com/api/',
  }
  return { known, text: readFileSync(from, 'utf8'), target: isThere ? realpathSync(path) : path }
}

/** What a setting should be, where it is not. */
export const shapeOf =
  (name: keyof typeof variables, { values, inFiles }: KnownSettings) =>
  (answer: string): string | null => {
    if (inFiles.has(name) && answer !== values[name])
      return `what the file of ${name}_FILE holds: put another value there`
    const read = variables[name].safeParse(answer)
    return read.success ? null : (read.error.issues[0]?.message.replace(/^expected /, '') ?? 'something else')
  }

/** Writes the file so that nobody else may read it, whole or not at all. */
export const writePrivately = async (path: string, text: string): Promise<void> => {
  const fresh = `${path}.${process.pid}.new`
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx' })
  await rename(fresh, path)
}
