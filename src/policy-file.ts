import { readFileSync } from 'node:fs'
import type { ConfigFault, Env } from './config-rules.ts'
import { NO_RULES, type RuleBook } from './domain/rule-book.ts'
import { type RulesRead, readRules } from './policy-rules.ts'

/** Reads the rules out of the file at `path`. */
export const readPolicyFile = (path: string, facts: { hasKey: boolean }): RulesRead => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    const { code } = error as { code?: string }
    const found =
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'bytes that are no text' : `no file (${code})`
    return { ok: false, faults: [{ line: 1, column: 1, found, expected: 'a file of text in UTF-8' }] }
  }
  return readRules(text, facts)
}

/** The rules of the file that the environment names, none where it names none; or its faults. */
export const readNamedRules = (
  env: Env,
): { ok: true; rules: RuleBook } | { ok: false; faults: ConfigFault[] } => {
  const isSet = (name: string): boolean => (env[name]?.trim() ?? '') !== ''
  const path = env.POLICY_FILE?.trim() ?? ''
  if (path === '') return { ok: true, rules: NO_RULES }
  const read = readPolicyFile(path, { hasKey: isSet('ENCRYPTION_KEY') })
  if (read.ok) return read
  const faults = read.faults.map(({ line, column, found, expected }) => ({
    variable: `POLICY_FILE ${path}:${line}:${column}`,
    found,
    expected,
  }))
  return { ok: false, faults }
}
