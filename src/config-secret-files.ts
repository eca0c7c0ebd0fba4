import { readFileSync } from 'node:fs'
import { isSecretVariable } from './config-names.ts'
import type { ConfigFault, Env } from './config-rules.ts'

/** Behind the name of a secret: the file that holds it, as Docker and systemd hand secrets out. */
const FILE = '_FILE'

/** The names under which a file is named for one of these. */
export const fileVariables = (names: readonly string[]): string[] =>
  names.filter(isSecretVariable).map((name) => `${name}${FILE}`)

const read = (path: string): { text: string } | { found: string } => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).replace(/\r?\n$/, '')
    return text.trim() === '' ? { found: 'an empty file' } : { text }
  } catch (error) {
    const { code } = error as { code?: string }
    const isText = code !== 'ERR_ENCODING_INVALID_ENCODED_DATA'
    return { found: isText ? `a file that cannot be read (${code})` : 'a file that is no text' }
  }
}

/**
 * The variables with what stands in the files that some of them name. Both a secret and its file are a fault, since nobody could
 * tell which is meant; so is a file that cannot be read.
 */
export const withSecretFiles = (
  env: Env,
  names: readonly string[],
): { env: Env; faults: ConfigFault[]; inFiles: ReadonlySet<string>; unread: ReadonlySet<string> } => {
  const values: Record<string, string | undefined> = { ...env }
  const faults: ConfigFault[] = []
  const inFiles = new Set<string>()
  const unread = new Set<string>()
  for (const variable of fileVariables(names)) {
    const path = env[variable]
    if (path === undefined) continue
    const name = variable.slice(0, -FILE.length)
    delete values[variable]
    inFiles.add(name)
    if (env[name] !== undefined) {
      faults.push({ variable, found: `a file, and ${name} too`, expected: 'one of the two' })
      continue
    }
    const found = read(path.trim())
    if ('text' in found) values[name] = found.text
    else {
      unread.add(name)
      faults.push({
        variable,
        found: `${found.found} at ${path.trim()}`,
        expected: 'the path of a file of text',
      })
    }
  }
  return { env: values, faults, inFiles, unread }
}
